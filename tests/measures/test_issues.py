"""Profiles of issues, against plain loops over the cells and against reference figures."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from itertools import combinations
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import SHARED
from positions.dataset.load import load_bytes
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.grid import Actor, GridIssue, Row, StanceGrid, build_grid
from positions.measures.dispersion import hix_noury_roland, rice, van_der_eijk
from positions.measures.issues import IssueProfile, consensual, most_divided, profile_issues
from positions.rounding import maybe_float
from positions.vocabulary import NON_POSITIONS

VOTES = SHARED / "cases" / "votes" / "polis_brexit.issues.csv"
needs_votes = pytest.mark.skipif(not VOTES.is_file(), reason="../shared with its reference figures is absent")

DIVISION = ("n", "opposed", "pairs", "opposed_share", "rice", "hnr", "van_der_eijk_a")
stances = st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS, "not-researched"])
columns = st.lists(stances, max_size=9)


def grid_of(cells: list[list[str]], scale: Scale) -> StanceGrid:
    """A grid straight from labels and states, an actor a row; "not-researched" leaves a cell out."""
    values = tuple(sorted(scale.labels.values()))
    rows = []
    for row in cells:
        levels, states = [0] * len(values), dict[str, int]()
        for issue, cell in enumerate(row):
            if cell in scale.labels:
                levels[values.index(scale.labels[cell])] |= 1 << issue
            elif cell != "not-researched":
                states[cell] = states.get(cell, 0) | 1 << issue
        rows.append(Row(tuple(levels), states))
    return StanceGrid(
        actors=tuple(Actor(f"a{index}", f"A{index}", f"A{index}") for index in range(len(cells))),
        issues=tuple(GridIssue(f"i{index}", f"I{index}") for index in range(len(cells[0]) if cells else 1)),
        scale=scale,
        values=values,
        rows=tuple(rows),
    )


def only(cells: list[str], scale: Scale = FIVE_POINT) -> IssueProfile:
    (profile,) = profile_issues(grid_of([[cell] for cell in cells], scale))
    return profile


@given(columns)
def test_a_profile_equals_a_plain_loop_over_the_cells(cells: list[str]) -> None:
    profile = only(cells)
    values = [FIVE_POINT.labels[cell] for cell in cells if cell in FIVE_POINT.labels]
    favour, against = sum(value > 0 for value in values), sum(value < 0 for value in values)
    neutral = sum(value == 0 for value in values)
    assert (len(profile.tally.favour), len(profile.tally.neutral), len(profile.tally.against)) == (
        favour,
        neutral,
        against,
    )
    states = Counter(cell for cell in cells if cell not in FIVE_POINT.labels)
    assert {state: len(actors) for state, actors in profile.states.items()} == states
    assert profile.n == len(values)
    opposed = sum(left * right < 0 for left, right in combinations(values, 2))
    assert (profile.opposed, profile.pairs) == (opposed, len(list(combinations(values, 2))))
    assert profile.opposed_share == (opposed / profile.pairs if profile.pairs else None)
    assert profile.rice == maybe_float(rice(favour, against))
    assert profile.hnr == maybe_float(hix_noury_roland(favour, neutral, against))
    assert profile.van_der_eijk_a == van_der_eijk([values.count(value) for value in (-2, -1, 0, 1, 2)])
    assert profile.mean == (pytest.approx(mean(values)) if values else None)
    assert profile.median == (median(values) if values else None)
    assert profile.spread == (max(values) - min(values) if values else 0)
    assert profile.share_of_range == profile.spread / 4


@given(columns.flatmap(lambda cells: st.tuples(st.just(cells), st.permutations(cells))))
def test_the_order_of_actors_does_not_matter(orders: tuple[list[str], list[str]]) -> None:
    before, after = only(orders[0]), only(orders[1])
    for name in (*DIVISION, "median", "consensus"):
        assert getattr(before, name) == getattr(after, name)


@given(columns)
def test_a_reversed_scale_changes_no_measure_of_division(cells: list[str]) -> None:
    mirror = dict(zip(FIVE_POINT.labels, reversed(tuple(FIVE_POINT.labels)), strict=True))
    before, after = only(cells), only([mirror.get(cell, cell) for cell in cells])
    for name in DIVISION:
        assert getattr(before, name) == getattr(after, name)
    assert before.mean == (None if after.mean is None else pytest.approx(-after.mean))


@given(columns, st.sampled_from(NON_POSITIONS), st.sampled_from(NON_POSITIONS))
def test_exchanging_one_state_for_another_changes_no_score(cells: list[str], one: str, other: str) -> None:
    before, after = only(cells), only([other if cell == one else cell for cell in cells])
    for name in (*DIVISION, "mean", "median", "consensus"):
        assert getattr(before, name) == getattr(after, name)


def test_nothing_is_defined_where_nobody_holds_a_value() -> None:
    profile = only(["silent", "mixed", "not-researched"])
    assert profile.states == {"silent": (0,), "mixed": (1,), "not-researched": (2,)}
    assert (profile.n, profile.opposed, profile.pairs) == (0, 0, 0)
    for name in ("opposed_share", "rice", "hnr", "van_der_eijk_a", "mean", "median", "weighted_mean"):
        assert getattr(profile, name) is None
    assert profile.weighted_median is None


def test_a_nominal_scale_has_labels_and_no_sides() -> None:
    scale = Scale.nominal(("bus", "tram", "train"))
    profile = only(["bus", "bus", "tram", "silent", "train"], scale)
    assert (profile.n, profile.pairs, profile.opposed) == (4, 6, 5)
    for name in ("rice", "hnr", "van_der_eijk_a", "mean", "median", "weighted_mean", "consensus"):
        assert getattr(profile, name) is None


def test_issues_come_by_opposed_pairs_then_by_their_share_then_as_in_the_file() -> None:
    cells = {
        "united": ["support", "support", "support", "support"],
        "one of six": ["support", "oppose", "neutral", "neutral"],
        "one of one": ["support", "oppose", "silent", "silent"],
        "four of six": ["support", "support", "oppose", "oppose"],
        "one of one again": ["silent", "silent", "support", "oppose"],
    }
    grid = grid_of([list(row) for row in zip(*cells.values(), strict=True)], THREE_POINT)
    ordered = [list(cells)[profile.issue] for profile in most_divided(profile_issues(grid))]
    assert ordered == ["four of six", "one of one", "one of one again", "one of six", "united"]


def test_consensus_is_nine_in_ten_of_two_or_more_first_for_then_against() -> None:
    columns = [
        ["oppose"] * 10,
        ["support"] * 9 + ["oppose"],
        ["support"] * 8 + ["oppose"] * 2,
        ["support"] + ["silent"] * 9,
        ["support"] * 2 + ["silent"] * 8,
        ["neutral"] * 10,
        ["support"] * 10,
    ]
    grid = grid_of([list(row) for row in zip(*columns, strict=True)], THREE_POINT)
    found = [(profile.issue, profile.consensus) for profile in consensual(profile_issues(grid))]
    assert found == [(6, "for"), (1, "for"), (4, "for"), (0, "against")]


RANGE = b"""
format: 1
title: T
scale: {min: 0, max: 100}
issues: {tax: {title: Tax}}
stakeholders:
  a: {name: A, influence: 50, positions: {tax: {stance: 0, salience: 80}}}
  b: {name: B, influence: 100, positions: {tax: {stance: 100, salience: 40}}}
  c: {name: C, influence: 20, positions: {tax: {stance: 40, salience: 10}}}
  d: {name: D, positions: {tax: {stance: 70, salience: 90}}}
  e: {name: E, influence: 90, positions: {tax: 50}}
  f: {name: F, influence: 90, positions: {tax: {stance: silent, salience: 100}}}
