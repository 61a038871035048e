"""How unlike two networks are: cell by cell, or by the spectra of their Laplacians."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import dist
from typing import assert_never

from positions.measures.blas import one_thread
from positions.measures.pairs.numpy_blocks import has_numpy
from positions.measures.structure.scaling import eigen
from positions.vocabulary import DistanceKind

Place = tuple[int, int]
Spectrum = tuple[float, ...]

_NUMPY_FROM = 8


def laplacian_spectrum(nodes: int, weights: Mapping[Place, float]) -> Spectrum:
    """Return the eigenvalues of D - A, the largest first, divided by their sum; all 0 without a tie.

    A has the positive ties, D their sums by node. Ties below 0 are left out.

    Args:
        nodes: how many there are, numbered from 0.
        weights: the tie of every two, the lower first.
    """
    matrix = [[0.0] * nodes for _ in range(nodes)]
    for (a, b), weight in weights.items():
        if weight > 0 and a != b:
            matrix[a][b] -= weight
            matrix[b][a] -= weight
            matrix[a][a] += weight
            matrix[b][b] += weight
    total = sum(matrix[node][node] for node in range(nodes))
    if not total:
        return (0.0,) * nodes
    return tuple(value / total for value in _eigenvalues(matrix))


def _eigenvalues(matrix: Sequence[Sequence[float]]) -> list[float]:
    if len(matrix) >= _NUMPY_FROM and has_numpy():
        import numpy

        with one_thread():
            return [float(value) for value in numpy.linalg.eigvalsh(numpy.array(matrix))[::-1]]
    return eigen(matrix)[0]


def distances_of(
    networks: Sequence[Mapping[Place, float]],
    kind: DistanceKind,
    nodes: int,
    *,
    symmetric: bool = True,
    to_one: bool = True,
) -> list[list[float]]:
    """Return how far each network is from each.

    Absolute: the sum over all cells of the absolute difference; each is first divided by the sum of the
    absolute values of its cells, so that a busy time is not far from a calm one for that alone. Spectral: the
    Euclidean distance of the spectra of `laplacian_spectrum`.

    Args:
        networks: the value of each cell by place, the lower node first; what is 0 may be left out.
        kind: how.
        nodes: how many there are, the same in every network.
        symmetric: whether a place stands for two cells.
        to_one: whether networks are divided by their sums; spectra always are.
    """
    if kind == "spectral":
        spectra = [laplacian_spectrum(nodes, network) for network in networks]
        return [[dist(one, other) for other in spectra] for one in spectra]
    if kind == "absolute":
        scaled = [_to_one(network, symmetric=symmetric) if to_one else network for network in networks]
        return [[_apart(one, other, symmetric=symmetric) for other in scaled] for one in scaled]
    assert_never(kind)


def _weight(place: Place, *, symmetric: bool) -> int:
    return 2 if symmetric and place[0] != place[1] else 1


def _to_one(network: Mapping[Place, float], *, symmetric: bool) -> dict[Place, float]:
    total = sum(_weight(place, symmetric=symmetric) * abs(value) for place, value in network.items())
    return {place: value / total for place, value in network.items()} if total else dict(network)


def _apart(one: Mapping[Place, float], other: Mapping[Place, float], *, symmetric: bool) -> float:
    return sum(
        _weight(place, symmetric=symmetric) * abs(one.get(place, 0.0) - other.get(place, 0.0))
        for place in {**one, **other}
    )
