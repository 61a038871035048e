"""Rows of a Parquet file, read by DuckDB."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from positions.budget import CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.sql.connection import count_rows, open_database
from positions.exchange.sql.interrupts import interruptible
from positions.exchange.sql.text import identifier, unglobbed
from positions.exchange.tables.delimited import Rows, broken
from positions.problems import MissingExtraError
from positions.render.common.delimited_text import neutralised

_BATCH = 2_000
_CELLS = 200_000
"""Cells that are held at a time."""
_FOOTER = 256
"""Bytes of the description of a file per column that may be read: far more than any writer takes."""
_QUERY = "SELECT * FROM read_parquet(?)"
_PLAIN = (
    "VARCHAR",
    "ENUM",
    "INT",
    "DOUBLE",
    "FLOAT",
    "DECIMAL",
    "DATE",
    "TIMESTAMP",
    "BOOLEAN",
    "UUID",
    "NULL",
    "TIME",
)


@contextmanager
def parquet_rows(path: Path) -> Iterator[Rows]:
    """Give the rows as text, the names of the columns first; `line` is the row, the first below them 2.

    Raises:
        MissingExtraError: if DuckDB is not installed.
        UsageError: if the file cannot be opened.
        DataError: if it is no Parquet file, or a column holds lists or other values that are no text.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("bulk", f"reading {path.name}") from None
    _check_footer(path)
    place = [0]
    with open_database() as database, interruptible(database):
        try:
            described = database.execute(f"DESCRIBE {_QUERY}", [unglobbed(path)]).fetchall()
            number = count_rows(database, path)
        except duckdb.InterruptException:
            raise
        except duckdb.Error:
            raise broken(path, "this is not a Parquet file, or a damaged one") from None
        COLUMNS.check(len(described), str(path))
        ROWS.check(number, str(path))
        batch_rows = max(1, min(_BATCH, _CELLS // max(1, len(described))))
        refused = ("STRUCT", "MAP(", "UNION(")
        names, types = [row[0] for row in described], [str(row[1]) for row in described]
        for name, kind in zip(names, types, strict=True):
            nested = kind.endswith("]") or kind.startswith(refused)
            if nested or not any(plain in kind for plain in _PLAIN):
                hint = "write it as text, numbers or dates"
                raise broken(path, f"the column {name!r} is of the type {kind}, which no cell holds", hint)

        def cells() -> Iterator[list[str]]:
            place[0], longest = 1, CELL.most
            yield names
            try:
                found = database.execute(_query(names, types), [unglobbed(path)])
                while batch := found.fetchmany(batch_rows):
                    for row in batch:
                        place[0] += 1
                        texts = [cell_text(value) for value in row]
                        if max(map(len, texts)) > longest:
                            CELL.check(max(map(len, texts)), str(path), place[0])
                        yield texts
            except duckdb.InterruptException:
                raise
            except duckdb.Error:
                message = "the file is damaged behind this row"
                raise broken(path, message, "copy or write it again", place[0]) from None

        yield Rows(cells(), lambda _row: place[0])


def _check_footer(path: Path) -> None:
    """Look at how long the description of the columns is, which DuckDB reads as a whole.

    Raises:
        DataError: if it can only be that of more columns than are read.
    """
    with open_data(path) as file:
        file.seek(0, os.SEEK_END)
        size = file.tell()
        file.seek(max(0, size - 8))
        end = file.read(8)
    if len(end) == 8 and end.endswith(b"PAR1"):
        length = min(size, int.from_bytes(end[:4], "little"))
        COLUMNS.check(length // _FOOTER, str(path))


def _query(names: Sequence[str], types: Sequence[str]) -> str:
    """Return the query for all rows, with the values that Python has no good form of in another."""
    picked = []
    for name, kind in zip(names, types, strict=True):
        column = identifier(name)
        if kind == "TIMESTAMP WITH TIME ZONE":  # for which DuckDB needs another package
            picked.append(f"make_timestamp(epoch_us({column}))")
        elif kind == "FLOAT":  # 0.1, and not 0.10000000149011612
            picked.append(f"{column}::VARCHAR::DOUBLE")
        else:
            picked.append(column)
    return f"SELECT {', '.join(picked)} FROM read_parquet(?)"


def cell_text(value: Any) -> str:
    """Return a value as the text of a cell; what is missing is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        # nothing is neutralised in Parquet; this undoes beforehand what the readers of tables will undo
        return neutralised(value) if value.startswith("'") else value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
