"""What a database of Discourse Network Analyzer 3 holds, read without changing it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from positions.budget import BYTES
from positions.exchange.data_files import open_data
from positions.problems import DataError, Location, Problem, UsageError

MAGIC = b"SQLite format 3\0"
_TABLES = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "ENTITIES", "DATASHORTTEXT", "CODERS")
_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
_LONGEST = 100_000_000
"""Bytes of one text: the longest document is far shorter."""
_STEPS = 100_000
"""Of SQLite's machine, a few milliseconds."""
_VALUES = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}


@dataclass(frozen=True, slots=True)
class DnaDocument:
    """A document; `date` is seconds since 1970, `text` as it stands in the database."""

    id: int
    title: str
    text: str
    date: int
    author: str
    source: str
    section: str
    notes: str
    type: str


@dataclass(frozen=True, slots=True)
class DnaStatement:
    """A statement: a span of a document's text, counted in UTF-16 units, and its variables' values."""

    id: int
    type: int
    document: int
    start: int
    stop: int
    coder: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DnaFile:
    """A database.

    Attributes:
        types: id -> label of the types of statement.
        variables: id of a type -> variable -> what it holds: short text, long text, integer, boolean.
        entities: variable -> entity -> its attributes; those without a name are left out.
        documents: by id; statements: in the order of their ids.
    """

    types: Mapping[int, str]
    variables: Mapping[int, Mapping[str, str]]
    entities: Mapping[tuple[int, str], Mapping[str, Mapping[str, str]]]
    documents: Mapping[int, DnaDocument]
    statements: tuple[DnaStatement, ...] = field(default=())


def is_dna(path: Path) -> bool:
    """Return whether a file is called .dna or begins as an SQLite database does."""
    if path.suffix.lower() == ".dna":
        return True
    try:
        with open_data(path) as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, UsageError):
        return False


def read_dna_file(path: Path) -> DnaFile:
    """Return the content of a database.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if it is no database, a damaged one, or not one of DNA 3.
    """
    with _opened(path) as database:
        _refuse_programs(path, database)
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _wrong(path, "the database is damaged", "copy it again, with DNA closed")
        there = {
            str(name).upper()
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        _refuse_lacking(path, [name for name in _TABLES if name not in there])
        kinds = {
            int(key): (str(name), str(kind), int(of or 0))
            for key, name, kind, of in database.execute(
                "SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES ORDER BY ID"
            )
        }
        used = [_VALUES[kind] for _, kind, _ in kinds.values() if kind in _VALUES]
        _refuse_lacking(path, [name for name in used if name not in there])
        variables: dict[int, dict[str, str]] = {}
        for name, kind, of in kinds.values():
            variables.setdefault(of, {})[name] = kind
        return DnaFile(
            types={
                key: str(label) for key, label in database.execute("SELECT ID, Label FROM STATEMENTTYPES")
            },
            variables=variables,
            entities=_entities(database, kinds, there),
            documents={
                row[0]: DnaDocument(
                    row[0], _text(row[1]), _text(row[2]), _whole(row[3]), *map(_text, row[4:])
                )
                for row in database.execute(
                    "SELECT ID, Title, Text, Date, Author, Source, Section, Notes, Type "
                    "FROM DOCUMENTS ORDER BY ID"
                )
            },
            statements=tuple(_statements(database, kinds, there)),
        )


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with open_data(path) as file:
        start = file.read(len(MAGIC))
    if start != MAGIC:
        raise _wrong(
            path, "this is not a database of Discourse Network Analyzer", "check that it is the right file"
        )
    try:
        BYTES.check(path.stat().st_size, str(path))
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as database:
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            database.execute("PRAGMA trusted_schema = OFF")
            with interruptible(database):
                yield database
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, TypeError, ValueError) as error:
        message = f"the database cannot be read ({str(error).lower()})"
        raise _wrong(path, message, "copy it again, with DNA closed") from None


