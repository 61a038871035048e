"""Representative sides and group-informed consensus, against red-dwarf's figures and plain arithmetic."""

from __future__ import annotations

import csv
import gzip
from math import sqrt

import pytest

from helpers.grids import as_grid
from helpers.oracle import PlainCell, PlainTable
from helpers.paths import SHARED
from positions.dataset.scale import FIVE_POINT
from positions.grid import StanceGrid
from positions.measures.groups.counts import count_groups
from positions.measures.groups.representative import group_consensus, representative, side_of

CASES = SHARED / "cases" / "votes"
VALUES = {"agree": 1.0, "pass": 0.0, "disagree": -1.0}
elsewhere = pytest.mark.skipif(not CASES.exists(), reason="the reference figures are not here")


def grid_of(rows: list[list[float | None]]) -> StanceGrid:
    cells = tuple(
        tuple(PlainCell() if value is None else PlainCell(value, "position") for value in row) for row in rows
    )
    return as_grid(PlainTable(FIVE_POINT, cells, (1.0,) * len(cells[0])))


@elsewhere
def test_the_figures_of_red_dwarf() -> None:
    data = SHARED / "data"
    with gzip.open(data / "polis_brexit.csv.gz", "rt", encoding="utf-8", newline="") as file:
        votes = list(csv.DictReader(file))
    with (data / "polis_brexit.groups.csv").open(encoding="utf-8", newline="") as file:
        group_of = {row["actor"]: row["group"] for row in csv.DictReader(file) if row["group"]}
    with (CASES / "polis_brexit.reddwarf.csv").open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    actors, issues = list(dict.fromkeys(row["actor"] for row in votes)), [row["issue"] for row in figures]
    held = {(row["actor"], row["issue"]): VALUES[row["stance"]] for row in votes if row["stance"]}
    grid = grid_of([[held.get((actor, issue)) for issue in issues] for actor in actors])
    names = [None if actor not in group_of else str(int(float(group_of[actor]))) for actor in actors]
    counts = count_groups(grid, names)
    for issue, row in enumerate(figures):
        for letter, side in (("a", 1), ("d", -1)):
            known = True
            for group, name in enumerate(counts.groups):
                want = {key[3:]: float(value) for key, value in row.items() if key.startswith(f"g{name}_")}
                found = side_of(counts, group, issue, side)
                if not want["ns"]:
                    assert found is None
                    known = False
                    continue
                assert found is not None
                assert (found.number, found.answers) == (want[f"n{letter}"], want["ns"])
                assert found.share == pytest.approx(want[f"p{letter}"], abs=1e-8)
                assert found.z_share == pytest.approx(want[f"p{letter}t"], abs=1e-7)
                if found.ratio is not None:
                    assert found.ratio == pytest.approx(want[f"r{letter}"], abs=1e-7)
                    assert found.z_ratio == pytest.approx(want[f"r{letter}t"], abs=1e-7)
            name = "group_consensus_agree" if side > 0 else "group_consensus_disagree"
            wanted = pytest.approx(float(row[name]), abs=1e-9) if known else None
            assert group_consensus(counts, issue, side) == wanted


def test_where_a_group_has_no_value_nothing_is_said_of_it() -> None:
    grid = grid_of([[1.0, 1.0], [1.0, None], [-1.0, None], [-1.0, None]])
    counts = count_groups(grid, ["a", "a", "b", "b"])
    assert side_of(counts, 1, 1, 1) is None
    assert group_consensus(counts, 1, 1) is None
    alone = side_of(counts, 0, 1, 1)
    assert alone is not None
    assert (alone.ratio, alone.z_ratio) == (None, None)
    both = side_of(counts, 0, 0, 1)
    assert both is not None
    assert both.share == pytest.approx(3 / 4)
    assert both.z_share == pytest.approx(2 * sqrt(3) * (1 - 0.5))
    assert group_consensus(counts, 0, 1) == pytest.approx(3 / 4 * 1 / 4)
    assert [(issue, side) for issue, side, _ in representative(counts, 0)] == [(0, 1)]


def test_the_five_most_telling_sides_stand_for_a_group() -> None:
    others = [2, 1, 0, 3, 1, 2, 0]  # of ten, who are for it too
    ours: list[list[float | None]] = [[1.0] * len(others)] * 10
    theirs: list[list[float | None]] = [
        [1.0 if actor < number else -1.0 for number in others] for actor in range(10)
    ]
    counts = count_groups(grid_of(ours + theirs), ["a"] * 10 + ["b"] * 10)
    found = representative(counts, 0)
    assert [(issue, side) for issue, side, _ in found] == [(2, 1), (6, 1), (1, 1), (4, 1), (0, 1)]
    ranks = [one.rank for _, _, one in found]
    assert ranks == sorted(ranks, reverse=True)
