"""What `compare` writes of more actors than a matrix can show: all pairs, on one machine or several."""
