"""Where the actors of a study stand in a plane, by whichever way there is for so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.measures.pairs.numpy_blocks import BulkPairs, has_numpy, offers
from positions.measures.pairs.results import Comparison, PairResult, UnfitMeasureError
from positions.measures.structure.connected import degrees, placeable
from positions.measures.structure.landmarks import landmark_map
from positions.measures.structure.orientation import Point, Points
from positions.measures.structure.scaling import Fit, fit_of
from positions.measures.structure.stress_map import (
    MOST_PLAIN,
    MOST_WITH_RANDOM,
    RANDOM_STARTS,
    StressMap,
    stress_map,
)
from positions.problems import UsageError
from positions.reports.common.cells import counted
from positions.reports.common.study import Study
from positions.reports.compare.pair_words import thin_agreements
from positions.reports.compare.report import compare_grid
from positions.suggest import first_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST, MOST = 6, 5_000
"""Fewer actors need no map; more would be more distances than fit in memory at once."""

MOST_EXACT = 1_000
"""Above so many actors a map is made from landmarks."""

NEIGHBOURS = 3
"""With fewer distances from the rest an actor could stand on either side of them."""

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Misled:
    """The pair whose distance a map shows worst: by place among the actors, and what they agree on."""

    a: int
    b: int
    agreement: float
    shared: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Where actors stand.

    Attributes:
        actors: those that are placed, by index, ascending; `points` are theirs.
        left_out: the others, each with the number of those with whom it has a distance.
        pairs: how many distances between the placed are known.
        eigenvalues: of classical scaling, where it was a start; empty otherwise.
        stress: raw stress; None where only the fit is known.
        notes: how the map was made.
    """

    actors: tuple[int, ...]
    points: Points
    left_out: tuple[tuple[int, int], ...]
    fit: Fit
    pairs: int
    worst: Misled | None
    eigenvalues: tuple[float, ...]
    stress: float | None
    notes: tuple[str, ...]

    def distance(self, a: int, b: int) -> float:
        """Return how far apart two of the placed stand."""
        return _apart(self.points[a], self.points[b])


def place(study: Study, how: Comparison, pairs: Sequence[PairResult] | None = None) -> Placing:
    """Return where the actors of a study stand.

    `pairs` is what `compare_grid` returns for them, where it is known.

    Raises:
        UsageError: if the measure does not fit the scale, or there is no map: too few or too many actors, or
            too few of them with enough distances, or no disagreement at all.
    """
    actors = len(study.grid.actors)
    _require_number(actors)
    if actors > MOST_EXACT:
        return _place_many(study, how)
    results = compare_grid(study.grid, how) if pairs is None else pairs
    defined = [pair for pair in results if pair.agreement is not None]
    edges = [(pair.a, pair.b) for pair in defined]
    placed = placeable(actors, edges, NEIGHBOURS)
    _require_enough(study, placed)
    place_of = {actor: index for index, actor in enumerate(placed)}
    everyone = len(placed) == actors
    kept = defined if everyone else [pair for pair in defined if pair.a in place_of and pair.b in place_of]
    distances = {(place_of[pair.a], place_of[pair.b]): 1 - (pair.agreement or 0.0) for pair in kept}
    _require_distance(any(distances.values()))
    made = _stress_map(len(placed), distances)
    known = () if everyone else degrees(actors, edges)
    points = made.points
    shown = [(distance, _apart(points[a], points[b])) for (a, b), distance in distances.items()]
    return Placing(
        actors=placed,
        points=made.points,
        left_out=tuple((actor, known[actor]) for actor in range(actors) if actor not in place_of),
        fit=fit_of(shown),
        pairs=len(distances),
        worst=_worst(kept, list(distances), shown),
        eigenvalues=made.eigenvalues,
        stress=made.stress,
        notes=(_how_made(made), *(f"{words}." for words in thin_agreements(kept))),
    )


