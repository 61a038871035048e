"""Stress-1 and r squared against plain formulas, and where they have no value."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.measures.structure.scaling import classical_scaling, fit_of

share = st.integers(0, 8).map(lambda number: number / 8)


@given(st.lists(st.tuples(share, share), min_size=2, max_size=9))
def test_the_fit_is_that_of_the_plain_formulas(pairs: list[tuple[float, float]]) -> None:
    fit = fit_of(pairs)
    total = sum(shown**2 for _, shown in pairs)
    stress = sqrt(sum((given - shown) ** 2 for given, shown in pairs) / total) if total else None
    assert fit.stress_1 == (None if stress is None else pytest.approx(stress))
    n = len(pairs)
    sums = [sum(values) for values in zip(*((x, y, x * x, y * y, x * y) for x, y in pairs), strict=True)]
    varied = (n * sums[2] - sums[0] ** 2) * (n * sums[3] - sums[1] ** 2)
    if varied > 0:
        assert fit.r_squared == pytest.approx((n * sums[4] - sums[0] * sums[1]) ** 2 / varied, abs=1e-9)
    else:
        assert fit.r_squared is None


def test_distances_of_a_plane_fit_it_without_stress_and_a_tetrahedron_does_not() -> None:
    places = [(0.0, 0.0), (3.0, 0.0), (3.0, 4.0), (1.0, 1.0)]
    flat = [[sqrt((ax - bx) ** 2 + (ay - by) ** 2) for bx, by in places] for ax, ay in places]
    fit = classical_scaling(flat).fit(flat)
    assert fit.stress_1 == pytest.approx(0, abs=1e-6)
    assert fit.r_squared == pytest.approx(1)
    solid = [[float(a != b) for b in range(4)] for a in range(4)]
    stress = classical_scaling(solid).fit(solid).stress_1
    assert stress is not None
    assert stress > 0.2
