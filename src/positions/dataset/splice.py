"""Changes to a YAML file as splices of its text: nothing but what is asked for changes.

Each function looks at a document and returns splices; `spliced` applies them. Comments stay where they are:
what is added stands right behind the last value of its mapping or list, before the blank lines and comments
that lead to what comes next; only comments that are indented deeper than it stay above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from positions.dataset.observe import contents, layout_at, mark_at
from positions.dataset.reader import Document, Path, Span
from positions.dataset.yaml_nodes import (
    Layout,
    Node,
    Scalar,
    entry_lines,
    flow_pair,
    flow_text,
    item_lines,
    mapping_lines,
)

_LINE_END = re.compile("\r\n|\r|\n")
_COMMA = re.compile(r"(?:\s|#[^\r\n]*+)*,")  # never one in a comment
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?")
_WIDEST = 100


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of the text, by its offsets, and what takes its place."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with the splices made; of several at one place the first comes first.

    Raises:
        ValueError: if two of them overlap.
    """
    parts, at = [], 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if splice.start < at:
            raise ValueError("two changes overlap")
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join(parts) + text[at:]


def add_key(document: Document, path: Path, key: str, node: Node, after: str | None = None) -> list[Splice]:
    """Return the splices that add a key with its value to the mapping at a path.

    Args:
        document: the file.
        path: the mapping; it may be empty, or a key without a value.
        key: the new key.
        node: its value.
        after: the key behind which it is to stand; the last one unless given.
    """
    layout = layout_at(document, path)
    inside = contents(document, path)
    if not isinstance(inside, dict) or not inside:
        return _fill(document, path, key, node, layout)
    last = after if after is not None else list(inside)[-1]
    if document.style(path) == "flow":
        piece = _like(document, (*path, last), flow_pair(key, node, layout), key, node)
        return _into_flow(document, path, (*path, last), piece)
    column = _span(document, path).column - 1
    lines = list(entry_lines(key, node, column, layout))
    lines[0] = _like(document, (*path, last), lines[0], key, node)
    apart = isinstance(node, Mapping) and bool(node) and _parted(document, path, list(inside))
    return [_lines_behind(document, _end(document, (*path, last)), column, lines, apart=apart)]


def add_item(document: Document, path: Path, node: Node) -> list[Splice]:
    """Return the splices that add an item to the list at a path, which is not empty."""
    layout = layout_at(document, path)
    last = (*path, len(_list(document, path)) - 1)
    if document.style(path) == "flow":
        return _into_flow(document, path, last, flow_text(node, layout))
    column = _span(document, path).column - 1
    return [
        _lines_behind(document, _end(document, last), column, _item(document, last, node, column, layout))
    ]


def make_list(document: Document, path: Path, node: Node) -> list[Splice]:
    """Return the splices that make the value at a path, which is no list, the first of two items.

    A mapping below its key is not indented anew: its first line gets the dash.
    """
    layout, span = layout_at(document, path), _span(document, path)
    end = _end(document, path)
    if document.style(path[:-1]) == "flow":
        return [
            Splice(span.start, span.start, "["),
            Splice(end, end, f", {flow_text(node, layout)}]"),
        ]
    key = _span(document, path, key=True)
    key_column, value_column = key.column - 1, span.column - 1
    text, newline = document.text, _newline(document)
    if "\n" not in text[key.end : span.start] and "\r" not in text[key.end : span.start]:
        column = key_column + layout.dash
        colon = text.index(":", key.end) + 1
        dash = Splice(colon, span.start, f"{newline}{' ' * column}{'-'.ljust(layout.gap)}")
    elif value_column - 2 >= key_column:
        column = value_column - 2
        layout = replace(layout, gap=2)
        dash = Splice(span.start - 2, span.start, "- ")
    else:  # indented by one column: there is no room for a dash
        column = key_column
        start = span.start - value_column
        dash = Splice(start, start, f"{' ' * column}-{newline}")
    return [dash, _lines_behind(document, end, column, _item(document, path, node, column, layout))]


