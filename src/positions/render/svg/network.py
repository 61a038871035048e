"""A network: actors on a circle, or beside issues; kinds of ties differ in dashes, not in colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin, sqrt

from positions.render.common.palette import AGREE, FOR, INK, OPPOSE, PAPER, PLAIN, SOFT
from positions.render.common.text import visible
from positions.render.svg.canvas import Canvas
from positions.render.svg.crowd import draw_dot, group_key, group_signs, roomy_names
from positions.render.svg.frame import Block, KeyEntry, Panel, Stroke
from positions.render.svg.geometry import Box, Point, apart, around, away, covered, crosses, nearest, scaled
from positions.render.svg.labels import LED, Spot, place_names
from positions.render.svg.style import NAME, TINY, Anchor, Lettering
from positions.tables import NetworkPicture, Tie, TieKind

_COLOURS: dict[TieKind, str] = {"agree": AGREE, "oppose": OPPOSE, "both": INK, "plain": PLAIN}
_DASHES: dict[TieKind, str | None] = {"agree": None, "oppose": "7 5", "both": "10 4 2 4", "plain": None}
_NODE, _THIN, _THICK = 9.0, 1.2, 6.5
_FEW_LINES, _LEAST_THICK = 30, 3.0
_IN_KEY, _UNNUMBERED, _FEW_EVEN = 3.0, 0.3, 12
_NAME, _BESIDE = 190.0, 430.0
_ROW, _NEAR_END = 40.0, 0.4
_SMALL_DOT, _LARGE_DOT, _FEW_NAMES = 5.0, 15.0, 60
_FIELD, _EDGES = (940.0, 600.0), (120.0, 44.0)
_MOST_LABELS, _MOST_TIES, _MOST_AVOIDED = 40, 28, 60
_ALONG = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
"""Where on a line its number may stand."""

_NAME_LOOK, _LABEL = replace(NAME, halo=PAPER), Lettering(TINY + 0.5, "bold", anchor="middle")


@dataclass(frozen=True)
class _Node:
    """A node with its name: where the name begins (or ends) and how it is anchored."""

    x: float
    y: float
    lines: list[str]
    text: Point
    anchor: Anchor
    radius: float = _NODE

    @property
    def place(self) -> Point:
        """Where it is."""
        return self.x, self.y

    @property
    def name(self) -> Box:
        """What its name takes."""
        (x, y), wide = self.text, NAME.widest(self.lines)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, y, left + wide, y + NAME.leading * len(self.lines)

    @property
    def dot(self) -> Box:
        """What its mark takes."""
        return around(self.place, 2 * self.radius, 2 * self.radius)


def network_panel(picture: NetworkPicture) -> Panel:
    """Return the network; the thicker a tie the stronger, and its number stands at it where there is room."""
    ordered = _drawn(picture)
    nodes, size = (
        _beside(picture)
        if picture.second
        else _spread(picture, ordered)
        if picture.points
        else _circle(picture)
    )
    signs = group_signs(picture.groups)
    colours = {**_COLOURS, "agree": FOR} if picture.second else _COLOURS
    strokes = _strokes(ordered, colours)
    labels = [] if _is_even(ordered) else _labels(ordered[::-1], nodes)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for tie, stroke in zip(ordered, strokes, strict=True):
            a, b = nodes[tie.a], nodes[tie.b]
            stroke.draw(canvas, (x + a.x, y + a.y), (x + b.x, y + b.y))
        for left, top, right, foot in (node.name for node in nodes if node.lines):
            canvas.rect((x + left - 2, y + top, right - left + 4, foot - top), PAPER, round=3)
        for place, node in enumerate(nodes):
            group = picture.groups[place] if place < len(picture.groups) else None
            draw_dot(canvas, (x + node.x, y + node.y), node.radius, signs.get(group or ""), INK)
        for node in nodes:
            if node.lines:
                end = nearest(node.name, node.place)
                if apart(end, node.place) > LED + node.radius:
                    canvas.line((x + node.x, y + node.y), (x + end[0], y + end[1]), SOFT)
            canvas.lines((x + node.text[0], y + node.text[1]), node.lines, _NAME_LOOK.anchored(node.anchor))
        for (lx, ly), tie in labels:
            room = _LABEL.width(tie.label) + 5
            canvas.rect((x + lx - room / 2, y + ly - 8, room, 16), PAPER, round=3)
            canvas.text((x + lx, y + ly + 0.37 * TINY), tie.label, _LABEL.coloured(colours[tie.kind]))

    refs = dict.fromkeys((*picture.nodes, *picture.second))
    shown = tuple((ref.label, ref.name) for ref in refs if ref.name != ref.label)
    key = tuple(
        KeyEntry("", words, stroke=Stroke(colours[kind], _IN_KEY, _DASHES[kind]))
        for kind, words in picture.kinds
    )
    key = (*key, *(group_key(picture.groups) if len(signs) > 1 else ()))
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
    if len(set(picture.sizes)) > 1:
        notes.append("The larger a dot, the more statements.")
    numbered = sum(bool(tie.label) for tie in drawn)
    if _is_even(drawn):
        notes.append(f"Every tie has the strength {drawn[0].label.lstrip('−')}.")
    elif numbered:
        rest = f" {labelled} of the {numbered} drawn have room for their number."
        notes.append("The thicker a line, the stronger the tie." + (rest if labelled < numbered else ""))
    return tuple(notes)


def _is_even(drawn: Sequence[Tie]) -> bool:
    """Whether many ties have one strength, which is better said once than at every one."""
    return (
        len(drawn) > _FEW_EVEN
        and all(tie.label for tie in drawn)
        and len({tie.strength for tie in drawn}) == 1
    )


def _strokes(drawn: Sequence[Tie], colours: Mapping[TieKind, str]) -> list[Stroke]:
    """Return how each tie is drawn: the thicker the stronger, and all thinner where there are many."""
    strongest = max(tie.strength for tie in drawn)
    most = max(_LEAST_THICK, _THICK * min(1.0, sqrt(_FEW_LINES / len(drawn))))
    alike = _is_even(drawn)
    shares = [tie.strength / strongest if tie.label and not alike else _UNNUMBERED for tie in drawn]
    return [
        Stroke(colours[tie.kind], _THIN + (most - _THIN) * share, _DASHES[tie.kind])
        for tie, share in zip(drawn, shares, strict=True)
    ]


def _radii(picture: NetworkPicture) -> list[float]:
    """Return how large each dot is: its area goes by statements, in a circle within the room for one."""
    number = len(picture.nodes) + len(picture.second)
    if len(picture.sizes) < number or len(set(picture.sizes)) < 2:
        return [_NODE] * number
    least, most = (_SMALL_DOT, _LARGE_DOT) if picture.points else (_SMALL_DOT, _NODE)
    largest = max(picture.sizes)
    return [least + (most - least) * sqrt(size / largest) for size in picture.sizes]


def _spread(picture: NetworkPicture, drawn: Sequence[Tie]) -> tuple[list[_Node], Point]:
    """Return the nodes in their own places, with the names that have room beside them, off the ties drawn."""
    radii = _radii(picture)
    many = len(picture.points) > _FEW_NAMES
    size = (_FIELD[0] * (1.35 if many else 1.0), _FIELD[1] * (1.35 if many else 1.0))
    places = scaled(picture.points, size, _EDGES)
    names = [visible(ref.label) for ref in picture.nodes]
    field = (0.0, 0.0, *size)
    if many:
        roomy = roomy_names(places, names, field, max(radii))
        return [
            _named_at(place, [names[index]] if index in roomy else [], roomy.get(index), radii[index])
            for index, place in enumerate(places)
        ], size
    spots = [
        Spot(place, NAME.wrapped(name, _NAME), (index,), radius)
        for index, (place, name, radius) in enumerate(zip(places, names, radii, strict=True))
    ]
    lines = [(places[tie.a], places[tie.b]) for tie in drawn] if len(drawn) <= _MOST_AVOIDED else []
    boxes = place_names(spots, field, lines)
    return [
        _named_at(spot.place, spot.lines, box, spot.radius) for spot, box in zip(spots, boxes, strict=True)
    ], size


def _named_at(place: Point, lines: list[str], box: Box | None, radius: float) -> _Node:
    """Return a node whose name stands in a box, against the side that is towards it."""
    if box is None:
        return _Node(*place, [], place, "middle", radius)
    share = 0.0 if box[0] >= place[0] else 1.0 if box[2] <= place[0] else 0.5
    anchor: Anchor = "start" if share == 0 else "end" if share == 1 else "middle"
    return _Node(*place, lines, (box[0] + share * (box[2] - box[0]), box[1]), anchor, radius)


def _circle(picture: NetworkPicture) -> tuple[list[_Node], Point]:
    """Return the nodes on an ellipse from the top on clockwise, with their names outside it.

    It grows until no name covers another.
    """
    names = [NAME.wrapped(ref.label, _NAME) for ref in picture.nodes]
    tall = NAME.leading * max(map(len, names), default=1)
    high = max(170.0, len(names) * (tall + 10) / 3.4)
    while (nodes := _round(names, high)) is None:
        high *= 1.1
    boxes = [box for node in nodes for box in (node.name, node.dot)]
    side = max(max(-box[0], box[2]) for box in boxes)  # the same on both sides: the circle is in the middle
    top, foot = min(box[1] for box in boxes), max(box[3] for box in boxes)
    moved = [
        replace(
            node,
            x=node.x + side,
            y=node.y - top,
            text=(node.text[0] + side, node.text[1] - top),
            radius=radius,
        )
        for node, radius in zip(nodes, _radii(picture), strict=True)
    ]
    return moved, (2 * side, foot - top)


def _round(names: Sequence[list[str]], high: float) -> list[_Node] | None:
    """Return nodes around (0, 0) on an ellipse of half this height; None where a name has no room."""
    number, wide = len(names), max(230.0, high)
    turn = 0.5 if number in (2, 4) else 0
    angles = [2 * pi * (index + turn) / number - pi / 2 for index in range(number)]
    places = [(wide * cos(angle), high * sin(angle)) for angle in angles]
    taken = [around(place, 2 * _NODE, 2 * _NODE) for place in places]
    placed: dict[int, _Node] = {}
    for index in sorted(range(number), key=lambda index: round(abs(places[index][0]), 6)):
        for node in _named(places[index], names[index], wide):
            if not any(covered(node.name, other) for other in taken):
                break
        else:
            return None
        taken.append(node.name)
        placed[index] = node
    return [placed[index] for index in range(number)]


def _named(place: Point, lines: list[str], wide: float) -> Iterator[_Node]:
    """Yield a node with its name where it may stand: at the top above it, at the foot below, else beside."""
    x, y = place
    own = NAME.leading * len(lines)
    side: Anchor = "middle" if abs(x) < 1 else "start" if x > 0 else "end"
    outward = {"start": 1, "middle": 0, "end": -1}[side]
    if abs(x) < _NEAR_END * wide:
        above = y - _NODE - 6 - own if y < 0 else y + _NODE + 6
        yield _Node(x, y, lines, (x - outward * _NODE, above), side)
    if outward:
        yield _Node(x, y, lines, (x + outward * (_NODE + 7), y - own / 2), side)


def _beside(picture: NetworkPicture) -> tuple[list[_Node], tuple[float, float]]:
    """Return actors on the left and issues on the right, each as near as can be to what it is tied to."""
    left = [NAME.wrapped(ref.label, _NAME) for ref in picture.nodes]
    right = [NAME.wrapped(ref.label, _NAME) for ref in picture.second]
    row = max(_ROW, NAME.leading * max(map(len, (*left, *right)), default=1) + 8)
    high = row * max(len(left), len(right))
    start = max(map(NAME.widest, left), default=0.0) + 20
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
        replace(node, text=(node.text[0], node.y - NAME.leading * len(node.lines) / 2), radius=radius)
        for node, radius in zip(nodes, _radii(picture), strict=True)
    ]
    return centred, (end + 20 + max(map(NAME.widest, right), default=0.0), high)


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
    taken: list[Box] = [box for node in nodes for box in (node.dot, node.name)]
    lines = {tie: (nodes[tie.a].place, nodes[tie.b].place) for tie in ties}
    found: list[tuple[Point, Tie]] = []
    for tie, ((ax, ay), (bx, by)) in lines.items():
        if not tie.label or len(found) >= _MOST_LABELS:
            continue
        room = _LABEL.width(tie.label) + 6
        places = [(ax + (bx - ax) * share, ay + (by - ay) * share) for share in _ALONG]
        free = [p for p in places if not any(covered(around(p, room, TINY + 6), box) for box in taken)]
        others = [line for other, line in lines.items() if other is not tie]
        clear = [p for p in free if not any(crosses(around(p, room, TINY + 4), *line) for line in others)]
        # else where another line runs past it, though not so close that it could be that one's number
        beside = [p for p in free if all(away(p, *line) >= TINY * 0.8 for line in others)]
        for place in (*clear, *beside)[:1]:
            taken.append(around(place, room, TINY + 6))
            found.append((place, tie))
    return found
