"""Maps: who stands near whom."""
