"""A map of very many items: some of them are placed as landmarks, the others by their distances from these.

After de Silva and Tenenbaum, "Sparse multidimensional scaling using landmark points", technical report,
Stanford (2004). Here landmarks are placed by stress majorisation, and so is each other item, the landmarks
held where they are: its own stress falls with every round (de Leeuw 1977), and a distance that is not known
has no weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from positions.measures.blas import one_thread
from positions.measures.structure.connected import placeable
from positions.measures.structure.initial_maps import SEED
from positions.measures.structure.numpy_majorisation import distances_in, spread
from positions.measures.structure.orientation import Points, oriented
from positions.measures.structure.scaling import Fit
from positions.measures.structure.stress_map import stress_map

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Places = NDArray[np.intp]

LANDMARKS = 250
LEAST_KNOWN = 3
"""With fewer known distances from placed items an item could lie on either side of them."""

_ROUNDS, _BLOCK = 40, 512
_NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class LandmarkMap:
    """Where items are, and how well that shows their distances.

    Attributes:
        actors: the items that could be placed, by index, ascending; `points` are theirs.
        landmarks: how many were placed first.
        fit: over all known pairs of the placed.
        pairs: how many these are.
        worst: (a, b) of the pair whose distance the map shows worst, by their places among `actors`.
    """

    actors: tuple[int, ...]
    points: Points
    landmarks: int
    fit: Fit
    pairs: int
    worst: tuple[int, int]


@one_thread()
def landmark_map(distances: Floats, landmarks: int = LANDMARKS) -> LandmarkMap | None:
    """Return a map of items by a symmetric matrix of distances, NaN where unknown; None where none connects.

    Landmarks are drawn at random, with a fixed seed, among the half with the most known distances.
    """
    import numpy as np

    known = ~np.isnan(distances)
    np.fill_diagonal(known, val=False)
    chosen = _landmarks(known, landmarks)
    if len(chosen) <= LEAST_KNOWN:
        return None
    among = distances[np.ix_(chosen, chosen)]
    points = np.zeros((len(distances), 2))
    points[chosen] = stress_map(len(chosen), distances_in(among)).points
    placed = np.zeros(len(distances), dtype=bool)
    placed[chosen] = True
    beacons = chosen
    while True:
        ready = np.flatnonzero(~placed & (known[:, beacons].sum(axis=1) >= LEAST_KNOWN))
        if not len(ready):
            break
        for first in range(0, len(ready), _BLOCK):
            items = ready[first : first + _BLOCK]
            points[items] = _placed(distances[np.ix_(items, beacons)], points[beacons])
        placed[ready] = True
        beacons = ready[:landmarks]
    actors = np.flatnonzero(placed)
    turned = oriented([(float(x), float(y)) for x, y in points[actors]])
    fit, count, worst = _fit(distances, actors, np.array(turned))
    return LandmarkMap(tuple(map(int, actors)), turned, len(chosen), fit, count, worst)


def _landmarks(known: Bools, landmarks: int) -> Places:
    import numpy as np

    number = known.sum(axis=1)
    candidates = np.flatnonzero(number >= np.median(number))
    drawn = sorted(Random(SEED).sample(list(map(int, candidates)), min(landmarks, len(candidates))))
    rows, columns = np.nonzero(np.triu(known[np.ix_(drawn, drawn)], 1))
    kept = placeable(len(drawn), list(zip(map(int, rows), map(int, columns), strict=True)), LEAST_KNOWN)
    return np.array([drawn[index] for index in kept], dtype=np.intp)


def _placed(distances: Floats, beacons: Floats) -> Floats:
    """Return the place of least stress of each item (a row) by its distances from beacons (columns).

    Of several starts the best: the mean of the three nearest beacons, and that mirrored at the middle of all.
    """
    import numpy as np

    known = ~np.isnan(distances)
    given = np.where(known, distances, 0.0)
    number = known.sum(axis=1)[:, None]
    nearest = np.argsort(np.where(known, distances, np.inf), axis=1, kind="stable")[:, :LEAST_KNOWN]
    near: Floats = beacons[nearest].mean(axis=1)
    found, least = near.copy(), np.full(len(distances), np.inf)
    for start in (near, -near, near + 0.01 * _turned(near)):
        points = start.copy()
        for _ in range(_ROUNDS):
            shown = spread(points, beacons)
            pull = np.divide(given, shown, out=np.zeros_like(shown), where=known & (shown > _NEARLY))
            points = (known @ beacons + pull.sum(axis=1)[:, None] * points - pull @ beacons) / number
        stress = np.where(known, (given - spread(points, beacons)) ** 2, 0.0).sum(axis=1)
        better = stress < least * (1 - _NEARLY)
        found[better] = points[better]
        least = np.where(better, stress, least)
    return found


def _turned(points: Floats) -> Floats:
    import numpy as np

    return np.column_stack((-points[:, 1], points[:, 0]))


def _fit(distances: Floats, actors: Places, points: Floats) -> tuple[Fit, int, tuple[int, int]]:
    """Return the fit over the known pairs, their number, and the worst of them; block by block."""
    import numpy as np

    sums, most, worst = np.zeros(6), -1.0, (0, 0)
    for first in range(0, len(actors), _BLOCK):
        rows = slice(first, min(first + _BLOCK, len(actors)))
        given = distances[np.ix_(actors[rows], actors)]
        shown = spread(points[rows], points)
        ahead = np.arange(len(actors)) > np.arange(rows.start, rows.stop)[:, None]
        kept = ahead & ~np.isnan(given)
        d, m = given[kept], shown[kept]
        errors = (d - m) ** 2
        sums += (len(d), d.sum(), m.sum(), (d * d).sum(), (m * m).sum(), (d * m).sum())
        if len(d) and errors.max() > most:
            most = float(errors.max())
            row, column = np.argwhere(kept)[int(errors.argmax())]
            worst = (int(row) + first, int(column))
    count, given_sum, shown_sum, given_squares, shown_squares, joint = map(float, sums)
    spread_given = given_squares - given_sum**2 / count
    spread_shown = shown_squares - shown_sum**2 / count
    errors_sum = given_squares + shown_squares - 2 * joint
    stress = (max(errors_sum, 0.0) / shown_squares) ** 0.5 if shown_squares else None
    least = _NEARLY * max(given_squares, 1.0)
    if min(spread_given, spread_shown) <= least:
        return Fit(stress, None), int(count), worst
    shared = (joint - given_sum * shown_sum / count) ** 2 / (spread_given * spread_shown)
    return Fit(stress, min(shared, 1.0)), int(count), worst
