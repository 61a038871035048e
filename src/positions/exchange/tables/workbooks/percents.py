"""Cells that a spreadsheet shows as per cent: their value is a share, and what people typed is `50%`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Parts of a number format that are shown as they stand, or are no part of the number."""


def is_percent_format(code: str) -> bool:
    """Return whether a number format, as Excel writes it, shows a share as per cent."""
    return "%" in code and "%" in _LITERAL.sub("", code)


def percent_styles(book: Any) -> frozenset[int]:
    """Return the numbers of the cell styles of an open workbook that show shares as per cent."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    own = list(book._number_formats)

    def code(number: int) -> str:
        at = number - BUILTIN_FORMATS_MAX_SIZE
        return own[at] if 0 <= at < len(own) else str(BUILTIN_FORMATS.get(number) or "")

    return frozenset(
        place for place, style in enumerate(book._cell_styles) if is_percent_format(code(style.numFmtId))
    )


def percent_text(value: Any) -> Any:
    """Return a share as the text that the sheet shows, 0.5 as 50%; any other value as it is.

    Spreadsheets keep fifteen digits of a number, and so does this.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{(Decimal(f'{value:.15g}') * 100).normalize():f}%"
