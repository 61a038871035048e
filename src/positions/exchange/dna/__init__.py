"""Discourse Network Analyzer databases in."""
