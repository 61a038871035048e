"""What very many actors cost: all pairs of 22,835, roll calls to CSV, groups of 100 million answers.

    python benchmarks/scale.py [pairs] [process] [groups] [--answers N] [--runs N]

`pairs`: joint and equal answers of all pairs against a bare float32 product of the same size, and against
packed bits. `process`: agreement of 200 actors on 6,203 issues from a file to CSV, whole processes, beside
pandas with scikit-learn. `groups`: a Parquet file of N answers (100 million) by group, out of core.
Data of ../shared is used where it is there; otherwise data of the same size is made up.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# both change which kernels OpenBLAS takes, and only together do they leave it its own choice
for _name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(_name, None)

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
KNOWN = {"joint": 11_134_417_442, "same": 5_567_590_486}
PLAIN = "import positions.exchange.duckdb.table as t; t.can_number = lambda path: False; "
RUN = "import sys; from positions.cli import main; sys.exit(main(sys.argv[1:]))"
PEER = """
import sys
import numpy as np, pandas as pd
from sklearn.metrics import pairwise_distances
table = pd.read_csv(sys.argv[1])
wide = table.assign(v=table.stance.map({"yes": 1.0, "abstain": 0.0, "no": -1.0})).pivot(
    index="actor", columns="issue", values="v").loc[table.actor.unique()]
x = wide.to_numpy()
def agree(a, b):
    both = ~(np.isnan(a) | np.isnan(b))
    return (a[both] == b[both]).mean() if both.any() else np.nan
