"""The report on issues: its columns, their order, and what people read."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from positions.dataset.dates import parse_date
from positions.dataset.load import load, load_bytes
from positions.grid import StanceGrid, build_grid
from positions.reports.common.study import Study, study_of
from positions.reports.issues import issues
from positions.selection import Selection
from positions.tables import CellValue, Count, Report, Share, Table

COLUMNS = [
    *(
        "id",
        "title",
        "for",
        "against",
        "neutral",
        "mixed",
        "undecided",
        "declined",
        "silent",
        "not_applicable",
    ),
    *(
        "not_researched",
        "excluded",
        "n",
        "opposed",
        "pairs",
        "opposed_share",
        "rice",
        "hnr",
        "van_der_eijk_a",
    ),
    *("mean", "median", "weighted_mean", "weighted_median", "weighted_n"),
    *("rice_2", "hnr_2"),
    *(f"weighted_mean_{name}" for name in ("side", "level", "margin", "flipped_by")),
    *(f"weighted_median_{name}" for name in ("side", "level", "margin", "spare", "flipped_by")),
]

FORECAST = b"""
format: 1
title: T
issues: {tax: {title: Tax}, bus: {title: Buses}}
stakeholders:
  a: {name: A, influence: 50, positions: {tax: {stance: support, salience: 80}, bus: neutral}}
  b: {name: B, influence: 50, positions: {tax: {stance: strongly-oppose, salience: 40}, bus: mixed}}