def replace_value(document: Document, path: Path, node: Node) -> list[Splice]:
    """Return the splices that put another value in the place of the one at a path.

    A comment behind it stays, if the value or its key stands on the same line.
    """
    layout, span, end = layout_at(document, path), _span(document, path), _end(document, path)
    outer, style = document.style(path[:-1]), document.style(path)
    if isinstance(node, Scalar) and style != "block":
        return [Splice(span.start, end, layout.scalar(node, flow=outer == "flow"))]
    if outer == "flow" or not isinstance(node, Mapping):
        if style == "block" and isinstance(path[-1], str):
            return _onto_key_line(document, path, flow_text(node, layout))
        return [Splice(span.start, end, flow_text(node, layout))]
    column = span.column - 1
    in_list = not isinstance(path[-1], str)
    if style == "block" or in_list:
        short = flow_text(node, layout)
        if style == "flow" and column + len(short) <= _WIDEST:
            return [Splice(span.start, end, short)]
        lines = list(mapping_lines(node, column, layout))
        if style == "block":
            end = _with_comments(document.text, end, column - 1)
        return [Splice(span.start, end, _newline(document).join(lines).lstrip(" "))]
    key = _span(document, path, key=True)
    colon = document.text.index(":", key.end) + 1
    lines = list(mapping_lines(node, key.column - 1 + layout.step, layout))
    return [Splice(colon, end, ""), _lines_behind(document, end, key.column - 1, lines)]


def rename_text(document: Document, span: Span, new: str) -> Splice:
    """Return the splice that puts an id in the place of the one at a span, quoted as that was."""
    mark = document.text[span.start]
    return Splice(span.start, span.end, Layout(key_mark=mark if mark in "'\"" else "").key(new, flow=True))


def _like(document: Document, neighbour: Path, line: str, key: str, node: Node) -> str:
    """Return the line with its key, and its value if that is a text, quoted as the neighbour's are."""
    layout = layout_at(document, neighbour[:-1])
    flow = document.style(neighbour[:-1]) == "flow"
    styled = replace(
        layout,
        key_mark=mark_at(document, neighbour, key=True) or layout.key_mark,
        text_mark=mark_at(document, neighbour) or layout.text_mark,
    )
    written = line.lstrip(" ")
    lead = line[: len(line) - len(written)] + styled.key(key, flow=flow)
    if isinstance(node, str):
        return f"{lead}: {styled.scalar(node, flow=flow)}"
    return lead + written[len(layout.key(key, flow=flow)) :]


def _fill(document: Document, path: Path, key: str, node: Node, layout: Layout) -> list[Splice]:
    """Return the splices that put a first key into an empty mapping, or behind a key without a value."""
    span = _span(document, path)
    written = document.text[span.start : span.end]
    pair = flow_pair(key, node, layout)
    if document.style(path[:-1]) == "flow" or _LINE_END.search(written) or "#" in written:
        if document.style(path) == "flow":
            return [Splice(span.start + 1, span.start + 1, pair)]
        lead = "" if document.text[span.start - 1 : span.start].isspace() else " "
        return [Splice(span.start, span.end, f"{lead}{{{pair}}}")]
    outer = _span(document, path, key=True)
    column = outer.column - 1
    colon = document.text.index(":", outer.end) + 1
    lines = list(entry_lines(key, node, column + layout.step, layout))
    return [
        *([Splice(colon, span.end, "")] if written else []),
        _lines_behind(document, span.end, column, lines),
    ]


def _into_flow(document: Document, path: Path, last: Path, piece: str) -> list[Splice]:
    """Return the splices that add a piece behind the last one between brackets.

    Where each piece has a line of its own, so does the new one.
    """
    text, end = document.text, _end(document, last)
    first_line = _span(document, path).line
    start = _span(document, last, key=True)
    rest = _REST.match(text, end)
    comma = _COMMA.match(text, end)
    if comma is not None:
        rest = _REST.match(text, comma.end())
    assert rest is not None  # it matches nothing as well
    line_end = _LINE_END.match(text, rest.end())
    if start.line == first_line or line_end is None:
        return [Splice(end, end, f", {piece}")]
    line = f"{' ' * (start.column - 1)}{piece}{',' if comma is not None else ''}{line_end[0]}"
    added = Splice(line_end.end(), line_end.end(), line)
    return [added] if comma is not None else [Splice(end, end, ","), added]


def _onto_key_line(document: Document, path: Path, written: str) -> list[Splice]:
    """Return the splices that put a short value behind a key in the place of the block below it."""
    text = document.text
    key, span, end = _span(document, path, key=True), _span(document, path), _end(document, path)
    colon = text.index(":", key.end) + 1
    line_end = _LINE_END.search(text, colon, span.start)
    assert line_end is not None  # a block begins on a line of its own
    return [
        Splice(colon, colon, f" {written}"),
        Splice(line_end.start(), _with_comments(text, end, key.column - 1), ""),
    ]


