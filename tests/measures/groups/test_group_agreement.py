"""Groups by their counts against a plain loop over all pairs of actors."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import NOMINAL, RANGE, as_grid, plain, tables
from helpers.oracle import PlainTable, contribution, exact, relation_of
from positions.dataset.scale import FIVE_POINT
from positions.measures.groups.agreement import GroupResult, compare_groups
from positions.measures.groups.counts import count_groups
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.vocabulary import MEASURES

Membership = list[str | None]
COUNTED = ("joint", "same", "agree", "differ", "oppose", "conditional", "oppose_conditional")


def pairs_of(membership: Membership, left: str, right: str) -> list[tuple[int, int]]:
    first = [index for index, name in enumerate(membership) if name == left]
    second = [index for index, name in enumerate(membership) if name == right]
    return list(combinations(first, 2)) if left == right else list(product(first, second))


def by_loop(
    table: PlainTable, pairs: list[tuple[int, int]], measure: str
) -> dict[str, Fraction | int | None]:
    """Return what a loop over pairs of actors and their issues adds up to, in exact fractions."""
    counts: dict[str, Fraction | int | None] = dict.fromkeys(COUNTED, 0)
    near, weights, opposing = [Fraction()], [Fraction()], [Fraction()]
    for a, b in pairs:
        for x, y, weight in zip(table.cells[a], table.cells[b], table.weights, strict=True):
            if x.value is None or y.value is None:
                continue
            relation = relation_of(table.scale, x.value, y.value)
            names = ["joint", relation, *(["same"] if x.value == y.value else [])]
            if (x.condition or y.condition) and relation != "differ":
                names.append("conditional" if relation == "agree" else "oppose_conditional")
            for name in names:
                counts[name] = (counts[name] or 0) + 1
            one = contribution(table.scale, measure, x.value, y.value)
            near.append(exact(weight) * one)
            weights.append(exact(weight))
            opposing.append(exact(weight) * ((relation == "oppose") if measure == "side" else 1 - one))
    total = sum(weights)
    shares = {"agreement": sum(near) / total, "disagreement": sum(opposing) / total} if total else {}
    return counts | {"agreement": None, "disagreement": None} | shares


@settings(max_examples=examples(150))
@given(tables(actors=6, issues=6), st.data())
def test_counts_give_what_a_loop_over_the_pairs_gives(table: PlainTable, data: st.DataObject) -> None:
    number = len(table.cells)
    names = st.sampled_from(["a", "b", "c", None])
    membership: Membership = data.draw(st.lists(names, min_size=number, max_size=number))
    counts = count_groups(as_grid(table), membership)
    assert counts.ungrouped == membership.count(None)
    for measure in ("exact",) if table.scale.is_nominal else MEASURES:
        for found in compare_groups(counts, Comparison(measure=measure)):
            left, right = counts.groups[found.a], counts.groups[found.b]
            pairs = pairs_of(membership, left, right)
            expected = by_loop(table, pairs, measure)
            assert found.pairs == len(pairs)
            for name, value in expected.items():
                nearest = None if value is None else value if isinstance(value, int) else float(value)
                assert getattr(found, name) == nearest, (measure, left, right, name)


@given(tables(actors=6, issues=4), st.data())
def test_sides_and_gaps_are_what_a_loop_over_the_actors_counts(
    table: PlainTable, data: st.DataObject
) -> None:
    number = len(table.cells)
    membership = data.draw(st.lists(st.sampled_from("abc"), min_size=number, max_size=number))
    counts = count_groups(as_grid(table), membership)
    for issue in range(len(table.weights)):
        supports = []
        for group, name in enumerate(counts.groups):
            held = [
                value
                for row, of in zip(table.cells, membership, strict=True)
                if of == name and (value := row[issue].value) is not None
            ]
            if not table.scale.is_nominal:
                sides = [sum(table.scale.side(value) == side for value in held) for side in (1, -1, 0)]
                assert list(counts.sides(group, issue)) == sides
                supports += [sides[0] / len(held)] if len(held) >= 2 else []
        gap = counts.gap(issue, least=2)
        if len(supports) < 2:
            assert gap is None
        else:
            assert gap is not None
            assert gap.difference == pytest.approx(max(supports) - min(supports))
            most, fewest = counts.sides(gap.most, issue), counts.sides(gap.least, issue)
            assert most.support - fewest.support == pytest.approx(gap.difference)


def test_two_groups_are_enough_for_a_gap_and_one_is_not() -> None:
    grid = as_grid(plain(FIVE_POINT, "support", "support", "oppose", "-"))
    gap = count_groups(grid, ["a", "a", "b", "c"]).gap(0)
    assert gap is not None
    assert (gap.most, gap.least, gap.difference) == (0, 1, 1.0)
    assert count_groups(grid, ["a", "a", "b", "c"]).gap(0, least=2) is None


def test_amounts_are_never_opposed() -> None:
    amounts = replace(RANGE, sided=False)
    counts = count_groups(as_grid(plain(amounts, "10 20", "10 80", "90 80")), ["a", "a", "b"])
    for measure in ("exact", "proximity"):
        within, between, _ = compare_groups(counts, Comparison(measure=measure))
        assert (within.joint, within.agree, within.oppose) == (2, 1, 0)
        assert (between.joint, between.agree, between.oppose) == (4, 1, 0)


@given(tables(actors=5))
def test_groups_of_one_are_the_actors(table: PlainTable) -> None:
    grid = as_grid(table)
    results = compare_groups(count_groups(grid, [actor.id for actor in grid.actors]))
    between = [found for found in results if found.a != found.b]
    for found, pair in zip(between, compare_pairs(grid), strict=True):
        assert found.pairs == 1
        assert (found.joint, found.same, found.agree) == pair.counts[:3]
        assert found[6:10] == pair.counts[3:7]
        assert found.agreement == pytest.approx(pair.agreement)
        assert found.disagreement == pytest.approx(pair.disagreement)
    for found in results:
        if found.a == found.b:  # nobody is paired with itself
            assert (found.pairs, found.joint, found.agreement) == (0, 0, None)


@given(tables(actors=6), st.randoms(use_true_random=False))
def test_one_group_does_not_depend_on_the_order_of_the_actors(table: PlainTable, random: object) -> None:
    def only(some: PlainTable) -> GroupResult:
        (found,) = compare_groups(count_groups(as_grid(some), ["all"] * len(some.cells)))
        return found

    cells = list(table.cells)
    getattr(random, "shuffle")(cells)  # noqa: B009  # Hypothesis types its random as object here
    assert only(replace(table, cells=tuple(cells))) == only(table)


def test_the_unweighted_sum_over_groups_is_the_sum_over_pairs() -> None:
    table = plain(
        FIVE_POINT, "support oppose -", "support support neutral", "oppose - neutral", "- oppose oppose"
    )
    grid = as_grid(table)
    results = compare_groups(count_groups(grid, ["x", "y", "x", "y"]))
    pairs = compare_pairs(grid)
    assert sum(found.joint for found in results) == sum(pair.counts.shared for pair in pairs)
    assert sum(found.oppose for found in results) == sum(pair.counts.oppose for pair in pairs)
    assert sum(found.pairs for found in results) == len(pairs)


def test_cohesion_is_the_rice_index_of_a_groups_sides() -> None:
    table = plain(FIVE_POINT, "support neutral -", "strongly-support neutral -", "oppose neutral support")
    counts = count_groups(as_grid(table), ["x", "x", "x"])
    assert [counts.cohesion(0, issue).rice for issue in range(3)] == [Fraction(1, 3), None, None]
    assert [counts.cohesion(0, issue).firm for issue in range(3)] == [3, 0, 1]
    assert counts.mean_cohesion(0).rice_issues == 1
    assert counts.answers == (7,)
    nominal = count_groups(as_grid(plain(NOMINAL, "bus", "bus")), ["x", "x"])
    assert nominal.cohesion(0, 0).rice_2 is None


def test_fewer_joint_answers_than_asked_for_give_no_share() -> None:
    counts = count_groups(as_grid(plain(FIVE_POINT, "support oppose", "support support")), ["x", "y"])
    (found,) = (pair for pair in compare_groups(counts, Comparison(min_shared=3)) if pair.a != pair.b)
    assert (found.joint, found.agreement, found.disagreement) == (2, None, None)


@pytest.mark.parametrize("how", [Comparison(by_salience=True), Comparison(bounds=True)])
def test_what_needs_the_pairs_is_refused(how: Comparison) -> None:
    counts = count_groups(as_grid(plain(FIVE_POINT, "support", "oppose")), ["x", "y"])
    with pytest.raises(ValueError, match="saliences"):
        compare_groups(counts, how)


@given(tables())
def test_fast_sums_equal_the_formula_over_all_pairs_of_levels(table: PlainTable) -> None:
    grid = as_grid(table)
    counts = count_groups(grid, [("x", "y")[actor % 2] for actor in range(len(grid.actors))])
    for measure in ("exact",) if grid.scale.is_nominal else MEASURES:
        fast = compare_groups(counts, Comparison(measure=measure))
        with patch("positions.measures.groups.agreement.FAST_SUMS", {}):
            assert compare_groups(counts, Comparison(measure=measure)) == fast
