"""What blocs stand for together and apart."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from helpers.grids import NOMINAL, as_grid, plain, tables
from helpers.oracle import PlainTable
from positions.dataset.scale import FIVE_POINT, THREE_POINT
from positions.grid import StanceGrid
from positions.measures.structure.stands import Stand, stands

CAMPS = plain(
    THREE_POINT,
    "support support support neutral oppose",
    "support support silent support oppose",
    "oppose oppose oppose support oppose",
    "oppose oppose - support neutral",
)


def stands_of(grid: StanceGrid, bloc: Sequence[int]) -> list[Stand]:
    (found,) = stands(grid, [bloc])
    return found


def test_what_a_bloc_stands_for_and_apart_on() -> None:
    assert stands_of(as_grid(CAMPS), (0, 1)) == [
        Stand(0, 1.0, 2, 2, 2),
        Stand(1, 1.0, 2, 2, 2),
        Stand(4, -1.0, 2, 2, 0),
    ]
    assert [stand.apart for stand in stands_of(as_grid(CAMPS), (0, 1))] == [True, True, False]
    assert [stand.issue for stand in stands_of(as_grid(CAMPS), (2, 3))] == [0, 1, 3]
    assert [stand.issue for stand in stands_of(as_grid(CAMPS), (3,))] == [0, 1, 3]


def test_half_of_a_bloc_and_at_least_two_must_hold_a_position() -> None:
    grid = as_grid(plain(FIVE_POINT, "support support", "support -", "- -", "- -", "- -"))
    assert [stand.issue for stand in stands_of(grid, (0, 1, 2, 3))] == [0]
    assert stands_of(grid, (0, 1, 2, 3, 4)) == []


def test_blocs_of_a_nominal_scale_stand_for_labels() -> None:
    grid = as_grid(plain(NOMINAL, "bus tram", "bus bus", "train bus", "train tram"))
    assert stands_of(grid, (0, 1)) == [Stand(0, NOMINAL.labels["bus"], 2, 2, 2)]


@given(tables(), st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_stands_equal_a_plain_loop(table: PlainTable, bloc_of: list[int]) -> None:
    actors = range(len(table.cells))
    blocs = [tuple(actor for actor in actors if bloc_of[actor % 8] == bloc) for bloc in (1, 2)]
    found = stands(as_grid(table), blocs)
    for members, of_bloc in zip(blocs, found, strict=True):
        wanted = []
        for issue in range(len(table.weights)):
            camps = [_camp(table, row[issue].value) for row in table.cells]
            held = [camps[actor] for actor in members if camps[actor] is not None]
            rest = [camps[actor] for actor in actors if actor not in members and camps[actor] is not None]
            enough = held and len(held) >= min(2, len(members)) and 2 * len(held) >= len(members)
            if enough and len(set(held)) == 1 and held[0] != NEITHER:
                opposed = sum(camp not in (held[0], NEITHER) for camp in rest)
                wanted.append((issue, held[0], len(held), len(rest), opposed))
        assert [(s.issue, s.camp, s.holders, s.rest, s.opposed) for s in of_bloc] == wanted


NEITHER = "neither"


def _camp(table: PlainTable, value: float | None) -> float | str | None:
    """The side of a value, NEITHER where it is neutral; the value itself where there are no sides."""
    if value is None:
        return None
    return value if table.scale.is_nominal else table.scale.side(value) or NEITHER
