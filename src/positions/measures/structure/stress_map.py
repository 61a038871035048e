"""A map of items by stress majorisation: from several starts, the best of which is taken.

Formulas, sources and what was measured stand in docs/method/map.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from positions.measures.blas import one_thread
from positions.measures.pairs.numpy_blocks import has_numpy
from positions.measures.structure.initial_maps import classical_fillings, random_starts
from positions.measures.structure.linkage import DefinedDistances
from positions.measures.structure.majorisation import MOST_ROUNDS, Majorisation, PlainMajorisation, Settled
from positions.measures.structure.numpy_majorisation import (
    NumpyMajorisation,
    eigen_system,
    fillings,
    matrix_of,
)
from positions.measures.structure.orientation import Point, Points, oriented
from positions.measures.structure.scaling import classical_scaling

NUMPY_FROM = 24
"""From so many items on, NumPy saves more time than importing it costs."""

MOST_PLAIN = 60
"""As many items are placed in plain Python in a few seconds."""

MOST_WITH_RANDOM = 200
"""Up to so many items, random starts are tried too: they take most of the time."""

RANDOM_STARTS = 20
FEW = 30
"""Of more items than this, every start goes on for TRIAL_ROUNDS, and only the best KEPT to the end."""

TRIAL_ROUNDS, KEPT = 40, 3
MOST_ROUNDS_OF_MANY = 100
"""Rounds at most of more than MOST_WITH_RANDOM items."""
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class StressMap:
    """Items in a plane.

    Attributes:
        points: (x, y) of each, in the unit of the distances, turned by the rule of `oriented`.
        stress: raw stress, the sum of squared differences over the known pairs.
        rounds: how many rounds the start that was taken went on for.
        starts: how many starts there were.
        eigenvalues: those of classical scaling of the first start, the largest first.
    """

    points: Points
    stress: float
    rounds: int
    starts: int
    eigenvalues: tuple[float, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the stress no longer fell when rounds ended."""
        return self.rounds < most_rounds(len(self.points))


def most_rounds(number: int) -> int:
    """Return how many rounds are made of so many items at most."""
    return MOST_ROUNDS if number <= MOST_WITH_RANDOM else MOST_ROUNDS_OF_MANY


def stress_map(number: int, distances: DefinedDistances, *, numpy: bool | None = None) -> StressMap:
    """Return the map of lowest stress of those that two classical and twenty random starts lead to.

    Of maps whose stress is the same (to 1e-9 of it) the first is taken. Of more than FEW items only the
    starts that are best after TRIAL_ROUNDS go on to the end; above MOST_WITH_RANDOM items only the classical
    starts are made.

    Args:
        number: how many items there are.
        distances: the known ones, 0..1; they must connect all items.
        numpy: whether NumPy computes it; by size, and where it is installed, unless given.

    Raises:
        ValueError: if there are more items than plain Python can place, and NumPy is not installed.
    """
    fast = number >= NUMPY_FROM and has_numpy() if numpy is None else numpy
    if not fast and number > MOST_PLAIN:
        raise ValueError(f"a map of more than {MOST_PLAIN} items takes NumPy")
    engine, classical, eigenvalues = (_with_numpy if fast else _plainly)(number, distances)
    starts = list(_starts(number, classical))
    best = _best([engine.settle(start, most_rounds(number)) for start in _promising(engine, starts)])
    return StressMap(oriented(best.points), best.stress, best.rounds, len(starts), eigenvalues)


def _promising(engine: Majorisation, starts: Sequence[Sequence[Point]]) -> Sequence[Sequence[Point]]:
    """Return the starts that go on to the end."""
    if len(starts) <= KEPT or len(starts[0]) <= FEW:
        return starts
    tried = [engine.settle(start, TRIAL_ROUNDS) for start in starts]
    return [found.points for found in sorted(tried, key=lambda found: found.stress)[:KEPT]]


def _starts(number: int, classical: Sequence[Sequence[Point]]) -> Iterator[Sequence[Point]]:
    yield from classical
    if number <= MOST_WITH_RANDOM:
        yield from random_starts(number, RANDOM_STARTS)


def _best(settled: Sequence[Settled]) -> Settled:
    best = settled[0]
    for other in settled[1:]:
        if other.stress < best.stress * (1 - _EQUAL) - _EQUAL**2:
            best = other
    return best


_Prepared = tuple[Majorisation, list[Sequence[Point]], tuple[float, ...]]


def _plainly(number: int, distances: DefinedDistances) -> _Prepared:
    made = [classical_scaling(rows) for rows in classical_fillings(number, distances)]
    return (
        PlainMajorisation.of(number, distances),
        [scaling.points for scaling in made],
        made[0].eigenvalues,
    )


@one_thread()
def _with_numpy(number: int, distances: DefinedDistances) -> _Prepared:
    matrix = matrix_of(number, distances)
    made = [eigen_system(filled) for filled in fillings(matrix)]
    starts: list[Sequence[Point]] = [[(float(x), float(y)) for x, y in points] for _, points in made]
    return NumpyMajorisation.of(matrix), starts, tuple(made[0][0])
