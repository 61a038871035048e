"""Long tables: a row for each answer."""
