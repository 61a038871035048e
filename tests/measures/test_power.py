"""MACTOR, against the Paris airport sample and against plain loops."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from itertools import permutations, product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import SHARED
from positions.dataset.load import load_bytes
from positions.dataset.scale import FIVE_POINT, Scale
from positions.grid import Actor, GridIssue, Row, StanceGrid, build_grid
from positions.measures.power import (
    Alliance,
    Influence,
    alliance,
    direct_influences,
    influences,
    relation_of_force,
)

CASES = SHARED / "cases" / "mactor"
needs_mactor = pytest.mark.skipif(not CASES.is_dir(), reason="../shared with its reference figures is absent")

Rows = list[list[float]]


# the Paris airport sample


def printed(name: str) -> Rows:
    with (CASES / f"mactor_paris_{name}.csv").open(newline="", encoding="utf-8") as file:
        _, *rows = csv.reader(file)
    return [[float(cell) for cell in row[1:]] for row in rows]


def column(name: str, heading: str) -> list[float]:
    with (CASES / f"mactor_paris_{name}.csv").open(newline="", encoding="utf-8") as file:
        return [float(row[heading]) for row in csv.DictReader(file)]


def paris(*, zero_is_neutral: bool) -> StanceGrid:
    """The sample as a dataset; a 0 among its positions is either a neutral stance or none."""
    direct, valued = printed("input_MID"), printed("input_2MAO")
    names = [f"a{index}" for index in range(len(direct))]
    issues = [f"i{index}" for index in range(len(valued[0]))]
    document = {
        "format": 1,
        "title": "Paris",
        "scale": {"min": -4, "max": 4},
        "issues": {issue: {"title": issue} for issue in issues},
        "stakeholders": {
            name: {
                "name": name,
                "influences": {
                    other: int(cell) for other, cell in zip(names, row, strict=True) if other != name
                },
                "positions": {
                    issue: {"stance": int(cell)}
                    for issue, cell in zip(issues, stances, strict=True)
                    if cell or zero_is_neutral
                },
            }
            for name, row, stances in zip(names, direct, valued, strict=True)
        },
    }
    return build_grid(load_bytes(yaml.safe_dump(document, sort_keys=False).encode()).require())


def orders(grid: StanceGrid, *, single_subtraction: bool = False) -> dict[int, Alliance]:
    forces = influences(grid, single_subtraction=single_subtraction).force
    return {1: alliance(grid, valued=False), 2: alliance(grid), 3: alliance(grid, forces=forces)}


def filled(cells: Sequence[Sequence[float | None]]) -> Rows:
    return [[cell or 0.0 for cell in row] for row in cells]


def close(expected: Rows) -> list[object]:
    return [pytest.approx(row, abs=1e-6) for row in expected]


@needs_mactor
@pytest.mark.parametrize("zero_is_neutral", [True, False])
def test_the_matrices_of_the_paris_sample(zero_is_neutral: bool) -> None:
    grid = paris(zero_is_neutral=zero_is_neutral)
    found = influences(grid)
    assert filled(direct_influences(grid)[0]) == printed("input_MID")
    assert (found.given, found.possible) == (30, 30)
    for matrix, name in ((found.midi, "MIDI"), (found.mmidi, "MMIDI"), (found.net, "net_balance")):
        assert filled(matrix) == printed(name)
    for order, made in orders(grid).items():
        name = f"{order}MAO" if order != 2 else "input_2MAO"
        assert filled(made.positions) == close(printed(name))
        assert filled(made.convergence) == close(printed(f"{order}CAA"))
        assert filled(made.divergence) == close(printed(f"{order}DAA"))


@needs_mactor
@pytest.mark.parametrize("zero_is_neutral", [True, False])
def test_the_figures_of_the_paris_sample(zero_is_neutral: bool) -> None:
    grid = paris(zero_is_neutral=zero_is_neutral)
    found, made = influences(grid), orders(grid)
    single = influences(grid, single_subtraction=True)
    actors: dict[str, Sequence[float | None] | None] = {
        "I_midi": found.influence,
        "D_midi": found.dependence,
        "MIDI_ii": [row[index] for index, row in enumerate(found.midi)],
        "Ri": found.force,
        "Ri_variant_no_second_subtraction": single.force,
        "I_mmidi": found.influence_m,
        "D_mmidi": found.dependence_m,
        "Qi": found.force_m,
        "net_balance_sum": [sum(row) for row in found.net],
        "implication_1MAO": made[1].implication,
        "implication_2MAO": made[2].implication,
        "mobilisation_3MAO": made[3].implication,
        **{f"ambivalence_{order}": made[order].ambivalence for order in made},
    }
    for name, figures in actors.items():
        assert figures == pytest.approx(column("actor_scalars", name), abs=1e-6), name
    issues: dict[str, Sequence[float]] = {
        "n_for": made[1].favour,
        "n_against": [-number for number in made[1].against],
        "n_positions": made[1].mobilisation,
        "sum_for_2MAO": made[2].favour,
        "sum_against_2MAO": made[2].against,
        "mobilisation_2MAO": made[2].mobilisation,
        "sum_for_3MAO": made[3].favour,
        "sum_against_3MAO": made[3].against,
        "mobilisation_3MAO": made[3].mobilisation,
    }
    for name, figures in issues.items():
        assert figures == pytest.approx(column("objective_scalars", name), abs=1e-6), name
    totals = json.loads((CASES / "mactor_paris_totals.json").read_text(encoding="utf-8"))
    for order, each in made.items():
        assert each.converging is not None
        assert each.diverging is not None
        assert each.converging * 100 == pytest.approx(
            totals["degree_of_convergence_pct"][f"{order}CAA"], abs=1e-6
        )
        assert each.diverging * 100 == pytest.approx(
            totals["degree_of_divergence_pct"][f"{order}DAA"], abs=1e-6
        )


@needs_mactor
def test_the_smaller_of_two_positions_is_not_what_convergence_counts() -> None:
    assert filled(orders(paris(zero_is_neutral=True))[2].convergence) != close(printed("2CAA_MIN_VARIANT"))


# a sample small enough to work out on paper


def grid_of(direct: Sequence[Sequence[int]], cells: Sequence[Sequence[float | None]]) -> StanceGrid:
    """A grid on the five-point scale from matrices; None where an actor holds no value."""
    values = tuple(FIVE_POINT.labels.values())
    rows = [
        Row(tuple(sum(1 << issue for issue, cell in enumerate(row) if cell == value) for value in values), {})
        for row in cells
    ]
    names = [f"a{index}" for index in range(len(direct))]
    given = [
        {other: cell for other, cell in zip(names, row, strict=True) if other != name}
        for name, row in zip(names, direct, strict=True)
    ]
    issues = len(cells[0]) if cells else 2
    return StanceGrid(
        tuple(Actor(name, name, name, influences=row) for name, row in zip(names, given, strict=True)),
        tuple(GridIssue(f"i{index}", f"i{index}") for index in range(issues)),
        FIVE_POINT,
        values,
        tuple(rows),
    )


def test_three_actors_worked_out_by_hand() -> None:
    # MIDI: 0 -> 1 directly 3, and through 2 min(1, 2) = 1: 4
    grid = grid_of([[0, 3, 1], [0, 0, 1], [1, 2, 0]], [[2, -1], [1, None], [-2, 0]])
    found = influences(grid)
    assert found.midi == ((1, 4, 2), (1, 1, 1), (1, 3, 2))
    assert found.mmidi == ((0, 3, 1), (1, 0, 1), (1, 2, 0))
    assert found.net == ((0, 3, 1), (-3, 0, -2), (-1, 2, 0))
    assert (found.influence, found.dependence) == ((6, 2, 4), (2, 7, 3))
    whole = 5 / 12 * 6 / 8 + 1 / 12 * 2 / 9 + 2 / 12 * 4 / 7
    assert found.force == pytest.approx(
        [3 * 5 / 12 * 6 / 8 / whole, 3 * 1 / 12 * 2 / 9 / whole, 3 * 2 / 12 * 4 / 7 / whole]
    )
    made = alliance(grid)
    assert made.positions == ((2, -1), (1, None), (-2, 0))
    assert made.convergence == ((0, 1.5, 0), (1.5, 0, 0), (0, 0, 0))
    assert made.divergence == ((0, 0, 2), (0, 0, 1.5), (2, 1.5, 0))
    assert made.ambivalence == (0, 0, 0)
    assert made.converging == pytest.approx(3 / 10)
    assert (made.favour, made.against, made.mobilisation) == ((3, 0), (-2, -1), (5, 1))


# plain loops and properties


@st.composite
def grids(draw: st.DrawFn, least: int = 1) -> StanceGrid:
    n = draw(st.integers(least, 5))
    direct = draw(st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=n, max_size=n))
    cell = st.none() | st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0])
    cells = draw(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=n, max_size=n))
    return grid_of(direct, cells)


@given(grids())
def test_influence_equals_the_formulas_in_plain_loops(grid: StanceGrid) -> None:
    found = influences(grid)
    direct, _ = direct_influences(grid)
    n = range(len(direct))
    midi = [[direct[a][b] + sum(min(direct[a][c], direct[c][b]) for c in n) for b in n] for a in n]
    assert [list(row) for row in found.midi] == midi
    for a, b in permutations(n, 2):
        assert found.mmidi[a][b] == max([direct[a][b], *(min(direct[a][c], direct[c][b]) for c in n)])
        assert found.net[a][b] == midi[a][b] - midi[b][a]
    assert all(found.mmidi[a][a] == 0 for a in n)
    i = [sum(midi[a][b] for b in n if b != a) for a in n]
    d = [sum(midi[b][a] for b in n if b != a) for a in n]
    assert (list(found.influence), list(found.dependence)) == (i, d)
    raw = [(i[a] - midi[a][a]) / sum(i) * i[a] / (i[a] + d[a]) if i[a] + d[a] else 0 for a in n]
    whole = sum(raw)
    assert found.force == (pytest.approx([len(n) * force / whole for force in raw]) if whole else None)


@given(grids())
def test_alliances_equal_the_formulas_in_plain_loops(grid: StanceGrid) -> None:
    for order, made in orders(grid).items():
        if order == 3 and influences(grid).force is None:
            continue
        mao = filled(made.positions)
        n = range(len(mao))
        for a, b in permutations(n, 2):
            pairs = list(zip(mao[a], mao[b], strict=True))
            assert made.convergence[a][b] == pytest.approx(
                sum((abs(x) + abs(y)) / 2 for x, y in pairs if x * y > 0)
            )
            assert made.divergence[a][b] == pytest.approx(
                sum((abs(x) + abs(y)) / 2 for x, y in pairs if x * y < 0)
            )
        for a in n:
            caa, daa = made.convergence[a], made.divergence[a]
            total = sum(caa) + sum(daa)
            apart = sum(abs(c - d) for c, d in zip(caa, daa, strict=True))
            assert made.ambivalence[a] == (pytest.approx(1 - apart / total, abs=1e-12) if total else None)
        assert made.implication == pytest.approx([sum(map(abs, row)) for row in mao])
        assert made.mobilisation == pytest.approx([sum(abs(row[k]) for row in mao) for k in range(3)])
        assert [f + a for f, a in zip(made.favour, made.against, strict=True)] == pytest.approx(
            [sum(row[k] for row in mao) for k in range(3)]
        )


@given(grids())
def test_forces_have_the_mean_one_and_are_never_negative(grid: StanceGrid) -> None:
    for single in (False, True):
        found = influences(grid, single_subtraction=single)
        for forces in (found.force, found.force_m):
            if forces is not None:
                assert sum(forces) == pytest.approx(len(forces))
                assert min(forces) >= 0


@given(grids())
def test_convergence_and_divergence_are_symmetric_and_shares_within_bounds(grid: StanceGrid) -> None:
    for order, made in orders(grid).items():
        if order == 3 and influences(grid).force is None:
            continue
        for matrix in (made.convergence, made.divergence):
            assert matrix == tuple(zip(*matrix, strict=True))
            assert all(row[index] == 0 for index, row in enumerate(matrix))
        if made.converging is None or made.diverging is None:
            assert made.converging is made.diverging is None
        else:
            assert made.converging + made.diverging == pytest.approx(1)
        assert all(share is None or -1e-12 <= share <= 1 + 1e-12 for share in made.ambivalence)


@given(grids(least=2), st.randoms(use_true_random=False))
def test_relabelling_actors_moves_their_figures(grid: StanceGrid, random: object) -> None:
    order = list(range(len(grid.actors)))
    order = order[1:] + order[:1]
    moved = StanceGrid(
        tuple(grid.actors[index] for index in order),
        grid.issues,
        grid.scale,
        grid.values,
        tuple(grid.rows[index] for index in order),
    )
    before, after = influences(grid), influences(moved)
    assert after.influence == tuple(before.influence[index] for index in order)
    if before.force is not None:
        assert after.force == pytest.approx([before.force[index] for index in order])
    one, other = alliance(grid), alliance(moved)
    for (row, a), (col, b) in product(enumerate(order), repeat=2):
        assert other.convergence[row][col] == one.convergence[a][b]


# what is not defined


def test_without_influence_there_is_no_force() -> None:
    found = influences(grid_of([[0, 0], [0, 0]], [[1], [1]]))
    assert (found.force, found.force_m) == (None, None)
    assert (found.influence, found.dependence) == ((0, 0), (0, 0))


def test_two_who_influence_each_other_have_no_force_unless_the_loop_is_subtracted_once() -> None:
    grid = grid_of([[0, 2], [2, 0]], [[1], [1]])
    assert influences(grid).force is None
    assert influences(grid, single_subtraction=True).force == (1, 1)


def test_an_actor_outside_of_all_influence_has_the_force_nought() -> None:
    assert relation_of_force([4, 0, 2], [2, 0, 4]) == pytest.approx([12 / 5, 0, 3 / 5])


def test_one_actor_alone_and_none() -> None:
    alone = influences(grid_of([[0]], [[1, -1]]))
    assert (alone.midi, alone.mmidi, alone.net) == (((0,),), ((0,),), ((0,),))
    assert (alone.possible, alone.force) == (0, None)
    made = alliance(grid_of([[0]], [[1, -1]]))
    assert (made.convergence, made.ambivalence, made.converging) == (((0,),), (None,), None)
    nobody = grid_of([], [])
    assert influences(nobody) == Influence(0, (), (), (), (), (), None, (), (), None)
    assert alliance(nobody).mobilisation == (0, 0)


def test_neutral_and_none_are_told_apart_and_add_to_neither() -> None:
    made = alliance(grid_of([[0, 0], [0, 0]], [[0, None, 1], [0, 1, None]]), valued=False)
    assert made.positions == ((0, None, 1), (0, 1, None))
    assert made.convergence == made.divergence == ((0, 0), (0, 0))
    assert (made.converging, made.ambivalence) == (None, (None, None))


def test_positions_are_measured_from_neutral() -> None:
    scale = Scale("range", {}, 0.0, 100.0, 50.0, "interval")
    grid = StanceGrid(
        (Actor("a", "a", "a"), Actor("b", "b", "b")),
        (GridIssue("i", "i"),),
        scale,
        (20.0, 90.0),
        (Row((1, 0), {}), Row((0, 1), {})),
    )
    assert alliance(grid).positions == ((-30,), (40,))
    assert alliance(grid).divergence == ((0, 35), (35, 0))
    assert alliance(grid, valued=False).positions == ((-1,), (1,))


def test_a_nominal_scale_has_no_sides_to_converge_on() -> None:
    grid = StanceGrid((), (), Scale.nominal(("bus", "tram")), (0.0, 1.0), ())
    with pytest.raises(ValueError, match="needs a scale with sides"):
        alliance(grid)
