"""Databases of Discourse Network Analyzer: rows, columns and tables changed through SQL, or bytes damaged."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from functools import cache

from helpers.fuzz.accidents import VALUES, damage, sometimes_damaged
from helpers.hostile import DNA_TABLES

_MORE = """
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT);
INSERT INTO CODERS VALUES (2, 'Bo');
INSERT INTO DOCUMENTS VALUES
    (2, 'Speech', 'Nous ne voulons pas 😀 du projet — « jamais ».', 1490227200, 'A', 'S', 'T', 'N', 'Y'),
    (3, 'Paper', '', -62135596800, NULL, '', '', '', '');
INSERT INTO VARIABLES VALUES (4, 'person', 'short text', 1),
    (5, 'note', 'long text', 1), (6, 'weight', 'integer', 1);
INSERT INTO ENTITIES VALUES (3, 1, 'Localis'), (4, 2, 'powers'), (5, 4, 'Ms P'), (6, 1, '');
INSERT INTO DATASHORTTEXT VALUES (3, 2, 1, 3), (4, 2, 2, 2), (5, 2, 4, 5), (6, 3, 1, 3), (7, 3, 2, 4);
INSERT INTO DATABOOLEAN VALUES (2, 2, 3, 0), (3, 3, 3, 1);
INSERT INTO DATALONGTEXT VALUES (1, 2, 5, 'a note');
INSERT INTO DATAINTEGER VALUES (1, 2, 6, 3);
INSERT INTO STATEMENTS VALUES (2, 1, 2, 5, 30, 2), (3, 1, 2, 0, 4, 1);
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type'), (2, 1, 'Color');
INSERT INTO ATTRIBUTEVALUES VALUES (1, 1, 1, 'council'), (2, 3, 1, 'think tank'), (3, 3, 2, '#ff0000');
"""
_VALUES = (
    None,
    0,
    1,
    2,
    3,
    -1,
    2**31,
    2**63 - 1,
    -(2**63),
    1.5,
    1e308,
    float("inf"),
    b"",
    b"\xff\x00",
    *VALUES,
)
_KINDS = ("short text", "long text", "integer", "boolean", "x")
_NAMES = ("organization", "concept", "agreement", "person", "ORGANIZATION", "", "x")
_BY_HAND = "PRAGMA writable_schema = 1; UPDATE sqlite_master SET"
_SCHEMA = (
    "CREATE VIEW v AS SELECT 1",
    "CREATE TRIGGER t AFTER INSERT ON CODERS BEGIN SELECT 1; END",
    "CREATE INDEX i ON STATEMENTS(Start)",
    "CREATE TABLE other(a, b UNIQUE, c AS (a + b))",
    "CREATE TABLE other(a TEXT PRIMARY KEY) WITHOUT ROWID",
    "PRAGMA user_version = 7",
    "PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA page_size = 512; VACUUM",
    "PRAGMA auto_vacuum = 1; VACUUM",
    'CREATE TABLE "odd \x1b name"("a\nb" BLOB)',
    f"{_BY_HAND} sql = 'CREATE TABLE CODERS(x)' WHERE name = 'CODERS'",
    f"{_BY_HAND} rootpage = 3 WHERE name = 'STATEMENTS'",
    f"{_BY_HAND} type = 'x' WHERE name = 'ENTITIES'",
)


@cache
def honest_database() -> bytes:
    """Return a database of three statements, with a variable of every type, and attributes."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(DNA_TABLES + _MORE)
        return database.serialize()


def _change(database: sqlite3.Connection, tables: dict[str, list[str]], chance: random.Random) -> None:
    """Make one change; what SQLite refuses, a key that is there twice for example, is left out."""
    table = chance.choice(list(tables))
    column = chance.choice(tables[table])
    row = f'rowid IN (SELECT rowid FROM "{table}" ORDER BY rowid LIMIT 1 OFFSET {chance.randrange(4)})'
    match chance.randrange(14):
        case 0 | 1 | 2 | 3 | 4:
            database.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {row}', [chance.choice(_VALUES)])
        case 5:
            database.execute(f'UPDATE "{table}" SET "{column}" = ?', [chance.choice(_VALUES)])
        case 6:
            database.execute(f'DELETE FROM "{table}" WHERE {row}')
        case 7:
            picked = ", ".join("NULL" if name == "ID" else f'"{name}"' for name in tables[table])
            times = chance.choice((1, 1, 2, 500))
            again = f'SELECT {picked} FROM "{table}" WHERE {row}'
            numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})"
            database.execute(f'INSERT INTO "{table}" {numbers} SELECT s.* FROM n, ({again}) s')
        case 8:
            database.execute(
                f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "{chance.choice(("x", "Name", "ID"))}"'
            )
        case 9:
            database.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        case 10:
            # the same rows without keys and types, so that every column holds anything
            database.executescript(
                f'CREATE TABLE copied AS SELECT * FROM "{table}"; DROP TABLE "{table}"; '
                f'ALTER TABLE copied RENAME TO "{table}"; UPDATE "{table}" SET "{column}" = \'x\' WHERE {row}'
            )
        case 11:
            database.execute(f'DROP TABLE "{table}"' if chance.random() < 0.3 else f'DELETE FROM "{table}"')
        case 12:
            field, pool = chance.choice((("DataType", _KINDS), ("Variable", _NAMES)))
            database.execute(
                f'UPDATE VARIABLES SET "{field}" = ? WHERE ID = ?',
                [chance.choice(pool), chance.randint(1, 6)],
            )
        case _:
            database.executescript(chance.choice(_SCHEMA))


def mutate_database(data: bytes, chance: random.Random) -> bytes:
    """Return a database after one to four changes; one in six is only damaged in its bytes."""
    if chance.random() < 0.17:
        return damage(data, chance, 4)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(data)
        tables: dict[str, list[str]] = {}
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            tables[name] = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        for _ in range(chance.randint(1, 4)):
            with suppress(sqlite3.Error, UnicodeEncodeError):
                _change(database, tables, chance)
        changed = database.serialize()
    return sometimes_damaged(changed, chance, 0.15)
