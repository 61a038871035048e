"""Spaces that are no spaces, pasted from Excel, Word or a web page to where the structure is made."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

# One column wide, so that an ordinary space can take their place and the offsets stay.
_WIDE = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ANY_WIDE = re.compile(f"[{_WIDE}]")
_AFTER = f"[ \t{_WIDE}]"
_STRUCTURE = re.compile(
    f"(?:^|(?<=\r))[ {_WIDE}]*(?=-{_AFTER}|[\\w.-]+:(?:{_AFTER}|[\r\n]|\\Z))"
    f"(?:-[ {_WIDE}]+)*(?:[\\w.-]+:(?={_AFTER}|[\r\n]|\\Z){_AFTER}*)?",
    re.MULTILINE,
)


def find_pasted(text: str) -> list[int]:
    """Return offsets of odd spaces beside a key, its colon or a list's dash, and of tabs after a colon.

    PyYAML's own parser takes no tab after a colon, libyaml does, as YAML says.
    """
    has_wide = not text.isascii() and _ANY_WIDE.search(text) is not None
    if not has_wide and ":\t" not in text:
        return []
    return [
        offset
        for line in _STRUCTURE.finditer(text)
        if not (line[0].isascii() and "\t" not in line[0])
        for offset in range(line.start(), line.end())
        if text[offset] == "\t" or _ANY_WIDE.match(text[offset])
    ]


def replace(text: str, offsets: list[int], character: str) -> str:
    """Return the text with one character in place of those at the sorted offsets."""
    parts, end = [], 0
    for offset in offsets:
        parts += [text[end:offset], character]
        end = offset + 1
    return "".join([*parts, text[end:]])


def within_scalars(offsets: list[int], events: Iterator[Any]) -> set[int]:
    """Return those of the sorted offsets that lie in a scalar: they belong to a text, and to no structure."""
    inside: set[int] = set()
    for event in events:
        if hasattr(event, "value"):
            first = bisect_right(offsets, event.start_mark.index)
            inside.update(offsets[first : bisect_left(offsets, event.end_mark.index)])
    return inside
