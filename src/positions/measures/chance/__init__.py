"""What chance gives: shuffles of a grid, and the best of many pairs in them."""
