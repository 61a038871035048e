"""Removing a value from a YAML file, as splices of its text: its own lines or characters alone."""

from __future__ import annotations

from positions.dataset.editing.layout_detection import contents
from positions.dataset.editing.node_ends import LINE_END, behind_comments, end_of, line_end_of, span_at
from positions.dataset.editing.splice import replace_value
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path


def remove_value(document: Document, path: Path) -> list[Splice]:
    """Return the splices that remove a key with its value, or an item of a list.

    A mapping or list that would be left empty goes with it; the last section of a file stays, as `{}`.
    Comments on the lines of the value and those indented deeper below it go with it, those above it stay.
    """
    while len(path) > 1 and len(_keys(document, path[:-1])) == 1:
        path = path[:-1]
    if len(_keys(document, path[:-1])) == 1:
        return replace_value(document, path, {})
    return [_in_flow(document, path) if document.style(path[:-1]) == "flow" else _in_block(document, path)]


def _keys(document: Document, path: Path) -> list[str | int]:
    inside = contents(document, path)
    return list(inside) if isinstance(inside, dict) else list(range(len(inside or ())))


def _in_flow(document: Document, path: Path) -> Splice:
    keys = _keys(document, path[:-1])
    index = keys.index(path[-1])
    start, end = span_at(document, path, key=True).start, end_of(document, path)
    before = end_of(document, (*path[:-1], keys[index - 1])) if index else start
    if index + 1 < len(keys) and (not index or LINE_END.search(document.text, before, start)):
        return Splice(start, span_at(document, (*path[:-1], keys[index + 1]), key=True).start, "")
    return Splice(before, end, "")


def _in_block(document: Document, path: Path) -> Splice:
    """Return the splice for what stands between line ends, or behind the dash that a list has before it."""
    text, keys = document.text, _keys(document, path[:-1])
    index = keys.index(path[-1])
    start = span_at(document, path, key=True).start
    line = _line_start(text, start)
    lead = text[line:start]
    is_item = not isinstance(path[-1], str)
    if is_item:
        dash = text.rindex("-", 0, start)
        line, lead = _line_start(text, dash), text[_line_start(text, dash) : dash]
        start = dash
    if lead.strip(" \t?"):  # the first of its mapping or list, behind the dash of an outer list
        following = span_at(document, (*path[:-1], keys[index + 1]), key=True).start
        return Splice(start, text.rindex("-", 0, following) if is_item else following, "")
    return _whole_lines(document, line, behind_comments(text, end_of(document, path), len(lead)))


def _whole_lines(document: Document, start: int, end: int) -> Splice:
    """Return the splice that removes whole lines; of the blank lines around them, those above go too."""
    text, newline = document.text, len(line_end_of(document))
    at_the_end = end == len(text)
    if at_the_end or LINE_END.match(text, end) is not None:
        while start:
            above = _line_start(text, start - newline)
            if text[above:start].strip():
                break
            start = above
    if at_the_end and start and not LINE_END.search(text[-2:]):
        start -= newline  # the file ends without a line end, as it did
    return Splice(start, end, "")


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
