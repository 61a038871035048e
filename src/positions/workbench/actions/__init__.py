"""What the page can do, each one edit of the dataset."""
