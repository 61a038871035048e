"""Rows of a sheet of a workbook."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from positions.budget import BYTES, CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken
from positions.exchange.tables.settings import AS_IT_IS, FileFormat
from positions.exchange.tables.values.header_rows import answers_below_groups, is_header_of_two
from positions.exchange.tables.workbooks.sheet import Sheet, column_letters, read_all_sheets, read_sheet
from positions.files import reason
from positions.problems import MissingExtraError, PositionsError, UsageError
from positions.suggest import first_of

Read = TypeVar("Read")

_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx, or as CSV"


@contextmanager
def xlsx_rows(path: Path, how: FileFormat = AS_IT_IS) -> Iterator[Rows]:
    """Give the rows of a sheet as text; `line` is the row of the sheet.

    Dates become YYYY-MM-DD, whole numbers have no decimals, truth values are TRUE and FALSE as the program
    shows them, an empty cell is "".

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if the file cannot be opened.
        DataError: if it is not a workbook, or has merged cells or formulas with values to guess.
    """
    sheet = _sheet(path, how)
    header = _header_rows(sheet, how)
    _refuse_what_is_not_plain(path, sheet, header[-1])
    width = max((len(values) for number, values in sheet.rows if number in header), default=0)
    place = [0]

    def cells() -> Iterator[list[str]]:
        for number, values in sheet.rows:
            place[0] = number
            texts = [cell_text(value) for value in values]
            yield texts + [""] * (width - len(texts)) if any(texts) else []

    yield Rows(cells(), lambda _row: place[0])


def sheet_names(path: Path, how: FileFormat) -> list[str]:
    """Return the names of a workbook's sheets; raises as `xlsx_rows` does."""
    return list(_sheet(path, how).titles)


def sheet_remarks(path: Path, how: FileFormat) -> tuple[str, ...]:
    """Return what people should know: which sheets are not read, and that hidden rows and columns are."""
    sheet = _sheet(path, how)
    others = [title for title in sheet.titles if title != sheet.title]
    found = []
    if others and how.sheet is None:
        named = ", ".join(f"{title!r}{' (hidden)' * (title in sheet.hidden)}" for title in others)
        which = "its first sheet, " if sheet.title == sheet.titles[0] else "its sheet "
        found.append(f"Read from {path}: {which}{sheet.title!r}; not read: {named}.")
    if sheet.title in sheet.hidden:
        found.append(f"The sheet {sheet.title!r} of {path} is hidden.")
    return (*found, *_on_hidden_rows(sheet, path), *_on_hidden_columns(sheet, path, _header_rows(sheet, how)))


def _on_hidden_rows(sheet: Sheet, path: Path) -> Iterator[str]:
    if sheet.hidden_rows:
        many = len(sheet.hidden_rows) > 1
        listed = first_of(list(map(str, sheet.hidden_rows)), 3)
        rows, are = ("Rows", "are hidden or filtered out, and are") if many else ("Row", "is hidden, and is")
        yield f"{rows} {listed} of {path} {are} read all the same."


def _on_hidden_columns(sheet: Sheet, path: Path, header: Sequence[int]) -> Iterator[str]:
    if sheet.hidden_columns:
        rows = [values for number, values in sheet.rows if number in header]
        headings = {at: text for values in rows for at, text in enumerate(values, 1) if text is not None}
        shown = [
            column_letters(number) + (f" ({cell_text(text)!r})" if (text := headings.get(number)) else "")
            for number in sheet.hidden_columns
        ]
        columns, are = ("Columns", "are") if len(shown) > 1 else ("Column", "is")
        yield f"{columns} {first_of(shown, 3)} of {path} {are} hidden, and {are} read all the same."


def _begins(sheet: Sheet, how: FileFormat) -> int:
    """Return the row of the names of the columns: the first with more than one value."""
    if how.header_row is not None:
        return how.header_row
    several = (number for number, values in sheet.rows if sum(value is not None for value in values) > 1)
    return next(several, 1)


def _header_rows(sheet: Sheet, how: FileFormat) -> list[int]:
    """Return the row of the names of the columns, or the two rows that together are the header."""
    begins = _begins(sheet, how)
    first = [(number, list(map(cell_text, values))) for number, values in sheet.rows if number >= begins][:2]
    texts = [row for _, row in first]
    if len(texts) == 2 and (is_header_of_two(*texts) or answers_below_groups(*texts)):
        return [number for number, _ in first]
    return [begins]


def _sheet(path: Path, how: FileFormat) -> Sheet:
    if path.name.lower().endswith(".ods"):
        from positions.exchange.tables.workbooks.open_document import open_document_sheet

        return open_document_sheet(path, how.sheet)
    limits = (BYTES.most, ROWS.most, COLUMNS.most, CELL.most)
    asked = (path.absolute(), str(path))
    sheet = _read(path, lambda: read_sheet(*asked, path.stat().st_mtime_ns, limits, how.sheet))
    if sheet is None:
        raise broken(path, "the workbook has no sheet with cells")
    return sheet


def workbook_sheets(path: Path) -> list[Sheet]:
    """Return every sheet of a workbook, with cells of any kind; raises as `xlsx_rows` but for those."""
    return _read(path, lambda: read_all_sheets(path.absolute(), str(path)))


def _read(path: Path, read: Callable[[], Read]) -> Read:
    """Return what a function reads of a workbook, every error as one of this program's."""
    try:
        import openpyxl  # noqa: F401  # only whether it is there
    except ImportError:
        raise MissingExtraError("xlsx", f"reading {path.name}") from None
    open_data(path).close()
    try:
        return read()
    except (PositionsError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001, RUF100  # openpyxl raises many kinds on damaged files; none may pass
        # EINVAL: what the archive says of its parts has its reader look before the file's first byte
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise UsageError(f"cannot open {path}: {reason(error)}") from None
        if _is_compound(path):
            message = "this workbook is protected with a password, or of the kind that .xls files are"
            raise broken(path, message, _SAVE_AGAIN) from None
        raise broken(path, "this is not a workbook, or a damaged one", _SAVE_AGAIN) from None


def _is_compound(path: Path) -> bool:
    """Whether a file is of the kind in which Excel keeps encrypted workbooks, and kept all of them once."""
    with path.open("rb") as file:
        return file.read(4) == b"\xd0\xcf\x11\xe0"


def _refuse_what_is_not_plain(path: Path, sheet: Sheet, begins: int) -> None:
    """Raise where cells from the row on that names the columns are merged, or formulas."""
    merged = [cells for cells in sheet.merged if cells[0] >= begins]
    if merged:
        row, _, coord = merged[0]
        more = f" (and {len(merged) - 1} more ranges)" if len(merged) > 1 else ""
        message = f"cells {coord}{more} are merged: it is unclear which row or column their text belongs to"
        hint = "unmerge them and fill each cell"
        if row == begins:
            hint += f"; or, if a row below has the names of the columns: --header-row {row + 1}"
        raise broken(path, message, hint, row)
    formulas = [cell for cell in sheet.formulas if cell.row >= begins]
    if formulas:
        more = f"; {len(formulas) - 1} more cells do" if len(formulas) > 1 else ""
        message = f"cell {formulas[0].coordinate} holds a formula, not a value{more}"
        hint = "copy the sheet and paste it as values (Paste Special > Values)"
        raise broken(path, message, hint, formulas[0].row)


def cell_text(value: Any) -> str:
    """Return a cell's value as text, as `xlsx_rows` says."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
