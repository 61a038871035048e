"""Dates that may be partial: a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as written (`2017`, `2017-03` or `2017-03-23`) with the first and last day that it covers."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate:
    """Return the date that a text names.

    Raises:
        ValueError: if it is not YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{text!r} is not a date: there is no such day") from None
    if day is not None:
        last = first
    elif month is not None:
        last = date(first.year, month, monthrange(first.year, month)[1])
    else:
        last = date(first.year, 12, 31)
    return PartialDate(match.group(0), first, last)
