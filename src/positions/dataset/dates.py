"""Dates that may be partial: a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A length of time in whole months and days; `in_weeks` says that the days were written as weeks."""

    months: int = 0
    days: int = 0
    in_weeks: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """Return it in the form that `parse_span` reads: 24m, or 90d."""
        return f"{self.months}m" if self.months else f"{self.days}d"

    def after(self, day: date, times: int = 1) -> date:
        """Return the day so many times this long after another, before it where `times` is below 0.

        A day that does not exist is the last of its month. Never outside the calendar.
        """
        month = day.year * 12 + day.month - 1 + times * self.months
        if not 12 <= month < 12 * 10_000:
            return date.min if month < 12 else date.max
        year, index = divmod(month, 12)
        moved = date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))
        number = moved.toordinal() + times * self.days
        return date.fromordinal(min(max(1, number), date.max.toordinal()))

    def before(self, day: date) -> date:
        """Return the day this long before another; a day that does not exist is the last of its month.

        Never before the first day of the calendar.
        """
        month = day.year * 12 + day.month - 1 - self.months
        if month < 12:
            return date.min
        year, index = divmod(month, 12)
        moved = date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))
        return date.fromordinal(max(1, moved.toordinal() - self.days))


@dataclass(frozen=True, slots=True)
class Events:
    """A number of statements, as the length of a window."""

    number: int

    def __str__(self) -> str:
        return f"{self.number}e"


_UNITS = {
    "d": TimeSpan(days=1),
    "w": TimeSpan(days=7, in_weeks=True),
    "m": TimeSpan(months=1),
    "y": TimeSpan(months=12),
}


def parse_span(text: str) -> TimeSpan:
    """Return the length of time that a text names: 90d, 12w, 18m or 2y (days, weeks, months, years).

    Raises:
        ValueError: if it is not of this form, or nothing or more than 1,000 years long.
    """
    match = re.fullmatch(r"([0-9]{1,6})([dwmy])", text.strip(), re.ASCII)
    number = int(match[1]) if match else 0
    unit = _UNITS[match[2]] if match else TimeSpan()
    span = TimeSpan(number * unit.months, number * unit.days, unit.in_weeks)
    if not number or span.months > 12_000 or span.days > 366_000:
        raise ValueError(f"{text!r} is not a length of time: write 90d, 12w, 18m or 2y")
    return span


def parse_window(text: str) -> TimeSpan | Events:
    """Return the length of a window: as `parse_span`, or 100e for a hundred statements (events).

    Raises:
        ValueError: if it is not of this form.
    """
    match = re.fullmatch(r"([0-9]{1,6})e", text.strip(), re.ASCII)
    if match is not None and int(match[1]):
        return Events(int(match[1]))
    try:
        return parse_span(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a length of time: write 90d, 12w, 6m or 1y; or 100e for a number of statements"
        ) from None


def parse_days(text: str) -> int:
    """Return the number of days that a length of time names: 90d for days, 12w for weeks.

    Raises:
        ValueError: as `parse_span`, and for months and years, which are not all equally long.
    """
    try:
        span = parse_span(text)
    except ValueError:
        span = TimeSpan()
    if not span.days:
        raise ValueError(f"{text!r} is not a length of time: write 90d for days or 12w for weeks")
    return span.days
