"""Numbers over time: small panels on one axis of time, with lines, or with bars to both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from positions.charts import ChartTone, Series, TimePanel, TimePicture
from positions.render.common.palette import AGREE, FOR, INK, OPPOSE, RULE, SOFT, TONES, WASH
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import Block, KeyEntry, Panel, Stroke
from positions.render.svg.style import NAME, TINY, Anchor, Lettering
from positions.rounding import half_up_whole, short_number

_ROOM, _GUTTER, _AXIS, _HIGH, _FOOT, _BELOW = 1000.0, 34.0, 40.0, 120.0, 18.0, 16.0
_TITLE, _SCALE = NAME, Lettering(TINY, colour=SOFT)
_FEW_DOTS = 60
_BETWEEN = 8.0
"""So far apart stand two dates below an axis."""
_FILLS = {"for": "f2", "against": "a2", "neutral": "z", "plain": "g3", "chance": "n"}
_STROKES: dict[ChartTone, Stroke] = {
    "for": Stroke(FOR, 2),
    "against": Stroke(OPPOSE, 2, "7 4"),
    "neutral": Stroke(SOFT, 1.5, "2 3"),
    "plain": Stroke(AGREE, 2),
    "chance": Stroke(SOFT, 1.5, "2 4"),
}


def time_panel(picture: TimePicture) -> Panel:
    """Return the panels in rows, each with its own heading, all with the same axis of time."""
    across = 1 if len(picture.panels) == 1 else 2 if len(picture.panels) <= 6 else 3
    wide = (_ROOM - _GUTTER * (across - 1)) / across
    heads = [_TITLE.wrapped(panel.title, wide, most=2) for panel in picture.panels]
    rows = range(0, len(picture.panels), across)
    tops, heights = [], []
    for row in rows:
        tops.append(_TITLE.leading * max(map(len, heads[row : row + across])) + 5)
        heights.append(tops[-1] + _HIGH + _FOOT + _BELOW)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for number, row in enumerate(rows):
            for column, panel in enumerate(picture.panels[row : row + across]):
                left = x + column * (wide + _GUTTER)
                lines = heads[row + column]
                above = y + tops[number] - 5 - _TITLE.leading * len(lines)
                canvas.lines((left, above), lines, _TITLE)
                _panel(canvas, (left + _AXIS, y + tops[number] + 2, wide - _AXIS, _HIGH), picture, panel)
            y += heights[number]

    return Panel(picture.title, Block(_ROOM, sum(heights), paint), _key(picture), (), picture.notes)


def _key(picture: TimePicture) -> tuple[KeyEntry, ...]:
    found: dict[str, KeyEntry] = {}
    for panel in picture.panels:
        for series in panel.series:
            if panel.bars:
                entry = KeyEntry("", series.label, TONES[_FILLS[series.tone]])
            else:
                entry = KeyEntry("", series.label, stroke=_STROKES[series.tone])
            found.setdefault(series.label, entry)
    return tuple(found.values())


def _days(picture: TimePicture) -> tuple[list[int], list[int]]:
    starts = [date.fromisoformat(day).toordinal() for day in picture.starts]
    ends = [date.fromisoformat(day).toordinal() + 1 for day in picture.ends]
    return starts, ends


def _panel(
    canvas: Canvas, box: tuple[float, float, float, float], picture: TimePicture, panel: TimePanel
) -> None:
    x, y, wide, high = box
    canvas.rect(box, WASH)
    starts, ends = _days(picture)
    first, last = min(starts), max(ends)
    across = wide / max(last - first, 1)
    extent = (panel.high - panel.low) or 1.0
    zero = y + high * panel.high / extent if panel.low <= 0 <= panel.high else y + high
    for value in dict.fromkeys((panel.low, min(max(0.0, panel.low), panel.high), panel.high)):
        place = y + high * (panel.high - value) / extent
        canvas.line((x, place), (x + wide, place), INK if value == 0 else RULE)
        canvas.text((x - 5, place + 0.36 * TINY), _shown(value, panel), _SCALE.anchored("end"))
    known = [date.fromisoformat(day).toordinal() for day in picture.middles]
    halfway: Sequence[float] = known or [(start + end) / 2 for start, end in zip(starts, ends, strict=True)]
    middles = [x + (day - first) * across for day in halfway]
    if panel.bars:
        room = min((b - a for a, b in pairwise(middles)), default=wide / 2)
        _bars(canvas, middles, max(0.6, min(room, wide / 6) * 0.8), zero, high / extent, panel.series)
    else:
        for series in panel.series:
            places = [
                None if value is None else (middle, y + high * (panel.high - value) / extent)
                for middle, value in zip(middles, series.values, strict=True)
            ]
            _line(canvas, places, _STROKES[series.tone])
    marked = known or starts
    ticks = [
        _Tick(words, x + (marked[place] - first) * across, (x, wide))
        for place, words in _ticks(picture.middles or picture.starts)
    ]
    for tick in _apart(ticks):
        canvas.line((tick.at, y + high), (tick.at, y + high + 4), SOFT)
        canvas.text((tick.at, y + high + 4 + TINY), tick.words, _SCALE.anchored(tick.anchor))


def _shown(value: float, panel: TimePanel) -> str:
    return f"{half_up_whole(abs(value)):,}" if panel.bars else short_number(value).replace("-", "−")


@dataclass(frozen=True, slots=True)
class _Tick:
    """A date below an axis, at a place on an axis that begins at a place and is so long."""

    words: str
    at: float
    axis: tuple[float, float]

    @property
    def anchor(self) -> Anchor:
        x, wide = self.axis
        return "end" if self.at > x + wide * 0.85 else "start" if self.at < x + wide * 0.1 else "middle"

    @property
    def box(self) -> tuple[float, float]:
        """From where to where the words reach."""
        wide = _SCALE.width(self.words)
        left = self.at - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, left + wide


def _apart(ticks: Sequence[_Tick]) -> list[_Tick]:
    """Return the dates that do not touch: the first and the last, and those between them that have room."""
    kept = list(ticks[:1])
    last = ticks[-1] if len(ticks) > 1 and _clear(ticks[0], ticks[-1]) else None
    for tick in ticks[1:-1]:
        if _clear(kept[-1], tick) and (last is None or _clear(tick, last)):
            kept.append(tick)
    return [*kept, last] if last is not None else kept


def _clear(one: _Tick, other: _Tick) -> bool:
    return one.box[1] + _BETWEEN <= other.box[0]


def _ticks(starts: Sequence[str]) -> list[tuple[int, str]]:
    """Return up to four windows with what stands below their first day: a year where a year suffices."""
    number = len(starts)
    places = sorted({index * (number - 1) // 3 for index in range(4)}) if number > 4 else range(number)
    yearly = all(day.endswith("-01-01") for day in starts)
    monthly = all(day.endswith("-01") for day in starts)
    cut = 4 if yearly else 7 if monthly else 10
    return [(place, starts[place][:cut]) for place in places]


def _bars(
    canvas: Canvas,
    middles: Sequence[float],
    wide: float,
    zero: float,
    scale: float,
    series: Sequence[Series],
) -> None:
    by_tone = {one.tone: one for one in series}
    for place, middle in enumerate(middles):
        top = foot = zero
        for tone in ("for", "plain", "neutral", "against"):
            value = by_tone[tone].values[place] if tone in by_tone else None
            if not value:
                continue
            high = value * scale
            if tone == "neutral":  # a mark beside the bars: it is on neither side
                canvas.circle((middle, zero), min(4.0, 1.5 + high / 8), TONES["z"].fill, line=SOFT)
                continue
            if tone == "against":
                canvas.rect((middle - wide / 2, foot, wide, high), TONES[_FILLS[tone]].fill)
                foot += high
            else:
                canvas.rect((middle - wide / 2, top - high, wide, high), TONES[_FILLS[tone]].fill)
                top -= high


def _line(canvas: Canvas, places: Sequence[tuple[float, float] | None], stroke: Stroke) -> None:
    """Draw a line through the places that are known; nothing is drawn across what is not."""
    dotted = len(places) <= _FEW_DOTS and stroke.dash is None
    for one, other in pairwise(places):
        if one is not None and other is not None:
            stroke.draw(canvas, one, other)
    for index, place in enumerate(places):
        near = [places[at] for at in (index - 1, index + 1) if 0 <= at < len(places)]
        if place is not None and (dotted or not any(near)):
            canvas.circle(place, 2.6, stroke.colour)
