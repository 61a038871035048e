"""Files that become sources: their text and their metadata."""
