"""What several reports share: the study, cells, sides, limits."""
