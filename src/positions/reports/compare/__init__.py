"""Who agrees and disagrees with whom."""
