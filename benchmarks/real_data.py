"""Whether blocs and maps of seven sets hold what they promise: votes, conversations, a debate, few and many.

For each set: every actor is in a bloc or left out, and is a point or left out, none both; the distances are
those of a plain loop over the cells; stress-1, r squared and raw stress are those of a plain loop over the
points; permuted orders of actors and issues give the same partition, 100 of them, fewer where there are more
than 500 actors (`--orders`). Prints a line a set, with p of 1,000 shuffles up to 300 actors, and exits with 1
where something does not hold. Sets of ../shared are passed over where they are not there; those with the
sizes of HowTheyVote and of a sparse conversation, and nine actors of the press, are made here. Needs NumPy:

    python benchmarks/real_data.py [--orders 100] [NAME ...]
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from random import Random

import positions
from positions.dataset.scale import Scale
from positions.grid import Actor, GridIssue, Row, StanceGrid, bits
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.measures.structure.blocs import Placed, placed_tree
from positions.measures.structure.null_model import chance_of

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
YES_NO = Scale("levels", {"no": -1.0, "yes": 1.0}, -1.0, 1.0, 0.0)
MOST_SHUFFLED, SHUFFLES = 300, 1_000
MANY, ORDERS_OF_MANY = 500, 5
MOST_PAIRS = 20_000
CLOSE = 1e-9


def votes(answers: Sequence[Sequence[int]]) -> StanceGrid:
    """Return the grid of answers, a row an actor: 1 for yes, -1 for no, 0 for none."""

    def plane(row: Sequence[int], wanted: int) -> int:
        return int("".join("01"[answer == wanted] for answer in reversed(row)), 2)

    return StanceGrid(
        actors=tuple(Actor(f"a{index}", f"Actor {index}", f"A{index}") for index in range(len(answers))),
        issues=tuple(GridIssue(f"i{index}", f"Issue {index}") for index in range(len(answers[0]))),
        scale=YES_NO,
        values=(-1.0, 1.0),
        rows=tuple(Row((plane(row, -1), plane(row, 1)), {}) for row in answers),
    )


def parliament(actors: int = 705, issues: int = 600, camps: int = 8) -> StanceGrid:
    """Return made-up votes of the size of HowTheyVote's: eight groups, an eighth of the votes missing."""
    random = Random(705)
    lines = [[random.choice((-1, 1)) for _ in range(issues)] for _ in range(camps)]
    rows = []
    for actor in range(actors):
        line = lines[actor % camps]
        rows.append(
            [0 if random.random() < 0.125 else side if random.random() < 0.9 else -side for side in line]
        )
    return votes(rows)


def conversation(actors: int = 420, issues: int = 120) -> StanceGrid:
    """Return a made-up conversation in which tens of thousands of pairs share no statement."""
    random = Random(38_702)
    rows = []
    for actor in range(actors):
        share = random.choice((0.03, 0.06, 0.1, 0.4))
        camp = actor % 2
        rows.append(
            [
                0
                if random.random() >= share
                else (1 if (issue % 2 == camp) == (random.random() < 0.8) else -1)
                for issue in range(issues)
            ]
        )
    return votes(rows)


def nine() -> StanceGrid:
    """Return nine actors of whom nine pairs share no issue, as in a reading of the press."""
    words = "0+0+0+00 --0--000 +0+0000+ 0-0-0-00 00+00+00 0-000+-0 +0+00000 -0----00 +0+000++"
    return votes([["-0+".index(letter) - 1 for letter in row] for row in words.split()])


def shared(name: str) -> Callable[[], StanceGrid]:
    """Return what reads a file of ../shared."""
    return lambda: positions.load(SHARED / name).grid


