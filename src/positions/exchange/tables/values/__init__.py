"""What the texts in cells mean: stances, dates."""
