"""Readers of options' values: each takes what a person or a program wrote and returns what it means.

A reader raises a ValueError that says what is wrong; it takes its own results too, so that a value may be
read twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from operator import index
from os import PathLike
from pathlib import Path
from typing import TypeVar

from positions.dataset.dates import (
    Events,
    PartialDate,
    TimeSpan,
    parse_date,
    parse_days,
    parse_span,
    parse_window,
)
from positions.rounding import as_written

Read = TypeVar("Read")


def names(*choices: str) -> Callable[[object], tuple[str, ...]]:
    """Return the reader of an option that repeats and takes commas; with choices, no other word passes."""

    def read(value: object) -> tuple[str, ...]:
        words = [word for one in _each(value) for word in _parts(one)]
        for word in words:
            if choices and word not in choices:
                raise ValueError(f"{word!r} is not one of {', '.join(choices)}")
        return tuple(words)

    return read


def _each(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Iterable) and not isinstance(value, (str, bytes)) else [value]


def _parts(value: object) -> list[str]:
    """Return the words of a text with commas; an empty one would filter nothing, and is refused."""
    found = [part for word in text(value).split(",") if (part := word.strip())]
    if not found:
        raise ValueError("it is empty (--where FIELD= selects what has no value)")
    return found


def texts(value: object) -> tuple[str, ...] | Mapping[str, object]:
    """Read an option that repeats, its texts as they stand; a mapping stays one."""
    return value if isinstance(value, Mapping) else tuple(text(one) for one in _each(value))


def text(value: object) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    return value


def text_or_number(value: object) -> str:
    """Read a text, or a whole number as one."""
    number = _whole(value)
    return text(value) if number is None else str(number)


def place(value: object) -> str:
    """Read a name, or the path of a file, as text."""
    return value if isinstance(value, str) else str(path(value))


def clauses(value: object) -> tuple[str, ...]:
    """Read FIELD=VALUE, one or several; a mapping gives the values, or lists of them, by field."""
    if isinstance(value, Mapping):
        given = [f"{field}={one}" for field, values in value.items() for one in _each(values)]
    else:
        given = [text(one) for one in _each(value)]
    for one in given:
        field, sign, _ = one.partition("=")
        if not sign or not field.strip():
            raise ValueError(f"{one!r} is not FIELD=VALUE: write kind=union, or issue=rail")
    return tuple(given)


def path(value: object) -> Path:
    """Read the path of a file."""
    if not isinstance(value, (str, PathLike)):
        raise ValueError(f"{value!r} is not the name of a file")
    return Path(value)


def flag(value: object) -> bool:
    """Read yes or no."""
    plain = value.item() if hasattr(value, "item") else value  # a NumPy scalar
    if not isinstance(plain, bool):
        raise ValueError(f"{value!r} is neither True nor False")
    return plain


def _whole(value: object) -> int | None:
    """Return a whole number of Python or NumPy; None for anything else."""
    try:
        return None if isinstance(value, bool) else index(value)  # type: ignore[arg-type]  # it may raise
    except TypeError:
        return None


MOST_SHUFFLES = 1_000_000
"""So many shuffles tell p to the sixth decimal; more would run for hours for nothing."""


def whole(least: int, most: int | None = None) -> Callable[[object], int]:
    """Return the reader of a whole number from `least` on, up to `most` where there is one."""

    def read(value: object) -> int:
        number = _whole(value)
        if number is None:
            raise ValueError(f"{value!r} is not a whole number")
        if number < least:
            raise ValueError(f"{number} is less than {least}")
        if most is not None and number > most:
            raise ValueError(f"{number:,} is more than {most:,}")
        return number

    return read


def share(value: object) -> float:
    """Read a number from 0 to 1, or one that a person wrote: 0.025, or 2.5%."""
    if isinstance(value, str):
        value = _written(value)
    if not hasattr(value, "__float__") or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a number")
    number = float(value.__float__())
    if not 0 <= number <= 1:
        raise ValueError(f"{as_written(number)} is not between 0 and 1")
    return number


def _written(text: str) -> Decimal:
    number, sign, after = text.strip().partition("%")
    try:
        found = None if after else Decimal(number) / (100 if sign else 1)
    except InvalidOperation:
        found = None
    if found is None:
        raise ValueError(f"{text!r} is not a number: write 0.025, or 2.5%")
    return found


def one_of(*choices: str) -> Callable[[object], str]:
    """Return the reader of one of some words."""

    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(map(repr, choices))}")
        return str(value)

    return read


def a_date(value: object) -> PartialDate:
    """Read a year, a month or a day."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        value = value.date()
    return parse_date(value.isoformat() if isinstance(value, date) else _year(value))


def _year(value: object) -> str:
    year = _whole(value)
    return text(value) if year is None else f"{year:04}"


def a_span(value: object) -> TimeSpan:
    """Read a length of time."""
    return value if isinstance(value, TimeSpan) else parse_span(text(value))


def window(value: object) -> TimeSpan | Events:
    """Read the length of a window: a time, a number of statements (100e), or a number of days."""
    if isinstance(value, TimeSpan | Events):
        return value
    number = _whole(value)
    return TimeSpan(days=number) if number is not None and number > 0 else parse_window(text(value))


def days(value: object) -> int:
    """Read a length of time in days."""
    number = _whole(value)
    return number if number is not None and number > 0 else parse_days(text(value))
