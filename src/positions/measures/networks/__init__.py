"""Discourse networks: one-mode and two-mode ties, their normalisation, moving windows."""
