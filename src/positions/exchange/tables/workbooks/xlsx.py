"""Rows of the first sheet of a workbook."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from positions.budget import BYTES, CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken
from positions.exchange.tables.workbooks.sheet import Sheet, read_all_sheets, read_sheet
from positions.files import reason
from positions.problems import DataError, Location, MissingExtraError, PositionsError, Problem, UsageError

Read = TypeVar("Read")

MOST_LISTED = 100
"""Cells that are told one by one."""

_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx, or as CSV"


@contextmanager
def xlsx_rows(path: Path) -> Iterator[Rows]:
    """Give the rows of the first sheet as text; `line` is the row of the sheet.

    Dates become YYYY-MM-DD, whole numbers have no decimals, truth values are TRUE and FALSE as the program
    shows them, an empty cell is "".

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if the file cannot be opened.
        DataError: if it is not a workbook, or has merged cells or formulas with values to guess.
    """
    sheet = _sheet(path)
    _refuse_what_is_not_plain(path, sheet)
    width = max((len(values) for _, values in sheet.rows[:1]), default=0)
    place = [0]

    def cells() -> Iterator[list[str]]:
        for number, values in sheet.rows:
            place[0] = number
            texts = [cell_text(value) for value in values]
            yield texts + [""] * (width - len(texts)) if any(texts) else []

    yield Rows(cells(), lambda _row: place[0])


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets that have cells; raises as `xlsx_rows` does."""
    return list(_sheet(path).titles)


def _sheet(path: Path) -> Sheet:
    limits = (BYTES.most, ROWS.most, COLUMNS.most, CELL.most)
    sheet = _read(path, lambda: read_sheet(path.absolute(), str(path), path.stat().st_mtime_ns, limits))
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


def _refuse_what_is_not_plain(path: Path, sheet: Sheet) -> None:
    if sheet.merged:
        row, _, coord = sheet.merged[0]
        more = f" (and {len(sheet.merged) - 1} more ranges)" if len(sheet.merged) > 1 else ""
        message = f"cells {coord}{more} are merged: which row or column has their text is not told"
        raise broken(path, message, "unmerge them and fill each cell", row)
    formulas = sheet.formulas
    if formulas:
        more = f"; {len(formulas) - 1} more cells do" if len(formulas) > 1 else ""
        message = f"cell {formulas[0].coordinate} holds a formula, not a value{more}"
        hint = "copy the sheet and paste it as values (Paste Special > Values)"
        raise broken(path, message, hint, formulas[0].row)
    if sheet.errors:
        problems = [
            Problem(
                "unreadable-table",
                f"cell {cell.coordinate} holds the error {cell.text}",
                Location(str(path), cell.row),
            )
            for cell in sheet.errors[:MOST_LISTED]
        ]
        if len(sheet.errors) > MOST_LISTED:
            message = f"{len(sheet.errors) - MOST_LISTED} more cells hold errors"
            problems.append(Problem("more-problems", message, Location(str(path))))
        raise DataError(problems)


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
