"""Very large tables, read and numbered by DuckDB; what it meets anything odd in is left to the plain reader.

It reads what says nothing but stances, each cell once, and names without spaces around them. Anything else
(a row that cannot be read, a cell that stands twice) it gives up, so that there is one place that tells
people what is wrong with a table, and both readings are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from positions.budget import COLUMNAR_ROWS, COLUMNS, ROWS
from positions.dataset.scale import Scale
from positions.exchange.sql.connection import count_rows, open_database
from positions.exchange.sql.interrupts import interruptible
from positions.exchange.sql.text import identifier, literal, unglobbed
from positions.exchange.tables.answers import name_of, remarks_on
from positions.exchange.tables.columns import LONG, long_columns, unused_remark
from positions.exchange.tables.delimited import delimiter_of, restored_text
from positions.exchange.tables.long.merged_issues import parts_unused
from positions.exchange.tables.own_exports.scale_column import scale_of_table
from positions.exchange.tables.reading import own_groups
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.side_tables import scales_of_issues
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.recoding import Stance, UnreadableError
from positions.exchange.tables.values.stances import Stances
from positions.names import name_key, tidy_name
from positions.problems import PositionsError

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

WORTH_IT = 2_000_000
"""Bytes of a file from which on the time to import DuckDB is saved again."""

LONG_READING = 20_000_000
"""Bytes of a file that takes a while to read without DuckDB."""


@dataclass(frozen=True)
class Numbered:
    """A table in a database: `answers` with the numbers of the actor `a`, the issue `i` and the text `s`.

    Attributes:
        actors, issues: their names, in the order of the table.
        stances: what each text of a stance means; None says that there is no answer.
        scale: the scale that the stances are on.
        remarks: what a person should know of the reading.
    """

    database: DuckDBPyConnection
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    stances: tuple[Stance | None, ...]
    scale: Scale
    remarks: tuple[str, ...]

    @cached_property
    def number(self) -> int:
        """How many answers there are."""
        return _one(self.database, "SELECT count(*) FROM answers", [])

    @cached_property
    def columns(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """The numbers of actor, issue and text of all answers."""
        found = self.database.execute("SELECT a, i, s FROM answers").fetchnumpy()
        return found["a"], found["i"], found["s"]


def can_number(path: Path) -> bool:
    """Return whether a file is large enough for DuckDB to be worth it, and DuckDB and NumPy are there."""
    return _is_for_database(path, WORTH_IT) and _is_installed()


def lacks_database(path: Path) -> bool:
    """Return whether a file takes a while to read because DuckDB or NumPy is not there."""
    return _is_for_database(path, LONG_READING) and not _is_installed()


def _is_for_database(path: Path, size: int) -> bool:
    fits = path.name.lower().endswith((".csv", ".tsv", ".csv.gz", ".tsv.gz", ".parquet"))
    try:
        return fits and path.is_file() and path.stat().st_size >= size
    except OSError:
        return False


def _is_installed() -> bool:
    return find_spec("duckdb") is not None and find_spec("numpy") is not None


@contextmanager
def numbered(path: Path, settings: TableSettings) -> Iterator[Numbered | None]:
    """Give a long table in a database; None where the plain reader must read it.

    What does not fit in memory is on disk, in the folder for temporary files, until the `with` ends.
    """
    import duckdb

    with TemporaryDirectory(prefix="positions-") as folder:
        try:
            database = open_database(Path(folder) / "answers.db", folder=folder)
        except duckdb.Error:
            yield None
            return
        with database, interruptible(database):
            try:
                found = _number(database, path, settings)
            except duckdb.InterruptException:
                raise
            except (duckdb.Error, PositionsError):
                found = None
            yield found


def _number(database: DuckDBPyConnection, path: Path, settings: TableSettings) -> Numbered | None:
    if not settings.is_simple:
        return None
    if path.name.lower().endswith(".parquet") and count_rows(database, path) > ROWS.most_or(COLUMNAR_ROWS):
        return None
    file = TableFile(path)
    if own_groups(file, settings) or settings.scales or scales_of_issues(settings.issues, settings.of_issues):
        return None
    columns = long_columns(file, settings)
    if parts_unused(columns):
        return None
    if set(columns.index) != set(LONG) or not all(file.header) or file.top.above or file.top.below:
        return None
    if scale_of_table(file, settings) is not None:
        return None
    if file.path.name.lower().endswith(".parquet") and not _is_plain(database, file.path):
        return None
    names = [file.header[columns.index[name]] for name in LONG]
    picked = ", ".join(
        f"coalesce({identifier(name)}, '') AS {short}" for name, short in zip(names, "ais", strict=True)
    )
    breaks = _breaks_over_lines(file)
    database.execute(f"CREATE TABLE raw AS SELECT {picked}, {breaks} AS breaks FROM {_source(file)}")
    if _one(database, "SELECT count(*) FROM raw WHERE breaks", []):
        return None
    for short in "ais":
        _number_texts(database, short)
    if _one(database, "SELECT count(*) FROM of_i", []) > COLUMNS.most:
        return None
    texts = {short: _texts(database, short) for short in "ais"}
    actors = [tidy_name(name_of(text, "actor")) for text in texts["a"]]
    issues = [tidy_name(name_of(text, "issue")) for text in texts["i"]]
    if any(len(set(map(name_key, names))) != len(names) for names in (actors, issues)):
        return None
    if any("\r" in text for text in texts["s"]):
        return None
    reader = Stances(settings)
    stances: list[Stance | None] = []
    for text in texts["s"]:
        try:
            stances.append(reader.read(restored_text(text)))
        except UnreadableError:
            return None
    if reader.refusal is not None:
        return None
    database.execute(
        "CREATE TABLE answers AS SELECT of_a.n AS a, of_i.n AS i, of_s.n AS s FROM raw "
        "JOIN of_a ON of_a.text = raw.a JOIN of_i ON of_i.text = raw.i JOIN of_s ON of_s.text = raw.s"
    )
    database.execute("DROP TABLE raw")
    silent = [number for number, stance in enumerate(stances) if stance is None]
    none = _one(database, "SELECT count(*) FROM answers WHERE s IN (SELECT unnest($1::INTEGER[]))", [silent])
    if _one(database, "SELECT count(*) - count(DISTINCT a::BIGINT * $1 + i) FROM answers", [len(issues)]):
        return None
    return Numbered(
        database,
        tuple(actors),
        tuple(issues),
        tuple(stances),
        reader.scale,
        (*unused_remark(columns.unused), *remarks_on(none, 0, reader)),
    )


def _source(file: TableFile) -> str:
    """Return the table in DuckDB's SQL, all columns as text."""
    path = literal(unglobbed(file.path))
    if file.path.name.lower().endswith(".parquet"):
        return f"(SELECT columns(*)::VARCHAR FROM read_parquet({path}))"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in file.header)
    return (
        f"read_csv({path}, delim={literal(delimiter_of(file.path))}, quote='\"', escape='\"', header=true, "
        f"auto_detect=false, strict_mode=true, columns={{{columns}}})"
    )


