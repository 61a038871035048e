"""The frame of every picture: a headline, what it says, the panels, a key and the notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.render.common.heading import dateline_of, headline_of, told_of
from positions.render.common.palette import ACCENT, INK, PAPER, RULE, SOFT, Tone
from positions.render.common.text import visible
from positions.render.svg.canvas import Canvas
from positions.render.svg.style import BODY, HEAD, LEDE, NAME, NOTE, SMALL, SUBHEAD, Lettering
from positions.tables import NetworkPicture, Report

MARGIN = 40.0
NARROWEST, USUAL = 680.0, 1000.0
"""The width of what is between the margins: at least the one, and more than the other only where needed."""

_GAP, _BESIDE = 30.0, 44.0
_READABLE = 820.0
_DEEPER = 1.3
_TOLD, _TOLD_LINES = 2, 3
_KICKER = Lettering(SMALL, "bold", SOFT)
_HEADLINE, _PANEL_TITLE = Lettering(HEAD, "serif"), Lettering(SUBHEAD, "serif")
_LEDE, _WARNING = Lettering(LEDE, colour=SOFT), Lettering(LEDE, "bold")
_ALONE_MINUS, _MINUS = re.compile(r"(?<=\d) - (?=\w)"), re.compile(r"(?<![^\s(])-(?=\d)")


@dataclass(frozen=True)
class Block:
    """Something with a size that can be drawn at a place (its left upper corner)."""

    width: float
    height: float
    paint: Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Stroke:
    """A way of drawing lines: colour, thickness and dashes."""

    colour: str
    thick: float
    dash: str | None = None

    def draw(self, canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a straight line so."""
        canvas.line(start, end, self.colour, thick=self.thick, dash=self.dash)


@dataclass(frozen=True)
class KeyEntry:
    """A line of the key: a sign, on its colour where it has one, or a line, and what it means."""

    sign: str
    words: str
    tone: Tone | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True)
class Panel:
    """A titled block with what a reader must know of its signs."""

    title: str
    block: Block
    key: tuple[KeyEntry, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def page(report: Report, panels: Sequence[Panel]) -> str:
    """Return a report's picture: panels below one another, or side by side where there is room."""
    drawn = [_titled(panel) for panel in panels] if len(panels) > 1 else [panel.block for panel in panels]
    rows = _rows(drawn, max([USUAL, *(block.width for block in drawn)]))
    inner = max([NARROWEST, *(row.width for row in rows)])
    canvas = Canvas()
    blocks = [
        _opening(report, inner, panels[0].title if len(panels) == 1 else None),
        *rows,
        *_closing(report, panels, inner),
    ]
    height = MARGIN + sum(block.height + _GAP for block in blocks) - _GAP + MARGIN
    size = inner + 2 * MARGIN, height
    canvas.rect((0, 0, *size), PAPER)
    y = MARGIN
    for block in blocks:
        block.paint(canvas, MARGIN, y)
        y += block.height + _GAP
    return canvas.document(size, headline_of(report), " ".join((*report.summary, *report.notes)))


def lines_block(text: str, room: float, look: Lettering) -> Block:
    """Return a paragraph."""
    lines = look.wrapped(text, room)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.lines((x, y), lines, look)

    return Block(room, len(lines) * look.leading, paint)


def stacked(blocks: Sequence[Block], gap: float) -> Block:
    """Return blocks below one another as one."""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for block in blocks:
            block.paint(canvas, x, y)
            y += block.height + gap

    height = sum(block.height for block in blocks) + gap * max(len(blocks) - 1, 0)
    return Block(max((block.width for block in blocks), default=0.0), height, paint)


def _rows(blocks: Sequence[Block], limit: float) -> list[Block]:
    """Put blocks side by side as long as they fit, and below the last one where that leaves less empty."""
    rows: list[list[Block]] = []
    for block in blocks:
        row = rows[-1] if rows else []
        below = stacked([row[-1], block], _GAP) if row else block
        if len(row) > 1 and below.height <= _DEEPER * max(other.height for other in row[:-1]):
            row[-1] = below
        elif row and _beside([*row, block]).width <= limit:
            row.append(block)
        else:
            rows.append([block])
    return [_beside(row) for row in rows]


def _beside(blocks: Sequence[Block]) -> Block:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        for block in blocks:
            block.paint(canvas, x, y)
            x += block.width + _BESIDE

    wide = sum(block.width for block in blocks) + _BESIDE * (len(blocks) - 1)
    return Block(wide, max(block.height for block in blocks), paint)


def _titled(panel: Panel) -> Block:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.lines((x, y), [panel.title], _PANEL_TITLE)

    room = max(panel.block.width, _PANEL_TITLE.width(panel.title))
    return stacked([Block(room, _PANEL_TITLE.leading, paint), panel.block], 6)


def _opening(report: Report, inner: float, kicker: str | None) -> Block:
    """Return the headline and what the picture says; `kicker` stands above."""
    room = min(inner, _READABLE)

    def rule(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y, 56, 5), ACCENT)

    told = []
    sentences = told_of(report)
    warned = any(map(_is_warning, sentences[:_TOLD]))
    shortened = 0
    for text in sentences[: _TOLD + warned]:
        look = _WARNING if _is_warning(text) else _LEDE
        shown = _in_brief(typographic(text), room, look)
        shortened += shown != typographic(text)
        told.append(lines_block(shown, room, look))
    left_out = _left_out(len(sentences) - len(told), shortened, report.command)
    told += [lines_block(left_out, room, NOTE)] if left_out else []
    title = headline_of(report)
    if kicker and report.dataset.title and title.endswith(report.dataset.title):
        title = report.dataset.title  # the kicker tells what kind of picture it is
    below = dateline_of(report)
    told = [lines_block(below, room, NOTE), *told] if below else told
    head = lines_block(title, _balanced(title, inner), _HEADLINE)
    above = [lines_block(kicker.upper(), inner, _KICKER)] if kicker else []
    parts = [*above, head, *([stacked(told, 3)] if told else [])]
    return stacked([Block(56, 5, rule), stacked(parts, 7)], 12)


