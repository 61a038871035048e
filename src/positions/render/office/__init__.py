"""Reports for Word and Excel."""
