"""Rows of the first sheet of a workbook."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.exchange.delimited_in import Rows, broken
from positions.files import reason
from positions.problems import MissingExtraError, UsageError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx, or as CSV"


@contextmanager
def xlsx_rows(path: Path) -> Iterator[Rows]:
    """Give the rows of the first sheet as text; `line` is the row of the sheet.

    Dates become YYYY-MM-DD, whole numbers have no decimals, an empty cell is "".

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if the file cannot be opened.
        DataError: if it is no workbook, or has merged cells or formulas, whose values a program must guess.
    """
    sheet = _sheet(path)
    _refuse_what_is_not_plain(path, sheet)
    width = sheet.max_column
    place = [0]

    def cells() -> Iterator[list[str]]:
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=width), start=1):
            place[0] = number
            texts = [_text(value) for value in row]
            yield texts if any(texts) else []

    yield Rows(cells(), lambda _row: place[0])


def _sheet(path: Path) -> Worksheet:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("xlsx", f"reading {path.name}") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            # not read-only: that mode does not tell of merged cells
            book = load_workbook(path, data_only=False)
    except OSError as error:
        raise UsageError(f"cannot open {path}: {reason(error)}") from None
    except Exception:  # noqa: BLE001, RUF100  # openpyxl raises many kinds on damaged files; none may pass
        raise broken(path, "this is no workbook, or a damaged one", _SAVE_AGAIN) from None
    if not book.worksheets:
        raise broken(path, "the workbook has no sheet with cells")
    sheet: Worksheet = book.worksheets[0]
    return sheet


def _refuse_what_is_not_plain(path: Path, sheet: Worksheet) -> None:
    merged = sorted(sheet.merged_cells.ranges, key=lambda found: (found.min_row, found.min_col))
    if merged:
        message = f"cells {merged[0].coord} are merged: which row or column their text belongs to is not told"
        raise broken(path, message, "unmerge them and fill each cell", merged[0].min_row)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                message = f"cell {cell.coordinate} holds a formula, not a value"
                hint = "copy the sheet and paste it as values (Paste Special > Values)"
                raise broken(path, message, hint, cell.row)
            if cell.data_type == "e":
                raise broken(path, f"cell {cell.coordinate} holds the error {cell.value}", None, cell.row)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
