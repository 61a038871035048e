"""Reports as JSON: every table at full precision, for scripts. `schema/output.schema.json` describes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from positions._version import __version__
from positions.attribution import evidence_text
from positions.render.common.indented_json import indented
from positions.render.common.marks import frequency_text
from positions.render.common.table_selection import chosen
from positions.render.registry import RenderOptions
from positions.tables import (
    AnyTable,
    CellValue,
    Column,
    Count,
    DatasetInfo,
    EvidenceItem,
    Matrix,
    Ref,
    Report,
    Share,
    StanceCell,
)

_WHERE_GIVEN = ("passage", "section", "retrieved", "archived")
"""Keys of an item of evidence that are there only where they say something."""

_ABOVE = ("headline", "dateline", "credit")
"""Keys of a report that are there only where they say something."""

SCHEMA_VERSION = 1
"""Version of the output's form. Keys may be added under the same version; none is taken away or changed."""


def render(report: Report, options: RenderOptions) -> str:
    """Return a report as JSON, its keys and rows in a fixed order, with a line break at the end.

    Undefined numbers are null. Actors and issues are their ids.

    Raises:
        UsageError: if a table is asked for that the report has not.
    """
    content = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "positions", "version": __version__},
        "dataset": _dataset(report.dataset),
        "command": report.command,
        "options": _plain(report.options),
        "title": report.title,
        **{name: said for name in _ABOVE if (said := getattr(report, name))},
        "tables": [_table(table) for table in chosen(report, options, people=False)],
        "summary": list(report.summary),
        "notes": list(report.notes),
    }
    return indented(content, ascii_only=options.ascii) + "\n"


def _dataset(info: DatasetInfo) -> dict[str, Any]:
    said: dict[str, Any] = {"title": info.title, "sha256": info.sha256}
    if info.about:
        said["about"] = dict(info.about)
    if info.held_back is not None:
        said["held_back"] = info.held_back
    return said


def _table(table: AnyTable) -> dict[str, Any]:
    head: dict[str, Any] = {"id": table.id, "title": table.title, "kind": table.kind}
    if table.kind == "matrix":
        head |= _matrix(table)
    else:
        head["columns"] = [_column(column) for column in table.columns]
        ids = [column.id for column in table.columns]
        head["rows"] = [dict(zip(ids, map(_cell, row), strict=True)) for row in table.rows]
    return {**head, "notes": list(table.notes)}


def _matrix(matrix: Matrix) -> dict[str, Any]:
    ids = [column.id for column in matrix.columns]
    return {
        "columns": [{**_heading(column), "type": matrix.type} for column in matrix.columns],
        "row_headings": [_heading(row) for row in matrix.rows],
        "rows": [
            {"id": row.id, **dict(zip(ids, map(_cell, cells), strict=True))}
            for row, cells in zip(matrix.rows, matrix.cells, strict=True)
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"id": column.id, "label": column.label, "type": column.type}


def _heading(ref: Ref) -> dict[str, Any]:
    return {"id": ref.id, "label": ref.label, "name": ref.name}


def _cell(value: CellValue) -> Any:
    match value:
        case Ref():
            return value.id
        case Share():
            return _plain(value.value)
        case Count():
            return value.number
        case StanceCell():
            return _stance(value)
        case tuple():
            return [_evidence(item) if isinstance(item, EvidenceItem) else item.id for item in value]
        case _:
            return _plain(value)


def _stance(cell: StanceCell) -> dict[str, Any] | None:
    if cell.state == "not-researched":
        return None
    held = cell.state == "position"
    value = _plain(cell.value) if held else None
    return {
        "stance": cell.label if held else cell.state,
        "value": int(value) if isinstance(value, float) and value.is_integer() else value,
        "basis": cell.basis,
        "confidence": cell.confidence,
        "condition": cell.condition,
        **({"moved": cell.moved_words} if cell.moved else {}),
        **({"unit": cell.unit} if cell.unit else {}),
        **({"accepts": {"min": cell.accepts[0], "max": cell.accepts[1]}} if cell.accepts else {}),
        **({"frequency": frequency_text(cell)} if cell.frequency else {}),
        **({"needs": {need.issue.id: need.side for need in cell.needs}} if cell.needs else {}),
    }


def _evidence(item: EvidenceItem) -> dict[str, Any]:
    return {
        "source": item.source_id,
        "source_title": item.title,
        "publisher": item.publisher,
        "author": item.author,
        "date": item.date,
        "url": item.url,
        "locator": item.locator,
        "speaker": item.speaker,
        "basis": item.basis,
        "kind": item.kind,
        "stance": item.stance,
        "quote": item.words,
        "translation": item.translation,
        "text": evidence_text(item).line,
        **{name: said for name in _WHERE_GIVEN if (said := getattr(item, name)) is not None},
    }


def _plain(value: object) -> Any:
    """Return a value as JSON knows it: no NaN or infinity, sets in order, what else there is as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value), key=str)
    return str(value)
