"""JSON writes characters beyond U+FFFF as two escapes; YAML has one longer escape for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

_PAIR = re.compile(
    r"(?<!\\)(?:\\\\)*(\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2}))",
)
_HARMLESS = r"\u0041\u0041"


def find_pairs(text: str) -> list[int]:
    """Return the offsets of what may be surrogate pairs: escapes in double quotes, else ordinary text."""
    return [found.start(1) for found in _PAIR.finditer(text)] if r"\u" in text else []


def without_pairs(text: str, offsets: list[int]) -> str:
    """Return a text of the same length that any YAML parser reads."""
    return _replaced(text, offsets, [_HARMLESS] * len(offsets))


def within_double_quotes(offsets: list[int], events: Iterator[Any]) -> list[int]:
    """Return those of the sorted offsets that lie in double quotes, where a backslash begins an escape."""
    inside: list[int] = []
    for event in events:
        if getattr(event, "style", None) == '"':
            first = bisect_left(offsets, event.start_mark.index)
            inside += offsets[first : bisect_left(offsets, event.end_mark.index)]
    return inside


def joined(text: str, offsets: list[int], filler: str) -> str:
    """Return a text of the same length with YAML's escape for each pair, followed by two fillers."""
    escapes = []
    for offset in offsets:
        high, low = int(text[offset + 2 : offset + 6], 16), int(text[offset + 8 : offset + 12], 16)
        escapes.append(f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}{filler * 2}")
    return _replaced(text, offsets, escapes)


def _replaced(text: str, offsets: list[int], pieces: list[str]) -> str:
    parts, end = [], 0
    for offset, piece in zip(offsets, pieces, strict=True):
        parts += [text[end:offset], piece]
        end = offset + len(piece)
    return "".join([*parts, text[end:]])
