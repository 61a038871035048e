"""Rows of the first sheet of a workbook."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.exchange.tables.delimited import Rows, broken
from positions.files import reason
from positions.problems import DataError, Location, MissingExtraError, Problem, UsageError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx, or as CSV"


@contextmanager
def xlsx_rows(path: Path) -> Iterator[Rows]:
    """Give the rows of the first sheet as text; `line` is the row of the sheet.

    Dates become YYYY-MM-DD, whole numbers have no decimals, truth values are TRUE and FALSE as the program
    shows them, an empty cell is "".

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if the file cannot be opened.
        DataError: if it is no workbook, or has merged cells or formulas, whose values a program must guess.
    """
    sheet: Worksheet = _sheets(path)[0]
    _refuse_what_is_not_plain(path, sheet)
    width = sheet.max_column
    place = [0]

    def cells() -> Iterator[list[str]]:
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=width), start=1):
            place[0] = number
            texts = [_text(value) for value in row]
            yield texts if any(texts) else []

    yield Rows(cells(), lambda _row: place[0])


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets that have cells; raises as `xlsx_rows` does."""
    return [sheet.title for sheet in _sheets(path)]


@lru_cache(maxsize=2)
def _book(path: Path, _changed: int) -> Workbook:
    """Return a workbook, which takes long to read and is asked for several times."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
        # not read-only: that mode does not tell of merged cells
        return load_workbook(path, data_only=False)


def _sheets(path: Path) -> list[Any]:
    try:
        import openpyxl  # noqa: F401  # only whether it is there
    except ImportError:
        raise MissingExtraError("xlsx", f"reading {path.name}") from None
    try:
        book = _book(path.absolute(), path.stat().st_mtime_ns)
    except Exception as error:  # noqa: BLE001, RUF100  # openpyxl raises many kinds on damaged files; none may pass
        if isinstance(error, OSError) and error.errno is not None:
            raise UsageError(f"cannot open {path}: {reason(error)}") from None
        if _is_compound(path):
            message = "this workbook is protected with a password, or of the kind that .xls files are"
            raise broken(path, message, _SAVE_AGAIN) from None
        raise broken(path, "this is no workbook, or a damaged one", _SAVE_AGAIN) from None
    if not book.worksheets:
        raise broken(path, "the workbook has no sheet with cells")
    return list(book.worksheets)


def _is_compound(path: Path) -> bool:
    """Whether a file is of the kind in which Excel keeps encrypted workbooks, and kept all of them once."""
    with path.open("rb") as file:
        return file.read(4) == b"\xd0\xcf\x11\xe0"


def _refuse_what_is_not_plain(path: Path, sheet: Worksheet) -> None:
    merged = sorted(sheet.merged_cells.ranges, key=lambda found: (found.min_row, found.min_col))
    if merged:
        more = f" (and {len(merged) - 1} more ranges)" if len(merged) > 1 else ""
        message = f"cells {merged[0].coord}{more} are merged: which row or column has their text is not told"
        raise broken(path, message, "unmerge them and fill each cell", merged[0].min_row)
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    if formulas:
        more = f"; {len(formulas) - 1} more cells do" if len(formulas) > 1 else ""
        message = f"cell {formulas[0].coordinate} holds a formula, not a value{more}"
        hint = "copy the sheet and paste it as values (Paste Special > Values)"
        raise broken(path, message, hint, formulas[0].row)
    errors = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    if errors:
        problems = [
            Problem(
                "unreadable-table",
                f"cell {cell.coordinate} holds the error {cell.value}",
                Location(str(path), cell.row),
            )
            for cell in errors
        ]
        raise DataError(problems)


def _text(value: Any) -> str:
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
