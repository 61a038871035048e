"""A tree of blocs: actors down, and how far right two groups join tells how little they agree."""

from __future__ import annotations

from collections.abc import Sequence

from positions.render.common.palette import INK, PAPER, RULE, TONES
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import Block, KeyEntry, Panel, Stroke
from positions.render.svg.geometry import Box, Point, covered, crosses
from positions.render.svg.style import NAME, NOTE, TINY, Lettering
from positions.rounding import percent
from positions.tables import TreePicture

_NAME, _BOX, _FIELD = 250.0, 26.0, 600.0
_ROW, _APART, _AXIS = 30.0, 14.0, 30.0
_WITHIN, _BEYOND = Stroke(INK, 2.5), Stroke(INK, 1.5, "5 4")
_LEVEL = Lettering(TINY, "bold", halo=PAPER)

Segment = tuple[Point, Point]


def tree_panel(picture: TreePicture) -> Panel:
    """Return the tree; groups that nothing joins stay apart."""
    joined = [distance for _, _, distance in picture.merges if distance is not None]
    furthest = max(joined, default=0.0)
    names = [NAME.wrapped(picture.leaves[leaf][0].label, _NAME) for leaf in picture.order]
    left = _BOX + 8 + max(map(NAME.widest, names), default=0.0) + 14
    rows = _rows(picture, names)
    high = rows[-1] + _ROW / 2 + _AXIS if rows else _AXIS

    def paint(canvas: Canvas, x: float, y: float) -> None:
        field = x + left
        _axis(canvas, (field, y + high - _AXIS), y, furthest)
        _branches(canvas, picture, (field, y), rows, furthest)
        for leaf, lines, row in zip(picture.order, names, rows, strict=True):
            _leaf(canvas, (x, y + row), lines, picture.leaves[leaf][1])

    shown = ((ref.label, ref.name) for ref, _ in picture.leaves if ref.name != ref.label)
    key = (
        KeyEntry("1", "number of the bloc", TONES["n"]),
        KeyEntry("", "joined within a bloc", stroke=_WITHIN),
        KeyEntry("", "joined only beyond it", stroke=_BEYOND),
        KeyEntry("%", "mean agreement at which two groups join"),
    )
    return Panel("Who goes with whom", Block(left + _FIELD + 46, high, paint), key, tuple(shown))


def _rows(picture: TreePicture, names: list[list[str]]) -> list[float]:
    """Return the middle of each leaf's row, with a gap between blocs."""
    middles: list[float] = []
    top, before = 0.0, None
    for leaf, lines in zip(picture.order, names, strict=True):
        bloc = picture.leaves[leaf][1]
        if before is not None and bloc != before:
            top += _APART
        high = max(_ROW, len(lines) * NAME.leading + 6)
        middles.append(top + high / 2)
        top, before = top + high, bloc
    return middles


def _leaf(canvas: Canvas, place: tuple[float, float], lines: list[str], bloc: int) -> None:
    x, y = place
    tone = TONES["n"]
    canvas.rect((x, y - 10, _BOX, 20), tone.fill, round=2)
    canvas.text((x + _BOX / 2, y + 4.5), str(bloc), NAME.coloured(tone.ink).anchored("middle"))
    canvas.lines((x + _BOX + 8, y - len(lines) * NAME.leading / 2), lines, NAME)


def _branches(
    canvas: Canvas,
    picture: TreePicture,
    corner: Point,
    rows: list[float],
    furthest: float,
) -> None:
    number, (left_edge, top) = len(picture.order), corner
    places = {leaf: (left_edge, top + row) for leaf, row in zip(picture.order, rows, strict=True)}
    blocs = {leaf: {bloc} for leaf, (_, bloc) in enumerate(picture.leaves)}
    drawn: list[Segment] = []
    joins: list[tuple[float, float, float, str]] = []
    for index, (left, right, distance) in enumerate(picture.merges):
        blocs[number + index] = blocs[left] | blocs[right]
        if distance is None:
            break  # those that have no distance come last
        x = left_edge + _FIELD * (0.02 + 0.98 * distance / furthest if furthest else 0.02)
        stroke = _WITHIN if len(blocs[number + index]) == 1 else _BEYOND
        ends = sorted((places[left], places[right]), key=lambda end: end[1])
        upper, lower = ends[0][1], ends[1][1]
        for segment in (*((end, (x, end[1])) for end in ends), ((x, upper), (x, lower))):
            stroke.draw(canvas, *segment)
            drawn.append(segment)
        places[number + index] = x, (upper + lower) / 2
        joins.append((x, upper, lower, percent(1 - distance)))
    _levels(canvas, joins, drawn)


def _levels(
    canvas: Canvas, joins: Sequence[tuple[float, float, float, str]], drawn: Sequence[Segment]
) -> None:
    """Write at each join the level: beside the line where nothing else is, else not: the axis tells it."""
    taken: list[Box] = []
    for x, upper, lower, text in joins:
        room, middle = _LEVEL.width(text), (upper + lower) / 2
        for start, baseline in (
            (x + 5, middle - 5),
            (x + 5, middle + 5 + 0.72 * TINY),
            (x - 5 - room, middle + 0.36 * TINY),
        ):
            box = start, baseline - 0.75 * TINY, start + room, baseline + 1
            free = not any(crosses(box, *segment) for segment in drawn)
            if free and not any(covered(box, other) for other in taken):
                taken.append(box)
                canvas.text((start, baseline), text, _LEVEL)
                break


def _axis(canvas: Canvas, place: tuple[float, float], top: float, furthest: float) -> None:
    x, y = place
    if not furthest:
        canvas.text((x, y + 18), "100% agreement", NOTE)
        return
    start, span = x + 0.02 * _FIELD, 0.98 * _FIELD
    step = next(step for step in (0.05, 0.1, 0.2, 0.25) if furthest / step <= 5)
    canvas.line((start, y), (start + span, y), RULE)
    for index in range(int(furthest / step + 1e-9) + 1):
        share = index * step / furthest
        canvas.line((start + span * share, top), (start + span * share, y), RULE)
        words = percent(1 - index * step) + (" agreement" if index == 0 else "")
        look = NOTE.anchored("middle" if index else "start")
        canvas.text((start + span * share, y + 18), words, look)
