"""How often the intervals of ideal points hold the true points: chambers simulated from the model.

Each has 40 actors and 120 issues, 15% of the votes missing, by default 100 chambers; the true points are
standardised as the estimates are. Prints the share of 95% intervals that hold the truth. Needs NumPy:

    python benchmarks/intervals.py [--chambers 100]
"""

from __future__ import annotations

import argparse

import numpy as np

from positions.measures.ideal.estimate import ideal_points
from positions.measures.ideal.probit import cumulatives

ACTORS, ISSUES, MISSING = 40, 120, 0.15


def covered(seed: int) -> tuple[int, float]:
    """Return how many of the intervals of one chamber hold the truth, and how wide they are on average."""
    random = np.random.default_rng(seed)
    truth = random.normal(size=(ACTORS, 1))
    truth = (truth - truth.mean()) / truth.std()
    alpha, beta = random.normal(0, 0.7, ISSUES), random.normal(0, 1.2, (ISSUES, 1))
    votes = (random.random((ACTORS, ISSUES)) < cumulatives(alpha + truth @ beta.T)).astype(float)
    votes[random.random(votes.shape) < MISSING] = np.nan
    favour, known = np.nansum(votes, axis=0), (~np.isnan(votes)).sum(axis=0)
    votes = votes[:, np.minimum(favour, known - favour) > 0.025 * known]
    found = ideal_points(votes, 1)
    sign = np.sign((found.scores * truth).sum())
    apart = np.abs(sign * found.scores - truth)
    return int((apart <= 1.96 * found.spread).sum()), float(2 * 1.96 * found.spread.mean())


def main() -> None:
    """Print the share of intervals that hold the truth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chambers", type=int, default=100)
    chambers = parser.parse_args().chambers
    results = [covered(seed) for seed in range(chambers)]
    shares = sorted(held / ACTORS for held, _ in results)
    print(f"{chambers} chambers of {ACTORS} actors and {ISSUES} issues, {MISSING:.0%} of the votes missing")
    print(f"intervals that hold the true point: {np.mean(shares):.1%} of {chambers * ACTORS:,}")
    print(f"of a chamber: {shares[0]:.0%} to {shares[-1]:.0%}, median {np.median(shares):.1%}")
    print(f"mean width: {np.mean([width for _, width in results]):.2f}")


if __name__ == "__main__":
    main()
