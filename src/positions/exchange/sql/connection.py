"""The one place that opens DuckDB's databases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from positions.exchange.sql.text import unglobbed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def open_database(
    path: Path | None = None, *, folder: Path | str | None = None, memory: str = "1GB"
) -> DuckDBPyConnection:
    """Return a database that fetches and loads nothing from elsewhere, and prints nothing on stdout.

    Args:
        path: its file; in memory where None.
        folder: where it may put what does not fit in memory; nowhere if None.
        memory: how much it may hold there, as DuckDB writes sizes.

    Raises:
        ImportError: if DuckDB is not installed.
        duckdb.Error: if the file cannot be made.
    """
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": memory,
        "temp_directory": "" if folder is None else str(folder),
    }
    database = duckdb.connect(":memory:" if path is None else str(path), config=config)
    database.execute("SET enable_progress_bar = false")  # it would stand on stdout, in the data
    return database


def count_rows(database: DuckDBPyConnection, path: Path) -> int:
    """Return how many rows a Parquet file says that it has.

    Raises:
        duckdb.Error: if it is none.
    """
    query = "SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(?)"
    row = database.execute(query, [unglobbed(path)]).fetchone()
    return int(row[0] or 0) if row else 0
