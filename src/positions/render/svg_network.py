"""A network: actors on a circle, or beside issues; kinds of ties differ in dashes, not in colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from positions.render.svg_canvas import Anchor, Canvas
from positions.render.svg_metrics import widest, width, wrapped
from positions.render.svg_page import Block, KeyEntry, Panel, Stroke
from positions.render.svg_style import AGREE, BODY, INK, LEADING, OPPOSE, PAPER, PLAIN, TINY
from positions.render.text import visible
from positions.tables import NetworkPicture, Tie, TieKind

_STYLES: dict[TieKind, tuple[str, str | None]] = {
    "agree": (AGREE, None),
    "oppose": (OPPOSE, "7 5"),
    "both": (INK, "10 4 2 4"),
    "plain": (PLAIN, None),
}
_NODE, _THIN, _THICK = 9.0, 1.2, 6.5
_NAME, _BESIDE = 190.0, 430.0
_ROW = 40.0
_MOST_LABELS, _MOST_TIES = 40, 28

Point = tuple[float, float]


@dataclass(frozen=True)
class _Node:
    """A node with its name: where the name begins (or ends) and how it is anchored."""

    x: float
    y: float
    lines: list[str]
    text: Point
    anchor: Anchor


def network_panel(picture: NetworkPicture) -> Panel:
    """Return the network; the thicker a tie the stronger, and its number stands at it where there is room."""
    nodes, size = _beside(picture) if picture.second else _circle(picture)
    strongest = max(tie.strength for tie in picture.ties)
    ordered = _drawn(picture)
    labels = _labels(ordered[::-1], nodes)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for tie in ordered:
            a, b = nodes[tie.a], nodes[tie.b]
            stroke = _stroke(tie.kind, tie.strength / strongest if tie.label else 0.3)
            stroke.draw(canvas, (x + a.x, y + a.y), (x + b.x, y + b.y))
        for node in nodes:
            canvas.circle((x + node.x, y + node.y), _NODE, INK, line=PAPER)
            place = x + node.text[0], y + node.text[1]
            canvas.lines(place, node.lines, BODY, face="bold", anchor=node.anchor, halo=PAPER)
        for (lx, ly), tie in labels:
            colour, room = _STYLES[tie.kind][0], width(tie.label, TINY + 0.5, "bold") + 5
            canvas.rect((x + lx - room / 2, y + ly - 8, room, 16), PAPER, round=3)
            place = x + lx, y + ly + 0.37 * TINY
            canvas.text(place, tie.label, TINY + 0.5, face="bold", colour=colour, anchor="middle")

    refs = dict.fromkeys((*picture.nodes, *picture.second))
    shown = tuple((ref.label, ref.name) for ref in refs if ref.name != ref.label)
    key = tuple(KeyEntry("", words, stroke=_stroke(kind, 0.35)) for kind, words in picture.kinds)
    notes = (*picture.notes, *_notes(picture, ordered, len(labels)))
    return Panel("Who is tied to whom", Block(*size, paint), key, shown, notes)


def _drawn(picture: NetworkPicture) -> list[Tie]:
    """Return the ties that are drawn, the strongest last: of many of a kind the strongest."""
    ordered = sorted(picture.ties, key=lambda tie: (tie.strength, -tie.a, -tie.b))
    most = max(_MOST_TIES, 2 * (len(picture.nodes) + len(picture.second)))
    kept = {tie for kind, _ in picture.kinds for tie in [tie for tie in ordered if tie.kind == kind][-most:]}
    return [tie for tie in ordered if tie in kept]


def _notes(picture: NetworkPicture, drawn: Sequence[Tie], labelled: int) -> tuple[str, ...]:
    notes = []
    if len(drawn) < len(picture.ties):
        numbers = [
            (sum(tie.kind == kind for tie in drawn), sum(tie.kind == kind for tie in picture.ties), words)
            for kind, words in picture.kinds
        ]
        told = "; ".join(f"{some} of {all_} ({words})" for some, all_, words in numbers)
        notes.append(f"Drawn are the strongest ties of each kind: {told}.")
    told_number = sum(bool(tie.label) for tie in drawn)
    if told_number:
        notes.append("The thicker a line, the stronger the tie.")
    if labelled < told_number:
        notes[-1] += f" {labelled} of the {told_number} drawn have room for their number."
    return tuple(notes)


def _stroke(kind: TieKind, share: float) -> Stroke:
    colour, dash = _STYLES[kind]
    return Stroke(colour, _THIN + (_THICK - _THIN) * share, dash)


def _circle(picture: NetworkPicture) -> tuple[list[_Node], tuple[float, float]]:
    """Return the nodes on an ellipse from the top on clockwise, with their names outside it."""
    number = len(picture.nodes)
    names = [wrapped(visible(ref.label), _NAME, BODY, "bold") for ref in picture.nodes]
    side = max((widest(lines, BODY, "bold") for lines in names), default=0.0) + 24
    tall = BODY * LEADING * max(map(len, names), default=1)
    high = max(170.0, number * (tall + 10) / 3.4)
    wide = max(230.0, high)
    middle = side + wide, high + tall + 24
    nodes = []
    for index, lines in enumerate(names):
        angle = 2 * pi * (index + (0.5 if number in (2, 4) else 0)) / max(number, 1) - pi / 2
        dx, dy = cos(angle), sin(angle)
        x, y = middle[0] + wide * dx, middle[1] + high * dy
        own = BODY * LEADING * len(lines)
        if abs(dx) < 0.2:
            text: Point = (x, y - _NODE - 6 - own) if dy < 0 else (x, y + _NODE + 6)
            nodes.append(_Node(x, y, lines, text, "middle"))
        else:
            right = dx > 0
            text = x + (_NODE + 7) * (1 if right else -1), y - own / 2
            nodes.append(_Node(x, y, lines, text, "start" if right else "end"))
    top = min(min(node.y - _NODE, node.text[1]) for node in nodes)
    foot = max(max(node.y + _NODE, node.text[1] + BODY * LEADING * len(node.lines)) for node in nodes)
    moved = [
        _Node(node.x, node.y - top, node.lines, (node.text[0], node.text[1] - top), node.anchor)
        for node in nodes
    ]
    return moved, (2 * middle[0], foot - top)


def _beside(picture: NetworkPicture) -> tuple[list[_Node], tuple[float, float]]:
    """Return actors on the left and issues on the right, each as near as can be to what it is tied to."""
    left = [wrapped(visible(ref.label), _NAME, BODY, "bold") for ref in picture.nodes]
    right = [wrapped(visible(ref.label), _NAME, BODY, "bold") for ref in picture.second]
    row = max(_ROW, BODY * LEADING * max(map(len, (*left, *right)), default=1) + 8)
    high = row * max(len(left), len(right))
    start = max((widest(lines, BODY, "bold") for lines in left), default=0.0) + 20
    end = start + _BESIDE
    nodes = [
        _Node(start, high * (i + 0.5) / len(left), lines, (start - _NODE - 7, 0), "end")
        for i, lines in enumerate(left)
    ]
    places = _sorted_places(picture, [node.y for node in nodes], high)
    nodes += [
        _Node(end, y, lines, (end + _NODE + 7, 0), "start") for y, lines in zip(places, right, strict=True)
    ]
    centred = [
        _Node(n.x, n.y, n.lines, (n.text[0], n.y - BODY * LEADING * len(n.lines) / 2), n.anchor)
        for n in nodes
    ]
    return centred, (end + 20 + max((widest(lines, BODY, "bold") for lines in right), default=0.0), high)


def _sorted_places(picture: NetworkPicture, heights: Sequence[float], high: float) -> list[float]:
    """Return the height of each issue: they stand in the order of the mean height of their actors."""
    number, first = len(picture.second), len(picture.nodes)
    tied: list[list[float]] = [[] for _ in range(number)]
    for tie in picture.ties:
        tied[tie.b - first].append(heights[tie.a])
    means = [sum(found) / len(found) if found else high for found in tied]
    order = sorted(range(number), key=lambda issue: (round(means[issue], 6), issue))
    places = [0.0] * number
    for place, issue in enumerate(order):
        places[issue] = high * (place + 0.5) / number
    return places


def _labels(ties: Sequence[Tie], nodes: Sequence[_Node]) -> list[tuple[Point, Tie]]:
    """Return where the numbers of the ties stand: each on its line, none on another or on a node."""
    taken: list[tuple[Point, float]] = [((node.x, node.y), 2 * _NODE + 4) for node in nodes]
    found: list[tuple[Point, Tie]] = []
    for tie in ties:
        if not tie.label or len(found) >= _MOST_LABELS:
            continue
        a, b = nodes[tie.a], nodes[tie.b]
        room = width(tie.label, TINY + 0.5, "bold") + 6
        for share in (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8):
            place = a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share
            if all(
                abs(place[0] - x) > (room + other) / 2 or abs(place[1] - y) > TINY + 6
                for (x, y), other in taken
            ) and not _crossed(place, tie, ties, nodes):
                taken.append((place, room))
                found.append((place, tie))
                break
    return found


def _crossed(place: Point, own: Tie, ties: Sequence[Tie], nodes: Sequence[_Node]) -> bool:
    """Whether another tie runs so close to a place that a number there could be taken for its own."""
    return any(tie is not own and _away(place, nodes[tie.a], nodes[tie.b]) < TINY * 0.8 for tie in ties)


def _away(place: Point, a: _Node, b: _Node) -> float:
    """Return the distance of a place from a line between two nodes."""
    dx, dy = b.x - a.x, b.y - a.y
    length = dx * dx + dy * dy
    share = min(max(((place[0] - a.x) * dx + (place[1] - a.y) * dy) / length, 0.0), 1.0) if length else 0.0
    return hypot(place[0] - a.x - share * dx, place[1] - a.y - share * dy)
