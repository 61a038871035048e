"""A matrix as a heatmap: a mark or a number in every cell, and a colour that repeats it."""

from __future__ import annotations

from dataclasses import dataclass

from positions.render.marks import legend, mark, marked, stance_cells
from positions.render.matrix_form import for_people
from positions.render.share_legend import share_legend
from positions.render.svg_canvas import Canvas
from positions.render.svg_metrics import widest, width, wrapped
from positions.render.svg_page import Block, KeyEntry, Panel
from positions.render.svg_style import (
    BODY,
    INK,
    LEADING,
    RULE,
    SMALL,
    TINY,
    TONES,
    Tone,
    number_tone,
    share_tone,
    stance_tone,
)
from positions.render.text import is_thin, percent, visible
from positions.render.values import in_matrix
from positions.tables import CellValue, Matrix, Share, StanceCell

_GAP, _PAD = 2.0, 7.0
_ROW_ROOM, _HEAD_ROOM = 210.0, 104.0
_MANY = 14
_TURNED_ROOM, _TURNED_LINES = 150.0, 2
_LEAST_HIGH = 30.0


@dataclass(frozen=True)
class Written:
    """What stands in a cell: a large line, a small one below it, and the colours; `dashed` is thin."""

    large: str
    small: str
    tone: Tone
    dashed: bool = False


def heatmap(matrix: Matrix) -> Panel:
    """Return a matrix of stances, shares or numbers as a panel; shares show their n, thin ones are pale."""
    shown = for_people(matrix)
    names = tuple(
        (ref.label, ref.name) for ref in dict.fromkeys((*shown.rows, *shown.columns)) if ref.name != ref.label
    )
    return Panel(matrix.title, _grid(shown, written(shown)), _key(shown), names, matrix.notes)


def written(matrix: Matrix) -> list[list[Written | None]]:
    """Return what stands in each cell of a matrix, None where there is nothing."""
    largest = max(
        (abs(cell) for row in matrix.cells for cell in row if isinstance(cell, int | float)), default=0.0
    )
    return [[_written(matrix, cell, largest) for cell in row] for row in matrix.cells]


def _written(matrix: Matrix, cell: CellValue, largest: float) -> Written | None:
    match cell:
        case None:
            return None
        case StanceCell():
            return Written(marked(cell), "", stance_tone(cell))
        case Share():
            return _share(cell, opposed=matrix.id == "disagreement")
        case int() | float():
            text = in_matrix(cell, matrix.type, sparse=matrix.sparse)
            return Written(text.replace("-", "−", 1), "", number_tone(cell, largest))
        case _:
            return Written(in_matrix(cell, matrix.type), "", TONES["g0"])


def _share(share: Share, *, opposed: bool) -> Written:
    value = "–" if share.value is None else percent(share.value)
    thin = is_thin(share)
    conditional = f" *{share.conditional}" if share.conditional else ""
    small = f"of {share.shared:,}{conditional}"
    if share.low is not None and share.high is not None:
        small += f" [{percent(share.low)}–{percent(share.high)}]"
    tone = share_tone(share, opposed=opposed)
    return Written(f"({value})" if thin else value, small, tone, dashed=thin or share.value is None)


def _grid(matrix: Matrix, shown: list[list[Written | None]]) -> Block:
    cells = [cell for row in shown for cell in row if cell]
    pad = 2 * _PAD if len(matrix.columns) <= _MANY else 6.0
    needed = pad + max(
        max((width(cell.large, BODY, "bold") for cell in cells), default=0.0),
        max((width(cell.small, TINY) for cell in cells), default=0.0),
    )
    heads = [visible(ref.label) for ref in matrix.columns]
    turned = len(heads) > _MANY
    wide = max(needed, 30.0)
    if not turned:
        words = max((width(word, SMALL, "bold") for head in heads for word in head.split()), default=0.0)
        wide = max(wide, 58.0, min(words + 6, _HEAD_ROOM))
    room = _TURNED_ROOM if turned else wide - 4
    head_lines = [
        wrapped(head, room, SMALL, "bold", most=_TURNED_LINES if turned else None) for head in heads
    ]
    if turned:
        wide = max(wide, SMALL * LEADING * max(map(len, head_lines), default=1) + 2)
    rows = [wrapped(visible(ref.label), _ROW_ROOM, BODY) for ref in matrix.rows]
    left = max((widest(lines, BODY) for lines in rows), default=0.0) + 12
    top = 8 + (
        max((widest(lines, SMALL, "bold") for lines in head_lines), default=0.0)
        if turned
        else SMALL * LEADING * max(map(len, head_lines), default=0)
    )
    small = any(cell.small for cell in cells)
    least = 40.0 if small else _LEAST_HIGH
    heights = [max(least, len(lines) * BODY * LEADING + 6) for lines in rows]

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for column, lines in enumerate(head_lines):
            middle = x + left + column * (wide + _GAP) + wide / 2
            if turned:
                _turned(canvas, (middle, y + top - 6), lines)
            else:
                first = y + top - 6 - SMALL * LEADING * len(lines)
                canvas.lines((middle, first), lines, SMALL, face="bold", anchor="middle")
        below = y + top
        for lines, high, row in zip(rows, heights, shown, strict=True):
            canvas.lines((x, below + (high - len(lines) * BODY * LEADING) / 2), lines, BODY)
            for column, cell in enumerate(row):
                _cell(canvas, (x + left + column * (wide + _GAP), below, wide, high), cell)
            below += high + _GAP

    return Block(left + len(heads) * (wide + _GAP) - _GAP, top + sum(heights) + _GAP * len(heights), paint)


def _turned(canvas: Canvas, foot: tuple[float, float], lines: list[str]) -> None:
    first = foot[0] - SMALL * LEADING * (len(lines) - 1) / 2 + 0.36 * SMALL
    for index, line in enumerate(lines):
        canvas.text((first + index * SMALL * LEADING, foot[1]), line, SMALL, face="bold", turned=True)


def _cell(canvas: Canvas, place: tuple[float, float, float, float], cell: Written | None) -> None:
    x, y, wide, high = place
    if cell is None:
        canvas.line((x + 4, y + high - 4), (x + wide - 4, y + 4), RULE)
        return
    line = RULE if cell.tone.fill is None else None
    canvas.rect(place, cell.tone.fill, line=line, dashed=cell.dashed)
    middle = x + wide / 2
    baseline = y + high / 2 + (-1.5 if cell.small else 0.36 * BODY)
    canvas.text(
        (middle, baseline),
        cell.large,
        BODY,
        face="italic" if cell.dashed else "bold",
        colour=cell.tone.ink,
        anchor="middle",
    )
    if cell.small:
        canvas.text((middle, baseline + 13.5), cell.small, TINY, colour=cell.tone.ink, anchor="middle")


def _key(matrix: Matrix) -> tuple[KeyEntry, ...]:
    stances = stance_cells(matrix)
    tones = {mark(cell): stance_tone(cell) for cell in stances}
    entries = [KeyEntry(entry.sign, entry.words, tones.get(entry.sign)) for entry in legend(stances)]
    return (*entries, *(KeyEntry(entry.sign, entry.words, Tone(None, INK)) for entry in share_legend(matrix)))
