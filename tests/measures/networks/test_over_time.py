"""Distances between windows, phases and backbones: figures of other programs, and plain loops."""

from __future__ import annotations

from itertools import combinations
from math import dist
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.dna_cases import days_of, dna_set, own_ties, read
from helpers.examples import examples
from positions.dataset.dates import TimeSpan
from positions.measures.networks.backbone import Backbone, backbones, losses_of, spectrum_of
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.phases import PHASE_METHODS, phases_of
from positions.measures.networks.spectrum import distances_of, laplacian_spectrum
from positions.measures.networks.window_updates import window_networks
from positions.measures.networks.windows import dna_kernel_windows
from positions.vocabulary import Kernel

Ties = dict[tuple[int, int], float]


def kernel_networks(
    shared: Path, name: str, length: TimeSpan, kernel: Kernel, rule: NetworkRule, *, indent: bool = False
) -> tuple[int, list[Ties]]:
    """Return how many actors there are, and the ties of each window with DNA's diagonal (one-mode)."""
    found = dna_set(shared, name)
    days = days_of(found)
    bounds = dna_kernel_windows(days, (days[0], days[-1]), length, kernel, indent=indent)
    networks: list[Ties] = []
    for window in window_networks(found, rule, found.statements, bounds):
        ties = {place: tie.value or 0.0 for place, tie in window.ties.items()}
        if rule.mode == "one":
            own = own_ties(found, window, rule.aggregation)
            ties |= {(actor, actor): value for actor, value in own.items()}
        networks.append(ties)
    return len(found.actors), networks


@pytest.mark.parametrize(
    ("name", "file", "length", "kernel"),
    [
        ("made-a", "a_dist_one_months6_spectral", TimeSpan(months=6), "uniform"),
        ("dna-sample", "sample_dist_one_days15_spectral", TimeSpan(days=15), "gaussian"),
    ],
)
def test_spectral_distances_are_those_of_the_true_laplacian(
    shared: Path, name: str, file: str, length: TimeSpan, kernel: Kernel
) -> None:
    rule = NetworkRule("one", "subtract", "none", "document")
    actors, networks = kernel_networks(shared, name, length, kernel, rule)
    made = distances_of(networks, "spectral", actors)
    rows = read(shared / "cases" / "dna-time" / "corrected" / f"{file}.csv")
    assert len(rows) == len(made)
    for row, values in zip(rows, made, strict=True):
        expected = [float(cell) for cell in list(row.values())[1:]]
        assert values == pytest.approx(expected, abs=1e-9)


def test_absolute_distances_are_dnas(shared: Path) -> None:
    rule = NetworkRule("one", "subtract", "none", "document")
    actors, networks = kernel_networks(shared, "made-a", TimeSpan(months=6), "uniform", rule)
    made = distances_of(networks, "absolute", actors, to_one=False)
    rows = read(shared / "cases" / "dna-time" / "distances" / "a_dist_one_months6_absdiff.csv")
    for row, values in zip(rows, made, strict=True):
        assert values == pytest.approx([float(cell) for cell in list(row.values())[1:]], abs=1e-9)


def test_phases_are_those_of_rdna(shared: Path) -> None:
    rule = NetworkRule("one", "congruence", "none", "document")
    weeks = TimeSpan(days=26 * 7, in_weeks=True)
    actors, networks = kernel_networks(shared, "made-a", weeks, "gaussian", rule, indent=True)
    distances = distances_of(networks, "absolute", actors)
    folder = shared / "cases" / "dna-time" / "phases"
    known = {
        row["method"]: row for row in read(folder / "a_phases_one_weeks26_gaussian_absdiff_modularity.csv")
    }
    states = read(folder / "a_phases_one_weeks26_gaussian_absdiff_states.csv")
    for method in PHASE_METHODS:
        found = phases_of(distances, method)
        assert found is not None
        assert found.number == int(known[method]["states"]), method
        assert found.modularity == pytest.approx(float(known[method]["modularity"]), abs=1e-9), method
        assert list(found.phases) == [int(row[method]) for row in states], method


