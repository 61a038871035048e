"""Several coders: their readings side by side, and as one dataset."""
