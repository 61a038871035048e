"""Cohesion free of a group's size, against every sample written out, and its means over issues."""

from __future__ import annotations

import csv
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import SHARED
from positions.measures.dispersion import hix_noury_roland, hix_noury_roland_of_sample, rice, rice_of_sample
from positions.measures.groups.cohesion import Cohesion, MeanCohesion

CASES = SHARED / "cases" / "stats" / "pairs" / "cohesion.csv"
camp = st.integers(0, 5)


def figure(text: str) -> object:
    return pytest.approx(float(text), abs=1e-9) if text else None


@pytest.mark.skipif(not CASES.is_file(), reason="../shared with its reference figures is absent")
def test_the_reference_figures() -> None:
    with CASES.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    for row in rows:
        favour, neutral, against = (int(row[name]) for name in ("for", "neutral", "against"))
        for size in (2, 3, 5):
            assert rice_of_sample(favour, against, size) == figure(row[f"rice_{size}"])
        for size in (2, 3):
            assert hix_noury_roland_of_sample(favour, neutral, against, size) == figure(row[f"hnr_{size}"])
        # the raw figures of the reference are 1 for one alone; here it has none
        assert rice(favour, against) == (figure(row["rice"]) if favour + against > 1 else None)
        total = favour + neutral + against
        assert hix_noury_roland(favour, neutral, against) == (figure(row["hnr"]) if total > 1 else None)


def over_all_samples(members: str, size: int, index: Callable[[str], Fraction | None]) -> object:
    """Return the mean of an index over all samples, each written out as its members' signs."""
    found = [index("".join(sample)) for sample in combinations(members, size)]
    return pytest.approx(fmean(value for value in found if value is not None)) if found else None


@given(camp, camp, camp, st.integers(2, 5))
def test_a_sample_figure_is_the_mean_over_all_samples(
    favour: int, neutral: int, against: int, size: int
) -> None:
    firm = "+" * favour + "-" * against
    assert rice_of_sample(favour, against, size) == over_all_samples(
        firm, size, lambda sample: rice(sample.count("+"), sample.count("-"))
    )
    assert hix_noury_roland_of_sample(favour, neutral, against, size) == over_all_samples(
        firm + "0" * neutral, size, lambda sample: hix_noury_roland(*(sample.count(sign) for sign in "+0-"))
    )


@given(camp, camp)
def test_at_size_two_it_is_the_share_of_pairs_on_the_same_side(favour: int, against: int) -> None:
    pairs = list(combinations("+" * favour + "-" * against, 2))
    share = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    assert rice_of_sample(favour, against) == (None if share is None else pytest.approx(share))
    of_options = None if share is None else pytest.approx((1 + 3 * share) / 4)
    assert hix_noury_roland_of_sample(favour, 0, against) == of_options


def test_a_sample_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="two members"):
        rice_of_sample(3, 1, 1)


def test_a_mean_leaves_out_issues_on_which_one_alone_counts() -> None:
    issues = [Cohesion.of(1, 0, 0), Cohesion.of(2, 1, 0), Cohesion.of(1, 0, 2), Cohesion.of(0, 0, 0)]
    mean = MeanCohesion.of(issues)
    assert (mean.rice_issues, mean.hnr_issues) == (1, 2)
    assert mean.rice == pytest.approx(1 / 3)
    assert mean.rice_2 == pytest.approx(1 / 3)
    assert mean.hnr_2 == pytest.approx(fmean([0.5, 0.5]))
    assert MeanCohesion.of([]) == MeanCohesion(0, 0, None, None, None, None)


def test_one_voter_an_issue_no_longer_outranks_a_group_that_votes() -> None:
    lone = MeanCohesion.of([Cohesion.of(1, 0, 0)] * 9 + [Cohesion.of(1, 1, 0)])
    many = MeanCohesion.of([Cohesion.of(8, 2, 0)] * 10)
    assert lone.rice_2 is not None
    assert many.rice_2 is not None
    assert lone.rice_2 < many.rice_2
