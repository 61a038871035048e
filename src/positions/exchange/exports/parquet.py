"""Tables as Parquet files, written by DuckDB."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from positions.exchange.sql.connection import open_database
from positions.exchange.sql.text import identifier, literal
from positions.files import write_atomically
from positions.problems import MissingExtraError
from positions.tables import Count, Ref, Share, StanceCell, Table

ParquetType = Literal["VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "FLOAT"]
Value = str | int | float | None


def write_parquet(
    columns: Sequence[tuple[str, ParquetType]], rows: Iterable[Sequence[Value]], path: Path
) -> None:
    """Write rows to a Parquet file, which is replaced whole or not at all; None is null.

    Raises:
        MissingExtraError: if DuckDB is not installed.
        UsageError: if the file cannot be written.
    """
    write_atomically(path, parquet_bytes(columns, rows))


def parquet_bytes(
    columns: Sequence[tuple[str, ParquetType]], rows: Iterable[Sequence[Value]], held_back: str | None = None
) -> bytes:
    """Return rows as a Parquet file; None is null. The same rows give the same bytes.

    `held_back` stands in the file's metadata, under the key `positions_held_back`.

    An empty text is null too: no table of ours has one.

    Raises:
        MissingExtraError: if DuckDB is not installed.
    """
    if find_spec("duckdb") is None:
        raise MissingExtraError("bulk", "writing Parquet")
    with TemporaryDirectory(prefix="positions-") as folder:
        text, made = Path(folder, "rows.json"), Path(folder, "rows.parquet")
        with text.open("w", encoding="utf-8", newline="") as file:
            longest = 0
            for row in rows:
                values = {f"c{index}": None if value == "" else value for index, value in enumerate(row)}
                longest = max(longest, file.write(json.dumps(values) + "\n"))
        with open_database(folder=folder) as database:
            database.execute("SET threads = 1")  # else the order of the rows is that of the threads
            kinds = {f"c{index}": kind for index, (_, kind) in enumerate(columns)}
            names = ", ".join(f"c{index} AS {identifier(name)}" for index, (name, _) in enumerate(columns))
            read = database.read_json(  # CSV would do, but for carriage returns in texts
                str(text), columns=kinds, format="newline_delimited", maximum_object_size=longest + _ROOM
            )
            chosen = read.project(names)
            if held_back is None:
                chosen.write_parquet(str(made), compression="zstd")
            else:
                chosen.create_view("chosen")
                said = f"KV_METADATA {{{HELD_BACK}: {literal(held_back)}}}"
                database.execute(
                    f"COPY chosen TO {literal(str(made))} (FORMAT parquet, COMPRESSION zstd, {said})"
                )
        return made.read_bytes()


def table_as_parquet(table: Table, held_back: str | None = None) -> bytes:
    """Return a table as a Parquet file: actors and issues by their ids, numbers as numbers, all else text.

    `held_back` says in the metadata what the public does not see, or that the file is for the team.

    Raises:
        MissingExtraError: if DuckDB is not installed.
    """
    values = [[_plain(value) for value in row] for row in table.rows]
    columns = [
        (column.id, _type_of([row[index] for row in values]) if column.type in _NUMERIC else "VARCHAR")
        for index, column in enumerate(table.columns)
    ]
    return parquet_bytes(columns, values, held_back)


HELD_BACK = "positions_held_back"
"""Key of the metadata that says what was held back."""

_NUMERIC = ("integer", "number", "share")
_ROOM = 2**20


def _type_of(values: Sequence[Value]) -> ParquetType:
    whole = all(isinstance(value, int) for value in values if value is not None)
    return "BIGINT" if whole and any(value is not None for value in values) else "DOUBLE"


def _plain(value: object) -> Value:
    match value:
        case Ref():
            return value.id
        case Share():
            return value.value
        case Count():
            return value.number
        case StanceCell():
            return value.label if value.state == "position" else value.state
        case tuple():
            return "; ".join(item.id for item in value)
        case None | str() | int() | float():
            return value
        case _:
            raise TypeError(f"no column of a Parquet file holds {value!r}")
