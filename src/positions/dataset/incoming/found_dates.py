"""A date as documents write it about themselves, as the format writes dates."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from positions.dataset.dates import parse_date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_SHAPES = tuple(
    re.compile(shape, re.ASCII | re.IGNORECASE)
    for shape in (
        r"(?P<year>[12]\d{3})-(?P<number>\d\d)(-(?P<day>\d\d))?(?!\d)",
        r"(D:)?(?P<year>[12]\d{3})(?P<number>\d\d)(?P<day>\d\d)(\d{2,6}.{0,8})?\Z",
        rf"([a-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})(st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>[12]\d{{3}})(?!\d)",
        rf"([a-z]{{3,9}},?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(st|nd|rd|th)?,?\s+(?P<year>[12]\d{{3}})(?!\d)",
        rf"{_MONTH}\s+(?P<year>[12]\d{{3}})\Z",
        r"(?P<year>[12]\d{3})\Z",
    )
)


def date_in(text: str) -> str | None:
    """Return the date with which a text begins, as YYYY, YYYY-MM or YYYY-MM-DD; None where there is none.

    ISO dates and times, a PDF's and a mail's dates, and English ones with the month's name are read. Dates
    that only a convention tells apart (03/04/2017) are not.
    """
    text = " ".join(text.split())[:80]
    for shape in _SHAPES:
        match = shape.match(text)
        if match is not None:
            return _date(match.groupdict())
    return None


def mail_date(header: str) -> str | None:
    """Return the day on which a mail was sent, where its header gives one."""
    try:
        sent: datetime = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return date_in(header)
    return sent.date().isoformat()


def _date(parts: dict[str, str | None]) -> str | None:
    month = parts.get("number")
    if name := parts.get("month"):
        month = f"{_MONTHS.index(name[:3].lower()) + 1:02}"
    day = parts.get("day")
    written = [parts["year"] or "", *([month] if month else []), *([f"{int(day):02}"] if day else [])]
    try:
        return parse_date("-".join(written)).text
    except ValueError:
        return None
