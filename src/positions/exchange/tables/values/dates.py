"""Dates as people and programs write them in tables, as YYYY-MM-DD."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from positions.dataset.dates import parse_date
from positions.problems import UsageError

_TIME = re.compile(
    r"(?:T|,? +)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?$"
)
_NUMBERS = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
_SHAPES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}"), ("%Y/%m/%d",)),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"), ("%Y-%m-%d",)),
    (re.compile(r"[0-9]{1,2}\.[ ]?[0-9]{1,2}\.[ ]?[0-9]{4}"), ("%d.%m.%Y",)),
    (re.compile(r"[0-9]{8}"), ("%Y%m%d",)),
    (re.compile(r"[0-9]{1,2}[ -][^\W\d]{3,9}\.?,?[ -][0-9]{4}"), ("%d %b %Y", "%d %B %Y")),
    (re.compile(r"[^\W\d]{3,9}\.? [0-9]{1,2},? [0-9]{4}"), ("%b %d %Y", "%B %d %Y")),
    (re.compile(r"[0-9]{4} [^\W\d]{3,9} [0-9]{1,2}"), ("%Y %b %d", "%Y %B %d")),
)
"""Forms of a date that can be read in one way only."""
_WORDED = re.compile(r"[^\W\d]{3}")
_EPOCH = re.compile(r"1?[0-9]{9}|1[0-9]{12}|[1-9][0-9]{11}")
_SERIAL = re.compile(r"[2-6][0-9]{4}(?:\.[0-9]+)?")
_FIRST_SERIAL = date(1899, 12, 30)
"""The day that Excel numbers 0, from March 1900 on."""

_PARTS = "aAbBcdfGHIjmMpSuUVwWxXyYzZ%"
"""What `datetime.strptime` takes behind a %."""
_WITH_A_YEAR = frozenset("cGxyY")
_PART = re.compile("%(.?)", re.S)

DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"


@dataclass(frozen=True, slots=True)
class DateForm:
    """How the dates of a column are read.

    Attributes:
        read: a text -> the same date as YYYY-MM-DD; the text itself where it is none.
        changed: what was not written so and is, in words; None where nothing is.
        ambiguous: a text whose day and month may be either, where nothing else tells.
        both: two texts of which one has the day first, the other the month.
    """

    read: Callable[[str], str]
    changed: str | None = None
    ambiguous: str | None = None
    both: tuple[str, str] | None = None


def date_form(texts: Iterable[str], formats: Sequence[str] = ()) -> DateForm:
    """Return how the texts of a column are dates.

    What is day and what is month in 3/4/2015 is told by the other dates of the column, of which one may have
    a number over 12; or by `formats`, those of `datetime.strptime`, tried in order.
    """
    kinds: dict[str, None] = {}
    orders: dict[str, str] = {}
    doubtful = None
    for text in texts:
        plain = text.strip()
        if not plain or is_iso(plain) or _by_formats(plain, formats) is not None:
            continue
        match = _NUMBERS.fullmatch(_TIME.sub("", plain))
        if match is None:
            kind = _kind(plain)
            if kind:
                kinds[kind] = None
        elif int(match[1]) > 12:
            orders.setdefault(DAY_FIRST, plain)
        elif int(match[3]) > 12:
            orders.setdefault(MONTH_FIRST, plain)
        elif match[1] != match[3]:
            doubtful = doubtful or plain
        else:
            kinds["numbers"] = None
    if len(orders) > 1:
        return DateForm(lambda text: text, both=(orders[DAY_FIRST], orders[MONTH_FIRST]))
    if not orders and doubtful is not None:
        return DateForm(lambda text: text, ambiguous=doubtful)
    order = next(iter(orders), DAY_FIRST)
    said = [*orders, *(kind for kind in kinds if kind not in ("numbers", "time"))]
    return DateForm(lambda text: _read(text, order, formats), ", ".join(said) or None)


def is_iso(text: str) -> bool:
    """Return whether a text is a date as datasets write it."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _read(text: str, order: str, formats: Sequence[str]) -> str:
    plain = text.strip()
    if not plain or is_iso(plain):
        return plain
    found = _by_formats(plain, formats)
    day = _TIME.sub("", plain)
    if found is None and is_iso(day):
        return day
    found = found or _one_way(day) or _by_numbers(day, order)
    return text if found is None else found.isoformat()


def parse_date_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Return formats of dates as they are, once it is known that they can be read by.

    Raises:
        UsageError: if one has a part that no date has, or no year.
    """
    for form in formats:
        parts = _PART.findall(form)
        wrong = next((part for part in parts if not part or part not in _PARTS), None)
        hint = "%d day, %m month, %b or %B its name, %Y year, %y its last two digits: %d/%m/%Y"
        if wrong is not None:
            raise UsageError(
                f"the date format {form!r} has {f'%{wrong}'!r}, which is no part of a date", hint
            )
        if _WITH_A_YEAR.isdisjoint(parts):
            raise UsageError(f"the date format {form!r} has no year", hint)
    return tuple(formats)


def _by_formats(text: str, formats: Sequence[str]) -> date | None:
    return next((day for form in formats if (day := _strptime(text, form)) is not None), None)


def _strptime(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # the day as written, in any time zone
    except ValueError:
        return None


def _by_numbers(text: str, order: str) -> date | None:
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    day, month = (match[1], match[3]) if order == DAY_FIRST else (match[3], match[1])
    return _strptime(f"{day}/{month}/{match[4]}", "%d/%m/%Y")


def _one_way(text: str) -> date | None:
    """Return the date of a text that can be read in one way only."""
    for shape, formats in _SHAPES:
        if shape.fullmatch(text):
            plain = re.sub(r"[.,]", "", text).replace("-", " ") if _WORDED.search(text) else text
            plain = plain.replace(". ", ".")
            return next((day for form in formats if (day := _strptime(plain, form)) is not None), None)
    if _EPOCH.fullmatch(text):
        seconds = int(text) // (1000 if len(text) > 10 else 1)
        return date(1970, 1, 1) + timedelta(days=seconds // 86_400)
    if _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + timedelta(days=int(float(text)))
    return None


def _kind(text: str) -> str | None:
    """Return what a text is that is no plain date, in words; None where it is no date."""
    day = _TIME.sub("", text)
    if is_iso(day):
        return "time"
    if _one_way(day) is None:
        return None
    if _EPOCH.fullmatch(day):
        return "seconds since 1970" if len(day) <= 10 else "milliseconds since 1970"
    if _SERIAL.fullmatch(day):
        return "Excel's numbers of days"
    return "day.month.year" if "." in day and not _WORDED.search(day) else "dates in words or digits"
