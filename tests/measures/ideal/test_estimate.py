"""Ideal points against pscl's posterior means and the points that the votes were made from."""

from __future__ import annotations

import csv
import json
from statistics import NormalDist

import pytest

import positions
from helpers.paths import DATA, SHARED
from positions.measures.ideal.probit import cumulative, cumulatives, density, inverse_mills
from positions.reports.map.ideal import ideal_of
from positions.tables import Ref, Table

np = pytest.importorskip("numpy")

CASES = SHARED / "cases" / "stats" / "ideal"
SENATE = SHARED / "data" / "us_senate_109.csv.gz"
elsewhere = pytest.mark.skipif(not CASES.exists(), reason="the reference figures are not here")


def votes_of(name: str) -> tuple[list[str], object]:
    with (CASES / f"{name}.votes.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    actors = sorted({row["actor"] for row in rows})
    issues = sorted({row["issue"] for row in rows})
    votes = np.full((len(actors), len(issues)), np.nan)
    for row in rows:
        if row["stance"]:
            votes[actors.index(row["actor"]), issues.index(row["issue"])] = float(row["stance"]) > 0
    return actors, votes


def columns_of(name: str, actors: list[str], *columns: str) -> object:
    with (CASES / name).open(newline="", encoding="utf-8") as file:
        rows = {row["actor"]: [float(row[column]) for column in columns] for row in csv.DictReader(file)}
    return np.array([rows[actor] for actor in actors])


@elsewhere
@pytest.mark.slow
def test_one_dimension_is_that_of_pscl(monkeypatch: pytest.MonkeyPatch) -> None:
    from positions.measures.ideal import estimate

    monkeypatch.setattr(estimate, "DRAWS", 30)
    want = json.loads((CASES / "sim_a.json").read_text(encoding="utf-8"))["one_dimension"]
    actors, votes = votes_of("sim_a")
    found = estimate.ideal_points(votes, 1)  # type: ignore[arg-type]  # an array
    pscl = np.asarray(columns_of("sim_a.pscl.csv", actors, "mean", "sd"))
    scores = found.scores[:, 0] * np.sign(np.corrcoef(found.scores[:, 0], pscl[:, 0])[0, 1])
    assert np.corrcoef(scores, pscl[:, 0])[0, 1] >= want["expect_correlation_with_pscl_at_least"]
    ranks = [np.argsort(np.argsort(values)) for values in (scores, pscl[:, 0])]
    assert np.corrcoef(*ranks)[0, 1] >= want["expect_spearman_with_pscl_at_least"]
    standard = (pscl[:, 0] - pscl[:, 0].mean()) / pscl[:, 0].std()
    assert np.abs(scores - standard).max() <= want["expect_largest_difference_of_standardised_scores_at_most"]
    low, high = want["expect_mean_ratio_of_interval_sd_to_pscl"]
    assert found.is_bootstrapped
    assert low <= (found.spread[:, 0] / pscl[:, 1]).mean() <= high
    assert found.scores.mean() == pytest.approx(0, abs=1e-9)
    assert found.scores.std() == pytest.approx(1)


@elsewhere
@pytest.mark.slow
def test_two_dimensions_are_those_that_the_votes_were_made_from() -> None:
    from positions.measures.ideal.estimate import ideal_points

    want = json.loads((CASES / "sim_a.json").read_text(encoding="utf-8"))["two_dimensions"]
    actors, votes = votes_of("sim2d_a")
    found = ideal_points(votes, 2)  # type: ignore[arg-type]  # an array
    truth = np.asarray(columns_of("sim2d_a.truth.csv", actors, "true1", "true2"))
    sides = [np.linalg.qr(points - points.mean(axis=0))[0] for points in (found.scores, truth)]
    canonical = np.linalg.svd(sides[0].T @ sides[1])[1]
    for value, least in zip(
        canonical, want["expect_canonical_correlations_with_truth_at_least"], strict=True
    ):
        assert value >= least
    assert found.scores.T @ found.scores / len(actors) == pytest.approx(np.eye(2), abs=1e-6)
    squares = found.beta.T @ found.beta
    assert squares[0, 1] == pytest.approx(0, abs=1e-6 * squares[0, 0])
    assert squares[0, 0] >= squares[1, 1]


@pytest.mark.parametrize("value", [-12.0, -5.3, -1.0, 0.0, 0.4, 3.3, 8.0])
def test_the_normal_distribution_is_that_of_the_standard_library(value: float) -> None:
    normal = NormalDist()
    assert density(value) == pytest.approx(normal.pdf(value))
    if value > -8:  # where the standard library still has digits
        assert cumulative(value) == pytest.approx(normal.cdf(value), rel=1e-6)
    assert cumulatives(np.array([value]))[0] == pytest.approx(normal.cdf(value), abs=1e-6)
    assert inverse_mills(np.array([value]))[0] == pytest.approx(density(value) / cumulative(value), abs=1e-5)


def test_of_very_many_votes_the_errors_are_those_of_probit_given_the_issues(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from positions.measures.ideal import estimate

    votes = (np.random.default_rng(2).random((12, 9)) < np.linspace(0.2, 0.8, 12)[:, None]).astype(float)
    votes[3, 4] = np.nan
    monkeypatch.setattr(estimate, "MOST_CELLS", 106)  # one fewer than are known
    found = estimate.ideal_points(votes, 1)
    assert not found.is_bootstrapped
    assert 1 < found.rounds < estimate.MOST_ROUNDS
    normal = NormalDist()
    for actor, (score, row) in enumerate(zip(found.scores[:, 0], votes, strict=True)):
        information = 1.0  # of the prior
        for alpha, beta, vote in zip(found.alpha, found.beta[:, 0], row, strict=True):
            if vote == vote:
                mean = alpha + beta * score
                chance = normal.cdf(mean)
                information += beta**2 * normal.pdf(mean) ** 2 / (chance * (1 - chance))
        assert found.spread[actor, 0] == pytest.approx(information**-0.5, rel=1e-4)


@pytest.mark.slow
@pytest.mark.skipif(not SENATE.exists(), reason="the votes are not here")
def test_the_senate_stands_in_the_order_that_pscl_finds() -> None:
    study = positions.load(SENATE, stance=["no=-1", "yes=1"])
    points = next(table for table in ideal_of(study).tables if table.id == "points")
    assert isinstance(points, Table)
    scores = {row[0].id: row[1] for row in points.rows if isinstance(row[0], Ref)}
    with (DATA / "ideal" / "us_senate_109.pscl.csv").open(newline="", encoding="utf-8") as file:
        means = {row["actor"]: float(row["mean"]) for row in csv.DictReader(file)}
    assert scores.keys() == means.keys()
    ranks = [np.argsort(np.argsort([found[actor] for actor in means])) for found in (scores, means)]
    assert abs(np.corrcoef(*ranks)[0, 1]) >= 0.995
