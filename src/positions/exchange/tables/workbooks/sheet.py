"""The cells of a workbook's sheets: those that are there, of the 17 billion that could be."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from string import ascii_uppercase
from typing import Any, cast

from positions.budget import CELL
from positions.exchange.tables.delimited import broken
from positions.exchange.tables.workbooks.parts import check_parts
from positions.exchange.tables.workbooks.percents import percent_styles, percent_text
from positions.names import alike_key
from positions.problems import UsageError
from positions.suggest import did_you_mean, first_of

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""No sheet has more."""

_FAR = 1000
"""Columns beyond those of the first row in which a cell is held to be a row that is too long, not a stray."""

_LOOKED_AT = 25
"""Rows at the beginning of a sheet, of which the widest tells the width of a table."""

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
        return f"{column_letters(self.column)}{self.row}"


def column_letters(number: int) -> str:
    """Return how spreadsheets call a column, from 1: AB. Not by openpyxl, which OpenDocument does without."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = ascii_uppercase[letter] + letters
    return letters


@dataclass(slots=True)
class Sheet:
    """What a sheet holds.

    Attributes:
        title: its name.
        titles: the names of all sheets.
        hidden: those of them that are hidden.
        rows: the rows that hold something, with their numbers: the values up to the last of each.
        merged: the ranges that are merged, as (first row, first column, name), in order.
        formulas, errors: the cells that hold these.
        hidden_rows, hidden_columns: the numbers, from 1, of those that hold something and are hidden.
    """

    title: str
    titles: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: list[Cell] = field(default_factory=list)
    errors: list[Cell] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def hide_columns(self, numbers: Collection[int]) -> None:
        """Keep which columns are hidden, of those that hold something."""
        self.hidden_columns = [
            number
            for number in sorted(numbers)
            if any(len(values) >= number and values[number - 1] is not None for _, values in self.rows)
        ]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows hold more than one value, and the most that one holds."""
        counts = [sum(value is not None for value in values) for _, values in self.rows]
        return sum(count > 1 for count in counts), max(counts, default=0)


def choose_sheet(titles: Sequence[str], wanted: str, path: str) -> str:
    """Return the name of the sheet that a name or a number, from 1, names.

    Raises:
        UsageError: if there is none.
    """
    if wanted in titles:
        return wanted
    alike = [title for title in titles if alike_key(title) == alike_key(wanted)]
    if len(alike) == 1:
        return alike[0]
    if wanted.isdecimal() and 1 <= int(wanted) <= len(titles):
        return titles[int(wanted) - 1]
    listed = f"the sheets are {first_of([repr(title) for title in titles], 12)}"
    raise UsageError(f"{path} has no sheet {wanted!r}", did_you_mean(wanted, titles) or listed)


def first_table(sheets: Iterator[Sheet]) -> Sheet | None:
    """Return the first sheet that may be a table; the first of all where none is.

    A cover has one cell in a row, or names with values beside them: with two columns it is passed over where
    a wider sheet follows.
    """
    first = narrow = empty = None
    for sheet in sheets:
        empty = empty or sheet
        rows, width = sheet.shape
        if rows > 1 and width > 2:  # rows of a name and a value are a form, not a table
            return sheet
        if rows > 1 and narrow is None:
            narrow = sheet
        first = first or (sheet if rows or width else None)
    return narrow or first or empty


@lru_cache(maxsize=2)
def read_sheet(
    path: Path, name: str, _changed: int, _limits: tuple[int, ...], wanted: str | None = None
) -> Sheet | None:
    """Return a sheet of a workbook, which is asked for several times; None where there is no sheet.

    Args:
        path: the file.
        name: what errors call it.
        wanted: the name or the number of the sheet; the first that may be a table where None.

    Raises:
        UsageError: if there is no sheet of that name.
        DataError: if it is larger than is read.
        Exception: many kinds of openpyxl's, on a damaged file.
    """
    with _opened(path, name) as book:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if wanted is not None:
            return _parsed(path, name, book, sheets[choose_sheet(list(sheets), wanted, name)])
        seen = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible"]
        return first_table(_parsed(path, name, book, sheet) for sheet in seen or sheets.values())


def read_all_sheets(path: Path, name: str) -> list[Sheet]:
    """Return every sheet of a workbook, also those that are hidden; raises as `read_sheet` does."""
    with _opened(path, name) as book:
        return [replace(_parsed(path, name, book, sheet), titles=(sheet.title,)) for sheet in book.worksheets]


@contextmanager
def _opened(path: Path, name: str) -> Iterator[Any]:
    from openpyxl import load_workbook

    check_parts(path, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not matter here
        book: Any = load_workbook(path, read_only=True, data_only=False)
        try:
            yield book
        finally:
            book.close()


def _parsed(path: Path, name: str, book: Any, sheet: Any) -> Sheet:
    """Return what a sheet of an open workbook holds."""
    from openpyxl.worksheet._reader import WorkSheetParser

    titles = tuple(other.title for other in book.worksheets)
    hidden = tuple(other.title for other in book.worksheets if other.sheet_state != "visible")
    found = Sheet(sheet.title, titles, hidden)
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
        percents = percent_styles(book)
        for number, cells in parser.parse():
            for cell in cells if percents else ():
                if cell.get("style_id") in percents:
                    cell["value"] = percent_text(cell["value"])
            _take(found, number, cells, name)
    found.merged = sorted(_merged(parser))
    found.rows.sort(key=lambda row: row[0])
    hidden_rows = {int(row) for row, attributes in parser.row_dimensions.items() if _is_hidden(attributes)}
    found.hidden_rows = [number for number, _ in found.rows if number in hidden_rows]
    found.hide_columns(set(_hidden_columns(parser.column_dimensions.values())))
    return found


def _hidden_columns(dimensions: Iterable[Mapping[str, str]]) -> Iterator[int]:
    for attributes in dimensions:
        if _is_hidden(attributes):
            first, last = int(attributes["min"]), int(attributes["max"])
            yield from range(first, min(last, LAST_COLUMN) + 1)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


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
    width = max((len(values) for _, values in found.rows[:_LOOKED_AT]), default=LAST_COLUMN)
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
