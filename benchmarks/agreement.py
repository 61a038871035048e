"""How long the agreement of all pairs takes, beside what people use for it elsewhere.

The data are made here with a fixed seed, as one byte a cell (0 for none, else the level), and every way
reads the same file: this program, a NumPy one-hot float32 product, scikit-learn's nan_euclidean_distances,
SciPy's pdist with a callable, a pandas loop. Each is timed as a process that starts, computes and ends; the
computation alone is timed within it, warm (the second of two). What takes too long is done for a part of the
pairs and extrapolated, which is marked. The first two must find the same numbers.

    python benchmarks/agreement.py [--rounds 3] [--small]

NumPy, SciPy, scikit-learn and pandas come with `pip install -e '.[oracle]'`; what is absent is left out.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

LEVELS = 3
SEED = 20170323


def make(path: Path, actors: int, issues: int, known: float) -> None:
    chance = random.Random(SEED)
    cells = (
        chance.randrange(1, LEVELS + 1) if chance.random() < known else 0 for _ in range(actors * issues)
    )
    path.write_bytes(bytes(cells))


def rows_of(path: Path, issues: int) -> list[bytes]:
    data = path.read_bytes()
    return [data[start : start + issues] for start in range(0, len(data), issues)]


def positions(path: Path, issues: int) -> Callable[[], list[int]]:
    from positions.dataset.scale import THREE_POINT
    from positions.grid import Actor, GridIssue, Row, StanceGrid
    from positions.measures.pairs.engines import compare_pairs
    from positions.measures.pairs.results import Comparison

    marks = [bytes(49 if level == byte else 48 for byte in range(256)) for level in range(1, LEVELS + 1)]
    rows = rows_of(path, issues)
    grid = StanceGrid(
        actors=tuple(Actor(str(index), str(index), str(index)) for index in range(len(rows))),
        issues=tuple(GridIssue(str(index), str(index)) for index in range(issues)),
        scale=THREE_POINT,
        values=tuple(THREE_POINT.labels.values()),
        rows=tuple(Row(tuple(int(row.translate(mark), 2) for mark in marks), {}) for row in rows),
    )

    def run() -> list[int]:
        counts = [pair.counts for pair in compare_pairs(grid, Comparison())]
        return [sum(count.shared for count in counts), sum(count.same for count in counts)]

    return run


def numpy(path: Path, issues: int) -> Callable[[], list[int]]:
    import numpy as np

    table = np.fromfile(path, dtype=np.int8).reshape(-1, issues)

    def run() -> list[int]:
        hot = np.concatenate([table == level for level in range(1, LEVELS + 1)], axis=1).astype(np.float32)
        known = (table > 0).astype(np.float32)
        same, shared = hot @ hot.T, known @ known.T
        upper = np.triu_indices(len(table), 1)
        with np.errstate(invalid="ignore"):
            agreement = same[upper] / shared[upper]
        assert len(agreement) == len(upper[0])
        return [int(shared[upper].sum(dtype=np.float64)), int(same[upper].sum(dtype=np.float64))]

    return run


def sklearn(path: Path, issues: int) -> Callable[[], list[int]]:
    import numpy as np
    from sklearn.metrics import nan_euclidean_distances

    table = np.fromfile(path, dtype=np.int8).reshape(-1, issues).astype(np.float64)
    table[table == 0] = np.nan
    return lambda: [len(nan_euclidean_distances(table))]


def scipy(path: Path, issues: int, most: int = 200) -> Callable[[], list[int]]:
    import numpy as np
    from scipy.spatial.distance import pdist

    table = np.fromfile(path, dtype=np.int8).reshape(-1, issues)[:most]

    def distance(left: np.ndarray, right: np.ndarray) -> float:
        shared = (left > 0) & (right > 0)
        return float(1 - ((left == right) & shared).sum() / max(shared.sum(), 1))

    return lambda: [len(pdist(table, distance))]


def pandas(path: Path, issues: int, most: int = 400) -> Callable[[], list[int]]:
    import pandas as pd

    frame = pd.DataFrame([list(row) for row in rows_of(path, issues)]).astype("float64")
    frame = frame.mask(frame == 0)
    pairs = list(combinations(frame.index, 2))[:most]

    def run() -> list[int]:
        found = 0
        for a, b in pairs:
            both = frame.loc[[a, b]].dropna(axis=1)
            found += len(both.columns) > 0 and bool((both.iloc[0] == both.iloc[1]).mean() >= 0)
        return [len(pairs) if found else 0]

    return run


WAYS: dict[str, tuple[str, Callable[[Path, int], Callable[[], list[int]]]]] = {
    "positions": ("this program", positions),
    "numpy": ("NumPy, one-hot float32", numpy),
    "sklearn": ("scikit-learn, nan_euclidean", sklearn),
    "scipy": ("SciPy, pdist with a callable", scipy),
    "pandas": ("pandas, a loop over pairs", pandas),
}


def child(way: str, path: Path, issues: int, *, warm: bool) -> None:
    """Run one way in this process and print what it found and how long the computation took."""
    run = WAYS[way][1](path, issues)
    start = time.perf_counter()
    found = run()
    seconds = time.perf_counter() - start
    if warm:
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
    print(json.dumps({"found": found, "seconds": seconds}))


def spawn(way: str, path: Path, issues: int, *, warm: bool = False) -> tuple[float, float, list[int]] | None:
    """Return (seconds as a process, seconds of the computation, what was found), None if it is absent."""
    start = time.perf_counter()
    line = [sys.executable, __file__, "--way", way, str(path), str(issues), *(["--warm"] if warm else [])]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    whole = time.perf_counter() - start
    if "ModuleNotFoundError" in done.stderr:
        return None
    done.check_returncode()
    answer = json.loads(done.stdout)
    return whole, answer["seconds"], answer["found"]


def race(folder: Path, actors: int, issues: int, known: float, rounds: int) -> None:
    path = folder / f"{actors}x{issues}"
    make(path, actors, issues, known)
    pairs = actors * (actors - 1) // 2
    print(f"\n{actors} actors x {issues} issues, {known:.0%} known: {pairs} pairs, best of {rounds}")
    print(f"{'':30} {'process, s':>12} {'computation, s':>15}")
    expected: list[int] = []
    for way, (title, _) in WAYS.items():
        cold = [found for _ in range(rounds) if (found := spawn(way, path, issues))]
        hot = [found for _ in range(rounds) if (found := spawn(way, path, issues, warm=True))]
        if not cold or not hot:
            print(f"{title:30} {'absent':>12}")
            continue
        whole, inside = min(run[0] for run in cold), min(run[1] for run in cold)
        computing = min(run[1] for run in hot)
        if way in ("positions", "numpy"):
            expected = expected or cold[0][2]
            assert cold[0][2] == expected, f"{way} found {cold[0][2]}, not {expected}"
        done = cold[0][2][0] if way in ("scipy", "pandas") else pairs
        mark = ""
        if done < pairs:
            factor = pairs / done
            whole, computing = whole - inside + inside * factor, computing * factor
            mark = f"  extrapolated from {done} pairs"
        print(f"{title:30} {whole:12.2f} {computing:15.3f}{mark}", flush=True)


def growth(folder: Path, rounds: int) -> None:
    print("\nthis program, how the computation grows")
    for sizes in (
        [(50, 2000), (100, 2000), (200, 2000), (400, 2000)],
        [(100, 1000), (100, 2000), (100, 4000), (100, 8000)],
    ):
        for actors, issues in sizes:
            path = folder / f"growth-{actors}x{issues}"
            make(path, actors, issues, 0.7)
            run = positions(path, issues)
            seconds = []
            for _ in range(rounds):
                start = time.perf_counter()
                run()
                seconds.append(time.perf_counter() - start)
            pairs = actors * (actors - 1) // 2
            best = min(seconds)
            print(
                f"{actors:6} actors x {issues:5} issues {best:8.3f} s, {best / pairs * 1e6:6.2f} us a pair",
                flush=True,
            )


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="a quick look: 60 x 600 and 200 x 200")
    parser.add_argument("--way", nargs=3, metavar=("WAY", "FILE", "ISSUES"), help=argparse.SUPPRESS)
    parser.add_argument("--warm", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.way:
        way, path, issues = given.way
        child(way, Path(path), int(issues), warm=given.warm)
        return
    with tempfile.TemporaryDirectory() as folder:
        sizes = [(60, 600, 0.7), (200, 200, 0.12)] if given.small else [(200, 6200, 0.7), (2000, 900, 0.12)]
        for actors, issues, known in sizes:
            race(Path(folder), actors, issues, known, given.rounds)
        growth(Path(folder), given.rounds)


if __name__ == "__main__":
    main()
