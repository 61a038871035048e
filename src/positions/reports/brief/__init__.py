"""A briefing to take into a meeting, and the words that it rests on."""
