"""Files that belong to a table and lie beside it, found by the names that its format gives them."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import stem
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


def title_of(path: Path, settings: TableSettings) -> str:
    """Return what a table is about: its file's name, or its folder's where all are called alike."""
    return path.absolute().parent.name if path.name == settings.beside.get("table") else stem(path)


def with_files_beside(path: Path, settings: TableSettings) -> TableSettings:
    """Return settings with the files of actors and issues that lie beside a table, where none are named."""
    found = {what: _nearest(path, name) for what, name in settings.beside.items() if what != "table"}
    return replace(
        settings,
        actors=settings.actors or found.get("actors"),
        issues=settings.issues or found.get("issues"),
    )


def _nearest(path: Path, pattern: str) -> Path | None:
    """Return the file beside a table that a pattern names; of several, that most alike in its beginning.

    S109_members.csv belongs to S109_votes.csv where S110_members.csv lies there too; None where two are
    equally alike.
    """
    found = [one for one in sorted(path.parent.glob(pattern)) if one.name != path.name]
    alike = [_common(one.name, path.name) for one in found]
    most = max(alike, default=0)
    return found[alike.index(most)] if found and alike.count(most) == 1 else None


def _common(name: str, other: str) -> int:
    """Return how many characters two names have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False)))


def _matching(folder: Path, pattern: str) -> Path | None:
    """Return the only file of a folder that a pattern names, None where there is none or several."""
    found = sorted(folder.glob(pattern))
    return found[0] if len(found) == 1 else None
