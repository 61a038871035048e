"""The words of a statement, cut from its document as Discourse Network Analyzer counts characters."""

from __future__ import annotations

from positions.names import APOSTROPHES

_BEFORE = f"-{APOSTROPHES}.,"
_AFTER = f"-{APOSTROPHES}"


def cut_words(text: str, start: int, stop: int) -> str:
    """Return a span that is counted in UTF-16 units, as Java does, grown to the borders of its words."""
    if not text.isascii():
        units = text.encode("utf-16-le", "surrogatepass")
        start = len(units[: 2 * start].decode("utf-16-le", "ignore"))
        stop = len(units[: 2 * stop].decode("utf-16-le", "ignore"))
    while 0 < start < len(text) and _joins(text, start):
        start -= 1
    while 0 < stop < len(text) and _joins(text, stop):
        stop += 1
    return text[start:stop]


def _joins(text: str, place: int) -> bool:
    """Whether the characters on both sides of a place belong to one word, compound or figure."""
    before, after = text[place - 1], text[place]
    return (before.isalnum() or before in _BEFORE) and (after.isalnum() or after in _AFTER)
