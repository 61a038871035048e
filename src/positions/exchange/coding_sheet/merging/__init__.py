"""What a coding sheet that came back changes: three-way, row by row, and whose sheet it is."""
