"""Changes to a YAML file as splices of its text: nothing but what is asked for changes.

Each function looks at a document and returns splices. Comments stay where they are:
what is added stands right behind the last value of its mapping or list, before the blank lines and comments
that lead to what comes next; only comments that are indented deeper than it stay above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from positions.dataset.editing.layout_detection import contents, layout_at, mark_at
from positions.dataset.editing.node_ends import (
    LINE_END,
    are_parted,
    behind_comments,
    end_of,
    line_end_of,
    span_at,
    with_comments,
)
from positions.dataset.editing.yaml_nodes import (
    Layout,
    Node,
    Scalar,
    entry_lines,
    flow_pair,
    flow_text,
    item_lines,
    mapping_lines,
)
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path, Span

_COMMA = re.compile(r"(?:\s|#[^\r\n]*+)*,")  # never one in a comment
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?")
_WIDEST = 100


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
    column = span_at(document, path).column - 1
    lines = list(entry_lines(key, node, column, layout))
    lines[0] = _like(document, (*path, last), lines[0], key, node)
    apart = isinstance(node, Mapping) and bool(node) and are_parted(document, path, list(inside))
    return [_lines_behind(document, end_of(document, (*path, last)), column, lines, apart=apart)]


def add_item(document: Document, path: Path, node: Node) -> list[Splice]:
    """Return the splices that add an item to the list at a path, which is not empty."""
    layout = layout_at(document, path)
    last = (*path, len(_list(document, path)) - 1)
    if document.style(path) == "flow":
        return _into_flow(document, path, last, flow_text(node, layout))
    column = span_at(document, path).column - 1
    return [
        _lines_behind(document, end_of(document, last), column, _item(document, last, node, column, layout))
    ]


def make_list(document: Document, path: Path, node: Node) -> list[Splice]:
    """Return the splices that make the value at a path, which is no list, the first of two items.

    A mapping below its key is not indented anew: its first line gets the dash.
    """
    layout, span = layout_at(document, path), span_at(document, path)
    end = end_of(document, path)
    if document.style(path[:-1]) == "flow":
        return [
            Splice(span.start, span.start, "["),
            Splice(end, end, f", {flow_text(node, layout)}]"),
        ]
    key = span_at(document, path, key=True)
    key_column, value_column = key.column - 1, span.column - 1
    text, newline = document.text, line_end_of(document)
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
    layout, span, end = layout_at(document, path), span_at(document, path), end_of(document, path)
    outer, style = document.style(path[:-1]), document.style(path)
    if isinstance(node, Scalar) and style != "block":
        return [Splice(span.start, end, layout.scalar(node, flow=outer == "flow"))]
    if outer == "flow" or not isinstance(node, Mapping):
        if style == "block" and isinstance(path[-1], str):
            return _onto_key_line(document, path, flow_text(node, layout))
        return [Splice(span.start, end, flow_text(node, layout))]
    column = span.column - 1
    in_list = not isinstance(path[-1], str)
    is_mapping = isinstance(contents(document, path), dict)
    if (style == "block" and is_mapping) or in_list:
        short = flow_text(node, layout)
        if style == "flow" and column + len(short) <= _WIDEST:
            return [Splice(span.start, end, short)]
        lines = list(mapping_lines(node, column, layout))
        if style == "block":
            end = with_comments(document.text, end, column - 1)
        return [Splice(span.start, end, line_end_of(document).join(lines).lstrip(" "))]
    key = span_at(document, path, key=True)
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
    span = span_at(document, path)
    written = document.text[span.start : span.end]
    pair = flow_pair(key, node, layout)
    if document.style(path[:-1]) == "flow" or LINE_END.search(written) or "#" in written:
        if document.style(path) == "flow":
            return [Splice(span.start + 1, span.start + 1, pair)]
        if written:
            return [Splice(span.start, span.end, f"{{{pair}}}")]
        colon = document.text.index(":", span_at(document, path, key=True).end) + 1
        return [Splice(colon, colon, f" {{{pair}}}")]
    outer = span_at(document, path, key=True)
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
    text, end = document.text, end_of(document, last)
    first_line = span_at(document, path).line
    start = span_at(document, last, key=True)
    rest = _REST.match(text, end)
    comma = _COMMA.match(text, end)
    if comma is not None:
        rest = _REST.match(text, comma.end())
    assert rest is not None  # the pattern matches the empty text too
    line_end = LINE_END.match(text, rest.end())
    if start.line == first_line or line_end is None:
        return [Splice(end, end, f", {piece}")]
    line = f"{' ' * (start.column - 1)}{piece}{',' if comma is not None else ''}{line_end[0]}"
    added = Splice(line_end.end(), line_end.end(), line)
    return [added] if comma is not None else [Splice(end, end, ","), added]


def _onto_key_line(document: Document, path: Path, written: str) -> list[Splice]:
    """Return the splices that put a short value behind a key in the place of the block below it."""
    text = document.text
    key, span, end = span_at(document, path, key=True), span_at(document, path), end_of(document, path)
    colon = text.index(":", key.end) + 1
    line_end = LINE_END.search(text, colon, span.start)
    assert line_end is not None  # a block begins on a line of its own
    return [
        Splice(colon, colon, f" {written}"),
        Splice(line_end.start(), with_comments(text, end, key.column - 1), ""),
    ]


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
    text, newline = document.text, line_end_of(document)
    at = behind_comments(text, end, column)
    before = LINE_END.split(text[:at][-_WIDEST:])
    ended = before[-1] == ""
    if apart and before[-2 if ended else -1].strip():
        lines = ["", *lines]
    return Splice(at, at, "".join(line + newline if ended else newline + line for line in lines))


def _list(document: Document, path: Path) -> list[object]:
    inside = contents(document, path)
    assert isinstance(inside, list)  # the caller has checked
    return list(inside)
