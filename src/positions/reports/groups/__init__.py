"""Agreement of groups."""
