"""Datasets as they were in a revision of a git repository."""
