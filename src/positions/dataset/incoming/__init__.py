"""Files that become sources: their text, and what they say of themselves."""
