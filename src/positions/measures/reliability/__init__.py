"""Reliability between coders: alpha, the codings it compares, bootstrap intervals."""
