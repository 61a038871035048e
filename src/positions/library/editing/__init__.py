"""Datasets made and changed from Python: what `positions add` and `rename` do, on the same code."""
