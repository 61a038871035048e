"""Issues as lines from oppose to support, with every actor in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from positions.render.common.marks import in_words, legend, mark, marked, qualifiers
from positions.render.common.palette import INK, RULE, SOFT, WASH, stance_tone
from positions.render.common.text import labels, opposed_text, visible
from positions.render.svg.canvas import Canvas
from positions.render.svg.frame import Block, KeyEntry, Panel, stacked
from positions.render.svg.style import BODY, HEADING, NOTE, SMALL, Anchor, Lettering
from positions.rounding import as_written
from positions.suggest import first_of
from positions.tables import LinePicture, LineScale, PlacedLine, Ref, StanceCell

_LEFT, _FIELD, _SPACE = 250.0, 690.0, 26.0
_CHIP, _BETWEEN, _LEAST_BAR = 22.0, 4.0, 48.0
_MANY_LEVELS, _MOST_LINES = 7, 4
_MOST_CHIPS, _NAMED = 24, 5
"""Where so many stand in one column, a bar shows how many on each, and the first few are named."""

_ABOVE = 10.0
_TITLE, _PROPOSITION, _ON_CHIP = (
    Lettering(BODY + 1, "bold"),
    Lettering(SMALL, "italic", SOFT),
    Lettering(BODY - 1),
)


@dataclass(frozen=True)
class _Label:
    """An actor's mark and name in lines, with the size of their chip; plain words have no cell."""

    lines: list[str]
    wide: float
    high: float
    cell: StanceCell | None


@dataclass(frozen=True)
class _Chip:
    """An actor on the line: `x` is the middle of the chip, `y` its upper edge.

    `at` is the place that it marks on an axis; None where it stands in its level's column.
    """

    x: float
    y: float
    at: float | None
    label: _Label


def lines_panel(picture: LinePicture) -> Panel:
    """Return the issues below one another, beside each its line."""
    rows = list(_rows(picture))
    cells = [cell for line in picture.lines for _, cell in line.holders]
    names = dict.fromkeys(
        (ref.label, ref.name) for line in picture.lines for ref, _ in line.holders if ref.name != ref.label
    )
    tones = {mark(cell): stance_tone(cell) for cell in cells}
    key = tuple(KeyEntry(entry.sign, entry.words, tones.get(entry.sign)) for entry in legend(cells))
    return Panel("Who stands where", stacked(rows, 0), key, tuple(names))


def _rows(picture: LinePicture) -> Iterator[Block]:
    """Yield the issues' lines, below the head of a scale that is not the one before."""
    known: LineScale | None = None
    for line in picture.lines:
        if line.scale != known:
            known = line.scale
            yield _scale(known)
        yield _row(line)


def _placed(scale: LineScale) -> bool:
    """Whether actors stand in columns, one a level."""
    return bool(scale.levels) and len(scale.levels) <= _MANY_LEVELS


def _scale(scale: LineScale) -> Block:
    """Return the head of the lines: the levels, or the two ends."""
    if _placed(scale):
        wide = _FIELD / len(scale.levels)
        heads = [HEADING.wrapped(_level(scale, label), wide - 8) for label, _ in scale.levels]
        high = HEADING.leading * max(map(len, heads)) + 6
    else:
        heads, high = [], HEADING.leading + 6

    def paint(canvas: Canvas, x: float, y: float) -> None:
        left = x + _LEFT + _SPACE
        for index, lines in enumerate(heads):
            top = y + high - 6 - HEADING.leading * len(lines)
            canvas.lines((left + wide * (index + 0.5), top), lines, HEADING.anchored("middle"))
        if not heads:
            ends: tuple[tuple[float, Anchor, str], ...] = (
                (left, "start", _side_end(scale, "← oppose (", scale.minimum, ")")),
                (left + _FIELD, "end", _side_end(scale, "support (", scale.maximum, ") →")),
            )
            for place, anchor, words in ends:
                canvas.lines((place, y), [words], HEADING.anchored(anchor))

    return Block(_LEFT + _SPACE + _FIELD, high, paint)


def _level(scale: LineScale, label: str) -> str:
    return visible(label if scale.nominal else label.replace("-", " "))


