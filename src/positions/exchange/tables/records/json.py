"""The rows of a table that `positions export` wrote as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from positions.budget import BYTES, CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken
from positions.render.common.delimited_text import neutralised
from positions.rounding import as_written

_HINT = "positions export -o FILE.json writes one that is read back"


@contextmanager
def json_rows(path: Path) -> Iterator[Rows]:
    """Give the rows of the first table as text, the names of its columns first; `line` counts rows from 1.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if it is no JSON, or none of this program's tables.
    """
    with open_data(path) as file:
        content = file.read(BYTES.most + 1)
    BYTES.check(len(content), str(path))
    try:
        report: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise broken(path, "this is not JSON, or a damaged one", _HINT) from None
    names, rows = _table(path, report)
    COLUMNS.check(len(names), str(path))
    ROWS.check(len(rows), str(path))
    place = [0]

    def cells() -> Iterator[list[str]]:
        place[0] = 1
        yield names
        for row in rows:
            place[0] += 1
            texts = [_text(row.get(name)) for name in names]
            CELL.check(max(map(len, texts), default=0), str(path), place[0])
            yield texts

    yield Rows(cells(), lambda _row: place[0])


def _table(path: Path, report: Any) -> tuple[list[str], list[dict[str, Any]]]:
    tables = report.get("tables") if isinstance(report, dict) and "schema_version" in report else None
    if not isinstance(tables, list) or not tables or tables[0].get("kind") != "table":
        raise broken(path, "this JSON is not a table of this program's", _HINT)
    names = [str(column["id"]) for column in tables[0]["columns"]]
    return names, [row for row in tables[0]["rows"] if isinstance(row, dict)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return as_written(value)
    if isinstance(value, dict):
        return str(value.get("stance", ""))
    # nothing is neutralised in JSON; this undoes beforehand what the readers of tables will undo
    return neutralised(str(value)) if str(value).startswith("'") else str(value)
