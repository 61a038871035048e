"""Which stance a word means that is not on the scale."""