"""


def test_the_weighted_measures_take_whoever_has_value_influence_and_salience() -> None:
    (profile,) = profile_issues(build_grid(load_bytes(RANGE).require()))
    assert len(profile.weighed) == 3
    assert profile.weighted_mean == pytest.approx((100 * 4000 + 40 * 200) / 8200)
    assert profile.weighted_median == 40
    assert (profile.n, profile.mean, profile.median) == (5, 52, 50)
    assert profile.van_der_eijk_a is None  # a range has no categories
    assert (len(profile.tally.favour), len(profile.tally.against), len(profile.tally.neutral)) == (2, 2, 1)


@needs_votes
def test_the_statements_of_a_polis_conversation_reproduce_the_reference_figures() -> None:
    labels = {"agree": "support", "pass": "neutral", "disagree": "oppose"}
    with gzip.open(SHARED / "data" / "polis_brexit.csv.gz", "rt", newline="") as file:
        answers = {(row["actor"], row["issue"]): labels[row["stance"]] for row in csv.DictReader(file)}
    with VOTES.open(newline="") as file:
        expected = list(csv.DictReader(file))
    actors = sorted({actor for actor, _ in answers})
    issues = [row["issue"] for row in expected]
    cells = [[answers.get((actor, issue), "not-researched") for issue in issues] for actor in actors]
    assert len(expected) == 50
    for profile, row in zip(profile_issues(grid_of(cells, THREE_POINT)), expected, strict=True):
        tally = profile.tally
        assert profile.n == int(row["n"])
        counts = [len(tally.favour), len(tally.neutral), len(tally.against)]
        assert counts == [int(row[f"n_{name}"]) for name in ("agree", "neutral", "disagree")]
        assert profile.mean == pytest.approx(float(row["mean"]), abs=1e-9)
        disagreeing = profile.pairs - sum(count * (count - 1) // 2 for count in counts)
        assert disagreeing / profile.pairs == pytest.approx(float(row["pairwise_disagreement"]), abs=1e-9)
        assert profile.opposed == counts[0] * counts[2]