def debate() -> StanceGrid:
    """Return DNA's sample."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "debate.yaml"
        positions.import_(SHARED / "dna-sample.dna", output=path)
        return positions.load(path).grid


SETS: dict[str, Callable[[], StanceGrid]] = {
    "senate": shared("us_senate_109.csv.gz"),
    "howtheyvote-size": parliament,
    "polis-brexit": shared("polis_brexit.csv.gz"),
    "polis-bowling-green": shared("polis_bowling_green.csv.gz"),
    "sparse-conversation": conversation,
    "dna-sample": debate,
    "nine": nine,
}


@dataclass
class Findings:
    """What was found of a set, and what does not hold."""

    line: str
    amiss: list[str]


def looked_at(grid: StanceGrid, orders: int, shuffles: int = SHUFFLES) -> Findings:
    """Return what holds of the blocs and the map of a grid."""
    how, amiss = Comparison(), list[str]()
    began = time.process_time()
    placed = placed_tree([actor.id for actor in grid.actors], compare_pairs(grid, how))
    took = time.process_time() - began
    blocs = partition(grid, placed)
    amiss += _divided("blocs", grid, [one for bloc in blocs for one in bloc], placed.left_out)
    amiss += _loops(grid, placed)
    tree = placed.tree
    made = shuffles if len(grid.actors) <= MOST_SHUFFLED else 0
    chance = chance_of(grid, how, placed.actors, tree, made) if made else None
    p = "-" if chance is None or chance.best is None else f"{chance.best:.3f}"
    words, wrong = _mapped(grid)
    amiss += wrong
    different = sum(partition(other, placed_of(other)) != blocs for other in _orders(grid, orders))
    if different:
        amiss.append(f"{different} of {orders} orders give other blocs")
    missing = sum(distance is None for distance in tree.distances.values())
    return Findings(
        f"{len(grid.actors)} x {len(grid.issues)}: {len(blocs)} blocs at the best cut, "
        f"{len(placed.left_out)} left out, {missing:,} pairs without a distance, p {p}; {words}; "
        f"{orders} orders; tree {took:.1f} s of CPU",
        amiss,
    )


def placed_of(grid: StanceGrid) -> Placed:
    """Return the tree of a grid and who is left out."""
    return placed_tree([actor.id for actor in grid.actors], compare_pairs(grid, Comparison()))


def partition(grid: StanceGrid, placed: Placed) -> set[frozenset[str]]:
    """Return the blocs of the best cut, by ids."""
    tree = placed.tree
    number = tree.best() if tree.number > 2 else tree.number
    return {
        frozenset(grid.actors[placed.actors[item]].id for item in members) for members in tree.blocs(number)
    }


def _divided(
    what: str, grid: StanceGrid, inside: Sequence[str], left_out: Sequence[tuple[int, int]]
) -> list[str]:
    outside = [grid.actors[actor].id for actor, _ in left_out]
    everyone = sorted(actor.id for actor in grid.actors)
    return [] if sorted([*inside, *outside]) == everyone else [f"{what}: not everyone is in one place"]


def distance(grid: StanceGrid, a: int, b: int) -> float | None:
    """Return 1 - agreement of two actors by a plain loop over the issues."""
    one, other = grid.values_by_issue[a], grid.values_by_issue[b]
    both = [(value, other[issue]) for issue, value in one.items() if issue in other]
    if not both:
        return None
    scale = grid.scale
    alike = [x == y if scale.is_nominal else scale.side(x) == scale.side(y) for x, y in both]
    return 1 - sum(alike) / len(both)


def _some(pairs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    return pairs[:: max(1, len(pairs) // MOST_PAIRS)]


def _loops(grid: StanceGrid, placed: Placed) -> list[str]:
    for a, b in _some(list(placed.tree.distances)):
        found, wanted = placed.tree.distances[a, b], distance(grid, placed.actors[a], placed.actors[b])
        if (found is None) != (wanted is None) or abs((found or 0) - (wanted or 0)) > CLOSE:
            return [f"the distance of {a} and {b} is {found}, by a loop {wanted}"]
    return []


def _mapped(grid: StanceGrid) -> tuple[str, list[str]]:
    """Return the fit of the map in words, and what of it does not hold."""
    from positions.reports.map.placing import Placing, place

    made: Placing = place(_Study(grid), Comparison())  # type: ignore[arg-type]  # it looks at the grid alone
    ids = [grid.actors[actor].id for actor in made.actors]
    amiss = _divided("map", grid, ids, made.left_out)
    known = []
    for a, b in combinations(range(len(made.actors)), 2):
        given = distance(grid, made.actors[a], made.actors[b])
        if given is not None:
            (x, y), (u, v) = made.points[a], made.points[b]
            known.append((given, math.sqrt((x - u) ** 2 + (y - v) ** 2)))
    raw = sum((given - drawn) ** 2 for given, drawn in known)
    stress = math.sqrt(raw / sum(drawn**2 for _, drawn in known))
    mean = [sum(column) / len(known) for column in zip(*known, strict=True)]
    across = sum((given - mean[0]) * (drawn - mean[1]) for given, drawn in known)
    squares = [sum((pair[side] - mean[side]) ** 2 for pair in known) for side in (0, 1)]
    r_squared = across**2 / (squares[0] * squares[1])
    for name, found, wanted in (
        ("stress-1", made.fit.stress_1, stress),
        ("r squared", made.fit.r_squared, r_squared),
        ("raw stress", made.stress, raw),
    ):
        if found is not None and not math.isclose(found, wanted, rel_tol=1e-6, abs_tol=CLOSE):
            amiss.append(f"{name} is {found}, by a loop {wanted}")
    words = (
        f"{len(ids)} points, {len(made.left_out)} left out, stress-1 {stress:.3f}, r squared {r_squared:.3f}"
    )
    return words, amiss


@dataclass(frozen=True)
class _Study:
    grid: StanceGrid


def _orders(grid: StanceGrid, orders: int) -> Iterator[StanceGrid]:
    """Yield the grid with its actors and issues in other orders."""
    random = Random(100)
    for _ in range(orders):
        actors, issues = list(range(len(grid.actors))), list(range(len(grid.issues)))
        random.shuffle(actors)
        random.shuffle(issues)
        place = {issue: index for index, issue in enumerate(issues)}
        rows = [
            Row(tuple(sum(1 << place[issue] for issue in bits(level)) for level in row.levels), {})
            for row in grid.rows
        ]
        yield replace(
            grid,
            actors=tuple(grid.actors[actor] for actor in actors),
            issues=tuple(grid.issues[issue] for issue in issues),
            rows=tuple(rows[actor] for actor in actors),
            details={},
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; return 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=100)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SETS))
    options = parser.parse_args(arguments)
    amiss = False
    for name in options.names or SETS:
        try:
            grid = SETS[name]()
        except positions.UsageError as error:
            print(f"{name}: passed over, {error}")
            continue
        orders = options.orders if len(grid.actors) <= MANY else min(options.orders, ORDERS_OF_MANY)
        found = looked_at(grid, orders)
        print(f"{name}: {found.line}", flush=True)
        for words in found.amiss:
            print(f"  DOES NOT HOLD: {words}", flush=True)
        amiss = amiss or bool(found.amiss)
    return int(amiss)


if __name__ == "__main__":
    sys.exit(main())
