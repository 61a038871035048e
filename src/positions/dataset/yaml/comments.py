"""Where `#` begins a comment that may be meant as text: `quote: #NightBuses`, `We are #1`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LINE_END = r"(?:\r\n|\r|\n)"
_AFTER_TEXT = re.compile(r"[^\s#]([ \t]+)#(.?)")
_NEXT_LINE = re.compile(rf"[^\s#][ \t]*({_LINE_END})([ \t]+)#(?=\w)(?![\w.-]+:(?:[ \t]|$))", re.MULTILINE)
_KEYS = re.compile(r"[ \t]*(?:-[ \t]+)*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+#(?=\w)")
_NEXT_TEXT = re.compile(r"[^\r\n]*\s*")
_TEXT_LIKE = re.compile(r"(?:^|[ \t])#(?=\w)(?![\w.-]+:(?:[ \t]|$))", re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a text that may be meant as part of a value, by the offsets that parsers give.

    A comment as yamllint's defaults want it, two spaces away from what is before it and with a space after
    its #, is never among them.

    Attributes:
        text: the text.
        after: offset of the space before a # -> offset of the #. A value ends there, or an empty one stands
            there, right after its colon or dash.
        below: where a text ends whose next line begins with a # and stands deeper -> offset of the #.
        above: where the text begins that follows a line with nothing but a # after its colon or dash.
    """

    text: str
    after: dict[int, int] = field(default_factory=dict)
    below: dict[int, int] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.after or self.below)

    def in_value(self, start: int, end: int, style: str | None) -> int | None:
        """Return the offset of a # that ate a part of the scalar between two offsets, or all of it."""
        text = self.text
        if style in ("|", ">"):
            return found.end() - 1 if (found := _BLOCK_HEADER.match(text, start)) else None
        if start in self.above:
            return self.above[start]
        if style:
            return None
        if end in self.after and (start == end or _LETTER.search(text, start, end)):
            return self.after[end]
        place = self.below.get(end)
        if place is None or not _LETTER.search(text, start, end):
            return None
        return place if self._stands_deeper(place, start) else None

    def _stands_deeper(self, place: int, start: int) -> bool:
        """Whether a # stands deeper than the key of the text that begins at an offset."""
        text = self.text
        line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        own = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
        keys = _KEYS.match(text, line)
        key_column = 0 if keys is None else keys.end() - line
        return place - own > key_column or (line + key_column == start and place - own == key_column)


def find_comments(text: str) -> Comments:
    """Return the comments that may be meant as text; the time taken grows with the text's length only."""
    if "#" not in text:
        return Comments(text)
    found = Comments(text)
    for match in _AFTER_TEXT.finditer(text):
        if len(match[1]) > 1 and not match[2].isalnum():
            continue
        place = match.end(1)
        found.after[match.start(1)] = place
        if text[match.start()] in ":-":
            rest = _NEXT_TEXT.match(text, place)
            if rest is not None:
                found.above[rest.end()] = place
    for match in _NEXT_LINE.finditer(text):
        found.below[match.start() + 1] = match.end() - 1
    return found


def looks_like_text(line: str) -> int | None:
    """Return where in a line a # begins a comment that is probably meant as text; None where none does."""
    found = _TEXT_LIKE.search(line)
    return None if found is None else found.end() - 1
