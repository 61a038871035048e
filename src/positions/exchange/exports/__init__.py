"""The dataset out: for other people's programs."""
