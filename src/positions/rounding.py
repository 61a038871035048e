"""Rounding for people: half up (half away from zero), once, from the number as it is written in decimals.

A float is read as the shortest decimal that stands for it: 23/40 is 0.575 and reads as 58%, although the
nearest float lies a little below.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor, isfinite, lcm

_EXACT = Context(prec=1000)
_NEAR_A_TIE = 1e-6
_NOISE = 1e-14
_IN_DIGITS = 1e16


@lru_cache(maxsize=1024)
def as_fraction(number: float) -> Fraction:
    """Return the fraction that a finite number is as it is written: 0.1 is 1/10."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def whole_multiples(numbers: Collection[float]) -> dict[float, int]:
    """Return finite numbers as whole multiples of one unit, so that sums of them are exact."""
    fractions = {number: as_fraction(number) for number in numbers}
    unit = lcm(*(fraction.denominator for fraction in fractions.values()))
    return {
        number: fraction.numerator * (unit // fraction.denominator) for number, fraction in fractions.items()
    }


def nearest_float(numerator: int, denominator: int) -> float:
    """Return a fraction from 0 to 1 as a float, which is 0 or 1 only where the fraction is.

    The division of two integers is correctly rounded. Where that would make 0 of a little more or 1 of a
    little less, it returns the float next to it. The denominator is above 0.
    """
    share = numerator / denominator
    if share == 1 and numerator < denominator:
        return 1 - 2**-53
    if share == 0 and numerator > 0:
        return 5e-324
    return share


def maybe_float(fraction: Fraction | None) -> float | None:
    """Return a fraction as the nearest float, and None as it is."""
    return None if fraction is None else float(fraction)


def half_up(value: float, places: int) -> str:
    """Return a finite number with so many decimals, half rounded away from zero; never "-0.00"."""
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    return f"{rounded if rounded else abs(rounded):f}"


def percent(share: float) -> str:
    """Return a share as a whole per cent; what is not quite none or all never reads as 0% or 100%."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    points = share * 100 + 0.5
    if abs(points - round(points)) > _NEAR_A_TIE:
        return f"{floor(points)}%"
    return f"{half_up_whole(share, 100)}%"


def half_up_whole(value: float, times: int = 1) -> int:
    """Return a finite number, times a whole number, as the nearest whole number, half away from zero."""
    return int((_decimal(value) * times).quantize(Decimal(1), ROUND_HALF_UP, _EXACT))


def two_decimals(value: float) -> str:
    """Return a number with two decimals, or two significant figures below 0.01; "" where it is not finite.

    What is nearly 1 or -1 never reads as such: 0.998 is ">0.99", and 1.002 "<1.01"; but sums of floats that
    are 1 save for their last digits read as 1.00. Whole numbers given as int stay whole.
    """
    if isinstance(value, int):
        return f"{value:,}"
    if not isfinite(value):
        return ""
    if 0 < abs(value) < 0.01:
        return f"{_two_figures(value):.2g}"
    if abs(abs(value) - 1) > _NOISE:
        if 0.995 <= abs(value) < 1:
            return ">0.99" if value > 0 else "<-0.99"
        if 1 < abs(value) < 1.005:
            return "<1.01" if value > 0 else ">-1.01"
    return half_up(value, 2)


def short_number(value: float) -> str:
    """Return a finite number as `two_decimals` does, a whole one without decimals."""
    return f"{value:.0f}" if float(value).is_integer() else two_decimals(value)


def as_written(value: float) -> str:
    """Return a finite number with every digit that it was written with: "2", "0.125", "1234567.5"."""
    if float(value).is_integer() and abs(value) < _IN_DIGITS:
        return str(int(value))
    return repr(float(value))


def one_decimal_below(value: float) -> str:
    """Return a finite number with one decimal, rounded down."""
    return f"{_decimal(value).quantize(Decimal('0.1'), ROUND_FLOOR, _EXACT):f}"


def _two_figures(value: float) -> float:
    number = _decimal(value)
    return float(number.quantize(Decimal(1).scaleb(number.adjusted() - 1), ROUND_HALF_UP, _EXACT))


def _decimal(value: float) -> Decimal:
    return Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
