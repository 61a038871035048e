"""The cells of a workbook's sheets: those that are there, of the 17 billion that could be."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from positions.budget import CELL
from positions.exchange.tables.delimited import broken
from positions.exchange.tables.workbooks.parts import check_parts

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""No sheet has more."""

_FAR = 1000
"""Columns beyond those of the first row in which a cell is held to be a row that is too long, not a stray."""

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

_EXTENSIONS = 100
"""Elements that a row may have beside its cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is no plain value: its row and column from 1, and its text."""

    row: int
    column: int
    text: str

    @property
    def coordinate(self) -> str:
        """How spreadsheets call it: B3."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(slots=True)
class Sheet:
    """What the first sheet holds.

    Attributes:
        titles: the names of all sheets.
        rows: the rows that hold something, with their numbers: the values up to the last of each.
        merged: the ranges that are merged, as (first row, first column, name), in order.
        formulas, errors: the cells that hold these.
    """

    titles: tuple[str, ...]
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: list[Cell] = field(default_factory=list)
    errors: list[Cell] = field(default_factory=list)


@lru_cache(maxsize=2)
def read_sheet(path: Path, name: str, _changed: int, _limits: tuple[int, ...]) -> Sheet | None:
    """Return the first sheet of a workbook, which is asked for several times; None where there is no sheet.

    Args:
        path: the file.
        name: what errors call it.

    Raises:
        DataError: if it is larger than is read.
        Exception: many kinds of openpyxl's, on a damaged file.
    """
    with _opened(path, name) as book:
        if not book.worksheets:
            return None
        titles = tuple(sheet.title for sheet in book.worksheets)
        return _parsed(path, name, book, book.worksheets[0], titles)


def read_all_sheets(path: Path, name: str) -> list[Sheet]:
    """Return every sheet of a workbook, also those that are hidden; raises as `read_sheet` does."""
    with _opened(path, name) as book:
        return [_parsed(path, name, book, sheet, (sheet.title,)) for sheet in book.worksheets]


@contextmanager
def _opened(path: Path, name: str) -> Iterator[Any]:
    from openpyxl import load_workbook

    check_parts(path, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
        book: Any = load_workbook(path, read_only=True, data_only=False)
        try:
            yield book
        finally:
            book.close()


def _parsed(path: Path, name: str, book: Any, sheet: Any, titles: tuple[str, ...]) -> Sheet:
    """Return what a sheet of an open workbook holds; `titles` are the names that it is to know."""
    from openpyxl.worksheet._reader import WorkSheetParser

    found = Sheet(titles)
    with sheet._get_source() as source:
        parser: Any = WorkSheetParser(
            source,
            _strings(path, sheet._shared_strings),
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        _bound_rows(parser, name)
        for number, cells in parser.parse():
            _take(found, number, cells, name)
    found.merged = sorted(_merged(parser))
    found.rows.sort(key=lambda row: row[0])
    return found


def _bound_rows(parser: Any, name: str) -> None:
    """Let a parser refuse a row of more cells than a sheet has columns, before it makes something of each."""
    parse_row = parser.parse_row

    def bounded(row: Any) -> Any:
        if len(row) > LAST_COLUMN + _EXTENSIONS:
            raise broken(Path(name), f"a row has {len(row):,} cells, and a sheet has {LAST_COLUMN:,} columns")
        return parse_row(row)

    parser.parse_row = bounded


def _strings(path: Path, strings: list[str]) -> list[str]:
    """Return the strings that cells refer to as written; openpyxl has taken `x005F_` out of its own."""
    if not any(_ESCAPE.search(text) for text in strings):
        return strings
    from openpyxl.cell.text import Text
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import fromstring

    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.lower().endswith("/sharedstrings.xml")]
        if len(names) != 1:
            return strings
        table: Any = fromstring(parts.read(names[0]))
    nodes = table.iterfind(f"{{{SHEET_MAIN_NS}}}si")
    written = [str(cast(Any, Text).from_tree(node).content) for node in nodes]
    return written if len(written) == len(strings) else strings


def unescaped(text: str) -> str:
    """Return a text with the characters that `_xHHHH_` stands for, each line break one character.

    Excel writes so what XML cannot hold, and an underscore that would begin such an escape (ECMA-376,
    part 1, 22.9.2.19, ST_Xstring).
    """
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _take(found: Sheet, number: int, cells: list[dict[str, Any]], name: str) -> None:
    if number > LAST_ROW:
        raise broken(Path(name), f"the file names a row {number}, and a sheet has {LAST_ROW:,} at most")
    width = len(found.rows[0][1]) if found.rows else LAST_COLUMN
    values: list[Any] = []
    for cell in cells:
        value, column = cell["value"], cell["column"]
        if value is None:
            continue
        if column > min(LAST_COLUMN, width + _FAR):
            stray = Cell(number, column, "").coordinate
            message = f"cell {stray} lies far outside the table, whose first row has {width} columns"
            raise broken(Path(name), message, "delete what is in it, or its row and column", number)
        if cell["data_type"] == "f":
            found.formulas.append(Cell(number, column, ""))
        elif cell["data_type"] == "e":
            found.errors.append(Cell(number, column, str(value)))
        elif isinstance(value, str):
            CELL.check(len(value), name, number)
            value = unescaped(value)
        values.extend([None] * (column - len(values)))
        values[column - 1] = value
    if values:
        found.rows.append((number, values))


def _merged(parser: Any) -> Iterator[tuple[int, int, str]]:
    if parser.merged_cells is not None:
        for cells in parser.merged_cells.mergeCell:
            yield cells.min_row, cells.min_col, str(cells.coord)
