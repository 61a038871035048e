"""What every renderer shares: marks, palette, legends, values as text."""
