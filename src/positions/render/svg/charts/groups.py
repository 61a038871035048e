"""Who is in which group, window by window: a row for each name, a cell for each window."""

from __future__ import annotations

from positions.charts import GroupsPicture
from positions.render.common.palette import GROUP_COLOURS, RULE, SOFT, Tone, luminance
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import Block, KeyEntry, Panel
from positions.render.svg.style import BODY, NAME, SMALL, TINY, Lettering

_LEFT, _ROW, _GAP, _MOST_WIDE, _LEAST_WIDE, _ROOM = 230.0, 26.0, 3.0, 74.0, 5.0, 760.0
_NUMBERED = 18.0
_DAY = Lettering(TINY, colour=SOFT)


def groups_panel(picture: GroupsPicture) -> Panel:
    """Return the rows; a name whose colour changes from one window to the next has moved."""
    step = max(_LEAST_WIDE, min(_MOST_WIDE, _ROOM / max(len(picture.starts), 1)))
    names = [NAME.wrapped(name, _LEFT - 14, most=2) for name in picture.names]
    heights = [max(_ROW, NAME.leading * len(lines)) for lines in names]
    head = TINY + 8.0
    every = max(1, -(-int(_DAY.width("2000-00-00") + 8) // int(step)))

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for place in range(0, len(picture.starts), every):
            canvas.text((x + _LEFT + place * step, y + TINY), picture.starts[place], _DAY)
        y += head
        for lines, high, cells in zip(names, heights, picture.cells, strict=True):
            canvas.lines((x, y + (high - NAME.leading * len(lines)) / 2), lines, NAME)
            for place, group in enumerate(cells):
                box = (x + _LEFT + place * step, y + 1, max(step - _GAP, step * 0.8), high - 2)
                _cell(canvas, box, group, numbered=step >= _NUMBERED)
            y += high + _GAP

    wide = _LEFT + step * len(picture.starts)
    numbers = sorted({group for row in picture.cells for group in row if group})
    key = tuple(KeyEntry(str(number), f"{picture.word} {number}", tone_of(number)) for number in numbers[:8])
    high = head + sum(heights) + _GAP * len(heights)
    return Panel(picture.title, Block(wide, high, paint), key, (), picture.notes)


def tone_of(group: int) -> Tone:
    """Return the colours of a group by its number from 1; after the last colour they begin anew."""
    fill = GROUP_COLOURS[(group - 1) % len(GROUP_COLOURS)]
    return Tone(fill, "#000000" if luminance(fill) > 0.179 else "#ffffff")


def _cell(
    canvas: Canvas, box: tuple[float, float, float, float], group: int | None, *, numbered: bool
) -> None:
    x, y, wide, high = box
    if group is None:
        canvas.line((x, y + high / 2), (x + wide, y + high / 2), RULE)
        return
    tone = tone_of(group)
    canvas.rect(box, tone.fill, round=2)
    if numbered:
        look = Lettering(SMALL, "bold", tone.ink, "middle")
        canvas.text((x + wide / 2, y + high / 2 + 0.36 * BODY - 1), str(group), look)