def _place_many(study: Study, how: Comparison) -> Placing:
    import numpy as np

    distances, shared = _matrices(study, how)
    made = landmark_map(distances)
    _require_enough(study, made.actors if made else ())
    assert made is not None  # with too few it was refused
    _require_distance(bool(np.nanmax(distances) > 0))
    known = (~np.isnan(distances)).sum(axis=1) - 1
    inside = set(made.actors)
    a, b = (made.actors[index] for index in made.worst)
    thin = int(np.sum((shared < 3) & ~np.isnan(distances))) // 2
    return Placing(
        actors=made.actors,
        points=made.points,
        left_out=tuple((actor, int(count)) for actor, count in enumerate(known) if actor not in inside),
        fit=made.fit,
        pairs=made.pairs,
        worst=Misled(*made.worst, 1 - float(distances[a, b]), int(shared[a, b])),
        eigenvalues=(),
        stress=None,
        notes=(
            f"An approximation: {made.landmarks} actors drawn at random were placed by stress majorisation "
            "of 1 - agreement, the others by their distances from these (landmarks: de Silva and Tenenbaum "
            "2004).",
            *((f"{counted(thin, 'agreement')} rest on fewer than 3 issues.",) if thin else ()),
        ),
    )


def _matrices(study: Study, how: Comparison) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Return the distances of all pairs, NaN where undefined and 0 on the diagonal, and what they share."""
    import numpy as np

    if not offers(study.grid, how):
        raise UsageError(
            f"a map of more than {MOST_EXACT:,} actors does not go with --by-salience",
            "leave it out, or choose fewer actors",
        )
    number = len(study.grid.actors)
    distances, shared = np.zeros((number, number)), np.zeros((number, number), np.int32)
    try:
        for block in BulkPairs(study.grid, how).blocks(triangle=False):
            rows = slice(block.first, block.first + len(block.shared))
            distances[rows], shared[rows] = 1 - block.agreement, block.shared
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None
    np.fill_diagonal(distances, 0.0)
    np.fill_diagonal(shared, 3)
    return distances, shared


def _apart(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _stress_map(number: int, distances: dict[tuple[int, int], float]) -> StressMap:
    if number > MOST_PLAIN:
        _require_numpy()
    return stress_map(number, distances)


def _require_number(actors: int) -> None:
    if actors < FEWEST:
        raise UsageError(
            f"there is no map of {counted(actors, 'actor')}: it takes {FEWEST} or more, since a plane can "
            "show the distances of so few almost whatever they are",
            "positions compare shows their agreement in numbers",
        )
    if actors > MOST:
        raise UsageError(
            f"there is no map of {actors:,} actors: the most is {MOST:,}",
            "choose some with --kind, --where or --min-answers; compare --group-by compares groups",
        )
    if actors > MOST_EXACT:
        _require_numpy()


def _require_numpy() -> None:
    if not has_numpy():
        raise UsageError(
            f"a map of more than {MOST_PLAIN} actors needs NumPy",
            "pip install 'positions[bulk]'; or name those to be shown, or choose some with --kind",
        )


def _require_enough(study: Study, placed: Sequence[int]) -> None:
    if len(placed) >= FEWEST:
        return
    names = [study.grid.actors[actor].label for actor in placed]
    most = (
        "nobody has so many"
        if not placed
        else f"the largest set that has them is {counted(len(placed), 'actor')}: "
        f"{first_of(names, _MOST_NAMED)}"
    )
    raise UsageError(
        f"there is no map: it takes {FEWEST} actors of whom each has an agreement with {NEIGHBOURS} of the "
        f"others, and {most}",
        "name actors that share issues, or see positions gaps for what is missing",
    )


def _require_distance(some: bool) -> None:
    if not some:
        raise UsageError(
            "they all agree on everything that they share: all would stand on one point of the map",
            "positions issues shows what they agree on",
        )


def _how_made(made: StressMap) -> str:
    classical = made.starts if len(made.points) > MOST_WITH_RANDOM else made.starts - RANDOM_STARTS
    random = made.starts - classical
    starts = counted(classical, "classical start") + (f" and {random} random ones" if random else "")
    unsettled = "" if made.is_settled else f" It was ended after {made.rounds:,} rounds, still moving."
    return f"Stress majorisation of 1 - agreement, the best of {starts}.{unsettled}"


def _worst(
    kept: Sequence[PairResult], places: Sequence[tuple[int, int]], shown: Sequence[tuple[float, float]]
) -> Misled | None:
    """Return the pair about which the map misleads most, the first of several.

    `shown` are the given distance of each pair and the one on the map.
    """
    amiss = [round(abs(given - drawn), 9) for given, drawn in shown]
    if not amiss:
        return None
    number = amiss.index(max(amiss))
    return Misled(*places[number], kept[number].agreement or 0.0, kept[number].counts.shared)