def _end(scale: LineScale, value: float) -> str:
    named = next((label for label, number_ in scale.levels if number_ == value), None)
    return visible(named) if named is not None else as_written(value).replace("-", "−")


def _side_end(scale: LineScale, before: str, value: float, behind: str) -> str:
    """Return what stands at an end of the axis; without sides the number alone."""
    end = _end(scale, value)
    return f"{before}{end}{behind}" if scale.sided or scale.nominal else end


def _row(line: PlacedLine) -> Block:
    title = _TITLE.wrapped(line.issue.label, _LEFT)
    told = _PROPOSITION.wrapped(line.proposition or "", _LEFT)
    said = NOTE.wrapped(_opposed(line), _LEFT)
    chips = _columns(line) if _placed(line.scale) else _along(line)
    many = len(line.holders) > _MOST_CHIPS
    other = "; ".join(
        f"{words}: {first_of([visible(ref.label) for ref in refs], _NAMED) if many else labels(refs)}"
        for words, refs in line.others
    )
    others = NOTE.wrapped(other[:1].upper() + other[1:], _FIELD)
    text = _TITLE.leading * len(title) + NOTE.leading * (len(told) + len(said)) + 3
    drawn = max((chip.y + chip.label.high for chip in chips), default=_CHIP)
    high = _ABOVE + max(text, drawn + 8 + NOTE.leading * len(others)) + 12

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.line((x, y), (x + _LEFT + _SPACE + _FIELD, y), RULE)
        top = y + _ABOVE
        top += canvas.lines((x, top), title, _TITLE)
        top += canvas.lines((x, top), told, _PROPOSITION)
        canvas.lines((x, top + 3), said, NOTE.coloured(INK if line.opposed.number else SOFT))
        left, first = x + _LEFT + _SPACE, y + _ABOVE
        _field(canvas, line.scale, (left, first), drawn)
        for chip in chips:
            if chip.at is not None:
                canvas.line((left + chip.at, first), (left + chip.at, first + chip.y), SOFT)
        for chip in chips:
            _draw(canvas, chip, left, first)
        canvas.lines((left, first + drawn + 8), others, NOTE)

    return Block(_LEFT + _SPACE + _FIELD, high, paint)


def _spread(line: PlacedLine) -> str:
    """Return between which amounts actors stand."""
    amounts = (replace(cell, accepts=None) for _, cell in line.holders)
    held = sorted(amounts, key=lambda cell: cell.value or 0.0)
    if not held:
        return "nobody holds a position"
    return (
        in_words(held[0]) if held[0].value == held[-1].value else f"{mark(held[0])} to {in_words(held[-1])}"
    )


def _opposed(line: PlacedLine) -> str:
    if not line.scale.sided and not line.scale.nominal:
        return _spread(line)
    if not line.opposed.total:
        return "no pair holds a position"
    return opposed_text(line.opposed)


def _field(canvas: Canvas, scale: LineScale, place: tuple[float, float], high: float) -> None:
    """Draw what actors stand on: a column a level, or an axis with its ends and neutral."""
    x, y = place
    if _placed(scale):
        wide = _FIELD / len(scale.levels)
        for index, (_, value) in enumerate(scale.levels):
            middle = not scale.nominal and value == scale.neutral
            canvas.rect((x + wide * index + 1, y - 4, wide - 2, high + 8), "#ece8e0" if middle else WASH)
        return
    canvas.rect((x, y - 4, _FIELD, high + 8), WASH)
    canvas.line((x, y), (x + _FIELD, y), INK, thick=1.5)
    middle_x = x + _FIELD * _share(scale, scale.neutral)
    if scale.sided and not scale.nominal:
        canvas.line((middle_x, y - 4), (middle_x, y + high + 4), RULE, thick=2)


def _share(scale: LineScale, value: float) -> float:
    return (value - scale.minimum) / ((scale.maximum - scale.minimum) or 1.0)


