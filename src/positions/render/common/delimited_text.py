"""Text as a field of a delimited file, and so that no spreadsheet runs it as a formula; and back again."""

from __future__ import annotations

import re
from functools import lru_cache

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_QUOTED_IN = {delimiter: re.compile(f'[{delimiter}"\\n\\r\\t]') for delimiter in ",\t"}
_REMEMBERED = 1 << 15
"""How many texts are not looked at again: in a large table the same names stand in thousands of rows."""

_NEUTRALISED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


@lru_cache(maxsize=_REMEMBERED)
def neutralised(text: str) -> str:
    """Return text that no spreadsheet runs as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def field_of(text: str, delimiter: str) -> str:
    """Return a text as a field of a line: neutralised, and quoted where it must be."""
    return quoted(neutralised(text), delimiter)


def restored(text: str) -> str:
    """Return the text that `neutralised` was given."""
    return text[1:] if _NEUTRALISED.match(text) else text


@lru_cache(maxsize=_REMEMBERED)
def quoted(field: str, delimiter: str) -> str:
    """Return a field as RFC 4180 writes it; a tab is quoted in CSV too, lest it divide."""
    if _QUOTED_IN[delimiter].search(field):
        return '"' + field.replace('"', '""') + '"'
    return field
