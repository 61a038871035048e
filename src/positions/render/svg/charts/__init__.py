"""Charts of numbers: bars, lines over time, groups over time."""
