"""What needs sides is of the issues that have them: as without the issues of amounts, which are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.coders.codings import codings_of
from positions.dataset.load import Loaded, load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.reports.common.study import study_of
from positions.reports.network.report import network_report
from positions.reports.power.report import power
from positions.reports.reliability.report import reliability
from positions.tables import Ref, Report, Table
from positions.vocabulary import Aggregation

pytestmark = pytest.mark.usefixtures("few_shuffles")

AMOUNTS = {"title": "Quota", "scale": {"min": 0, "max": 300, "neutral": "none"}, "unit": "t"}
STANCES = ("support", "strongly-support", "oppose", "neutral", "silent")
ROW = st.fixed_dictionaries(
    {},
    optional={
        "x": st.sampled_from(STANCES),
        "y": st.sampled_from((*STANCES, {"stance": "support", "salience": 40})),
        "quota": st.sampled_from((10, 200.5, "silent")),
    },
)
SAID = "of the issues with sides, and not of Quota, which has amounts."


def loaded(rows: list[dict[str, Any]], *, amounts: bool) -> Loaded:
    actors = {
        f"a{index}": {
            "name": f"A{index}",
            "influences": {"a0": 2} if index else {},
            "positions": {issue: cell for issue, cell in row.items() if amounts or issue != "quota"},
        }
        for index, row in enumerate(rows)
    }
    issues = {"x": {"title": "Tram"}, **({"quota": AMOUNTS} if amounts else {}), "y": {"title": "Fund"}}
    data = {"format": 1, "title": "T", "issues": issues, "stakeholders": actors}
    return load_bytes(json.dumps(data).encode())


def said(report: Report) -> tuple[object, ...]:
    return report.tables, report.summary, report.shown


@given(rows=st.lists(ROW, min_size=2, max_size=4), by_salience=st.booleans())
@settings(max_examples=examples(30), deadline=None)
def test_power_is_of_the_issues_with_sides(rows: list[dict[str, Any]], by_salience: bool) -> None:
    plain, mixed = (
        power(study_of(loaded(rows, amounts=amounts)), by_salience=by_salience) for amounts in (False, True)
    )
    assert said(mixed) == said(plain)
    assert (*plain.notes, f"Power is {SAID}") == mixed.notes


@given(
    rows=st.lists(ROW, min_size=2, max_size=4), aggregation=st.sampled_from(("subtract", "combine", "ignore"))
)
@settings(max_examples=examples(30), deadline=None)
def test_a_network_of_two_modes_is_of_them_where_it_counts_sides(
    rows: list[dict[str, Any]], aggregation: Aggregation
) -> None:
    rule = NetworkRule(mode="two", aggregation=aggregation)
    plain, mixed = (network_report(study_of(loaded(rows, amounts=it)), rule) for it in (False, True))
    told = f"With --aggregation {aggregation} the network is {SAID}"
    if aggregation == "ignore":  # which counts statements, whatever they say
        assert told not in mixed.notes
        return
    assert said(mixed) == said(plain)
    assert told in mixed.notes


@given(pairs=st.lists(st.tuples(ROW, ROW), min_size=1, max_size=4))
@settings(max_examples=examples(12), deadline=None)
def test_coders_agree_on_direction_and_strength_where_there_are_sides(
    pairs: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    found = []
    for amounts in (False, True):
        coders = [loaded([pair[at] for pair in pairs], amounts=amounts) for at in (0, 1)]
        report = reliability(codings_of(coders, [Path("ada.yaml"), Path("ben.yaml")]), resamples=5)
        rows = {cast("Ref", row[0]).id: row[1:] for row in cast("Table", report.tables[0]).rows}
        found.append((rows["direction"], rows["strength"]))
        assert (f"Direction and strength are {SAID}" in report.notes) == amounts
    assert found[0] == found[1]
