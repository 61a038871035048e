"""Draw the floors of the program from its imports, and list its rooms, for the page on the architecture.

Writes docs/images/architecture.svg and the table between the markers in docs/contributing/architecture.md.
With --check: fail where one of them is not fresh, and write nothing.

Every part stands above all that it imports, as near below what imports it as it can be; what imports nothing
is the ground floor. An arrow that follows from others is left out. The imports are read by the reader of the
architecture tests, lazy ones and those for types included.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from helpers.imports import folder_graphs, import_graph, module_files  # noqa: E402 (found by the line above)

PICTURE = ROOT / "docs" / "images" / "architecture.svg"
PAGE = ROOT / "docs" / "contributing" / "architecture.md"
BEGIN, END = "<!-- rooms: made by scripts/architecture_picture.py -->", "<!-- end of rooms -->"

Graph = Mapping[str, set[str]]
Box = tuple[float, float, float, float]
"""Left, top, width and height."""

_LINE, _GAP, _BETWEEN, _MARGIN = 17, 18, 40, 20
_LETTER = 6.9  # the width of one in the rooms' lettering, a little generous
_ROOMS_WIDE = 34  # letters in a line of rooms


def parts() -> dict[str, set[str]]:
    """Return which part of the program imports which others; without the entry point and the version."""
    graph = folder_graphs(import_graph())["positions"]
    names = {
        name for entry, targets in graph.items() for name in (entry, *targets) if not name.startswith("_")
    }
    return {name: {t for t in graph.get(name, ()) if t in names} for name in sorted(names)}


def reduced(graph: Graph) -> dict[str, set[str]]:
    """Return a graph without cycles less the arrows that follow from others."""

    def reach(name: str) -> set[str]:
        return graph[name].union(*(reach(target) for target in graph[name]))

    return {
        name: {one for one in targets if not any(one in reach(other) for other in targets)}
        for name, targets in graph.items()
    }


def floors(graph: Graph) -> list[list[str]]:
    """Return the parts by floor, the highest first: each below what imports it, leaves on the ground."""
    importers = {name: {other for other in graph if name in graph[other]} for name in graph}

    def depth(name: str) -> int:
        return 1 + max((depth(other) for other in importers[name]), default=-1)

    depths = {name: depth(name) for name in graph}
    ground = max(depths.values())
    depths.update({name: ground for name, targets in graph.items() if not targets})
    return [sorted(name for name in graph if depths[name] == floor) for floor in range(ground + 1)]


def rooms(part: str) -> list[str]:
    """Return the folders within a part of the program."""
    here = ROOT / "src" / "positions" / part
    return sorted(path.parent.name for path in here.glob("*/__init__.py"))


def wrapped(words: Iterable[str]) -> list[str]:
    """Return words as lines, parted by dots."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + len(word) + 3 <= _ROOMS_WIDE:
            lines[-1] += f" · {word}"
        else:
            lines.append(word)
    return lines


Chain = tuple[str, str]
"""Where an arrow, named by its ends, passes a floor between them."""

Node = str | Chain


class Arrow(NamedTuple):
    """An arrow: the floor where it begins, and its node on each floor from there on."""

    first: int
    nodes: list[Node]

    def at(self, floor: int) -> Node | None:
        """Return the arrow's node on a floor, None where it is not there."""
        return self.nodes[floor - self.first] if 0 <= floor - self.first < len(self.nodes) else None


def columns(graph: Graph) -> tuple[list[list[Node]], dict[Chain, Arrow]]:
    """Return the nodes of each floor from left to right, and the nodes that each arrow passes.

    An arrow over several floors has a place on each of them, so that it runs through no box. The order is by
    the mean place of the neighbours, swept down and up.
    """
    levels: list[list[Node]] = [list(floor) for floor in floors(graph)]
    floor_of = {name: number for number, floor in enumerate(levels) for name in floor}
    paths: dict[Chain, Arrow] = {}
    for name, targets in reduced(graph).items():
        for target in sorted(targets):
            between = range(floor_of[name] + 1, floor_of[target])
            for number in between:
                levels[number].append((name, target))
            nodes: list[Node] = [name, *[(name, target)] * len(between), target]
            paths[name, target] = Arrow(floor_of[name], nodes)
    numbers = list(range(len(levels)))
    for _ in range(12):
        for number in numbers[1:]:
            _sort(levels, number, number - 1, paths)
        for number in numbers[-2::-1]:
            _sort(levels, number, number + 1, paths)
    return levels, paths


def _sort(levels: list[list[Node]], floor: int, beside: int, paths: Mapping[Chain, Arrow]) -> None:
    """Put the nodes of a floor in the order of the mean place of their neighbours on the floor beside it."""
    places = {node: (at + 0.5) / len(levels[beside]) for at, node in enumerate(levels[beside])}
    means: dict[Node, float] = {}
    for at, node in enumerate(levels[floor]):
        near = [path.at(beside) for path in paths.values() if path.at(floor) == node]
        found = [places[other] for other in near if other is not None]
        means[node] = sum(found) / len(found) if found else (at + 0.5) / len(levels[floor])
    levels[floor].sort(key=lambda node: (means[node], str(node)))


