"""What the commands that change a dataset share."""
