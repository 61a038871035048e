"""Rows of SPSS and Stata files, values by their labels; read by pyreadstat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from positions.budget import CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken
from positions.problems import MissingExtraError, PositionsError
from positions.render.common.delimited_text import neutralised
from positions.rounding import as_written


@dataclass(frozen=True, slots=True)
class StatFile:
    """What a file holds: the names of its variables, their labels where they have any, and the values."""

    names: tuple[str, ...]
    labels: dict[str, str]
    columns: tuple[Sequence[Any], ...]


@contextmanager
def stat_rows(path: Path) -> Iterator[Rows]:
    """Give the rows as text, the names of the variables first; `line` counts rows from 1.

    A value that has a label is that label; a missing value, those that users declared among them, is empty.

    Raises:
        MissingExtraError: if pyreadstat is not installed.
        UsageError: if the file cannot be opened.
        DataError: if it is damaged, or larger than is read.
    """
    found = _file(path)
    place = [0]

    def cells() -> Iterator[list[str]]:
        place[0] = 1
        yield list(found.names)
        # `place` is read below, where a fault is noted
        for place[0], row in enumerate(zip(*found.columns, strict=True), start=2):
            texts = [_text(value) for value in row]
            CELL.check(max(map(len, texts), default=0), str(path), place[0])
            yield texts

    yield Rows(cells(), lambda _row: place[0])


def variable_labels(path: Path) -> dict[str, str]:
    """Return what the variables are about, by their names; raises as `stat_rows`."""
    return _file(path).labels


def _file(path: Path) -> StatFile:
    open_data(path).close()
    return _read(path.absolute(), str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, name: str, _changed: int) -> StatFile:
    try:
        import pyreadstat
    except ImportError:
        raise MissingExtraError("stat", f"reading {path.name}") from None
    suffix = path.suffix.lower()
    readers: dict[str, Any] = {".dta": pyreadstat.read_dta, ".por": pyreadstat.read_por}
    read = readers.get(suffix, pyreadstat.read_sav)
    try:
        _, about = read(str(path), metadataonly=True, output_format="dict")
        ROWS.check(about.number_rows or 0, name)
        COLUMNS.check(len(about.column_names), name)
        columns, about = read(str(path), output_format="dict")
    except (PositionsError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001, RUF100  # pyreadstat raises several kinds; none may pass
        message = f"this is not a file of SPSS or Stata, or a damaged one ({error})"
        raise broken(Path(name), message, "save it again in the program that made it") from None
    names = tuple(about.column_names)
    labels = {
        variable: " ".join(str(label).split())
        for variable, label in about.column_names_to_labels.items()
        if label
    }
    coded = about.variable_value_labels
    return StatFile(
        names,
        labels,
        tuple([coded.get(name, {}).get(value, value) for value in columns[name]] for name in names),
    )


def _text(value: Any) -> str:
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return as_written(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    # undone by the readers of tables, as for other files that are not text
    return neutralised(str(value)) if str(value).startswith("'") else str(value)
