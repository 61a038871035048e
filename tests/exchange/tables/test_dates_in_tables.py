"""Dates as tables have them: formats that are inferred, and those that are refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_dataset import load_table
from positions.exchange.tables.values.dates import date_form, parse_date_formats
from positions.problems import DataError, UsageError

MANY = examples(120)
FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%Y-%m-%dT%H:%M:%SZ")


@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)), st.sampled_from(FORMATS))
@settings(max_examples=MANY, deadline=None)
def test_what_can_be_read_in_one_way_is(day: date, form: str) -> None:
    text = datetime(day.year, day.month, day.day, 13, 5).strftime(form)
    assert date_form([text]).read(text) == day.isoformat()


@given(st.lists(st.dates(date(1950, 1, 1), date(2060, 1, 1)), min_size=1, max_size=6), st.booleans())
@settings(max_examples=MANY, deadline=None)
def test_slashes_are_read_as_one_date_tells_or_not_at_all(days: list[date], first: bool) -> None:
    form = "%d/%m/%Y" if first else "%m/%d/%Y"
    texts = [day.strftime(form) for day in days]
    found = date_form(texts)
    if any(day.day > 12 for day in days) or all(day.day == day.month for day in days):
        assert [found.read(text) for text in texts] == [day.isoformat() for day in days]
    else:
        assert found.ambiguous in texts
    told = date_form(texts, [form])
    assert [told.read(text) for text in texts] == [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1420070400", "2015-01-01"),
        ("1420070400000", "2015-01-01"),
        ("42370", "2016-01-01"),
        ("10/27/2015 2:30 PM", "2015-10-27"),
        ("2017", "2017"),
        ("2017-03", "2017-03"),
        ("last week", "last week"),
    ],
)
def test_single_texts(text: str, day: str) -> None:
    assert date_form([text]).read(text) == day


def written(folder: Path, days: list[str]) -> Path:
    path = folder / "t.csv"
    rows = [f"A,x{number},yes,{day}" for number, day in enumerate(days)]
    path.write_text("\n".join(["actor,issue,stance,date", *rows, ""]), encoding="utf-8")
    return path


def test_a_column_of_dates_is_read_told_or_left_out(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_table(written(tmp_path, ["03/04/2015", "05/04/2015"]))
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert problem.location.line == 2
    assert "--date-format" in str(problem.hint)
    assert "--column date=" in str(problem.hint)
    told = load_table(tmp_path / "t.csv", TableSettings(dates=("%d/%m/%Y",)))
    cells = told.require().stakeholders["A"].positions
    assert [str(cell[0].date) for cell in cells.values()] == ["2015-04-03", "2015-04-05"]
    without = load_table(tmp_path / "t.csv", TableSettings(columns={"date": ""}))
    assert without.plain
    with pytest.raises(DataError, match="`date`"):
        load_table(written(tmp_path, ["soon"]))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("%Q", "'%Q', which is no part of a date"),
        ("%d/%m/%", "'%', which is no part of a date"),
        ("%d/%m", "has no year"),
        ("DD/MM/YYYY", "has no year"),
    ],
)
def test_a_format_that_reads_no_date_is_refused(form: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        parse_date_formats(["%Y", form])
    assert "%d/%m/%Y" in str(raised.value.hint)


@given(st.sampled_from([*FORMATS, "%d/%m/%y", "%G-W%V-%u", "%x", "%c", "100%% %Y"]))
def test_formats_that_strptime_takes_are_taken(form: str) -> None:
    datetime.strptime(datetime(2024, 5, 6).strftime(form), form)
    assert parse_date_formats([form]) == (form,)


def test_every_way_to_give_a_format_refuses_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("actor,issue,stance,date\na,x,support,1/2/2020\n", encoding="utf-8")
    (tmp_path / "m.yaml").write_text("date-format: '%Q'\n", encoding="utf-8")
    for options in ({"date_format": "%Q"}, {"mapping": tmp_path / "m.yaml"}):
        with pytest.raises(UsageError, match="no part of a date"):
            positions.load(tmp_path / "t.csv", **options)
