"""Agreement against the plain loop, the example's figures, and figures computed by others."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import NOMINAL, SCALES, UNEVEN, as_grid, plain, tables
from helpers.oracle import PlainCell, PlainTable, compare, completions, contribution
from helpers.paths import EXAMPLE as EXAMPLE_FILE
from positions.dataset.load import load
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.grid import StanceGrid, build_grid
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.bounds import unknown_plane
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison, PairResult
from positions.vocabulary import MEASURES, Measure

EXAMPLE = {  # (shared, agree, oppose) and proximity
    ("localis", "lga"): (6, 4, 2, 0.708333),
    ("localis", "ccn"): (4, 4, 0, 0.8125),
    ("localis", "government"): (2, 2, 0, 0.75),
    ("lga", "ccn"): (4, 3, 1, 0.875),
    ("lga", "government"): (3, 2, 1, 0.75),
    ("ccn", "government"): (2, 2, 0, 0.875),
}


def measures_of(scale: Scale) -> tuple[Measure, ...]:
    return ("exact",) if scale.is_nominal else MEASURES


def as_float(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def only(grid: StanceGrid, how: Comparison | None = None) -> PairResult:
    (pair,) = compare_pairs(grid, how)
    return pair


@pytest.fixture(scope="module")
def example() -> StanceGrid:
    return build_grid(load(EXAMPLE_FILE).require())


def test_the_examples_counts_and_proximities(example: StanceGrid) -> None:
    found = {}
    near = compare_pairs(example, Comparison(measure="proximity"))
    for side, proximity in zip(compare_pairs(example), near, strict=True):
        ids = example.actors[side.a].id, example.actors[side.b].id
        counts = side.counts
        assert side.agreement == counts.agree / counts.shared
        assert side.disagreement == counts.oppose / counts.shared
        assert proximity.agreement is not None
        found[ids] = (counts.shared, counts.agree, counts.oppose, round(proximity.agreement, 6))
    assert found == EXAMPLE


def test_agreement_on_a_condition_is_counted(example: StanceGrid) -> None:
    conditional = {
        (example.actors[pair.a].id, example.actors[pair.b].id): pair.counts.conditional
        for pair in compare_pairs(example)
        if pair.counts.conditional
    }
    assert conditional == {("localis", "lga"): 1, ("localis", "ccn"): 1, ("lga", "ccn"): 1}


@settings(max_examples=examples(150))
@given(tables(), st.integers(1, 3))
def test_every_measure_equals_the_plain_loop(table: PlainTable, min_shared: int) -> None:
    grid = as_grid(table)
    for measure in measures_of(table.scale):
        how = Comparison(measure=measure, min_shared=min_shared, bounds=True)
        for pair in compare_pairs(grid, how):
            expected = compare(table, pair.a, pair.b, measure, min_shared=min_shared)
            assert tuple(pair.counts) == expected.counts
            for name in ("agreement", "disagreement", "low", "high"):
                assert getattr(pair, name) == as_float(getattr(expected, name)), name
            assert pair.effective == float(expected.effective)


@settings(max_examples=examples(100))
@given(tables())
def test_salience_equals_the_plain_loop(table: PlainTable) -> None:
    grid = as_grid(table)
    for measure in measures_of(table.scale):
        for pair in compare_pairs(grid, Comparison(measure=measure, by_salience=True)):
            expected = compare(table, pair.a, pair.b, measure, by_salience=True)
            assert tuple(pair.counts) == expected.counts
            assert pair.agreement == as_float(expected.agreement)
            assert pair.disagreement == as_float(expected.disagreement)
            assert pair.effective == float(expected.effective)


@settings(max_examples=examples(30), deadline=None)
@given(tables(scales=(THREE_POINT, UNEVEN, NOMINAL), actors=2, issues=2))
def test_the_bounds_are_the_extremes_over_every_completion(table: PlainTable) -> None:
    grid = as_grid(table)
    for measure in measures_of(table.scale):
        pair = compare_pair(grid, 0, 1, Comparison(measure=measure, bounds=True))
        found = [compare(filled, 0, 1, measure).agreement for filled in completions(table, 0, 1)]
        reached = [agreement for agreement in found if agreement is not None]
        assert pair.low == (float(min(reached)) if reached else None)
        assert pair.high == (float(max(reached)) if reached else None)


@given(tables())
def test_a_share_of_shared_issues_lies_within_its_bounds(table: PlainTable) -> None:
    measures: tuple[Measure, ...] = ("exact",) if table.scale.is_nominal else ("side", "exact")
    for measure in measures:
        for pair in compare_pairs(as_grid(table), Comparison(measure=measure, bounds=True)):
            if pair.agreement is not None:
                assert pair.low is not None
                assert pair.high is not None
                assert pair.low - 1e-12 <= pair.agreement <= pair.high + 1e-12


def test_a_mean_distance_may_lie_outside_its_bounds() -> None:
    """An unknown beside a neutral is never far away: see docs/method/agreement.md."""
    grid = as_grid(plain(FIVE_POINT, "strongly-support neutral", "strongly-oppose silent"))
    pair = only(grid, Comparison(measure="proximity", bounds=True))
    assert (pair.agreement, pair.low, pair.high) == (0.0, 0.25, 0.5)


def test_what_is_known_to_be_no_position_is_not_in_the_bounds() -> None:
    one, other = "support support", "support"
    for state, low in (("declined", 1.0), ("silent", 0.5), ("-", 0.5), ("excluded", 0.5), ("mixed", 1.0)):
        pair = only(as_grid(plain(FIVE_POINT, one, f"{other} {state}")), Comparison(bounds=True))
        assert (pair.agreement, pair.low, pair.high) == (1.0, low, 1.0), state


def test_without_a_shared_issue_agreement_is_undefined_and_its_bounds_are_wide() -> None:
    pair = only(as_grid(plain(FIVE_POINT, "support silent", "- oppose")), Comparison(bounds=True))
    assert (pair.agreement, pair.disagreement, pair.low, pair.high) == (None, None, 0.0, 1.0)
    pair = only(as_grid(plain(FIVE_POINT, "support", "declined")), Comparison(bounds=True))
    assert (pair.counts.shared, pair.agreement, pair.low, pair.high) == (0, None, None, None)


def test_below_min_shared_a_share_is_undefined_and_its_number_stands() -> None:
    pair = only(as_grid(plain(FIVE_POINT, "support oppose", "support oppose")), Comparison(min_shared=3))
    assert (pair.agreement, pair.disagreement, pair.counts.shared) == (None, None, 2)


def test_saliences_that_add_up_to_nothing_leave_agreement_undefined() -> None:
    cell = PlainCell(1.0, "position", salience=0.0)
    pair = only(as_grid(PlainTable(FIVE_POINT, ((cell,), (cell,)), (1.0,))), Comparison(by_salience=True))
    assert (pair.counts.shared, pair.agreement, pair.disagreement) == (0, None, None)


def test_an_issue_of_no_weight_is_no_part_of_n() -> None:
    table = plain(FIVE_POINT, "support support oppose", "support oppose oppose")
    pair = only(as_grid(replace(table, weights=(1.0, 0.0, 1.0))), Comparison(min_shared=2))
    assert (pair.counts.shared, pair.agreement, pair.effective) == (2, 1.0, 2.0)
    pair = only(as_grid(replace(table, weights=(1.0, 0.0, 1.0))), Comparison(min_shared=3))
    assert (pair.counts.shared, pair.agreement) == (2, None)


def test_weights_are_read_as_decimals() -> None:
    """0.1 + 0.2 + 0.3 is 0.6, whichever way it is added up, and 0.3 of it a half."""
    table = plain(FIVE_POINT, "support support oppose", "support support support")
    pair = only(as_grid(replace(table, weights=(0.1, 0.2, 0.3))))
    assert (pair.agreement, pair.disagreement) == (0.5, 0.5)


def test_a_share_is_none_or_all_only_where_it_is() -> None:
    table = plain(FIVE_POINT, "support support", "support oppose")
    pair = only(as_grid(replace(table, weights=(1e20, 1.0))))
    assert pair.agreement is not None
    assert pair.disagreement is not None
    assert 0.9999 < pair.agreement < 1
    assert 0 < pair.disagreement < 0.0001
    pair = only(as_grid(replace(table, weights=(1e300, 1e-300))))
    assert pair.agreement is not None
    assert pair.disagreement is not None
    assert 0.9999 < pair.agreement < 1
    assert 0 < pair.disagreement < 0.0001


def test_an_issue_of_more_weight_counts_for_more_unless_told_not_to() -> None:
    table = plain(FIVE_POINT, "support oppose neutral", "support support support")
    grid = as_grid(PlainTable(table.scale, table.cells, (2.0, 1.0, 1.0)))
    assert only(grid).agreement == 0.5
    assert only(grid).disagreement == 0.25
    assert only(grid, Comparison(weighted=False)).agreement == pytest.approx(1 / 3)
    assert only(grid).counts == only(grid, Comparison(weighted=False)).counts


def test_a_nominal_scale_allows_the_same_label_or_another_and_no_more() -> None:
    grid = as_grid(plain(NOMINAL, "bus tram train bus", "bus bus silent tram"))
    pair = only(grid)
    assert pair.agreement == pytest.approx(1 / 3)
    assert pair.counts[:5] == (3, 1, 1, 0, 2)
    for measure in ("side", "proximity", "directional"):
        with pytest.raises(ValueError, match="needs a scale with an order"):
            compare_pairs(grid, Comparison(measure=measure))


def test_directional_agreement_with_oneself_need_not_be_whole() -> None:
    pair = only(as_grid(plain(FIVE_POINT, "support", "support")), Comparison(measure="directional"))
    assert pair.agreement == 0.625
    assert contribution(FIVE_POINT, "directional", 2, 2) == 1


def test_a_range_of_many_values_is_compared_issue_by_issue() -> None:
    scale = Scale("range", {}, 0.0, 1.0, 0.5, "interval")
    table = plain(scale, "0.1 0.2 0.3 0.95", "0.4 0.25 - 0.9")
    grid = as_grid(table)
    assert len(grid.values) > 3
    for measure in MEASURES:
        expected = compare(table, 0, 1, measure).agreement
        assert only(grid, Comparison(measure=measure)).agreement == pytest.approx(expected, abs=1e-15)


def test_the_unknown_are_the_silent_the_excluded_and_the_not_researched() -> None:
    grid = as_grid(plain(FIVE_POINT, "support silent - excluded mixed declined undecided not-applicable"))
    assert unknown_plane(grid, 0) == 0b1110


def test_there_are_no_pairs_of_fewer_than_two() -> None:
    assert compare_pairs(as_grid(plain(FIVE_POINT, "support"))) == []
    assert compare_pairs(as_grid(PlainTable(FIVE_POINT, (), ()))) == []


def test_no_issue_means_no_agreement_of_any_kind() -> None:
    for scale in SCALES:
        pair = only(as_grid(PlainTable(scale, ((), ()), ())), Comparison(bounds=True))
        assert pair == (0, 1, (0, 0, 0, 0, 0, 0, 0), None, None, None, None, None)


class Votes(NamedTuple):
    actors: tuple[str, ...]
    grid: StanceGrid


def votes(path: Path, stances: Mapping[str, float]) -> Votes:
    """A table of actor, issue and stance as a grid on the three-point scale."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = [(row["actor"], row["issue"], row["stance"]) for row in csv.DictReader(stream)]
    actors = tuple(dict.fromkeys(actor for actor, _, _ in rows))
    issues = tuple(dict.fromkeys(issue for _, issue, _ in rows))
    held = {(actor, issue): stances[stance] for actor, issue, stance in rows}
    cells = tuple(
        tuple(
            PlainCell(held[actor, issue], "position") if (actor, issue) in held else PlainCell()
            for issue in issues
        )
        for actor in actors
    )
    return Votes(actors, as_grid(PlainTable(THREE_POINT, cells, (1.0,) * len(issues))))


