"""Names, texts and paths as they stand in DuckDB's SQL."""

from __future__ import annotations

from pathlib import Path


def identifier(name: str) -> str:
    """Return the name of a column."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text."""
    return "'" + text.replace("'", "''") + "'"


def unglobbed(path: Path) -> str:
    """Return a path in which DuckDB sees no pattern of file names."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
