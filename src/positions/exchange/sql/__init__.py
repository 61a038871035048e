"""What every use of DuckDB shares: its connection, its interruption, and text of its SQL."""