def _with_comments(text: str, end: int, column: int) -> int:
    """Return where a value ends together with the comments behind it (see `_behind_comments`)."""
    return _before_line_end(text, _behind_comments(text, end, column))


def _before_line_end(text: str, end: int) -> int:
    """Return where the line ends that an offset lies behind; the offset itself if it is within a line."""
    last = text[max(end - 2, 0) : end]
    return end - (2 if last == "\r\n" else 1 if last[-1:] in ("\r", "\n") else 0)


def _item(document: Document, last: Path, node: Node, column: int, layout: Layout) -> list[str]:
    """Return the lines of a new item: on one line between braces, if it is short and the last one is too."""
    if isinstance(node, Mapping) and document.style(last) == "flow":
        line = f"{' ' * column}{'-'.ljust(layout.gap)}{flow_text(node, layout)}"
        if len(line) <= _WIDEST:
            return [line]
    return list(item_lines(node, column, layout))


def _lines_behind(
    document: Document, end: int, column: int, lines: Sequence[str], *, apart: bool = False
) -> Splice:
    """Return the splice that adds lines behind a value and its comments; `apart`: behind a blank line."""
    text, newline = document.text, _newline(document)
    at = _behind_comments(text, end, column)
    before = _LINE_END.split(text[:at][-_WIDEST:])
    ended = before[-1] == ""
    if apart and before[-2 if ended else -1].strip():
        lines = ["", *lines]
    return Splice(at, at, "".join(line + newline if ended else newline + line for line in lines))


def _behind_comments(text: str, end: int, column: int) -> int:
    """Return where the line behind a value begins; the end of the text if there is none.

    Comments on the following lines that are indented deeper than `column` belong to the value.
    """
    found = _LINE_END.search(text, end)
    if found is None:
        return len(text)
    at = look = found.end()
    while look < len(text):
        ending = _LINE_END.search(text, look)
        line = text[look : ending.start() if ending else len(text)]
        words = line.strip(" \t")
        if words and (not words.startswith("#") or line.index("#") <= column):
            break
        look = ending.end() if ending else len(text)
        at = look if words else at
    return at


def _end(document: Document, path: Path) -> int:
    """Return where the value at a path ends, without the blank lines and comments behind it."""
    inside = contents(document, path)
    while document.style(path) == "block":
        path = (*path, list(inside)[-1] if isinstance(inside, dict) else len(inside or ()) - 1)
        inside = contents(document, path)
    span = _span(document, path)
    if document.style(path) not in ("literal", "folded"):
        return span.end
    return _end_of_block_text(document.text, span)


def _end_of_block_text(text: str, span: Span) -> int:
    """Return where a literal or folded text ends: the blank lines behind it are its own only after `|+`."""
    lines = _LINE_END.split(text[span.start : span.end])
    head, body = lines[0], [line for line in lines[1:] if line.strip(" ")]
    if "+" in head or not body:
        return _before_line_end(text, span.end)
    indent = len(body[0]) - len(body[0].lstrip(" "))
    end = span.end
    while True:
        start = max(text.rfind("\n", span.start, end), text.rfind("\r", span.start, end)) + 1
        line = text[start:end]
        if line.strip(" ") or len(line) > indent:
            return end
        end = _before_line_end(text, start)


def _parted(document: Document, path: Path, keys: Sequence[str]) -> bool:
    """Whether a blank line stands between the last two keys of a block."""
    if len(keys) < 2:
        return False
    behind = _end(document, (*path, keys[-2]))
    ahead = _span(document, (*path, keys[-1]), key=True).start
    lines = _LINE_END.split(document.text[behind:ahead])
    return any(not line.strip() for line in lines[1:-1])


def _newline(document: Document) -> str:
    found = _LINE_END.search(document.text)
    return found[0] if found else "\n"


def _list(document: Document, path: Path) -> list[object]:
    inside = contents(document, path)
    assert isinstance(inside, list)  # the caller has looked
    return list(inside)


def _span(document: Document, path: Path, *, key: bool = False) -> Span:
    span = document.span(path, key=key)
    assert span is not None  # the document is not empty
    return span
