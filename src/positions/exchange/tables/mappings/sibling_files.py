"""Files that belong to a table and lie beside it, found by the names that its format gives them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from positions.exchange.tables.settings import TableSettings
from positions.problems import UsageError


def in_folder(path: Path, settings: TableSettings) -> tuple[Path, TableSettings]:
    """Return the table in a folder, where a mapping says what it is called; any other path as it is.

    Raises:
        UsageError: if the folder has no such file.
    """
    name = settings.beside.get("table")
    if name is None or not path.is_dir():
        return path, settings
    table = _matching(path, name)
    if table is None:
        raise UsageError(f"{path} has no {name}", "name the file itself")
    return table, settings


def with_files_beside(path: Path, settings: TableSettings) -> TableSettings:
    """Return settings with the files of actors and issues that lie beside a table, where none are named."""
    found = {what: _matching(path.parent, name) for what, name in settings.beside.items() if what != "table"}
    return replace(
        settings,
        actors=settings.actors or found.get("actors"),
        issues=settings.issues or found.get("issues"),
    )


def _matching(folder: Path, pattern: str) -> Path | None:
    """Return the only file of a folder that a pattern names, None where there is none or several."""
    found = sorted(folder.glob(pattern))
    return found[0] if len(found) == 1 else None
