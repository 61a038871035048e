"""A matrix as a heatmap: a mark or a number in every cell, and a colour that repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from positions.render.common.marks import legend, mark, stance_cells
from positions.render.common.matrix_cells import Written, written
from positions.render.common.matrix_form import for_people
from positions.render.common.palette import INK, RULE, Tone, stance_tone
from positions.render.common.share_legend import share_legend
from positions.render.common.text import visible
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import Block, KeyEntry, Panel
from positions.render.svg.style import BODY, HEADING, NAME, TINY, Lettering
from positions.tables import Matrix, Ref

_GAP, _PAD = 2.0, 7.0
_ROW_ROOM, _HEAD_ROOM = 210.0, 104.0
_MANY = 14
_TURNED_ROOM, _TURNED_LINES = 150.0, 2
_LEAST_HIGH, _WITH_SMALL_HIGH = 30.0, 40.0
_ROW, _SMALL = Lettering(BODY), Lettering(TINY)


def heatmap(matrix: Matrix) -> Panel:
    """Return a matrix of stances, shares or numbers as a panel; shares show their n, thin ones are pale."""
    shown = for_people(matrix)
    names = tuple(
        (ref.label, ref.name) for ref in dict.fromkeys((*shown.rows, *shown.columns)) if ref.name != ref.label
    )
    block = grid(shown.rows, shown.columns, written(shown))
    return Panel(matrix.title, block, _key(shown), names, matrix.notes)


@dataclass(frozen=True)
class _Heads:
    """The headings of the columns in lines, turned upwards where there are many columns.

    `wide` is the width of each column, `high` the height that the headings take.
    """

    lines: list[list[str]]
    turned: bool
    wide: float
    high: float


def grid(down: Sequence[Ref], across: Sequence[Ref], shown: Sequence[Sequence[Written | None]]) -> Block:
    """Return cells with their headings; one that is None is struck through."""
    heads = _heads(across, [cell for row in shown for cell in row if cell])
    rows = [_ROW.wrapped(ref.label, _ROW_ROOM) for ref in down]
    left = max((_ROW.widest(lines) for lines in rows), default=0.0) + 12
    least = _WITH_SMALL_HIGH if any(cell and cell.small for row in shown for cell in row) else _LEAST_HIGH
    heights = [max(least, len(lines) * _ROW.leading + 6) for lines in rows]
    step = heads.wide + _GAP

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, lines in enumerate(heads.lines):
            foot = x + left + column * step + heads.wide / 2, y + heads.high - 6
            _head(canvas, foot, lines, turned=heads.turned)
        below = y + heads.high
        for lines, high, row in zip(rows, heights, shown, strict=True):
            canvas.lines((x, below + (high - len(lines) * _ROW.leading) / 2), lines, _ROW)
            for column, cell in enumerate(row):
                _cell(canvas, (x + left + column * step, below, heads.wide, high), cell)
            below += high + _GAP

    wide = left + len(heads.lines) * step - _GAP
    return Block(wide, heads.high + sum(heights) + _GAP * len(heights), paint)


def _heads(columns: Sequence[Ref], cells: Sequence[Written]) -> _Heads:
    """Return the headings, and columns as wide as they and the cells need."""
    turned = len(columns) > _MANY
    needed = (6.0 if turned else 2 * _PAD) + max(
        NAME.widest([cell.large for cell in cells]), _SMALL.widest([cell.small for cell in cells])
    )
    names = [visible(ref.label) for ref in columns]
    if turned:
        lines = [HEADING.wrapped(name, _TURNED_ROOM, most=_TURNED_LINES) for name in names]
        wide = max(needed, 30.0, HEADING.leading * max(map(len, lines), default=1) + 2)
        return _Heads(lines, turned, wide, 8 + max(map(HEADING.widest, lines), default=0.0))
    words = HEADING.widest([word for name in names for word in name.split()])
    wide = max(needed, 58.0, min(words + 6, _HEAD_ROOM))
    lines = [HEADING.wrapped(name, wide - 4) for name in names]
    return _Heads(lines, turned, wide, 8 + HEADING.leading * max(map(len, lines), default=0))


def _head(canvas: Canvas, foot: tuple[float, float], lines: list[str], *, turned: bool) -> None:
    """Write a heading whose last line, or every turned one, stands on a place."""
    x, y = foot
    if not turned:
        canvas.lines((x, y - HEADING.leading * len(lines)), lines, HEADING.anchored("middle"))
        return
    first = x - HEADING.leading * (len(lines) - 1) / 2 + 0.36 * HEADING.size
    for index, line in enumerate(lines):
        canvas.text((first + index * HEADING.leading, y), line, HEADING, turned=True)


def _cell(canvas: Canvas, place: tuple[float, float, float, float], cell: Written | None) -> None:
    x, y, wide, high = place
    if cell is None:
        canvas.line((x + 4, y + high - 4), (x + wide - 4, y + 4), RULE)
        return
    line = RULE if cell.tone.fill is None else None
    canvas.rect(place, cell.tone.fill, line=line, dashed=cell.dashed)
    middle = x + wide / 2
    baseline = y + high / 2 + (-1.5 if cell.small else 0.36 * BODY)
    large = Lettering(BODY, "italic" if cell.dashed else "bold", cell.tone.ink, "middle")
    canvas.text((middle, baseline), cell.large, large)
    if cell.small:
        canvas.text(
            (middle, baseline + 13.5), cell.small, Lettering(TINY, colour=cell.tone.ink, anchor="middle")
        )


def _key(matrix: Matrix) -> tuple[KeyEntry, ...]:
    stances = stance_cells(matrix)
    tones = {mark(cell): stance_tone(cell) for cell in stances}
    entries = [KeyEntry(entry.sign, entry.words, tones.get(entry.sign)) for entry in legend(stances)]
    return (
        *entries,
        *(KeyEntry(entry.sign, entry.words, Tone(None, INK)) for entry in share_legend(matrix, shaded=True)),
    )
