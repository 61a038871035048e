"""`diff` between two dates of one dataset: what it is between two files cut off at these dates."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.problems import UsageError

DATES = ("2015", "2016-03", "2016-03-20", "2017")
ENDS = {
    "2014": "2014-12-31",
    "2015": "2015-12-31",
    "2016": "2016-12-31",
    "2016-03-20": "2016-03-20",
    "2017": "2017-12-31",
    "2018": "2018-12-31",
}
ENTRIES = st.lists(
    st.tuples(st.sampled_from(DATES), st.sampled_from(("support", "oppose", "silent", "neutral"))),
    min_size=1,
    max_size=3,
    unique_by=lambda entry: entry[0],
)
CELL = ENTRIES | st.sampled_from(("support", "oppose"))


def file_of(rows: list[dict[str, Any]], until: str | None = None) -> bytes:
    """Return a dataset, with the entries that a plain loop finds to begin by the end of a date."""
    actors: dict[str, Any] = {}
    for number, row in enumerate(rows):
        cells: dict[str, Any] = {}
        for issue, cell in row.items():
            if isinstance(cell, str):
                cells[issue] = cell
                continue
            kept = [
                {"stance": stance, "date": date}
                for date, stance in cell
                if until is None or f"{date}-01-01"[:10] <= ENDS[until]
            ]
            if kept:
                cells[issue] = kept
        actors[f"a{number}"] = {"name": f"A{number}", "positions": cells}
    issues = {name: {"title": name.upper()} for name in "xy"}
    return json.dumps({"format": 1, "title": "T", "issues": issues, "stakeholders": actors}).encode()


@given(
    rows=st.lists(st.dictionaries(st.sampled_from("xy"), CELL), min_size=1, max_size=3),
    start=st.sampled_from(tuple(ENDS)),
    end=st.none() | st.sampled_from(tuple(ENDS)),
)
@settings(max_examples=examples(60), deadline=None)
def test_it_is_the_difference_of_two_files_cut_off_at_the_dates(
    rows: list[dict[str, Any]], start: str, end: str | None
) -> None:
    if end is not None and ENDS[start] >= ENDS[end]:
        with pytest.raises(UsageError, match="does not end before"):
            positions.diff(file_of(rows), from_=start, to=end)
        return
    found = positions.diff(file_of(rows), from_=start, to=end)
    expected = positions.diff(file_of(rows, start), file_of(rows, end))
    for table in ("positions", "changes", "pairs"):
        assert found.rows(table) == expected.rows(table)
    assert found.report.options["from"] == start
    assert found.report.options["to"] == end


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "compare it with what"),
        ({"to": "2017"}, "--to ends what --from begins"),
        ({"from_": "2017", "to": "2016"}, "does not end before"),
        ({"from_": "2016", "as_of": "2017"}, "do not go together"),
        ({"from_": "2016", "may_be_new": True}, "--may-be-new"),
    ],
)
def test_what_does_not_go_together_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        positions.diff(file_of([{}]), **asked)


def test_two_datasets_and_dates_are_refused() -> None:
    with pytest.raises(UsageError, match="two dates of one dataset"):
        positions.diff(file_of([{}]), file_of([{}]), from_="2016")


def test_data_as_of_a_date_is_refused() -> None:
    with pytest.raises(UsageError, match="as of 2016 already"):
        positions.diff(positions.load(file_of([{}]), as_of="2016"), from_="2015")


def test_where_nothing_changed_the_dates_are_said() -> None:
    found = positions.diff(file_of([{"x": "support"}]), from_="2015", to="2016")
    assert found.summary == ("Nothing selected has changed from 2015 to 2016.",)
