"""Very large tables, read and counted by DuckDB."""
