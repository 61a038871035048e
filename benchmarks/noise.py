"""How often chance alone is called blocs, and how often blocs that are there are found.

400 sets of coin tosses of seven sizes, and 50 sets of three planted blocs of ten actors, of whose 60 issues
each actor gets 20% wrong. Prints one line a size, and exits with 1 where more than 28 of the 400 have
p <= 0.05, where any is called blocs though its p is above 0.05, or where the adjusted Rand index is at least
0.8 in fewer than 45 of the 50. Needs NumPy to end in minutes:

    python benchmarks/noise.py
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from math import comb
from random import Random

from positions.dataset.scale import FIVE_POINT
from positions.grid import Actor, GridIssue, Row, StanceGrid
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.measures.structure.blocs import placed_tree
from positions.measures.structure.linkage import cut
from positions.measures.structure.null_model import LIKELY, chance_of, stability_of, verdict_of

SIZES = ((6, 4), (6, 12), (9, 8), (12, 15), (16, 24), (20, 30), (30, 60))
SETS, MOST_CALLED = 400, 28
PLANTED, LEAST_FOUND, CLOSE = 50, 45, 0.8


def grid_of(sides: Sequence[Sequence[int]]) -> StanceGrid:
    """Return a grid of actors (rows) by issues, 1 for and -1 against."""
    favour = [sum(1 << issue for issue, side in enumerate(row) if side > 0) for row in sides]
    against = [sum(1 << issue for issue, side in enumerate(row) if side < 0) for row in sides]
    return StanceGrid(
        actors=tuple(Actor(f"a{actor}", f"A{actor}", f"A{actor}") for actor in range(len(sides))),
        issues=tuple(GridIssue(f"i{issue}", f"I{issue}") for issue in range(len(sides[0]))),
        scale=FIVE_POINT,
        values=(-1.0, 1.0),
        rows=tuple(Row((no, yes), {}) for yes, no in zip(favour, against, strict=True)),
    )


def tested(sides: Sequence[Sequence[int]], permutations: int) -> tuple[float, str, list[int]]:
    """Return p, the verdict, and the bloc of each actor at the number of blocs that separates best."""
    grid, how = grid_of(sides), Comparison()
    placed = placed_tree([actor.id for actor in grid.actors], compare_pairs(grid, how))
    tree = placed.tree
    best = chance_of(grid, how, placed.actors, tree, permutations).best
    p = 1.0 if best is None else best
    number = tree.best()
    stable = stability_of(grid, how, placed.actors, tree).blocs.get(number, ()) if p <= LIKELY else ()
    sizes = [len(members) for members in tree.blocs(number)]
    verdict = verdict_of(p, list(zip(sizes, stable, strict=True)) if stable else [])
    return p, verdict, cut(tree.number, tree.merges, number if p <= LIKELY else 1)


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the adjusted Rand index of two partitions (Hubert and Arabie 1985)."""

    def pairs(labels: Sequence[object]) -> int:
        return sum(comb(labels.count(label), 2) for label in set(labels))

    joint, of_one, of_other = pairs(list(zip(one, other, strict=True))), pairs(list(one)), pairs(list(other))
    expected = of_one * of_other / comb(len(one), 2)
    most = (of_one + of_other) / 2
    return 1.0 if most == expected else (joint - expected) / (most - expected)


Results = dict[tuple[int, int], list[tuple[float, str]]]


def noise(sets: int, permutations: int, seed: int = 1) -> tuple[Results, int]:
    """Return (p, verdict) of each set of coin tosses by size, and how many have p <= LIKELY."""
    random = Random(seed)
    found: Results = {size: [] for size in SIZES}
    for number in range(sets):
        actors, issues = SIZES[number % len(SIZES)]
        sides = [[random.choice((-1, 1)) for _ in range(issues)] for _ in range(actors)]
        found[actors, issues].append(tested(sides, permutations)[:2])
    return found, sum(p <= LIKELY for results in found.values() for p, _ in results)


def planted(sets: int, permutations: int, seed: int = 2) -> list[float]:
    """Return the adjusted Rand index of each set of three planted blocs."""
    random = Random(seed)
    found = []
    for _ in range(sets):
        patterns = [[random.choice((-1, 1)) for _ in range(60)] for _ in range(3)]
        sides = [
            [-side if random.random() < 0.2 else side for side in patterns[actor % 3]] for actor in range(30)
        ]
        found.append(adjusted_rand([actor % 3 for actor in range(30)], tested(sides, permutations)[2]))
    return found


def main() -> int:
    """Print the figures; return 1 where they are out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--planted", type=int, default=PLANTED)
    parser.add_argument("--permutations", type=int, default=1_000)
    options = parser.parse_args()
    found, called = noise(options.sets, options.permutations)
    print(f"{'actors x issues':>16}  sets  p <= 0.05  clearly  set apart  uncertain")
    for (actors, issues), results in found.items():
        verdicts = [verdict for _, verdict in results]
        print(
            f"{f'{actors} x {issues}':>16} {len(results):>5} {sum(p <= LIKELY for p, _ in results):>10} "
            + " ".join(
                f"{verdicts.count(name):>{width}}"
                for name, width in (("clearly", 8), ("set-apart", 10), ("uncertain", 10))
            )
        )
    print(f"noise: {called} of {options.sets} have p <= {LIKELY}")
    alone = sum(p > LIKELY and verdict != "chance" for results in found.values() for p, verdict in results)
    print(f"noise: {alone} are called blocs by anything but p")
    indices = planted(options.planted, options.permutations)
    close = sum(index >= CLOSE for index in indices)
    print(f"planted: adjusted Rand index >= {CLOSE} in {close} of {len(indices)}; lowest {min(indices):.2f}")
    most = MOST_CALLED * options.sets / SETS
    least = LEAST_FOUND * options.planted / PLANTED
    return int(called > most or alone > 0 or close < least)


if __name__ == "__main__":
    sys.exit(main())