def references(path: Path) -> dict[frozenset[str], dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {frozenset((row["actor_a"], row["actor_b"])): row for row in csv.DictReader(stream)}


def test_every_pair_of_a_polis_conversation(shared: Path) -> None:
    actors, grid = votes(
        shared / "data" / "polis_brexit.csv.gz", {"agree": 1.0, "pass": 0.0, "disagree": -1.0}
    )
    expected = references(shared / "cases" / "votes" / "polis_brexit.pairs.csv")
    near = {pair[:2]: pair.agreement for pair in compare_pairs(grid, Comparison(measure="proximity"))}
    exact = compare_pairs(grid, Comparison(measure="exact"))
    assert len(exact) == len(expected) == 204 * 203 // 2
    neutral = [sides.neutral for sides in grid.sides]
    for pair in exact:
        row = expected[frozenset((actors[pair.a], actors[pair.b]))]
        counts = pair.counts
        both_neutral = (neutral[pair.a] & neutral[pair.b]).bit_count()
        firm = counts.agree - both_neutral + counts.oppose
        assert (counts.shared, counts.same) == (int(row["n_joint"]), int(row["n_same"]))
        assert (firm, counts.oppose) == (int(row["n_joint_firm"]), int(row["n_opposed"]))
        for found, name in (
            (pair.agreement, "agreement"),
            (pair.disagreement, "disagreement"),
            (near[pair[:2]], "mad_similarity"),
        ):
            assert found == (pytest.approx(float(row[name]), abs=1e-9) if row[name] else None)


def test_every_pair_of_senators(shared: Path) -> None:
    actors, grid = votes(shared / "data" / "us_senate_109.csv.gz", {"yes": 1.0, "no": -1.0})
    expected = references(shared / "cases" / "votes" / "us_senate_109.pairs_R.csv")
    checked = 0
    for pair in compare_pairs(grid, Comparison(measure="exact")):
        row = expected.get(frozenset((actors[pair.a], actors[pair.b])))
        if row is None:
            continue
        checked += 1
        if row["n_joint"] == "0":  # one senator succeeded the other: R says NA
            assert (pair.counts.shared, pair.agreement, pair.disagreement) == (0, None, None)
            continue
        assert (pair.counts.shared, pair.counts.same) == (int(row["n_joint"]), int(row["n_same"]))
        assert pair.agreement == pytest.approx(float(row["agreement"]), abs=1e-9)
    assert checked == len(expected) > 5000


def test_votes_of_our_own_making_against_sets() -> None:
    """The same check as on the real votes, on data that is always there: a fixed rule makes the cells."""
    stances = {"yes": 1.0, "pass": 0.0, "no": -1.0}
    words = tuple(stances)
    cells = {
        (actor, issue): words[(actor * actor + issue * (actor % 3 + 1)) % 3]
        for actor in range(9)
        for issue in range(40)
        if (actor * 7 + issue * 5) % 4
    }
    table = PlainTable(
        THREE_POINT,
        tuple(
            tuple(
                PlainCell(stances[cells[actor, issue]], "position")
                if (actor, issue) in cells
                else PlainCell()
                for issue in range(40)
            )
            for actor in range(9)
        ),
        (1.0,) * 40,
    )
    results = {pair[:2]: pair for pair in compare_pairs(as_grid(table))}
    for a, b in combinations(range(9), 2):
        of_a = {(issue, word) for (actor, issue), word in cells.items() if actor == a}
        of_b = {(issue, word) for (actor, issue), word in cells.items() if actor == b}
        shared = {issue for issue, _ in of_a} & {issue for issue, _ in of_b}
        opposed = of_a & {(issue, {"yes": "no", "no": "yes"}.get(word, "")) for issue, word in of_b}
        counts = results[a, b].counts
        assert (counts.shared, counts.same, counts.oppose) == (len(shared), len(of_a & of_b), len(opposed))
