"""What a database of Discourse Network Analyzer 3 holds, read without changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from positions.files import reason
from positions.problems import DataError, Location, Problem, UsageError

MAGIC = b"SQLite format 3\0"
_TABLES = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "ENTITIES", "DATASHORTTEXT", "CODERS")
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
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def read_dna_file(path: Path) -> DnaFile:
    """Return the content of a database.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if it is no database, a damaged one, or not one of DNA 3.
    """
    with _opened(path) as database:
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _wrong(path, "the database is damaged", "copy it again, with DNA closed")
        there = {str(name).upper() for (name,) in database.execute("SELECT name FROM sqlite_master")}
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
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise UsageError(f"cannot open {path}: {reason(error)}") from None
    if start != MAGIC:
        raise _wrong(path, "this is no database of Discourse Network Analyzer", "is it the right file?")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as database:
            yield database
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, TypeError, ValueError) as error:
        message = f"the database cannot be read ({str(error).lower()})"
        raise _wrong(path, message, "copy it again, with DNA closed") from None


def _refuse_lacking(path: Path, tables: Sequence[str]) -> None:
    if tables:
        message = f"the database is not one of Discourse Network Analyzer 3: it has no table {tables[0]}"
        raise _wrong(path, message, "open a file of DNA 2 in DNA 3 and save it anew")


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
        for key, attribute, value in database.execute(
            "SELECT v.EntityId, a.AttributeVariable, v.AttributeValue FROM ATTRIBUTEVALUES v "
            "JOIN ATTRIBUTEVARIABLES a ON a.ID = v.AttributeVariableId ORDER BY a.ID"
        ):
            if key in names and _text(value).strip():
                names[key][_text(attribute)] = _text(value).strip()
    return found


def _statements(
    database: sqlite3.Connection, kinds: Mapping[int, tuple[str, str, int]], there: set[str]
) -> Iterator[DnaStatement]:
    values: dict[int, dict[str, str]] = {}
    queries = [
        "SELECT d.StatementId, d.VariableId, e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity",
        *(
            f"SELECT StatementId, VariableId, Value FROM {table}"
            for table in _VALUES.values()
            if table in there
        ),
    ]
    for query in queries:
        for statement, variable, value in database.execute(query):
            if variable in kinds and value is not None:
                values.setdefault(statement, {})[kinds[variable][0]] = _text(value)
    rows: list[Any] = database.execute(
        "SELECT s.ID, s.StatementTypeId, s.DocumentId, s.Start, s.Stop, c.Name FROM STATEMENTS s "
        "LEFT JOIN CODERS c ON c.ID = s.Coder ORDER BY s.ID"
    ).fetchall()
    for key, kind, document, start, stop, coder in rows:
        span = (_whole(document), _whole(start), _whole(stop))
        yield DnaStatement(key, _whole(kind), *span, _text(coder), values.get(key, {}))
