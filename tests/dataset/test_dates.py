"""Partial dates and lengths of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.dates import Events, TimeSpan, parse_date, parse_days, parse_span, parse_window


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-02", date(2017, 2, 1), date(2017, 2, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-03-23", date(2017, 3, 23), date(2017, 3, 23)),
        (" 2017-12 ", date(2017, 12, 1), date(2017, 12, 31)),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, last: date) -> None:
    found = parse_date(text)
    assert (found.first, found.last) == (first, last)
    assert str(found) == text.strip()


@pytest.mark.parametrize(
    "text", ["", "17", "2017-2", "2017-13", "2017-02-30", "23/03/2017", "2017-03-23T10:00", "0000", "٢٠١٧"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(text)


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    found = parse_date(day.isoformat())
    assert (found.first, found.last) == (day, day)
    month, year = parse_date(day.isoformat()[:7]), parse_date(day.isoformat()[:4])
    assert year.first <= month.first <= day <= month.last <= year.last


@pytest.mark.parametrize(
    ("span", "day", "before"),
    [
        ("90d", date(2020, 3, 31), date(2020, 1, 1)),
        ("2w", date(2020, 3, 31), date(2020, 3, 17)),
        ("1m", date(2020, 3, 31), date(2020, 2, 29)),
        ("18m", date(2020, 3, 1), date(2018, 9, 1)),
        ("2y", date(2020, 2, 29), date(2018, 2, 28)),
        ("900y", date(800, 1, 1), date.min),
    ],
)
def test_so_long_before(span: str, day: date, before: date) -> None:
    assert parse_span(span).before(day) == before


@given(st.dates(), st.sampled_from(["1d", "90d", "2w", "1m", "7m", "2y", "900y"]), st.integers(-3, 3))
def test_so_many_times_after_is_a_walk_through_the_calendar(day: date, text: str, times: int) -> None:
    span = parse_span(text)
    months = day.year * 12 + day.month - 1 + times * span.months
    if not 12 <= months < 120_000:
        expected = date.min if months < 12 else date.max
    else:
        last = day.day
        while True:  # a day that does not exist is the last of its month
            try:
                moved = date(months // 12, months % 12 + 1, last)
            except ValueError:
                last -= 1
            else:
                break
        number = moved.toordinal() + times * span.days
        expected = (
            date.min
            if number < 1
            else date.max
            if number > date.max.toordinal()
            else date.fromordinal(number)
        )
    assert span.after(day, times) == expected
    assert span.before(day) == span.after(day, -1)


def test_a_length_of_time_is_written_and_a_thousand_years_at_most() -> None:
    assert [str(parse_span(text)) for text in ("90d", "2w", "18m", "2y")] == ["90d", "14d", "18m", "24m"]
    assert parse_span("366000d").days == 366_000
    assert parse_span("1000y").months == 12_000
    for text in ("366001d", "1001y"):
        with pytest.raises(ValueError, match="is not a length of time"):
            parse_span(text)
    assert [parse_span(text).in_weeks for text in ("14d", "2w")] == [False, True]


def test_days_are_named_in_days_or_weeks_and_a_window_in_statements_too() -> None:
    assert (parse_days("90d"), parse_days("12w")) == (90, 84)
    for text in ("1m", "1y", "100e", "x"):
        with pytest.raises(ValueError, match="is not a length of time"):
            parse_days(text)
    assert parse_window("100e") == Events(100)
    assert parse_window("12w") == TimeSpan(days=84)
    for text in ("0e", "0d", "e"):
        with pytest.raises(ValueError, match="or 100e"):
            parse_window(text)


@pytest.mark.parametrize("text", ["", "2", "y", "0d", "-1d", "2 y", "1.5y", "2years", "99999y", "٢y"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        parse_span(text)


@given(st.dates(), st.integers(0, 30), st.integers(0, 400))
def test_before_is_never_after(day: date, months: int, days: int) -> None:
    assert TimeSpan(months, days).before(day) <= day
