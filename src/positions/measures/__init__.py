"""Measures: pure functions on the stance grid, one idea a file."""
