"""Edits of a dataset: plans, splices of its text, locks. The smallest diff, written whole or not at all."""
