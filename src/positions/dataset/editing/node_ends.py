"""Where values of a YAML file end, and which blank lines and comments belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from positions.dataset.editing.layout_detection import contents
from positions.dataset.yaml.reader import Document, Path, Span

LINE_END = re.compile("\r\n|\r|\n")


def span_at(document: Document, path: Path, *, key: bool = False) -> Span:
    """Return where the value at a path that is there stands, or its key."""
    span = document.span(path, key=key)
    assert span is not None  # the document is not empty
    return span


def end_of(document: Document, path: Path) -> int:
    """Return where the value at a path ends, without the blank lines and comments behind it."""
    inside = contents(document, path)
    while document.style(path) == "block":
        path = (*path, list(inside)[-1] if isinstance(inside, dict) else len(inside or ()) - 1)
        inside = contents(document, path)
    span = span_at(document, path)
    if document.style(path) not in ("literal", "folded"):
        return span.end
    return _end_of_block_text(document.text, span)


def are_parted(document: Document, path: Path, keys: Sequence[str]) -> bool:
    """Whether a blank line stands between the last two keys of a block."""
    if len(keys) < 2:
        return False
    behind = end_of(document, (*path, keys[-2]))
    ahead = span_at(document, (*path, keys[-1]), key=True).start
    lines = LINE_END.split(document.text[behind:ahead])
    return any(not line.strip() for line in lines[1:-1])


def behind_comments(text: str, end: int, column: int) -> int:
    """Return where the line behind a value begins; the end of the text if there is none.

    Comments on the following lines that are indented deeper than `column` belong to the value.
    """
    found = LINE_END.search(text, end)
    if found is None:
        return len(text)
    at = look = found.end()
    while look < len(text):
        ending = LINE_END.search(text, look)
        line = text[look : ending.start() if ending else len(text)]
        words = line.strip(" \t")
        if words and (not words.startswith("#") or line.index("#") <= column):
            break
        look = ending.end() if ending else len(text)
        at = look if words else at
    return at


def with_comments(text: str, end: int, column: int) -> int:
    """Return where a value ends together with the comments behind it (see `behind_comments`)."""
    return _before_line_end(text, behind_comments(text, end, column))


def line_end_of(document: Document) -> str:
    """Return what the lines of a file end with."""
    found = LINE_END.search(document.text)
    return found[0] if found else "\n"


def _before_line_end(text: str, end: int) -> int:
    """Return where the line ends that an offset lies behind; the offset itself if it is within a line."""
    last = text[max(end - 2, 0) : end]
    return end - (2 if last == "\r\n" else 1 if last[-1:] in ("\r", "\n") else 0)


def _end_of_block_text(text: str, span: Span) -> int:
    """Return where a literal or folded text ends: the blank lines behind it are its own only after `|+`."""
    lines = LINE_END.split(text[span.start : span.end])
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
