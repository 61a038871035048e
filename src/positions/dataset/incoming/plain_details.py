"""The metadata of a text or Markdown file: front matter, labelled lines, its first heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINES = 15
"""From the top, among which labels are looked for."""

_LABELS = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "by": "author",
    "publisher": "publisher",
    "date": "date",
    "published": "date",
    "url": "url",
    "source": "url",
    "language": "language",
    "lang": "language",
}
_LABEL = re.compile(r"(\w{2,9})\s{0,3}:\s{0,9}(\S.{0,400})\Z")
_BY = re.compile(r"By ((?:[A-Z][\w.'’-]{0,30} ){1,3}[A-Z][\w'’-]{0,30})\Z")
_HEADING = re.compile(r"#{1,6}\s+(\S.*?)\s*#*\Z")
_LONGEST_TITLE = 200


def plain_details(text: str) -> Iterator[tuple[str, str | None]]:
    """Return what the first lines say, the better first; the last resort for a title is the first line."""
    lines = [line.strip() for line in text.lstrip("\ufeff").lstrip().splitlines()]
    if lines[:1] == ["---"] and "---" in lines[1:60]:
        end = lines.index("---", 1)
        yield from _labelled(lines[1:end])
        lines = lines[end + 1 :]
    lines = [line for line in lines if line][:_LINES]
    yield from _labelled(lines)
    for line in lines:
        if heading := _HEADING.match(line):
            yield "title", heading[1]
        if by := _BY.match(line):
            yield "author", by[1]
        yield "url", line  # a line that is nothing but an address
        yield "date", line if len(line) < 40 else None
    yield from (("title", line) for line in lines[:1] if len(line) <= _LONGEST_TITLE)


def _labelled(lines: list[str]) -> Iterator[tuple[str, str | None]]:
    for line in lines:
        label = _LABEL.match(line)
        if label is not None and label[1].lower() in _LABELS:
            yield _LABELS[label[1].lower()], label[2].strip("\"'")
