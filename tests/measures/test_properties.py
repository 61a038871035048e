"""What must hold of agreement whatever the data: tests that carry their own proof."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import SIDED, STATES, as_grid, plain, tables
from helpers.oracle import PlainCell, PlainTable, relation_of
from positions.dataset.scale import THREE_POINT, Scale
from positions.grid import StanceGrid
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison, PairResult
from positions.vocabulary import MEASURES, NON_POSITIONS, Measure

WAYS = tuple(Comparison(measure=measure, bounds=True) for measure in MEASURES)


def ways(scale: Scale) -> tuple[Comparison, ...]:
    return (Comparison(measure="exact", bounds=True),) if scale.is_nominal else WAYS


def same(one: PairResult, other: PairResult) -> None:
    """Two results agree in all but which actor stands first."""
    assert one.counts == other.counts
    assert one[3:] == tuple(
        value if value is None else pytest.approx(value, abs=1e-12) for value in other[3:]
    )


def each(one: PlainTable, other: PlainTable, scale: Scale) -> None:
    """Every pair has the same result in two tables."""
    for how in ways(scale):
        before, after = compare_pairs(as_grid(one), how), compare_pairs(as_grid(other), how)
        for left, right in zip(before, after, strict=True):
            same(left, right)


@given(tables())
def test_it_is_symmetric(table: PlainTable) -> None:
    grid = as_grid(table)
    for how in ways(table.scale):
        same(compare_pair(grid, 0, 1, how), compare_pair(grid, 1, 0, how))


@given(tables(), st.integers(1, 3))
def test_all_pairs_are_the_pairs_one_by_one(table: PlainTable, min_shared: int) -> None:
    grid = as_grid(table)
    pairs = list(combinations(range(len(grid.actors)), 2))
    for bounds in (False, True):
        for how in ways(table.scale):
            how = replace(how, bounds=bounds, min_shared=min_shared)
            assert compare_pairs(grid, how) == [compare_pair(grid, a, b, how) for a, b in pairs]


@given(tables())
def test_shares_and_bounds_lie_between_nothing_and_all(table: PlainTable) -> None:
    for how in ways(table.scale):
        for pair in compare_pairs(as_grid(table), how):
            counts = pair.counts
            assert counts.agree + counts.differ + counts.oppose == counts.shared <= len(table.weights)
            assert 0 <= counts.same <= counts.agree
            assert 0 <= counts.conditional <= counts.agree
            assert 0 <= counts.oppose_conditional <= counts.oppose
            assert pair.effective <= counts.shared + 1e-9
            for share in pair[3:7]:
                assert share is None or 0 <= share <= 1
            if pair.agreement is not None and pair.disagreement is not None:
                assert pair.agreement + pair.disagreement <= 1 + 1e-12
            if pair.low is not None and pair.high is not None:
                assert pair.low <= pair.high + 1e-12


@given(tables(), st.data())
def test_the_order_of_actors_does_not_matter(table: PlainTable, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(table.cells))))
    moved = as_grid(replace(table, cells=tuple(table.cells[actor] for actor in order)))
    grid = as_grid(table)
    for how in ways(table.scale):
        for pair in compare_pairs(grid, how):
            same(pair, compare_pair(moved, order.index(pair.a), order.index(pair.b), how))


@given(tables(), st.data())
def test_the_order_of_issues_does_not_matter(table: PlainTable, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(table.weights))))
    moved = PlainTable(
        table.scale,
        tuple(tuple(row[issue] for issue in order) for row in table.cells),
        tuple(table.weights[issue] for issue in order),
    )
    each(table, moved, table.scale)


@given(tables(scales=SIDED))
def test_a_reversed_scale_changes_nothing(table: PlainTable) -> None:
    scale = table.scale
    turned = replace(
        scale,
        labels={label: -value for label, value in reversed(list(scale.labels.items()))},
        minimum=-scale.maximum,
        maximum=-scale.minimum,
        neutral=-scale.neutral,
    )
    cells = tuple(
        tuple(replace(cell, value=None if cell.value is None else -cell.value) for cell in row)
        for row in table.cells
    )
    each(table, PlainTable(turned, cells, table.weights), scale)


@given(tables(scales=SIDED), st.sampled_from([0.5, 3.0]), st.sampled_from([-7.0, 11.0]))
def test_a_stretched_or_moved_scale_changes_nothing(table: PlainTable, factor: float, shift: float) -> None:
    def moved(value: float) -> float:
        return value * factor + shift

    scale = table.scale
    other = replace(
        scale,
        labels={label: moved(value) for label, value in scale.labels.items()},
        minimum=moved(scale.minimum),
        maximum=moved(scale.maximum),
        neutral=moved(scale.neutral),
    )
    cells = tuple(
        tuple(replace(cell, value=None if cell.value is None else moved(cell.value)) for cell in row)
        for row in table.cells
    )
    each(table, PlainTable(other, cells, table.weights), scale)


def exchanged(table: PlainTable, one: str, other: str) -> PlainTable:
    cells = tuple(
        tuple(replace(cell, state=other) if cell.state == one else cell for cell in row)
        for row in table.cells
    )
    return replace(table, cells=cells)


EVERY_STATE = st.sampled_from((*STATES, "not-researched"))


@given(tables(), EVERY_STATE, EVERY_STATE)
def test_exchanging_one_state_for_another_changes_no_score(table: PlainTable, one: str, other: str) -> None:
    for how in ways(table.scale):
        how = replace(how, bounds=False)
        before, after = as_grid(table), as_grid(exchanged(table, one, other))
        assert compare_pairs(before, how) == compare_pairs(after, how)


UNKNOWN = ("silent", "not-researched", "excluded")
NONE = tuple(state for state in NON_POSITIONS if state != "silent")


@given(tables(), st.sampled_from([UNKNOWN, NONE]), st.data())
def test_bounds_tell_the_unknown_from_no_position_and_nothing_else(
    table: PlainTable, kind: tuple[str, ...], data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(kind)), data.draw(st.sampled_from(kind))
    each(table, exchanged(table, one, other), table.scale)


@settings(max_examples=examples(150))
@given(tables(), EVERY_STATE)
def test_what_goes_missing_moves_the_share_away_from_it(table: PlainTable, state: str) -> None:
    """An agreed issue that goes missing never raises side agreement, an opposed one never disagreement."""
    before = compare_pair(as_grid(table), 0, 1, Comparison())
    for issue in range(len(table.weights)):
        left, right = table.cells[0][issue].value, table.cells[1][issue].value
        if left is None or right is None:
            continue
        gone = (*table.cells[0][:issue], PlainCell(state=state), *table.cells[0][issue + 1 :])
        after = compare_pair(as_grid(replace(table, cells=(gone, *table.cells[1:]))), 0, 1, Comparison())
        relation = relation_of(table.scale, left, right)
        share = {
            "agree": (before.agreement, after.agreement),
            "oppose": (before.disagreement, after.disagreement),
        }
        if relation in share:
            was, now = share[relation]
            assert was is not None
            assert now is None or now <= was + 1e-12


@given(tables())
def test_weights_of_one_equal_no_weights(table: PlainTable) -> None:
    ones = as_grid(replace(table, weights=(1.0,) * len(table.weights)))
    for how in ways(table.scale):
        assert compare_pairs(ones, how) == compare_pairs(as_grid(table), replace(how, weighted=False))


@given(tables(), st.sampled_from([0.1, 7.0]))
def test_all_weights_multiplied_change_nothing(table: PlainTable, factor: float) -> None:
    each(table, replace(table, weights=tuple(weight * factor for weight in table.weights)), table.scale)


@given(tables(scales=SIDED))
def test_equal_saliences_equal_none(table: PlainTable) -> None:
    cells = tuple(tuple(replace(cell, salience=40.0) for cell in row) for row in table.cells)
    grid: StanceGrid = as_grid(replace(table, cells=cells))
    for measure in MEASURES:
        with_them = compare_pairs(grid, Comparison(measure=measure, by_salience=True))
        for left, right in zip(with_them, compare_pairs(grid, Comparison(measure=measure)), strict=True):
            same(left, right)


@given(tables())
def test_an_actor_agrees_with_its_double(table: PlainTable) -> None:
    twins = as_grid(replace(table, cells=(table.cells[0], table.cells[0])))
    measures: tuple[Measure, ...] = ("exact",) if table.scale.is_nominal else ("side", "exact", "proximity")
    for measure in measures:
        pair = compare_pair(twins, 0, 1, Comparison(measure=measure))
        assert pair.agreement in (None, 1.0)
        assert pair.disagreement in (None, 0.0)


def test_the_other_actors_do_not_matter() -> None:
    """Bounds are declared: an extreme value of a third actor changes no other pair's score."""
    scale = Scale("range", {}, 0.0, 100.0, 50.0, "interval")
    alone = as_grid(plain(scale, "40 60", "45 70"))
    beside = as_grid(plain(scale, "40 60", "45 70", "0 100"))
    for how in WAYS:
        assert compare_pair(alone, 0, 1, how)[3:] == compare_pair(beside, 0, 1, how)[3:]


def test_neutral_is_a_position_and_silence_is_none() -> None:
    grid = as_grid(plain(THREE_POINT, "neutral neutral neutral", "neutral support silent"))
    pair = compare_pair(grid, 0, 1, Comparison())
    assert (pair.counts.shared, pair.counts.agree, pair.counts.differ) == (2, 1, 1)
