"""Parquet files: columns of every type that DuckDB writes, and damage to the bytes of footers and pages."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.fuzz.accidents import damage

if TYPE_CHECKING:
    import duckdb

_HONEST = {
    "actor": "'a' || i % 20",
    "issue": "'i' || i % 3",
    "stance": "if(i % 2 = 0, 'yes', 'no')",
    "salience": "(i % 60)::DOUBLE",
    "date": "'201' || i % 10",
    "quote": "'words ' || i % 60",
}
_NAMES = (
    "actor",
    "issue",
    "stance",
    "Actor",
    "ACTOR",
    "",
    " ",
    "n",
    "source",
    "influence",
    "weight",
    "a.b",
    'a"b',
    "é",
    "x" * 300,
)
_VALUES = (
    "NULL",
    "''",
    "'a'",
    "'yes'",
    "'a' || chr(27) || '[31m'",
    "chr(8238) || 'x'",
    "repeat('x', 3000)",
    "if(i % 7 = 0, repeat('é', 200000), 'a')",
    "i::TINYINT",
    "i::HUGEINT * 1000000000000000000000000000",
    "i::UBIGINT",
    "i::FLOAT / 0.3",
    "if(i % 2 = 0, 'nan'::DOUBLE, '-inf'::DOUBLE)",
    "1e308::DOUBLE",
    "-0.0::DOUBLE",
    "(i / 7)::DECIMAL(38, 20)",
    "i % 2 = 0",
    "DATE '2017-03-23' + i::INTEGER",
    "DATE '5877642-06-25 (BC)'",
    "'infinity'::DATE",
    "'-infinity'::TIMESTAMP",
    "TIMESTAMP '2017-03-23 12:30:01.5'",
    "TIMESTAMP '294246-12-31 00:00:00'",
    "TIMESTAMP_NS '2017-03-23 12:30:01.123456789'",
    "TIMESTAMP_S '2017-03-23 12:30:01'",
    "TIMESTAMPTZ '2017-03-23 12:30:01+00'",
    "TIME '12:30'",
    "TIMETZ '12:30+02'",
    "INTERVAL 3 MONTH",
    "i::VARCHAR::BLOB",
    "'\\x00\\xFF'::BLOB",
    "'10101'::BIT",
    "'00000000-0000-0000-0000-000000000001'::UUID",
    "if(i % 2 = 0, 'yes', 'no')::ENUM('yes', 'no')",
    "[i, NULL]",
    "{'a': i, 'b': [i]}",
    "MAP {'a': i}",
    "i",
    "'a' || i % 2",
    "if(i % 3 = 0, NULL, 'i' || i % 5)",
)
_ROWS = (0, 1, 2, 40, 40, 40, 40, 40, 90, 3_000)
_OPTIONS = (
    "COMPRESSION snappy",
    "COMPRESSION zstd",
    "COMPRESSION gzip",
    "COMPRESSION uncompressed",
    "COMPRESSION lz4",
)


def write_honest(path: Path) -> None:
    """Write a long table of 40 rows."""
    with _database() as database:
        _copy(database, list(_HONEST.items()), 40, "COMPRESSION snappy", path)


def write_mutants(paths: Iterable[tuple[Path, random.Random]]) -> None:
    """Write a mutant to each path; DuckDB has no threads afterwards, but is not to be forked all the same."""
    with _database() as database:
        for path, chance in paths:
            _write_mutant(database, path, chance)


def _write_mutant(database: duckdb.DuckDBPyConnection, path: Path, chance: random.Random) -> None:
    import duckdb

    columns = list(_HONEST.items())
    kind = chance.random()
    for _ in range(chance.randint(1, 3) if kind < 0.8 else 0):
        place = chance.randrange(len(columns) or 1)
        match chance.randrange(6):
            case 0 | 1 | 2:
                columns[place] = (columns[place][0], chance.choice(_VALUES))
            case 3:
                columns[place] = (chance.choice(_NAMES), columns[place][1])
            case 4:
                columns.insert(place, (chance.choice(_NAMES), chance.choice(_VALUES)))
            case _ if len(columns) > 1:
                del columns[place]
    options = f"{chance.choice(_OPTIONS)}, ROW_GROUP_SIZE {chance.choice((2048, 122880))}"
    try:
        _copy(database, columns, chance.choice(_ROWS), options, path)
    except duckdb.Error:  # two columns of one name, or a type that it does not write
        _copy(database, list(_HONEST.items()), 40, options, path)
        kind = 0.9
    if kind > 0.55:
        data = path.read_bytes()
        footer = int.from_bytes(data[-8:-4], "little") + 8
        start = len(data) - footer if chance.random() < 0.5 else 0
        path.write_bytes(damage(data, chance, 3, start))


def _database() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(config={"threads": 1})


def _copy(
    database: duckdb.DuckDBPyConnection, columns: list[tuple[str, str]], rows: int, options: str, path: Path
) -> None:
    picked = ", ".join(f'{value} AS "{name.replace(chr(34), chr(34) * 2)}"' for name, value in columns)
    database.execute(
        f"COPY (SELECT {picked} FROM range({rows}) t(i)) TO '{path}' (FORMAT parquet, {options})"
    )
