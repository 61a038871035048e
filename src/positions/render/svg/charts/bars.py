"""Bars to both sides of a line: against to the left, for to the right, neither behind them."""

from __future__ import annotations

from positions.charts import Bar, BarPicture
from positions.render.common.palette import INK, TONES
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import Block, KeyEntry, Panel
from positions.render.svg.style import BODY, NAME, NOTE, Lettering

MOST_BARS = 60
"""Of more names only the first are drawn."""

_LEFT, _FIELD, _HIGH, _GAP, _SPACE = 280.0, 560.0, 22.0, 9.0, 8.0
_AGAINST, _FOR, _NEUTRAL = TONES["a2"], TONES["f2"], TONES["z"]
_NUMBER = Lettering(BODY)


def bars_panel(picture: BarPicture) -> Panel:
    """Return the bars, all on one scale, each number at the end of its bar."""
    bars = picture.bars[:MOST_BARS]
    names = [NAME.wrapped(bar.label, _LEFT - 16) for bar in bars]
    heights = [max(_HIGH, NAME.leading * len(lines)) + _GAP for lines in names]
    ends = max((_NUMBER.width(f"{bar.against:,}") for bar in bars if bar.against), default=0.0) + _SPACE
    right = max(bar.favour + bar.neutral for bar in bars)
    left = max(bar.against for bar in bars)
    scale = (_FIELD - 2 * ends) / max(left + right, 1)
    zero = _LEFT + (ends + left * scale if left else 0.0)
    behind = max(NOTE.width(_behind(bar)) for bar in bars) + 2 * _SPACE

    def paint(canvas: Canvas, x: float, y: float) -> None:
        top = y
        for bar, lines, high in zip(bars, names, heights, strict=True):
            middle = y + (high - _GAP) / 2
            canvas.lines((x, middle - NAME.leading * len(lines) / 2), lines, NAME)
            _bar(canvas, (x + zero, middle), scale, bar)
            y += high
        canvas.line((x + zero, top - 4), (x + zero, y - _GAP + 4), INK)

    wide = zero + right * scale + ends + behind
    key = (
        *((KeyEntry("", "against", _AGAINST),) if left else ()),
        *((KeyEntry("", "for", _FOR),) if any(bar.favour for bar in bars) else ()),
        *((KeyEntry("", "neutral, or no side", _NEUTRAL),) if any(bar.neutral for bar in bars) else ()),
    )
    more = len(picture.bars) - len(bars)
    notes = (f"The first {MOST_BARS} are drawn; {more:,} more are not.",) if more else ()
    return Panel(picture.title, Block(wide, sum(heights), paint), key, (), notes)


def _behind(bar: Bar) -> str:
    number = bar.favour + bar.neutral
    return f"{number:,}  {bar.words}" if not bar.neutral else f"{bar.favour:,} + {bar.neutral:,}  {bar.words}"


def _bar(canvas: Canvas, zero: tuple[float, float], scale: float, bar: Bar) -> None:
    x, middle = zero
    base = middle + 0.36 * BODY
    if bar.against:
        wide = bar.against * scale
        canvas.rect((x - wide, middle - _HIGH / 2, wide, _HIGH), _AGAINST.fill)
        canvas.text((x - wide - 4, base), f"{bar.against:,}", _NUMBER.anchored("end"))
    for number, tone in ((bar.favour, _FOR), (bar.neutral, _NEUTRAL)):
        if number:
            canvas.rect((x, middle - _HIGH / 2, number * scale, _HIGH), tone.fill)
            x += number * scale
    said = f"{bar.favour:,}" if not bar.neutral else f"{bar.favour:,} + {bar.neutral:,}"
    said = f"{bar.neutral:,}" if bar.neutral and not bar.favour else said
    canvas.text((x + 4, base), said, _NUMBER)
    canvas.text((x + 4 + _NUMBER.width(said) + _SPACE, base), bar.words, NOTE)