def _columns(line: PlacedLine) -> list[_Chip]:
    """Return the chips in their level's column, beside one another as long as they fit."""
    wide = _FIELD / len(line.scale.levels)
    chips: list[_Chip] = []
    numbers = Counter(cell.value for _, cell in line.holders)
    if max(numbers.values(), default=0) > _MOST_CHIPS:
        return [
            chip
            for index, (_, value) in enumerate(line.scale.levels)
            if numbers[value]
            for chip in _tally(line, value, (wide * index, wide))
        ]
    for index, (_, value) in enumerate(line.scale.levels):
        rows: list[list[_Label]] = []
        for ref, cell in line.holders:
            if cell.value != value:
                continue
            label = _label(ref, cell, wide - 12)
            if rows and sum(item.wide + _BETWEEN for item in rows[-1]) + label.wide <= wide - 8:
                rows[-1].append(label)
            else:
                rows.append([label])
        y = 0.0
        for row in rows:
            used = sum(item.wide for item in row) + _BETWEEN * (len(row) - 1)
            start = wide * (index + 0.5) - used / 2
            for label in row:
                chips.append(_Chip(start + label.wide / 2, y, None, label))
                start += label.wide + _BETWEEN
            y += max(label.high for label in row) + _BETWEEN
    return chips


def _tally(line: PlacedLine, value: float, column: tuple[float, float]) -> Iterator[_Chip]:
    """Yield a bar as long as a level's part of those who hold a position, and below it a few names."""
    left, wide = column[0] + 6, column[1] - 12
    held = [(ref, cell) for ref, cell in line.holders if cell.value == value]
    cell = replace(held[0][1], condition=None, confidence=None)
    long = max(wide * len(held) / len(line.holders), _LEAST_BAR)
    yield _Chip(left + long / 2, 0.0, None, _Label([f"{mark(cell)} {len(held)}"], long, _CHIP, cell))
    told = NOTE.wrapped(first_of([visible(ref.label) for ref, _ in held], _NAMED), wide)
    names = _Label(told, wide, NOTE.leading * len(told), None)
    yield _Chip(left + wide / 2, _CHIP + _BETWEEN, None, names)


def _along(line: PlacedLine) -> list[_Chip]:
    """Return the chips below the places that they mark, each in the first row where it has room."""
    held = sorted(line.holders, key=lambda item: item[1].value or 0.0)
    labels_ = [_label(ref, cell, _FIELD / 3) for ref, cell in held]
    row_high = max((label.high for label in labels_), default=_CHIP) + _BETWEEN
    chips: list[_Chip] = []
    ends: list[float] = []
    for label, (_, cell) in zip(labels_, held, strict=True):
        at, half = _FIELD * _share(line.scale, cell.value or 0.0), label.wide / 2
        middle = min(max(at, half), _FIELD - half)
        row = next((row for row, end in enumerate(ends) if end + _BETWEEN <= middle - half), len(ends))
        ends[row : row + 1] = [middle + half]
        chips.append(_Chip(middle, _ABOVE + row * row_high, at, label))
    return chips


def _label(ref: Ref, cell: StanceCell, room: float) -> _Label:
    """Return what stands on a chip: the mark and the name, a long one in several lines."""
    if cell.label is None:  # a number: a sign after it would read as part of it
        text = f"{mark(cell)} {visible(ref.label)}{qualifiers(cell)}"
    else:
        text = f"{marked(cell) if cell.side is not None else qualifiers(cell)} {visible(ref.label)}"
    lines = _ON_CHIP.wrapped(text, room - 14, most=_MOST_LINES)
    high = max(_CHIP, len(lines) * _ON_CHIP.leading + 7)
    return _Label(lines, _ON_CHIP.widest(lines) + 14, high, cell)


def _draw(canvas: Canvas, chip: _Chip, left: float, top: float) -> None:
    label = chip.label
    if label.cell is None:
        canvas.lines((left + chip.x - label.wide / 2, top + chip.y), label.lines, NOTE)
        return
    tone = stance_tone(label.cell)
    place = left + chip.x - label.wide / 2, top + chip.y, label.wide, label.high
    canvas.rect(place, tone.fill, line=RULE if tone.fill is None else None, round=_CHIP / 2)
    first = top + chip.y + (label.high - len(label.lines) * _ON_CHIP.leading) / 2
    canvas.lines((left + chip.x, first), label.lines, _ON_CHIP.coloured(tone.ink).anchored("middle"))
