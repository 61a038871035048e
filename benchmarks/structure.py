"""How long trees and silhouettes of many actors take, beside SciPy and scikit-learn, as ratios of one run.

Distances are of made-up actors in three camps, complete, with a fixed seed. CPU time counts, not the clock:
the best of several rounds. The trees must join at SciPy's distances, the silhouettes equal scikit-learn's.
Silhouettes are of all cuts of the tree; scikit-learn makes `CUTS` of them, which is extrapolated.

    python benchmarks/structure.py [--actors 705] [--rounds 3]

SciPy and scikit-learn come with `pip install -e '.[oracle]'`; what is absent is left out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from positions.measures.structure.linkage import average_linkage, cut
from positions.measures.structure.numpy_linkage import fast_linkage, fast_silhouettes
from positions.measures.structure.silhouette import mean_silhouettes

CUTS, CLOSE = 10, 1e-9
Pairs = dict[tuple[int, int], float]


def distances_of(actors: int, issues: int = 400) -> np.ndarray:
    """Return the shares of issues on which each two of some actors differ, with ties broken."""
    random = np.random.default_rng(705)
    camps = random.integers(0, 2, (3, issues))
    sides = camps[np.arange(actors) % 3] ^ (random.random((actors, issues)) < 0.2)
    noise = random.random((actors, actors)) * 1e-6
    apart = (sides[:, None, :] != sides[None, :, :]).mean(axis=2) + noise + noise.T
    np.fill_diagonal(apart, 0)
    return apart


def best_of(rounds: int, run: Callable[[], object]) -> float:
    """Return the least CPU time of several runs."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print a line for each way, and how many times as long as ours it takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actors", type=int, default=705)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    number, matrix = given.actors, distances_of(given.actors)
    pairs: Pairs = {(a, b): float(matrix[a, b]) for a in range(number) for b in range(a + 1, number)}
    merges = fast_linkage(number, pairs)
    ours = best_of(given.rounds, lambda: fast_linkage(number, pairs))
    scores = best_of(given.rounds, lambda: fast_silhouettes(merges, pairs))
    print(f"{number} actors, CPU seconds, best of {given.rounds}, and times as long as with NumPy here")
    told = [("tree: this program, NumPy", ours, ours), ("silhouettes: this program, NumPy", scores, scores)]
    assert average_linkage(number, pairs) == merges
    told.append(
        ("tree: this program, plain Python", best_of(1, lambda: average_linkage(number, pairs)), ours)
    )
    plain = best_of(1, lambda: mean_silhouettes(merges, pairs))
    told.append(("silhouettes: this program, plain Python", plain, scores))
    try:
        from scipy.cluster.hierarchy import linkage
        from scipy.spatial.distance import squareform
    except ImportError:
        print("SciPy is absent")
    else:
        given_to_scipy = squareform(matrix, checks=False)
        theirs = linkage(given_to_scipy, "average")
        apart = np.abs(np.sort(theirs[:, 2]) - np.array([merge.distance for merge in merges])).max()
        assert apart < CLOSE, apart
        told.append(("tree: SciPy", best_of(given.rounds, lambda: linkage(given_to_scipy, "average")), ours))
    try:
        from sklearn.metrics import silhouette_samples
    except ImportError:
        print("scikit-learn is absent")
    else:
        means = fast_silhouettes(merges, pairs)
        labels = {k: np.array(cut(number, merges, k)) for k in range(2, 2 + CUTS)}
        for k, of_cut in labels.items():
            score = float(silhouette_samples(matrix, of_cut, metric="precomputed").mean())
            assert abs(score - means[k]) < CLOSE, (k, score, means[k])
        some = best_of(
            given.rounds,
            lambda: [silhouette_samples(matrix, of_cut, metric="precomputed") for of_cut in labels.values()],
        )
        told.append(("silhouettes: scikit-learn, extrapolated", some / CUTS * (number - 2), scores))
    for name, seconds, base in told:
        print(f"{name:42} {seconds:8.3f} {seconds / base:8.2f}")


if __name__ == "__main__":
    main()
