"""Windows over time: which statements each holds, and how much each of them counts.

A window of so many days holds so many days. Discourse Network Analyzer's windows, which are a day or a
statement longer, stand in `dna_windows`. Formulas and what differs are in docs/method/network.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, pi, sqrt

from positions.dataset.dates import Events, TimeSpan
from positions.vocabulary import Kernel

Length = TimeSpan | Events


@dataclass(frozen=True, slots=True)
class Bounds:
    """A window: its first and last day, and the statements in it.

    Attributes:
        start, end: both included.
        first, stop: the place of the first statement among those with a date, and the one after the last.
        weights: how much each of these counts; None where each counts once.
        middle: the day about which it lies, None where it lies about none.
    """

    start: date
    end: date
    first: int
    stop: int
    weights: tuple[float, ...] | None = None
    middle: date | None = None

    @classmethod
    def of_all(cls, number: int) -> Bounds:
        """Return those that leave nothing out of so many statements, whether or not they have a date."""
        return cls(date.min, date.max, 0, number)


def moving_windows(
    days: Sequence[date], period: tuple[date, date], length: Length, step: Length | None = None
) -> Iterator[Bounds]:
    """Yield windows of a length, one after the other; the one that reaches the end of the period is the last.

    The first begins on the first day of the period, each next one a step later (its length where None).
    Months and years are those of the calendar; a day that a month has not is its last. With a number of
    statements as the length, a window holds so many, the last what is left.

    Args:
        days: the days of the statements, ascending.
        period: the first and the last day.
        length, step: both spans of time, or both numbers of statements.

    Raises:
        ValueError: if one is a span and the other a number.
    """
    step = step or length
    if isinstance(length, Events):
        if not isinstance(step, Events):
            raise ValueError("windows of statements move by statements")
        yield from _events(days, period, length.number, step.number)
        return
    if isinstance(step, Events):
        raise ValueError("windows of time move by time")
    first, last = period
    for number in range(len(range(first.toordinal(), last.toordinal() + 1))):
        start = step.after(first, number)
        end = _last_day(start, length)
        yield _of_days(days, start, end)
        if end >= last or step.after(first, number + 1) == date.max:
            return


def _last_day(start: date, length: TimeSpan) -> date:
    after = length.after(start)
    return after if after == date.max else after - timedelta(days=1)


def _of_days(days: Sequence[date], start: date, end: date) -> Bounds:
    return Bounds(start, end, bisect_left(days, start), bisect_right(days, end))


def _events(days: Sequence[date], period: tuple[date, date], number: int, step: int) -> Iterator[Bounds]:
    low, high = bisect_left(days, period[0]), bisect_right(days, period[1])
    for first in range(low, high, step):
        stop = min(first + number, high)
        yield Bounds(days[first], days[stop - 1], first, stop)
        if stop == high:
            return


def kernel_windows(
    days: Sequence[date], period: tuple[date, date], length: TimeSpan, kernel: Kernel, step: TimeSpan
) -> Iterator[Bounds]:
    """Yield windows about a middle that moves by a step, in which statements count the less the further off.

    With w the length in days from the middle on, and x = 2 (days from the middle)/w, the weight of a
    statement is `weight_of(kernel, x)`. What is beyond w/2 does not count, but for the Gaussian kernel.
    """
    first, last = period
    number = 0
    while (middle := step.after(first, number)) <= last and (number == 0 or middle != date.max):
        width = (length.after(middle) - middle).days
        half = timedelta(days=width // 2)
        low, high = 0, len(days)
        if kernel != "gaussian":
            low, high = bisect_left(days, middle - half), bisect_right(days, middle + half)
        weights = tuple(weight_of(kernel, 2 * (middle - day).days / width) for day in days[low:high])
        yield Bounds(max(first, middle - half), min(last, middle + half), low, high, weights, middle)
        number += 1


def weight_of(kernel: Kernel, x: float) -> float:
    """Return how much a statement counts at a distance x of half widths, -1 to 1 being inside the window.

    The Gaussian kernel, whose standard deviation is 1, counts what is outside too.
    """
    match kernel:
        case "gaussian":
            return exp(-x * x / 2) / sqrt(2 * pi)
        case "uniform":
            return 0.5 if abs(x) <= 1 else 0.0
        case "triangular":
            return max(0.0, 1 - abs(x))
        case "epanechnikov":
            return max(0.0, 0.75 * (1 - x * x))


def dna_windows(days: Sequence[date], period: tuple[date, date], length: Length) -> Iterator[Bounds]:
    """Yield the windows of Discourse Network Analyzer 3: half a length to both sides, and one more.

    The middle moves by one day, week, month or year; a window must lie in the period. Months are those of the
    calendar, a day cut to the month's last staying cut. 30 days are 31 days, 100 statements 101.
    """
    if isinstance(length, Events):
        half = length.number // 2
        low, high = bisect_left(days, period[0]), bisect_right(days, period[1])
        for place in range(low + half, high - half):
            first, stop = place - half, place + half + 1
            yield Bounds(days[first], days[stop - 1], first, stop, middle=days[place])
        return
    unit, size = unit_of(length)
    for middle in _middles(period, unit):
        start, end = unit.after(middle, -(size // 2)), unit.after(middle, size // 2)
        if start >= period[0] and end <= period[1]:
            bounds = _of_days(days, start, end)
            yield Bounds(start, end, bounds.first, bounds.stop, middle=middle)


def dna_kernel_windows(
    days: Sequence[date],
    period: tuple[date, date],
    length: TimeSpan,
    kernel: Kernel,
    *,
    indent: bool = False,
) -> Iterator[Bounds]:
    """Yield the kernel windows of Discourse Network Analyzer 3, with a triangular kernel that falls.

    The width is the length, one more where it is odd, in its own units; distances are whole units.

    Args:
        days: the days of the statements, ascending.
        period: the first and the last day, within which the first and last statement bound the middles.
        length: a number of days, weeks, months or years.
        kernel: how the weight falls.
        indent: whether the first and last middle lie half a width inside.
    """
    if not days:
        return
    unit, size = unit_of(length)
    width = size + size % 2
    begin, end = max(period[0], days[0]), min(period[1], days[-1])
    inner = (unit.after(begin, width // 2), unit.after(end, -(width // 2))) if indent else (begin, end)
    for middle in _middles(inner, unit):
        start = max(begin, unit.after(middle, -(width // 2)))
        stop = min(end, unit.after(middle, width // 2))
        if kernel == "gaussian":
            start, stop = begin, end
        bounds = _of_days(days, start, stop)
        weights = tuple(
            weight_of(kernel, 2 * _whole_units(day, middle, unit) / width)
            for day in days[bounds.first : bounds.stop]
        )
        yield Bounds(start, stop, bounds.first, bounds.stop, weights, middle)


def unit_of(length: TimeSpan) -> tuple[TimeSpan, int]:
    """Return the unit that a length is counted in, and how many of them it is."""
    if length.months:
        years = length.months % 12 == 0
        return TimeSpan(months=12 if years else 1), length.months // (12 if years else 1)
    weeks = length.days % 7 == 0 and length.in_weeks
    return TimeSpan(days=7 if weeks else 1), length.days // (7 if weeks else 1)


def _middles(period: tuple[date, date], unit: TimeSpan) -> Iterator[date]:
    middle = period[0]
    while middle <= period[1]:
        yield middle
        moved = unit.after(middle)
        if moved <= middle or moved == date.max:
            return
        middle = moved


def _whole_units(day: date, middle: date, unit: TimeSpan) -> int:
    """Return how many whole units lie from a day to the middle, cut towards 0, below 0 for a later day."""
    if unit.days:
        return int((middle - day).days / unit.days)
    early, late, sign = (day, middle, 1) if day <= middle else (middle, day, -1)
    months = (late.year - early.year) * 12 + late.month - early.month - (late.day < early.day)
    return sign * (months // unit.months)
