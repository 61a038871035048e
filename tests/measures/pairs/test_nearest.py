"""The nearest and furthest of each actor, by either engine, are those of a plain sort over all pairs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import as_grid, plain, tables
from helpers.oracle import PlainTable
from positions.dataset.scale import FIVE_POINT
from positions.measures.pairs import nearest
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.nearest import agreeing_pairs, neighbours
from positions.measures.pairs.results import Comparison, PairResult
from positions.vocabulary import MEASURES

MANY = plain(
    FIVE_POINT,
    "support support oppose neutral",
    "support support support -",
    "support oppose oppose neutral",
    "oppose - neutral neutral",
    "support support oppose oppose",
    "oppose oppose support support",
)


SALIENT = replace(
    MANY,
    cells=tuple(
        tuple(
            replace(cell, salience=float(100 if place % 2 else 10 * actor)) for place, cell in enumerate(row)
        )
        for actor, row in enumerate(MANY.cells)
    ),
)


@pytest.fixture(params=["plain", "bulk"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "bulk":
        pytest.importorskip("numpy", reason="NumPy, of the extra bulk, is not installed")
    monkeypatch.setattr(nearest, "BULK_FROM", 0 if request.param == "bulk" else 10**9)
    return str(request.param)


def by_sorting(
    pairs: list[PairResult], actor: int, most: int, least: float | None
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return an actor's nearest and furthest pairs, each as the indices of its two."""
    own = [
        (Fraction(pair.agreement).limit_denominator(10**6), pair.counts.shared, pair.a + pair.b - actor, pair)
        for pair in pairs
        if actor in (pair.a, pair.b)
        and pair.agreement is not None
        and (least is None or pair.agreement >= least)
    ]
    near = sorted(own, key=lambda one: (-one[0], -one[1], one[2]))[:most]
    far = sorted(own, key=lambda one: (one[0], -one[1], one[2]))[:most]
    return [(one[3].a, one[3].b) for one in near], [(one[3].a, one[3].b) for one in far]


@pytest.mark.parametrize("engine", ["plain", "bulk"], indirect=True)
@pytest.mark.parametrize("least", [None, 0.5])
@pytest.mark.parametrize("most", [1, 3])
def test_neighbours_are_those_of_a_plain_sort(engine: str, most: int, least: float | None) -> None:
    @settings(max_examples=examples(45), deadline=None)
    @given(tables(actors=7, issues=6), st.integers(1, 3), st.booleans())
    @example(table=SALIENT, min_shared=1, by_salience=True)
    @example(
        table=MANY, min_shared=1, by_salience=False
    )  # more actors than are asked for, some of them as near
    def check(table: PlainTable, min_shared: int, by_salience: bool) -> None:
        grid = as_grid(table)
        for measure in ("exact",) if table.scale.is_nominal else MEASURES:
            how = Comparison(measure=measure, min_shared=min_shared, by_salience=by_salience)
            pairs = list(iterate_pairs(grid, how))
            for found in neighbours(grid, how, most, least):
                near, far = by_sorting(pairs, found.actor, most, least)
                assert [(pair.a, pair.b) for pair in found.nearest] == near
                assert [(pair.a, pair.b) for pair in found.furthest] == far
            if least is not None:
                agreeing = [pair for pair in pairs if (pair.agreement or 0) >= least]
                assert list(agreeing_pairs(grid, how, least)) == agreeing

    check()
