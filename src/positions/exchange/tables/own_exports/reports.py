"""Files that this program writes for people, which are no answers: recognised, and refused as input."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, NoReturn

from positions.dataset.scale import NAMED_SCALES
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.table_file import TableFile
from positions.problems import UsageError
from positions.vocabulary import NON_POSITIONS

READ_BACK = ("Long table", "Wide table")
"""The first sheets of the workbooks that are read back."""

_INSTEAD = (
    "write the dataset for reading back: positions export --type long -o FILE, as .csv, .xlsx or .parquet"
)
_BESIDE = {
    "actors": "name it beside a long or wide table: --actors {path}",
    "issues": "name it beside a long or wide table: --issues {path}",
}
_HEADERS: Mapping[tuple[str, ...], str] = {
    ("id", "name", "short", "kind", "influence", "note"): "actors",
    ("id", "title", "proposition", "tags", "weight", "note"): "issues",
    ("id", "title", "for", "against"): "counts by issue",
    ("a", "b", "shared"): "pairs of actors",
    ("a", "b", "old", "new"): "pairs of actors",
    ("a", "b", "pairs", "joint"): "pairs of groups",
    ("subject", "change", "importance"): "changes",
    ("stakeholder", "issue", "change"): "changes",
    ("stakeholder", "issue", "kind", "pairs"): "gaps",
    ("stakeholder", "issue", "date", "stance", "source", "change"): "a history",
    ("issue", "verdict"): "common ground",
    ("issue", "for", "against"): "counts by issue",
    ("issue", "side", "actors"): "counts by issue",
    ("id", "influence", "dependence"): "power",
    ("id", "n_for", "n_against"): "power",
    ("order", "convergence", "divergence"): "power",
}
"""How the headers of tables begin that hold figures or attributes, and what they are called."""

_LOOKED_AT = 1000
_MARKED = re.compile(r"(.*[^\s*°^])[*°^]+")
_SIGNS = re.compile(r"(\+{1,2}|[-−]{1,2}|[±~×·○?0])[*°^]+")
_LABELS = {label for scale in NAMED_SCALES.values() for label in scale.labels} | set(NON_POSITIONS)


def refuse_workbook(file: TableFile) -> None:
    """Raise where a file is a workbook that this program wrote for people.

    Raises:
        UsageError: if so, with what to write instead; or if the file cannot be opened.
        DataError: if the file is damaged.
    """
    if not file.path.name.lower().endswith(".xlsx"):
        return
    from positions.exchange.tables.workbooks.xlsx import sheet_names

    names = sheet_names(file.path, file.how)
    if names[-1] != "About" or names[0] in READ_BACK or not _is_ours(file):
        return
    hint = _BESIDE.get(names[0].casefold(), _INSTEAD).format(path=file.path)
    raise UsageError(
        f"{file.path} is a workbook of positions for people, from its sheet {names[0]!r} on", hint
    )


def refuse_report(file: TableFile) -> None:
    """Raise where a table is one that this program wrote for people: figures, attributes, a marked matrix.

    Raises:
        UsageError: if so, with what to write instead; or if the file cannot be opened.
        DataError: if the file is damaged.
    """
    refuse_workbook(file)
    header = tuple(file.header)
    for beginning, what in _HEADERS.items():
        if header[: len(beginning)] == beginning:
            _refuse(file, f"a table of {what}", _BESIDE.get(what, _INSTEAD))
    rows = [row for _, row in islice(file.numbered(), _LOOKED_AT)]
    if header[0] == "id" and len(header) > 2 and [restored_text(row[0]) for row in rows] == list(header[1:]):
        _refuse(file, "a matrix of actors by actors", _INSTEAD)
    if any(_is_marked(cell) for row in rows for cell in row[1:]):
        _refuse(
            file,
            "a matrix whose cells carry marks for people (* for a condition, ° for weak evidence)",
            _INSTEAD,
        )


def _refuse(file: TableFile, what: str, hint: str) -> NoReturn:
    raise UsageError(f"{file.path} is {what}, and holds no answers", hint.format(path=file.path))


def _is_marked(cell: str) -> bool:
    """Return whether a cell is a stance of a usual scale, or its sign, with marks behind it."""
    text = restored_text(cell).strip()
    if _SIGNS.fullmatch(text):
        return True
    match = _MARKED.fullmatch(text)
    return match is not None and match[1].replace(" ", "-").casefold() in _LABELS


def _is_ours(file: TableFile) -> bool:
    """Return whether the last sheet of a workbook says that this program made it."""
    from openpyxl import load_workbook

    book: Any = load_workbook(file.path, read_only=True)
    try:
        rows = book.worksheets[-1].iter_rows(max_row=_LOOKED_AT, max_col=2, values_only=True)
        return any(row[0] == "Made with" and str(row[-1]).startswith("positions ") for row in rows)
    finally:
        book.close()
