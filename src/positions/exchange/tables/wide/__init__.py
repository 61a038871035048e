"""Wide tables: actors down and issues across, or the other way round."""
