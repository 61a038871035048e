"""The rows of JSON, JSON Lines and YAML: records, or a table that `positions export` wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from positions.budget import BYTES, CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken
from positions.exchange.tables.records.flat_records import as_rows, cell_of, records_of
from positions.exchange.tables.settings import AS_IT_IS, FileFormat
from positions.problems import DataError, UsageError

_HINT = "positions export -o FILE.json writes one that is read back"
_BEGINS_LIST = re.compile(rb"\s*(?:#[^\n]*\n\s*|---\s*\n\s*)*(?:- |\[)")
_OF_DATASETS = {"format", "stakeholders", "scale", "$schema"}


def holds_records(path: Path) -> bool:
    """Return whether a file of JSON or YAML holds records or a report, and is no dataset.

    A dataset is a mapping with certain keys.
    """
    try:
        with open_data(path) as file:
            start = file.read(4096)
            if path.suffix.lower() != ".json" or b'"schema_version"' in start[:100]:
                return bool(_BEGINS_LIST.match(start)) or b'"schema_version"' in start[:100]
            if start.lstrip()[:1] != b"{":
                return start.lstrip()[:1] == b"["
    except UsageError:
        return False
    try:
        value = _parsed(path.absolute(), path.stat().st_mtime_ns)
    except (ValueError, RecursionError, DataError):
        return False
    return isinstance(value, dict) and bool(value) and not _OF_DATASETS & value.keys()


@contextmanager
def json_rows(path: Path, how: FileFormat = AS_IT_IS) -> Iterator[Rows]:
    """Give the rows as text, the names of the columns first; `line` counts rows from 1.

    Raises:
        UsageError: if the file cannot be opened, or has nothing where `how` looks for records.
        DataError: if it is no JSON or YAML, or holds no records.
    """
    open_data(path).close()
    try:
        value = _parsed(path.absolute(), path.stat().st_mtime_ns)
    except (ValueError, RecursionError):
        kind = "YAML" if path.suffix.lower() in (".yaml", ".yml") else "JSON"
        raise broken(path, f"this is not {kind}, or a damaged one", _HINT) from None
    if isinstance(value, dict) and "schema_version" in value:
        rows = _report_rows(path, value)
    else:
        records = records_of(path, value, how.records)
        ROWS.check(len(records), str(path))
        rows = as_rows(records)
    place = [0]

    def cells() -> Iterator[list[str]]:
        for place[0], row in enumerate(rows, start=1):  # `place` is read where a fault is noted
            if place[0] == 1:
                COLUMNS.check(len(row), str(path))
            CELL.check(max(map(len, row), default=0), str(path), place[0])
            yield row

    yield Rows(cells(), lambda _row: place[0])


@lru_cache(maxsize=1)
def _parsed(path: Path, _changed: int) -> Any:
    """Return what a file says, which is asked for several times.

    Raises:
        ValueError: if it cannot be read; RecursionError, if it is nested too deep.
    """
    with open_data(path) as file:
        content = file.read(BYTES.most + 1)
    BYTES.check(len(content), str(path))
    if path.suffix.lower() in (".yaml", ".yml"):
        from positions.dataset.yaml.reader import read_bytes

        document = read_bytes(content, str(path))
        errors = [problem for problem in document.problems if problem.is_error]
        if errors:
            raise DataError(errors)
        return document.value
    text = content.decode("utf-8-sig")
    if path.suffix.lower() == ".json":
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _report_rows(path: Path, report: dict[str, Any]) -> Iterator[list[str]]:
    tables = report.get("tables")
    if not isinstance(tables, list) or not tables or tables[0].get("kind") != "table":
        raise broken(path, "this JSON is not a table of this program's", _HINT)
    names = [str(column["id"]) for column in tables[0]["columns"]]
    rows = [row for row in tables[0]["rows"] if isinstance(row, dict)]
    ROWS.check(len(rows), str(path))

    def cells() -> Iterator[list[str]]:
        yield names
        for row in rows:
            yield [_text(row.get(name)) for name in names]

    return cells()


def _text(value: Any) -> str:
    return str(value.get("stance", "")) if isinstance(value, dict) else cell_of(value)