def _refuse_programs(path: Path, database: sqlite3.Connection) -> None:
    """Refuse what is computed when it is read, by what it is: it may never end, and DNA makes nothing such.

    Raises:
        DataError: if there is a view, a trigger, a virtual table or a computed column.
    """
    hint = "DNA writes none: check that the file is from a trusted source"
    tables = []
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind == "table" and not _VIRTUAL.match(str(sql)):
            tables.append(str(name))
        elif kind != "index":
            what = "virtual table" if kind == "table" else str(kind)
            raise _wrong(path, f"the database holds a {what}, {str(name)!r}, not only tables", hint)
    for table in tables:
        for _, column, _, _, _, _, hidden in database.execute("SELECT * FROM pragma_table_xinfo(?)", [table]):
            if hidden:
                raise _wrong(path, f"the column {column!r} of {table} is computed, not stored", hint)


def _refuse_lacking(path: Path, tables: Sequence[str]) -> None:
    if tables:
        message = f"the database is not one of Discourse Network Analyzer 3: it has no table {tables[0]}"
        raise _wrong(path, message, "open a file of DNA 2 in DNA 3 and save it again")


@contextmanager
def interruptible(database: sqlite3.Connection) -> Iterator[None]:
    """Let Ctrl-C end a query: SQLite calls Python every so many steps, where a signal is taken.

    Raises:
        KeyboardInterrupt: if it was taken, which SQLite reports as an error of its own.
    """
    database.set_progress_handler(lambda: 0, _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from None
        raise


def _text(value: object) -> str:
    """Return what a column of text holds: SQLite lets it hold anything."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    raise ValueError(f"{value!r} stands where a whole number belongs")


def _wrong(path: Path, message: str, hint: str | None = None) -> DataError:
    return DataError([Problem("unreadable-database", message, Location(str(path)), hint)])


def _entities(
    database: sqlite3.Connection, kinds: Mapping[int, tuple[str, str, int]], there: set[str]
) -> dict[tuple[int, str], dict[str, dict[str, str]]]:
    found: dict[tuple[int, str], dict[str, dict[str, str]]] = {}
    names: dict[int, dict[str, str]] = {}
    for key, variable, value in database.execute("SELECT ID, VariableId, Value FROM ENTITIES ORDER BY ID"):
        if _text(value).strip() and variable in kinds:
            name, _, of = kinds[variable]
            names[key] = found.setdefault((of, name), {}).setdefault(_text(value), {})
    if {"ATTRIBUTEVALUES", "ATTRIBUTEVARIABLES"} <= there:
        attributes = {
            key: (place, _text(name))
            for place, (key, name) in enumerate(
                database.execute("SELECT ID, AttributeVariable FROM ATTRIBUTEVARIABLES ORDER BY ID")
            )
        }
        given = [
            (attributes[attribute], entity, _text(value).strip())
            for entity, attribute, value in database.execute(
                "SELECT EntityId, AttributeVariableId, AttributeValue FROM ATTRIBUTEVALUES"
            )
            if attribute in attributes and entity in names and _text(value).strip()
        ]
        for (_, name), entity, text in sorted(given, key=lambda one: one[0][0]):
            names[entity][name] = text
    return found


def _statements(
    database: sqlite3.Connection, kinds: Mapping[int, tuple[str, str, int]], there: set[str]
) -> Iterator[DnaStatement]:
    values: dict[int, dict[str, str]] = {}
    # joined here and not in SQL, where keys that are there many times would multiply the rows
    entities = dict(database.execute("SELECT ID, Value FROM ENTITIES"))
    for statement, variable, entity in database.execute(
        "SELECT StatementId, VariableId, Entity FROM DATASHORTTEXT"
    ):
        if variable in kinds and entities.get(entity) is not None:
            values.setdefault(statement, {})[kinds[variable][0]] = _text(entities[entity])
    for table in _VALUES.values():
        if table in there:
            for statement, variable, value in database.execute(
                f"SELECT StatementId, VariableId, Value FROM {table}"
            ):
                if variable in kinds and value is not None:
                    values.setdefault(statement, {})[kinds[variable][0]] = _text(value)
    coders = dict(database.execute("SELECT ID, Name FROM CODERS"))
    for key, kind, document, start, stop, coder in database.execute(
        "SELECT ID, StatementTypeId, DocumentId, Start, Stop, Coder FROM STATEMENTS ORDER BY ID"
    ):
        span = (_whole(document), _whole(start), _whole(stop))
        yield DnaStatement(key, _whole(kind), *span, _text(coders.get(coder)), values.get(key, {}))
