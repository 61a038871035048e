"""Networks of windows side by side: small pictures in which every node keeps its place."""

from __future__ import annotations

from positions.charts import SmallNetwork, SmallNetworks
from positions.render.common.palette import AGREE, INK, OPPOSE, RULE, WASH
from positions.render.common.text import visible
from positions.render.svg.canvas import Canvas
from positions.render.svg.crowd import draw_dot, group_key, group_signs, roomy_names
from positions.render.svg.frame import Block, KeyEntry, Panel, Stroke
from positions.render.svg.geometry import scaled
from positions.render.svg.style import NAME, TINY, Lettering

MOST_WINDOWS = 12
"""Of more windows as many are drawn, at equal steps."""

_ROOM, _GUTTER, _EDGES = 1000.0, 22.0, (46.0, 22.0)
_LOOK = Lettering(TINY, halo=WASH)
_FEW, _BESIDE, _MOST_TIES = 14, 11.0, 40


def small_networks_panel(picture: SmallNetworks) -> Panel:
    """Return the windows in rows; who says nothing in one is a pale dot."""
    windows = _chosen(picture.windows)
    across = min(len(windows), 2 if len(windows) <= 4 else 3)
    wide = (_ROOM - _GUTTER * (across - 1)) / across
    high = 0.66 * wide
    places = scaled(picture.points, (wide, high), _EDGES)
    strongest = max((tie[2] for window in windows for tie in window.ties), default=1.0)
    largest = max((size for window in windows for size in window.sizes), default=1)
    signs = group_signs(picture.groups)
    names = [visible(name) for name in picture.names]
    roomy = roomy_names(places, names, (0, 0, wide, high), 7) if len(names) > _FEW else {}
    rows = -(-len(windows) // across)
    step = high + NAME.leading + 16

    def paint(canvas: Canvas, x: float, y: float) -> None:
        for number, window in enumerate(windows):
            left, top = x + (number % across) * (wide + _GUTTER), y + (number // across) * step
            canvas.lines((left, top), [window.heading], NAME)
            top += NAME.leading + 3
            canvas.rect((left, top, wide, high), WASH)
            for a, b, strength, friendly in _drawn(picture, window):
                thick = 0.8 + 3.2 * strength / strongest
                stroke = Stroke(AGREE, thick) if friendly else Stroke(OPPOSE, thick, "5 4")
                ends = [(left + places[node][0], top + places[node][1]) for node in (a, b)]
                stroke.draw(canvas, ends[0], ends[1])
            for node, (px, py) in enumerate(places):
                centre, size = (left + px, top + py), window.sizes[node]
                if not size:
                    canvas.circle(centre, 2.5, RULE)
                    continue
                group = picture.groups[node] if picture.groups else None
                radius = 3.0 + 6.0 * (size / largest) ** 0.5
                draw_dot(canvas, centre, radius, signs.get(group or ""), INK)
            for node, (px, py) in enumerate(places):
                if window.sizes[node] and (not roomy or node in roomy):
                    right = px < wide * 0.7
                    at = (left + px + _BESIDE * (1 if right else -1), top + py + 0.36 * TINY)
                    canvas.text(at, names[node], _LOOK.anchored("start" if right else "end"))

    key = (
        KeyEntry("", "congruence outweighs conflict", stroke=Stroke(AGREE, 3)),
        KeyEntry("", "conflict outweighs congruence", stroke=Stroke(OPPOSE, 3, "7 5")),
        *(group_key(picture.groups) if len(signs) > 1 else ()),
    )
    block = Block(_ROOM, rows * step, paint)
    return Panel(picture.title, block, key, (), (*picture.notes, *_said(picture, len(windows))))


def _drawn(picture: SmallNetworks, window: SmallNetwork) -> list[tuple[int, int, float, bool]]:
    """Return the ties that are drawn, the strongest last: of many of a kind the strongest."""
    most = max(_MOST_TIES, len(picture.names))
    ordered = sorted(window.ties, key=lambda tie: tie[2])
    return [
        tie for friendly in (False, True) for tie in [one for one in ordered if one[3] is friendly][-most:]
    ]


def _chosen(windows: tuple[SmallNetwork, ...]) -> list[SmallNetwork]:
    if len(windows) <= MOST_WINDOWS:
        return list(windows)
    last = len(windows) - 1
    return [windows[place * last // (MOST_WINDOWS - 1)] for place in range(MOST_WINDOWS)]


def _said(picture: SmallNetworks, drawn: int) -> tuple[str, ...]:
    said = ["Every node stands in one place; the larger a dot, the more statements, and a pale one has none."]
    if any(len(_drawn(picture, window)) < len(window.ties) for window in picture.windows):
        said.append("Of many ties of a kind in a window the strongest are drawn.")
    if drawn < len(picture.windows):
        said.append(f"{drawn} of {len(picture.windows):,} windows are drawn, at equal steps.")
    return tuple(said)
