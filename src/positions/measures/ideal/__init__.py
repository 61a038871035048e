"""Ideal points: a line, or a plane, on which actors stand and issues divide them."""