def drawing() -> str:
    """Return the picture as SVG, which stands on its own and needs no font but the reader's."""
    graph = parts()
    levels, paths = columns(graph)
    texts = {name: wrapped(rooms(name)) for name in graph}
    widths = {
        name: 24 + max(len(name) * 9.2, *(len(line) * _LETTER for line in lines), 60)
        if lines
        else 24 + len(name) * 9.2
        for name, lines in texts.items()
    }

    def width(node: Node) -> float:
        return widths[node] if isinstance(node, str) else 12

    spans = [sum(map(width, level)) + _GAP * (len(level) - 1) for level in levels]
    whole = max(spans) + 2 * _MARGIN
    boxes: dict[str, Box] = {}
    crossings: dict[tuple[int, Chain], Box] = {}
    top = float(_MARGIN)
    for number, level in enumerate(levels):
        tall = 34 + _LINE * max(len(texts[node]) for node in level if isinstance(node, str))
        left = (whole - spans[number]) / 2
        for node in level:
            if isinstance(node, str):
                boxes[node] = (left, top, width(node), tall)
            else:
                crossings[number, node] = (left, top, width(node), tall)
            left += width(node) + _GAP
        top += tall + _BETWEEN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:.0f} {top - _BETWEEN + _MARGIN:.0f}" '
        f'width="{whole:.0f}" height="{top - _BETWEEN + _MARGIN:.0f}" role="img" '
        'font-family="system-ui, sans-serif">',
        "<title>The floors of positions: each part imports only what lies below it</title>",
        '<rect width="100%" height="100%" fill="#fffdfa"/>',
        '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#55565c"/></marker>',
    ]
    for (name, target), path in sorted(paths.items()):
        between = range(path.first + 1, path.first + len(path.nodes) - 1)
        stops = [crossings[floor, (name, target)] for floor in between]
        lines.append(_arrow(boxes[name], stops, boxes[target]))
    for name, (left, up, wide, tall) in boxes.items():
        lines.append(
            f'<rect x="{left:.1f}" y="{up:.1f}" width="{wide:.1f}" height="{tall}" rx="5" '
            'fill="#f5f2ec" stroke="#55565c"/>'
        )
        middle, up = left + wide / 2, up + (tall - 34 - _LINE * len(texts[name])) / 2
        lines.append(_text(middle, up + 22, name, 'font-size="15" font-weight="700" fill="#1b1b1d"'))
        for at, line in enumerate(texts[name], 1):
            lines.append(_text(middle, up + 22 + _LINE * at, line, 'font-size="12.5" fill="#55565c"'))
    return "\n".join([*lines, "</svg>", ""])


def _text(x: float, y: float, text: str, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" {look}>{escape(text)}</text>'


def _arrow(start: Box, stops: list[Box], end: Box) -> str:
    """Return a line from the foot of a box down through its places on other floors to the head of a box."""
    x, y = start[0] + start[2] / 2, start[1] + start[3]
    drawn = f"M{x:.1f} {y:.1f}"
    for left, up, wide, tall in (*stops, (*end[:3], 0)):
        middle = left + wide / 2
        half = (y + up) / 2
        drawn += f"C{x:.1f} {half:.1f} {middle:.1f} {half:.1f} {middle:.1f} {up:.1f}"
        if tall:
            drawn += f"V{up + tall:.1f}"
        x, y = middle, up + tall
    return f'<path d="{drawn}" fill="none" stroke="#55565c" stroke-width="1.2" marker-end="url(#tip)"/>'


def table() -> str:
    """Return a row for each part and room: name, what it holds (its docstring's first line), imports."""
    graph, files = parts(), module_files()
    names = [
        name
        for floor in floors(graph)
        for part in floor
        for name in (part, *(f"{part}/{room}" for room in rooms(part)))
    ]
    rows = ["| room | what it holds | what it imports |", "| --- | --- | --- |"]
    for name in names:
        path = files[f"positions.{name.replace('/', '.')}"]
        said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]
        below = ", ".join(f"`{target}`" for target in sorted(graph.get(name, ())))
        suffix = "/" if path.name == "__init__.py" else ".py"
        rows.append(f"| `{name}{suffix}` | {said.replace('|', chr(92) + '|')} | {below} |")
    return "\n".join(rows)


def texts() -> dict[Path, str]:
    """Return what each of the two files should hold."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    return {PICTURE: drawing(), PAGE: f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.split(END)[1]}"}


def stale() -> list[str]:
    """Return the names of the files that are missing or not what they should be."""
    return [
        path.name
        for path, text in texts().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"stale: {', '.join(stale())}: run python scripts/architecture_picture.py" if stale() else 0)
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")
