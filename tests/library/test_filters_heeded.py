"""No filter is passed over in silence: it changes the answer, or it is said that it changes nothing."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import positions
from positions.problems import RemarkWarning, UsageError

DATA = b"""
format: 1
title: T
issues: {x: {title: Tram}, y: {title: Fund}, z: {title: Park}}
sources: {s: {title: S, date: 2020}}
stakeholders:
  a:
    name: Ada
    positions:
      x: [{stance: oppose, date: 2019, coder: m}, {stance: support, date: 2021, coder: m, status: reviewed}]
      y: {stance: support, date: 2021, coder: m, status: draft, condition: it rains}
      z: {stance: support, date: 2021, coder: m, confidence: high, evidence: [{source: s, quote: q}]}
  b:
    name: Ben
    positions:
      x: {stance: oppose, date: 2021, coder: m, status: reviewed}
      y: {stance: oppose, date: 2021, coder: m}
"""
LATER = DATA.replace(b"y: {stance: oppose, date: 2021", b"y: {stance: support, date: 2021")
OF_ENTRIES: list[dict[str, Any]] = [
    {"where": "status=reviewed"},
    {"exclude": "stance=oppose"},
    {"coder": "m"},
    {"basis": "stated"},
    {"source": "s"},
    {"min_confidence": "high"},
    {"no_conditional": True},
]


def heard(command: Any, *args: Any, **options: Any) -> tuple[str, str]:
    """Return an answer as JSON without its options, and what is said beside it."""
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        report = command(*args, **options).report
    told = " ".join(str(remark.message) for remark in remarks if remark.category is RemarkWarning)
    return repr((report.summary, report.tables, report.notes)), told


@pytest.mark.parametrize("asked", OF_ENTRIES, ids=str)
def test_history_says_which_filters_change_nothing(asked: dict[str, Any]) -> None:
    plain, _ = heard(positions.history, DATA, "a")
    found, told = heard(positions.history, DATA, "a", **asked)
    assert found == plain
    ((name, value),) = asked.items()
    option = f"--{name.replace('_', '-')}" + (f" {value}" if "=" in str(value) else "")
    assert f"{option} has no effect here: every entry of a cell is shown." in told


@pytest.mark.parametrize("asked", OF_ENTRIES, ids=str)
def test_diff_says_that_filters_of_entries_choose_what_agreement_counts(asked: dict[str, Any]) -> None:
    assert "chooses only what agreement counts" in heard(positions.diff, DATA, LATER, **asked)[1]


@pytest.mark.parametrize("asked", [{"where": "actor=a"}, {"min_answers": 1}, {"as_of": "2021"}], ids=str)
def test_a_filter_of_whole_cells_has_its_effect_in_silence(asked: dict[str, Any]) -> None:
    assert "effect" not in heard(positions.diff, DATA, LATER, **asked)[1]
    assert "chooses" not in heard(positions.diff, DATA, LATER, **asked)[1]


@pytest.mark.parametrize("asked", [{"min_answers": 3}, {"exclude": "actor=b"}], ids=str)
def test_history_of_an_actor_that_the_filters_leave_out_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="the filters leave out 'b'"):
        positions.history(DATA, "b", **asked)


@pytest.mark.parametrize(
    "command",
    ["compare", "common_ground", "issues", "show", "gaps", "network", "power", "explain"],
)
def test_every_report_heeds_a_filter_of_entries_or_says_so(command: str) -> None:
    subject = {"show": ("a",), "explain": ("a", "b")}.get(command, ())
    function = getattr(positions, command)
    plain, _ = heard(function, DATA, *subject)
    for asked in ({"where": "status=reviewed"}, {"basis": "stated"}, {"no_conditional": True}):
        found, told = heard(function, DATA, *subject, **asked)
        assert found != plain or "effect" in told, asked


@pytest.mark.parametrize("name", ["kind", "tag", "actor", "source", "basis"])
@pytest.mark.parametrize("empty", ["", " , "])
def test_an_empty_name_is_refused_and_filters_nothing_in_silence(name: str, empty: str) -> None:
    asked: dict[str, Any] = {name: empty}
    with pytest.raises(UsageError, match=f"--{name}.*empty"):
        positions.show(DATA, "a", **asked)