def _breaks_over_lines(file: TableFile) -> str:
    """Return, in SQL, whether a cell holds a line break: a stray quotation mark may have joined rows."""
    if file.path.name.lower().endswith(".parquet"):
        return "false"
    texts = [f"coalesce(contains({identifier(name)}, chr(10)), false)" for name in file.header]
    return " OR ".join(texts)


def _is_plain(database: DuckDBPyConnection, path: Path) -> bool:
    """Return whether all columns of a Parquet file are text or whole numbers, which are written one way."""
    types = {str(kind) for kind in database.read_parquet(unglobbed(path)).types}
    return all(kind == "VARCHAR" or kind.endswith(("INT", "INTEGER")) for kind in types)


def _number_texts(database: DuckDBPyConnection, column: str) -> None:
    """Number the texts of a column by their first row, in a table."""
    database.execute(
        f"CREATE TABLE of_{column} AS SELECT text, (row_number() OVER (ORDER BY first) - 1)::INTEGER AS n "
        f"FROM (SELECT {column} AS text, min(rowid) AS first FROM raw GROUP BY {column})"
    )


def _texts(database: DuckDBPyConnection, column: str) -> list[str]:
    """Return the numbered texts of a column in order."""
    return [text for (text,) in database.execute(f"SELECT text FROM of_{column} ORDER BY n").fetchall()]


def _one(database: DuckDBPyConnection, query: str, values: list[Any]) -> int:
    row = database.execute(query, values).fetchone()
    return int(row[0] or 0) if row else 0