"""


@pytest.fixture(scope="module")
def example(repository: Path) -> Study:
    return study_of(load(repository / "data" / "stakeholders.yaml"))


def table_of(report: Report) -> Table:
    (table,) = report.tables
    assert isinstance(table, Table)
    return table


def rows_of(report: Report) -> dict[str, dict[str, CellValue]]:
    table = table_of(report)
    names = [column.id for column in table.columns]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in table.rows}


def seen_by_people(report: Report) -> list[str]:
    return [column.id for column in table_of(report).columns if not column.detail]


def test_the_columns_that_scripts_rely_on(example: Study) -> None:
    for report in (issues(example), issues(example, consensus=True)):
        assert [column.id for column in table_of(report).columns] == COLUMNS
        assert table_of(report).id == "issues"


def test_the_example_what_divides_most_first(example: Study) -> None:
    rows = rows_of(issues(example))
    assert list(rows)[:4] == ["new-structures", "uniform-framework", "automatic-powers", "local-leadership"]
    first = rows["new-structures"]
    assert (first["for"], first["against"], first["silent"], first["n"]) == (2, 1, 1, 3)
    assert (first["opposed"], first["pairs"], first["opposed_share"]) == (Count(2, 3), 3, Share(2 / 3, 3))
    assert rows["fiscal-powers"]["opposed_share"] == Share(None, 0)
    assert rows["fiscal-powers"]["weighted_mean"] is None


def test_people_see_the_states_that_occur_and_no_other_empty_column(example: Study) -> None:
    assert seen_by_people(issues(example)) == ["title", "for", "against", "silent", "opposed"]
    until_2016 = study_of(
        load_bytes(FORECAST.replace(b"salience: 80", b"salience: 80, date: 2017")),
        Selection(as_of=parse_date("2016")),
    )
    assert seen_by_people(issues(until_2016)) == [
        "title",
        "for",
        "against",
        "neutral",
        "mixed",
        "excluded",
        "opposed",
        "weighted_mean",
        "weighted_median",
        "weighted_n",
        "weighted_mean_level",
        "weighted_mean_flipped_by",
        "weighted_median_level",
        "weighted_median_flipped_by",
    ]


def test_a_forecast_is_shown_where_influence_and_salience_are_given() -> None:
    report = issues(study_of(load_bytes(FORECAST)))
    tax = rows_of(report)["tax"]
    assert tax["weighted_mean"] == pytest.approx((1 * 4000 - 2 * 2000) / 6000)
    assert (tax["weighted_median"], tax["weighted_n"]) == (1, 2)
    assert rows_of(report)["bus"]["weighted_n"] == 0
    assert any(note.startswith("Forecasts: by influence times salience") for note in report.notes)
    assert any("`level: ordinal` changes no mean" in note for note in report.notes)


def test_a_forecast_says_what_it_falls_on_and_who_alone_would_flip_it() -> None:
    report = issues(study_of(load_bytes(FORECAST)))
    (said,) = (text for text in report.summary if text.startswith("Forecast for"))
    assert said == (
        "Forecast for Tax, from 2 positions: the weighted mean is 0 (nearest to “neutral”, 0.50 "
        "from the border to the next level); the weighted median is 1 (nearest to “support”, 0.50 "
        "from the border to the next level, with 17% of the weight of 2 positions to spare). The two "
        "disagree, one "
        "neutral, the other for: which it is depends on the model. Without any one of A or B, the "
        "weighted mean would be on another side. Without A alone, the weighted median would be on "
        "another side."
    )
    row = rows_of(report)["tax"]
    assert (row["weighted_mean_side"], row["weighted_median_side"]) == ("neutral", "for")
    assert row["weighted_median_spare"] == Share(1 / 6, 2)


def test_sides_are_undefined_on_a_nominal_scale() -> None:
    text = FORECAST.replace(b"title: T\n", b"title: T\nscale: nominal\n")
    report = issues(study_of(load_bytes(text)))
    tax = rows_of(report)["tax"]
    assert [tax[name] for name in ("for", "against", "neutral", "rice", "hnr", "mean", "weighted_mean")] == [
        None
    ] * 7
    assert tax["opposed"] == Count(1, 1)
    assert "for" not in seen_by_people(report)
    assert any("A nominal scale has no sides" in note for note in report.notes)


def test_consensus_lists_both_kinds_and_nothing_else(example: Study) -> None:
    report = issues(example, consensus=True)
    assert list(rows_of(report)) == [
        "local-leadership",
        "rebalancing",
        "county-focus",
        "central-funding",
        "open-to-all",
        "faster-devolution",
    ]
    both = FORECAST.replace(b"bus: neutral", b"bus: oppose").replace(b"bus: mixed", b"bus: oppose")
    said = issues(study_of(load_bytes(both)), consensus=True)
    assert said.summary == (
        "There is no consensus for any issue.",
        "Consensus against 1 issue: Buses (2 of 2).",
    )
    nothing = issues(study_of(load_bytes(FORECAST)), consensus=True)
    assert table_of(nothing).rows == ()
    assert table_of(nothing).empty == "There is no issue on which there is a consensus."


@pytest.mark.parametrize("consensus", [False, True])
def test_what_people_read(example: Study, consensus: bool, snapshot: SnapshotAssertion) -> None:
    report = issues(example, consensus=consensus)
    assert "\n".join([report.title, *report.summary, *report.notes]) == snapshot


def test_a_selection_that_leaves_nothing(example: Study) -> None:
    for selection in (Selection(kinds=("none",)), Selection(tags=("none",))):
        report = issues(Study(example.info, example.dataset, selection, study_grid(example, selection)))
        assert report.summary == ("The selection leaves nothing to show.",)
    assert table_of(report).rows == ()


def test_nobody_is_opposed_to_anybody(example: Study) -> None:
    report = issues(study_of_some(example, "localis", "ccn"))
    assert report.headline.startswith("No issue divides the two")
    assert report.summary == ()
    assert issues(study_of_some(example, "localis")).summary == (
        "On no issue do two of them stand on opposite sides.",
    )


def test_how_many_issues_divide_is_said_once(example: Study) -> None:
    report = issues(example)
    assert report.headline == "3 of 10 issues divide the 4, New structures most"
    assert len(report.summary) == 3
    assert not any(said.startswith("3 of 10") for said in report.summary)


def study_of_some(study: Study, *actors: str) -> Study:
    selection = Selection(actors=actors)
    return Study(study.info, study.dataset, selection, study_grid(study, selection))


def study_grid(study: Study, selection: Selection) -> StanceGrid:
    return build_grid(study.dataset, selection)


def test_a_title_that_is_a_sentence_loses_its_full_stop_within_one() -> None:
    text = (
        "format: 1\ntitle: T\nissues: {i: {title: Taxes should rise.}}\nstakeholders:\n"
        "  a: {name: A, positions: {i: {stance: support}}}\n"
        "  b: {name: B, positions: {i: {stance: oppose}}}\n"
    )
    told = " ".join(issues(study_of(load_bytes(text.encode(), "t.yaml"))).summary)
    assert "Taxes should rise: A for, B against" in told
