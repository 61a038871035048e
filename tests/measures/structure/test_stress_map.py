"""Stress majorisation, held against figures computed elsewhere, plain loops, and what no map may do."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from math import dist
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.paths import SHARED
from positions.measures.structure.connected import core, placeable
from positions.measures.structure.initial_maps import filled_by_means, filled_by_paths
from positions.measures.structure.landmarks import landmark_map
from positions.measures.structure.majorisation import PlainMajorisation, laplacian_inverse
from positions.measures.structure.orientation import oriented
from positions.measures.structure.scaling import fit_of
from positions.measures.structure.stress_map import most_rounds, stress_map

CASES = SHARED / "cases" / "stats" / "scaling"
elsewhere = pytest.mark.skipif(not CASES.exists(), reason="the reference figures are not here")
Distances = dict[tuple[int, int], float]


def stress_of(points: list[tuple[float, float]], distances: Distances) -> float:
    return sum((given - dist(points[i], points[j])) ** 2 for (i, j), given in distances.items())


@st.composite
def sparse_distances(draw: st.DrawFn) -> tuple[int, Distances]:
    """Distances of up to eight items, a chain of which is always known."""
    number = draw(st.integers(4, 8))
    shares = st.integers(0, 6).map(lambda tenth: tenth / 6)
    kept = {
        pair: draw(shares)
        for pair in combinations(range(number), 2)
        if pair[1] == pair[0] + 1 or draw(st.booleans())
    }
    return number, kept


@elsewhere
@pytest.mark.parametrize("name", ["sparse_12", "sparse_20"])
@pytest.mark.parametrize("numpy", [False, True])
def test_the_lowest_stress_that_scipy_finds(name: str, numpy: bool) -> None:
    if numpy:
        pytest.importorskip("numpy")
    with (CASES / f"{name}.distances.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    ids = header[1:]
    distances = {
        (i, j): float(row[j + 1])
        for i, row in enumerate(rows)
        for j in range(i + 1, len(ids))
        if row[j + 1] != ""
    }
    want = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    found = stress_map(len(ids), distances, numpy=numpy)
    assert found.stress == pytest.approx(want["raw_stress"], rel=1e-6)
    fit = fit_of([(given, dist(found.points[i], found.points[j])) for (i, j), given in distances.items()])
    assert fit.stress_1 == pytest.approx(want["stress_1"], abs=1e-5)
    assert fit.r_squared == pytest.approx(want["r_squared"], abs=1e-4)
    with (CASES / f"{name}.fitted.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            i, j = ids.index(row["a"]), ids.index(row["b"])
            assert dist(found.points[i], found.points[j]) == pytest.approx(float(row["fitted"]), abs=1e-3)
    with (CASES / f"{name}.points.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert found.points[ids.index(row["id"])] == pytest.approx(
                (float(row["x"]), float(row["y"])), abs=1e-3
            )


@settings(max_examples=10, deadline=None)
@given(sparse_distances())
def test_settling_never_raises_the_stress_and_the_figure_is_that_of_a_loop(
    case: tuple[int, Distances],
) -> None:
    number, distances = case
    random = Random(1)
    start = [(random.random(), random.random()) for _ in range(number)]
    found = PlainMajorisation.of(number, distances).settle(start, 60)
    assert found.stress == pytest.approx(stress_of(list(found.points), distances), abs=1e-9)
    assert found.stress <= stress_of(start, distances) + 1e-9


@settings(max_examples=5, deadline=None)
@given(sparse_distances())
def test_numpy_gives_the_same_map(case: tuple[int, Distances]) -> None:
    pytest.importorskip("numpy")
    number, distances = case
    plain, fast = (stress_map(number, distances, numpy=numpy) for numpy in (False, True))
    assert fast.stress == pytest.approx(plain.stress, rel=1e-6, abs=1e-8)


def test_distances_of_a_plane_are_shown_as_they_are_with_gaps() -> None:
    random = Random(4)
    places = [(random.random() / 2, random.random() / 2) for _ in range(12)]
    pairs = [pair for pair in combinations(range(12), 2) if random.random() < 0.75]
    found = stress_map(12, {(i, j): dist(places[i], places[j]) for i, j in pairs})
    assert found.stress == pytest.approx(0, abs=1e-6)
    for i, j in combinations(range(12), 2):
        assert dist(found.points[i], found.points[j]) == pytest.approx(dist(places[i], places[j]), abs=2e-3)


def test_the_inverse_is_that_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    pairs = [(0, 1), (1, 2), (2, 3), (3, 0), (1, 3)]
    laplacian = numpy.zeros((4, 4))
    for i, j in pairs:
        laplacian[i, j] = laplacian[j, i] = -1
    laplacian -= numpy.diag(laplacian.sum(axis=1))
    assert numpy.allclose(laplacian_inverse(4, pairs), numpy.linalg.pinv(laplacian))


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=8), st.floats(0, 6))
def test_a_map_that_is_turned_and_mirrored_is_turned_back(
    points: list[tuple[float, float]], angle: float
) -> None:
    from math import cos, sin

    found = oriented(points)
    turned = [(cos(angle) * x - sin(angle) * y + 3, -sin(angle) * x - cos(angle) * y) for x, y in points]
    again = oriented(turned)
    for a, b in combinations(range(len(points)), 2):
        assert dist(found[a], found[b]) == pytest.approx(dist(points[a], points[b]), abs=1e-9)
        assert dist(again[a], again[b]) == pytest.approx(dist(points[a], points[b]), abs=1e-9)
    wide, high = (sum(value * value for value in axis) for axis in zip(*found, strict=True))
    assert wide >= high - 1e-9


def test_an_asymmetric_map_comes_back_to_the_same_places() -> None:
    points = [(0.0, 0.0), (1.0, 0.2), (2.5, 0.1), (0.3, 0.7)]
    turned = [(-y + 1, -x) for x, y in points]
    for one, other in zip(oriented(points), oriented(turned), strict=True):
        assert one == pytest.approx(other)


@given(st.integers(0, 7), st.data())
def test_the_core_is_what_no_removal_of_thin_items_takes(number: int, data: st.DataObject) -> None:
    possible = list(combinations(range(number), 2))
    edges = [pair for pair in possible if data.draw(st.booleans())]
    kept = set(range(number))
    while True:
        thin = {item for item in kept if sum(item in pair and set(pair) <= kept for pair in edges) < 3}
        if not thin:
            break
        kept -= thin
    assert core(number, edges, 3) == tuple(sorted(kept))
    assert set(placeable(number, edges, 3)) <= kept


def test_landmarks_show_a_plane_as_it_is() -> None:
    numpy = pytest.importorskip("numpy")
    random = numpy.random.default_rng(3)
    places = random.random((100, 2)) / 2
    distances = numpy.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    gaps = numpy.triu(random.random(distances.shape) < 0.3, 1)
    distances[gaps | gaps.T] = numpy.nan
    distances[7, :] = distances[:, 7] = numpy.nan
    distances[7, 7] = 0.0
    found = landmark_map(distances, 30)
    assert found is not None
    assert found.actors == tuple(item for item in range(len(places)) if item != 7)
    assert found.landmarks <= 30
    assert found.fit.stress_1 == pytest.approx(0, abs=1e-3)
    given_ = distances[numpy.ix_(found.actors, found.actors)]
    known = numpy.triu(~numpy.isnan(given_), 1)
    assert found.pairs == int(known.sum())
    shown = numpy.array(found.points)
    apart = numpy.sqrt(((shown[:, None] - shown[None]) ** 2).sum(axis=2))
    assert found.fit.r_squared == pytest.approx(numpy.corrcoef(given_[known], apart[known])[0, 1] ** 2)


@pytest.mark.parametrize(("number", "starts"), [(5, 21), (6, 1)])
def test_random_starts_are_for_few_items(monkeypatch: pytest.MonkeyPatch, number: int, starts: int) -> None:
    monkeypatch.setattr("positions.measures.structure.stress_map.MOST_WITH_RANDOM", 5)
    random = Random(1)
    found = stress_map(
        number, {pair: random.random() for pair in combinations(range(number), 2)}, numpy=False
    )
    assert found.starts == starts
    assert most_rounds(number) == (1000 if number == 5 else 100)


def test_landmarks_of_all_items_are_the_map_of_these_and_its_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numpy = pytest.importorskip("numpy")
    monkeypatch.setattr("positions.measures.structure.landmarks._BLOCK", 5)
    random = Random(3)
    number = 14
    distances = {pair: random.uniform(0.1, 1) for pair in combinations(range(number), 2)}
    matrix = numpy.zeros((number, number))
    for (i, j), distance in distances.items():
        matrix[i, j] = matrix[j, i] = distance
    found, whole = landmark_map(matrix), stress_map(number, distances, numpy=True)
    assert found is not None
    for point, other in zip(found.points, whole.points, strict=True):
        assert point == pytest.approx(other, abs=1e-9)
    shown = {(i, j): dist(found.points[i], found.points[j]) for i, j in distances}
    fit = fit_of([(distance, shown[pair]) for pair, distance in distances.items()])
    assert found.fit.stress_1 == pytest.approx(fit.stress_1)
    assert found.fit.r_squared == pytest.approx(fit.r_squared)
    assert found.worst == max(distances, key=lambda pair: abs(distances[pair] - shown[pair]))
    assert (found.pairs, found.landmarks) == (len(distances), number)
    plain = stress_map(number, distances, numpy=False)
    assert plain.stress == pytest.approx(whole.stress, rel=1e-6)
    assert plain.eigenvalues == pytest.approx(whole.eigenvalues, abs=1e-9)


def test_gaps_are_filled_by_the_means_of_what_is_known_of_both() -> None:
    rows = filled_by_means(3, {(0, 1): 0.2, (1, 2): 0.6})
    assert rows[0][2] == rows[2][0] == pytest.approx((0.2 + 0.6) / 2)
    assert (rows[0][1], rows[1][2]) == (0.2, 0.6)
    paths = filled_by_paths(3, {(0, 1): 0.2, (1, 2): 0.6})
    assert paths[0][2] == paths[2][0] == pytest.approx(0.8)
