"""Numbers for people against exact fractions: half up, once, and never quite 0 or 1."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.rounding import (
    as_written,
    half_up,
    nearest_float,
    one_decimal_below,
    percent,
    two_decimals,
    whole_multiples,
)


def rounded(exact: Fraction, places: int) -> Fraction:
    """Return a fraction rounded half away from zero."""
    size = Fraction(floor(abs(exact) * 10**places + Fraction(1, 2)), 10**places)
    return size if exact >= 0 else -size


@given(st.integers(1, 4000), st.data())
def test_a_percentage_is_the_exact_fractions(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    exact = Fraction(part, whole)
    shown = percent(part / whole)
    if exact in (0, 1):
        assert shown == f"{100 * exact}%"
    elif exact < Fraction(1, 200):
        assert shown == "<1%"
    elif exact >= Fraction(199, 200):
        assert shown == ">99%"
    else:
        assert shown == f"{rounded(exact, 2) * 100}%"


@pytest.mark.parametrize("whole", [40, 200, 400, 1000])
def test_every_half_of_a_per_cent_is_rounded_up(whole: int) -> None:
    ties = [part for part in range(1, whole - 1) if (200 * part) % whole == 0 and (100 * part) % whole]
    assert ties
    for part in ties:
        shown = percent(part / whole)
        assert shown in ("<1%", ">99%", f"{floor(Fraction(100 * part, whole)) + 1}%")


def test_the_cases_that_went_wrong() -> None:
    assert (percent(23 / 40), percent(0.665), percent(0.285)) == ("58%", "67%", "29%")
    assert [two_decimals(value) for value in (0.998, -0.998, 0.995, 0.994, 1.0, 0.0)] == [
        *(">0.99", "<-0.99", ">0.99", "0.99", "1.00", "0.00"),
    ]
    assert [two_decimals(value) for value in (1.005, -1.005, 0.125, 2.675)] == [
        "1.01",
        "-1.01",
        "0.13",
        "2.68",
    ]
    assert [two_decimals(value) for value in (0.00445, 0.000995, 3)] == ["0.0045", "0.001", "3"]


@given(st.decimals(-1000, 1000, places=4))
def test_decimals_are_rounded_from_what_is_written(number: object) -> None:
    exact = Fraction(str(number))
    assert Fraction(half_up(float(str(number)), 2)) == rounded(exact, 2)
    assert not half_up(float(str(number)), 2).startswith("-0.00")


@given(st.integers(1, 50), st.integers(1, 50))
def test_an_effective_number_is_rounded_down(part: int, whole: int) -> None:
    exact = Fraction(part, whole)
    assert Fraction(one_decimal_below(part / whole)) == Fraction(floor(exact * 10), 10)


@given(st.integers(0, 10**40), st.integers(1, 10**40))
def test_a_float_is_0_or_1_only_where_the_fraction_is(part: int, rest: int) -> None:
    share = nearest_float(part, part + rest)
    assert share == part / (part + rest) or share in (1 - 2**-53, 5e-324)
    assert share < 1
    assert (share == 0) == (part == 0)
    assert nearest_float(rest, rest) == 1


@given(st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, unique=True))
def test_whole_multiples_keep_every_proportion(numbers: list[float]) -> None:
    whole = whole_multiples(numbers)
    for one in numbers:
        for other in numbers:
            assert whole[one] * Fraction(repr(other)) == whole[other] * Fraction(repr(one))


@given(st.floats(-1e12, 1e12, allow_nan=False) | st.floats(0.98, 1.02) | st.floats(-0.02, 0.02))
def test_what_is_not_0_or_1_never_reads_as_such(value: float) -> None:
    shown = two_decimals(value)
    if shown in ("0.00", "1.00", "-1.00"):
        assert abs(value - float(shown)) <= 1e-14


def test_numbers_just_above_one() -> None:
    assert [two_decimals(value) for value in (1.002, -1.002, 1.005, 1 + 2**-52, 1 - 2**-53)] == [
        *("<1.01", ">-1.01", "1.01", "1.00", "1.00"),
    ]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_as_written_is_read_back_whole(value: float) -> None:
    assert float(as_written(value)) == value


def test_numbers_are_written_as_people_do() -> None:
    assert [as_written(value) for value in (2.0, -1.0, 0.125, 1234567.5, -0.0, 1e100)] == [
        *("2", "-1", "0.125", "1234567.5", "0", "1e+100"),
    ]
