"""A tree of blocs: actors down, and how far right two groups join tells how little they agree."""

from __future__ import annotations

from positions.render.svg_canvas import Canvas
from positions.render.svg_metrics import widest, width, wrapped
from positions.render.svg_page import Block, KeyEntry, Panel, Stroke
from positions.render.svg_style import BODY, INK, LEADING, PAPER, RULE, SMALL, SOFT, TINY, TONES
from positions.render.text import percent, visible
from positions.tables import TreePicture

_NAME, _BOX, _FIELD = 250.0, 26.0, 600.0
_ROW, _APART, _AXIS = 30.0, 14.0, 30.0
_WITHIN, _BEYOND = Stroke(INK, 2.5), Stroke(INK, 1.5, "5 4")


def tree_panel(picture: TreePicture) -> Panel:
    """Return the tree; groups that nothing joins stay apart."""
    joined = [distance for _, _, distance in picture.merges if distance is not None]
    furthest = max(joined, default=0.0)
    names = [wrapped(visible(picture.leaves[leaf][0].label), _NAME, BODY, "bold") for leaf in picture.order]
    left = _BOX + 8 + max((widest(lines, BODY, "bold") for lines in names), default=0.0) + 14
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
        high = max(_ROW, len(lines) * BODY * LEADING + 6)
        middles.append(top + high / 2)
        top, before = top + high, bloc
    return middles


def _leaf(canvas: Canvas, place: tuple[float, float], lines: list[str], bloc: int) -> None:
    x, y = place
    tone = TONES["n"]
    canvas.rect((x, y - 10, _BOX, 20), tone.fill, round=2)
    canvas.text((x + _BOX / 2, y + 4.5), str(bloc), BODY, face="bold", colour=tone.ink, anchor="middle")
    canvas.lines((x + _BOX + 8, y - len(lines) * BODY * LEADING / 2), lines, BODY, face="bold")


def _branches(
    canvas: Canvas,
    picture: TreePicture,
    corner: tuple[float, float],
    rows: list[float],
    furthest: float,
) -> None:
    number, (left_edge, top) = len(picture.order), corner
    places = {leaf: (0.0, row) for leaf, row in zip(picture.order, rows, strict=True)}
    blocs = {leaf: {bloc} for leaf, (_, bloc) in enumerate(picture.leaves)}
    labels: list[tuple[float, float, str]] = []
    for index, (left, right, distance) in enumerate(picture.merges):
        blocs[number + index] = blocs[left] | blocs[right]
        if distance is None:
            break  # those that have no distance come last
        x = _FIELD * (0.02 + 0.98 * distance / furthest) if furthest else _FIELD * 0.02
        within = len(blocs[number + index]) == 1
        stroke = _WITHIN if within else _BEYOND
        ends = [places[left], places[right]]
        upper, lower = sorted(row for _, row in ends)
        for start, end in (
            *(((start, row), (x, row)) for start, row in ends),
            ((x, upper), (x, lower)),
        ):
            stroke.draw(canvas, (left_edge + start[0], top + start[1]), (left_edge + end[0], top + end[1]))
        middle = (upper + lower) / 2
        places[number + index] = x, middle
        labels.append((x, middle, percent(1 - distance)))
    taken: list[tuple[float, float]] = []
    for x, y, text in labels:
        room = width(text, TINY, "bold") + 6
        if any(abs(other[1] - y) < TINY + 3 and abs(other[0] - x) < room for other in taken):
            continue  # a label that would cover another: the axis tells it
        taken.append((x, y))
        canvas.text((left_edge + x + 5, top + y - 5), text, TINY, face="bold", halo=PAPER)


def _axis(canvas: Canvas, place: tuple[float, float], top: float, furthest: float) -> None:
    x, y = place
    if not furthest:
        canvas.text((x, y + 18), "100% agreement", SMALL, colour=SOFT)
        return
    start, span = x + 0.02 * _FIELD, 0.98 * _FIELD
    step = next(step for step in (0.05, 0.1, 0.2, 0.25) if furthest / step <= 5)
    canvas.line((start, y), (start + span, y), RULE)
    for index in range(int(furthest / step + 1e-9) + 1):
        share = index * step / furthest
        canvas.line((start + span * share, top), (start + span * share, y), RULE)
        words = percent(1 - index * step) + (" agreement" if index == 0 else "")
        canvas.text(
            (start + span * share, y + 18), words, SMALL, colour=SOFT, anchor="middle" if index else "start"
        )