def _left_out(sentences: int, shortened: int, command: str) -> str:
    """Say how many sentences are not in the picture, and how many are shortened; "" where all are whole."""
    parts = [f"{sentences} more {'sentence' if sentences == 1 else 'sentences'}"] if sentences else []
    parts += [f"the rest of {shortened} that {'ends' if shortened == 1 else 'end'} in …"] if shortened else []
    if not parts:
        return ""
    return f"Not in the picture: {' and '.join(parts)}; the command positions {command} prints all."


def _is_warning(text: str) -> bool:
    return text.startswith("Warning")


def _in_brief(text: str, room: float, look: Lettering) -> str:
    """Return a text that takes a few lines: of a longer one what stands before a semicolon or a full stop."""
    if len(look.wrapped(text, room)) <= _TOLD_LINES:
        return text
    ends = [
        found.start() + 1
        for found in re.finditer("[;.] ", text)
        if text.count("(", 0, found.start()) == text.count(")", 0, found.start())
    ]
    cuts = [f"{text[:end]} …" for end in ends]
    fitting = [cut for cut in cuts if len(look.wrapped(cut, room)) <= _TOLD_LINES]
    if fitting:
        return fitting[-1]
    return " ".join(look.wrapped(text, room, most=_TOLD_LINES))


def typographic(text: str) -> str:
    """Return a sentence of the program's with a minus where it has a hyphen for one."""
    return _MINUS.sub("−", _ALONE_MINUS.sub(" − ", text))


def _balanced(text: str, room: float) -> float:
    """Return the least width at which a headline takes no more lines than it has to."""
    least = len(_HEADLINE.wrapped(text, room))
    low, high = 0.5 * room, room
    while high - low > 8:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_HEADLINE.wrapped(text, middle)) <= least else (middle, high)
    return high


def _closing(report: Report, panels: Sequence[Panel], inner: float) -> list[Block]:
    """Return the key, the names in full, the notes, each said once, and the source."""
    room = min(inner, _READABLE)
    entries = dict.fromkeys(entry for panel in panels for entry in panel.key)
    names = dict.fromkeys(name for panel in panels for name in panel.names)
    own = tuple(note for panel in panels for note in panel.notes)
    of_report = () if any(isinstance(shown, NetworkPicture) for shown in report.pictures) else report.notes
    parts: list[Block] = []
    if entries:
        parts.append(_key(list(entries), inner))
    if names:
        told = "; ".join(f"{visible(short)}: {visible(name)}" for short, name in names)
        parts.append(lines_block(told, room, NOTE))
    parts += [lines_block(typographic(note), room, NOTE) for note in dict.fromkeys((*of_report, *own))]
    parts.append(lines_block(_source(report), room, NOTE))

    def rule(canvas: Canvas, x: float, y: float) -> None:
        canvas.line((x, y), (x + inner, y), RULE)

    return [stacked([Block(inner, 1, rule), *parts], 7)]


def _source(report: Report) -> str:
    """Return of which data the picture is: its title, and the start of its SHA-256, as in JSON."""
    data = f" (data {report.dataset.sha256[:8]})" if report.dataset.sha256 else ""
    title = report.dataset.title or report.title
    source = f"Source: {visible(report.credit)}. Data:" if report.credit else "Source:"
    return f"{source} {title}{visible(report.dataset.origin)}{data}. Made with positions {report.command}."


def _key(entries: Sequence[KeyEntry], room: float) -> Block:
    """Return the signs with what they mean, in as many lines as they need."""
    high = 21.0
    places: list[tuple[float, float, float, KeyEntry]] = []
    x = y = 0.0
    for entry in entries:
        sign = max(NAME.width(entry.sign) + 10, 26)
        wide = sign + 6 + NOTE.width(entry.words) + 20
        if x and x + wide > room:
            x, y = 0.0, y + high + 3
        places.append((x, y, sign, entry))
        x += wide

    def paint(canvas: Canvas, left: float, top: float) -> None:
        for dx, dy, sign, entry in places:
            box = left + dx, top + dy, sign, high
            _sign(canvas, box, entry)
            canvas.text((box[0] + sign + 6, box[1] + high / 2 + 0.36 * BODY - 0.5), entry.words, NOTE)

    return Block(room, y + high, paint)


def _sign(canvas: Canvas, box: tuple[float, float, float, float], entry: KeyEntry) -> None:
    x, y, wide, high = box
    if entry.stroke:
        entry.stroke.draw(canvas, (x, y + high / 2), (x + wide, y + high / 2))
        return
    tone = entry.tone or Tone(None, INK)
    canvas.rect(box, tone.fill, line=RULE if tone.fill is None else None, round=2)
    look = NAME.coloured(tone.ink).anchored("middle")
    canvas.text((x + wide / 2, y + high / 2 + 0.36 * BODY), entry.sign, look)
