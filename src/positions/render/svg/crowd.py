"""A map of many points: dots by group, names for those that have room, squares of density for very many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from positions.render.common.palette import GROUP_COLOURS, PAPER, SOFT, TONES, Tone
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import KeyEntry
from positions.render.svg.geometry import Box, Point, apart, around, covered, middle_of, outside
from positions.render.svg.style import NAME

DENSE = 2_000
"""From so many points on a map shows how many stand where, not each of them."""

DOT = 3.5
_SQUARE = 12.0
_STEPS = ("g1", "g2", "g3", "g4")
_MOST_NAMES = 60
GAP = 4.0
_TRIED = 400
_LED = tuple(
    sorted(
        ((float(across), float(up)) for across in range(0, 241, 12) for up in range(-240, 241, 12)),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
    )
)
"""How far from its point, across and down, the name of one in the headline may stand, the nearest first."""

_ALONE = 5.0
"""How much the distance from the nearest other point counts beside that from the middle."""


def group_signs(groups: Sequence[str | None]) -> dict[str, tuple[str, bool]]:
    """Return the colour of each of the largest groups, and whether its sign is hollow."""
    sizes = Counter(name for name in groups if name is not None)
    largest = sizes.most_common(2 * len(GROUP_COLOURS))  # groups of one size keep the order of the data
    return {
        name: (GROUP_COLOURS[index % len(GROUP_COLOURS)], index >= len(GROUP_COLOURS))
        for index, (name, _) in enumerate(largest)
    }


def group_key(groups: Sequence[str | None]) -> tuple[KeyEntry, ...]:
    """Return what the signs of the groups mean."""
    signs = group_signs(groups)
    rest = sum(name not in signs for name in groups)
    entries = [
        KeyEntry("○" if hollow else "●", name, tone=Tone(None, colour))
        for name, (colour, hollow) in signs.items()
    ]
    return (*entries, *((KeyEntry("●", "others", tone=Tone(None, SOFT)),) if rest else ()))


def draw_dot(
    canvas: Canvas, centre: Point, radius: float, sign: tuple[str, bool] | None, ink: str = SOFT
) -> None:
    """Draw a point in the colour of its group, or in `ink`."""
    colour, hollow = sign or (ink, False)
    if hollow:
        canvas.circle(centre, radius - 0.5, PAPER, line=colour)
    else:
        canvas.circle(centre, radius, colour, line=PAPER)


def draw_density(canvas: Canvas, places: Sequence[Point], corner: Point) -> None:
    """Draw squares, the darker the more points stand in each; `places` are seen from a corner."""
    counts = _counts(places)
    for (column, row), number in sorted(counts.items()):
        step = min(number.bit_length(), len(_STEPS)) - 1
        box = corner[0] + column * _SQUARE, corner[1] + row * _SQUARE, _SQUARE, _SQUARE
        canvas.rect(box, TONES[_STEPS[step]].fill)


def _counts(places: Sequence[Point]) -> Mapping[tuple[int, int], int]:
    """Return how many points stand in each square."""
    return Counter((int(x // _SQUARE), int(y // _SQUARE)) for x, y in places)


def density_key(places: Sequence[Point]) -> tuple[KeyEntry, ...]:
    """Return how many points each shade stands for."""
    most = max(_counts(places).values())
    entries = []
    for step, name in enumerate(_STEPS):
        low = 2**step
        high = most if step == len(_STEPS) - 1 else min(2 * low - 1, most)
        if low <= most:
            words = f"{low:,} to {high:,} actors" if high > low else f"{low:,}"
            entries.append(KeyEntry(" ", words, tone=TONES[name]))
    return tuple(entries)


def roomy_names(
    places: Sequence[Point],
    names: Sequence[str],
    field: Box,
    radius: float,
    headed: Sequence[int] = (),
) -> Mapping[int, Box]:
    """Return the boxes of the names that have room, those on the outer rim and those alone first.

    Before them the `headed`: where such a name has no room beside its point it stands further off, and a
    line leads to it.
    """
    middle = middle_of(places)
    alone = _loneliness(places)
    outer = [apart(place, middle) + _ALONE * far for place, far in zip(places, alone, strict=True)]
    rest = sorted(set(range(len(places))) - set(headed), key=lambda index: -outer[index])
    dots = [around(place, 2 * radius, 2 * radius) for place in places]
    found: dict[int, Box] = {}
    for index in [*headed, *rest[:_TRIED]]:
        size = NAME.width(names[index]), NAME.leading
        outwards = places[index][0] >= middle[0]
        steps = _LED if index in headed else ((0.0, 0.0),)
        boxes = (
            _beside(places[index], size, radius + GAP, step, right=right)
            for step in steps
            for right in (outwards, not outwards)
        )
        taken = [*dots, *found.values()]
        inside = (box for box in boxes if not outside(box, field))
        box = next((box for box in inside if not any(covered(box, other) for other in taken)), None)
        if box:
            found[index] = box
        if len(found) == _MOST_NAMES:
            break
    return found


def _beside(place: Point, size: Point, gap: float, step: Point, *, right: bool) -> Box:
    """Return the box of a name at the right or left of a point, so far off."""
    (x, y), (wide, high) = place, size
    left = x + gap + step[0] if right else x - gap - step[0] - wide
    middle = y + step[1]
    return left, middle - high / 2, left + wide, middle + high / 2


def _loneliness(places: Sequence[Point]) -> Sequence[float]:
    """Return how far each place is from the one nearest to it; 0 where there are too many to look."""
    if len(places) > _TRIED:
        return [0.0] * len(places)
    return [
        min((apart(place, other) for at, other in enumerate(places) if at != index), default=0.0)
        for index, place in enumerate(places)
    ]