@pytest.mark.parametrize(("name", "file"), [("made-a", "a"), ("dna-sample", "sample")])
def test_losses_of_backbones_are_those_of_the_true_laplacian(shared: Path, name: str, file: str) -> None:
    folder = shared / "cases" / "dna-time"
    found = dna_set(shared, name)
    rule = NetworkRule("one", "subtract", "average", "document")
    concepts = {row["number"]: row["concept"] for row in read(folder / "backbone" / f"concepts_{name}.csv")}
    index = {number: found.issues.index(concept) for number, concept in concepts.items()}
    loss = losses_of(found, rule, found.statements)
    actors = range(len(found.actors))
    whole = spectrum_of(found, rule, found.statements, actors)
    rows = read(folder / "backbone" / f"{file}_backbone_all_subsets.csv")
    everyone = len(rows) <= 100
    for row in rows if everyone else rows[::17]:
        chosen = frozenset(index[number] for number in row["backbone"].split())
        assert loss(chosen) == pytest.approx(float(row["laplacian_L2"]), abs=1e-9)
        own = [one for one in found.statements if one.issue in chosen]
        other = spectrum_of(found, rule, own, actors)
        apart = sum(abs(a - b) for a, b in zip(whole, other, strict=True))
        assert apart == pytest.approx(float(row["laplacian_L1"]), abs=1e-9)


@pytest.mark.parametrize(("name", "file"), [("made-a", "a"), ("dna-sample", "sample")])
def test_the_best_backbone_at_each_penalty_is_that_of_a_full_search(
    shared: Path, name: str, file: str
) -> None:
    folder = shared / "cases" / "dna-time"
    numbers = [row["number"] for row in read(folder / "backbone" / f"concepts_{name}.csv")]
    known = {
        frozenset(map(numbers.index, row["backbone"].split())): float(row["laplacian_L2"])
        for row in read(folder / "backbone" / f"{file}_backbone_all_subsets.csv")
    }
    found = list(backbones(range(len(numbers)), lambda issues: known[issues]))
    for row in read(folder / "corrected" / f"{file}_backbone_best_by_penalty.csv"):
        if row["measure"] != "laplacian_L2":
            continue
        penalty = float(row["penalty"])
        best = min(found, key=lambda one: one.penalised(penalty, len(numbers)))
        assert [numbers[issue] for issue in best.issues] == row["backbone"].split()
        assert best.penalised(penalty, len(numbers)) == pytest.approx(float(row["penalised_loss"]), abs=1e-9)


weights = st.dictionaries(
    st.sampled_from(list(combinations(range(9), 2))), st.integers(-2, 3).map(float), max_size=20
)


@settings(max_examples=examples(30), deadline=None)
@given(weights)
def test_spectra_are_the_eigenvalues_of_numpy(ties: Ties) -> None:
    numpy = pytest.importorskip("numpy")
    matrix = numpy.zeros((9, 9))
    for (a, b), weight in ties.items():
        matrix[a, b] = matrix[b, a] = max(weight, 0.0)
    values = numpy.sort(numpy.linalg.eigvalsh(numpy.diag(matrix.sum(axis=1)) - matrix))[::-1]
    total = values.sum()
    expected = values / total if total > 1e-9 else values * 0
    assert laplacian_spectrum(9, ties) == pytest.approx(list(expected), abs=1e-9)
    small = {place: weight for place, weight in ties.items() if max(place) < 7}  # by plain Python
    assert [*laplacian_spectrum(7, small), 0, 0] == pytest.approx(
        sorted(laplacian_spectrum(9, small), reverse=True), abs=1e-9
    )


def test_many_issues_are_left_out_one_after_another() -> None:
    """Each issue costs its number, so the cheapest go first and each backbone is part of the one before."""
    found = list(backbones(range(12), lambda kept: float(sum(set(range(12)) - kept))))
    assert found[0] == Backbone(tuple(range(1, 12)), 0.0)
    assert found[-1].issues == (11,)
    assert [len(one.issues) for one in found] == list(range(11, 0, -1))


def test_windows_that_are_alike_have_no_phases() -> None:
    assert phases_of([[0.0] * 4] * 4, "average") is None
    assert phases_of([[0.0, 1.0], [1.0, 0.0]], "average") is None
    far = [[dist((a,), (b,)) for b in (0, 0, 0, 9, 9)] for a in (0, 0, 0, 9, 9)]
    for method in PHASE_METHODS:
        found = phases_of(far, method)
        assert found is not None
        assert found.phases == (1, 1, 1, 2, 2)