m = pairwise_distances(x, metric=agree, ensure_all_finite=False)
pd.DataFrame(m, wide.index, wide.index).to_csv(sys.argv[2])
"""


def long_table(path: Path, actors: int, issues: int, labels: list[str], share: float) -> Path:
    """Write made-up answers, `share` of all cells, and return the path."""
    chance = random.Random(1)
    with gzip.open(path, "wt", compresslevel=1, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("actor", "issue", "stance"))
        for actor in range(actors):
            for issue in range(issues):
                if chance.random() < share:
                    writer.writerow((f"a{actor}", f"i{issue}", chance.choice(labels)))
    return path


def pairs(folder: Path) -> None:
    import numpy as np

    from positions.exchange.duckdb.grid import bulk_study, load_bulk
    from positions.exchange.tables.settings import TableSettings, parse_scale
    from positions.measures.pairs.numpy_blocks import BulkPairs
    from positions.measures.pairs.results import Comparison
    from positions.selection import Selection

    path = SHARED / "gss_panels_large.csv.gz"
    made = not path.exists()
    if made:
        path = long_table(folder / "panel.csv.gz", 22_835, 316, ["never", "some", "often", "always"], 0.274)
    began = time.perf_counter()
    grid = bulk_study(load_bulk(path, TableSettings(scale=parse_scale("nominal"))), Selection()).grid
    print(f"read {path.name}: {time.perf_counter() - began:.1f} s; {len(grid.actors):,} x {len(grid.issues)}")
    bulk = BulkPairs(grid, Comparison())
    widths = [bulk._held.shape[1], bulk._levels.shape[1]]
    bare, ours, joint, same = 0.0, 0.0, 0, 0
    number, step = len(grid.actors), 512
    for first in range(0, number, step):  # in turn, so that a slow moment of the machine falls on both
        rows, columns = slice(first, min(first + step, number)), slice(first, number)
        began = time.perf_counter()
        for width, matrix in zip(widths, (bulk._held, bulk._levels), strict=True):
            assert matrix.shape[1] == width
            matrix[rows] @ matrix[columns].T
        bare += time.perf_counter() - began
        began = time.perf_counter()
        shared, equal, *_ = bulk._counts(rows, columns)
        size = rows.stop - rows.start
        above = np.triu(np.ones((size, size), bool), 1)
        joint += int(shared[:, size:].sum(dtype=np.int64)) + int(shared[:, :size][above].sum())
        same += int(equal[:, size:].sum(dtype=np.int64)) + int(equal[:, :size][above].sum())
        ours += time.perf_counter() - began
    print(f"joint {joint:,}, same {same:,}")
    if not made:
        assert {"joint": joint, "same": same} == KNOWN
    flops = number * number * sum(widths)
    print(
        f"bare float32 product {bare:.1f} s ({flops / bare / 1e9:.0f} GFLOP/s), with all counts {ours:.1f} s"
    )
    print(f"ratio {ours / bare:.2f} (target: at most 3)")
    _packed(grid, ours / (number * (number - 1) / 2))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _packed(grid: object, seconds: float) -> None:
    """Time joint and equal answers by packed bits on some of the rows."""
    import numpy as np

    from positions.grid import StanceGrid
    from positions.measures.pairs.numpy_blocks import _bits

    assert isinstance(grid, StanceGrid)
    number, width = len(grid.actors), len(grid.issues)
    codes = np.zeros((number, width), np.uint8)
    for index in range(len(grid.values)):  # a label's number within its issue, so that few bits do
        held = _bits([row.levels[index] for row in grid.rows], width).astype(bool)
        codes[held] = (codes.max(axis=0) + 1)[np.nonzero(held)[1]]
    size = -(-width // 64) * 64

    def words(bits: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]  # a benchmark
        padded = np.zeros((number, size), np.uint8)
        padded[:, :width] = bits
        return np.packbits(padded, axis=1).view(np.uint64)

    held = words(codes > 0)
    planes = [words(codes >> bit & 1) for bit in range(int(codes.max()).bit_length())]
    some = range(100)
    began = time.perf_counter()
    for row in some:
        both = held[row] & held
        other = np.zeros_like(both)
        for plane in planes:
            other |= plane[row] ^ plane
        np.bitwise_count(both).sum(axis=1, dtype=np.int32)
        np.bitwise_count(both & ~other).sum(axis=1, dtype=np.int32)
    each = (time.perf_counter() - began) / (len(some) * number)
    print(f"packed bits take {each / seconds:.1f} times as long a pair as products")


def process(folder: Path, runs: int) -> None:
    path = SHARED / "un_general_assembly.csv.gz"
    if not path.exists():
        path = long_table(folder / "votes.csv.gz", 200, 6203, ["yes", "yes", "yes", "abstain", "no"], 0.7)
    words = ["compare", "-d", str(path), "--stance", "yes=1,abstain=0,no=-1", "--table", "agreement"]
    lines = {
        "plain core": [sys.executable, "-c", PLAIN + RUN, *words, "-o", str(folder / "a.csv")],
        "with bulk": [sys.executable, "-c", RUN, *words, "-o", str(folder / "b.csv")],
        "pandas + scikit-learn": [sys.executable, "-c", PEER, str(path), str(folder / "c.csv")],
    }
    best = dict.fromkeys(lines, float("inf"))
    for _ in range(runs):
        for name, line in lines.items():
            began = time.perf_counter()
            subprocess.run(line, check=True)
            best[name] = min(best[name], time.perf_counter() - began)
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()
    for name, seconds in best.items():
        ratio = seconds / best["pandas + scikit-learn"]
        print(f"{name:<24}{seconds:6.2f} s  {ratio:5.2f} of pandas + scikit-learn")


def groups(folder: Path, answers: int) -> None:
    import duckdb

    issues = 1000
    actors = max(answers * 10 // (issues * 7), 1)  # seven in ten cells are answered
    path, who = folder / "answers.parquet", folder / "actors.csv"
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT 'actor-' || a AS actor, 'issue-' || i AS issue, "
            f"CASE hash(a, i) // 10 % 3 WHEN 0 THEN 'yes' WHEN 1 THEN 'no' ELSE 'abstain' END AS stance "
            f"FROM range({actors}) AS x(a), range({issues}) AS y(i) WHERE hash(a, i) % 10 < 7) "
            f"TO '{path}' (FORMAT parquet)"
        )
        made = database.execute(f"SELECT count(*) FROM '{path}'").fetchone()
    with who.open("w", encoding="utf-8") as stream:
        stream.write("actor,party\n")
        stream.writelines(f"actor-{actor},p{actor % 8}\n" for actor in range(actors))
    words = ["compare", "-d", str(path), "--stance", "yes=1,abstain=0,no=-1", "--actors", str(who)]
    words += ["--group-by", "party", "--table", "group_pairs", "-f", "csv"]
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", RUN, *words], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    pooled = sum(int(line.split(",")[3]) for line in done.stdout.splitlines()[1:])
    print(f"{made[0] if made else 0:,} answers of {actors:,} actors, {path.stat().st_size / 1e6:.0f} MB:")
    print(f"{seconds:.1f} s, peak memory {peak:.0f} MB; {pooled:,} joint answers in 8 x 8 groups")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help="pairs, process, groups; all unless given")
    parser.add_argument("--answers", type=int, default=100_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for part in given.parts or ("pairs", "process", "groups"):
            print(f"== {part}")
            if part == "pairs":
                pairs(Path(name))
            elif part == "process":
                process(Path(name), given.runs)
            else:
                groups(Path(name), given.answers)


if __name__ == "__main__":
    main()
