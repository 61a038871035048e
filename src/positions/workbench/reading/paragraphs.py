"""A source's text in the paragraphs that its reader sees."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from positions.dataset.quotations.search import SourceText
from positions.dataset.quotations.wording import BREAK

_BLANK = re.compile(rf"(?:[^\S\n]*\n[^\S\n]*){{2,}}|[^\S\n]*[{BREAK}\f]\s*")
_ENDS_SENTENCE = re.compile("[.!?…][\"'”’»)\\]]*$")
_LONG_BLOCK = 1500
_LONG_LINE = 120
_SHORT_OF_FULL = 0.8
_LONGEST_HEADING = 110


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph by its number from 0: its span in the text, whether it heads others, its page if any."""

    number: int
    start: int
    end: int
    heading: bool
    page: int | None


def paragraphs_of(source: SourceText) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in order; white space around them is in none."""
    text = source.text
    found: list[Paragraph] = []
    for start, end in _spans(source):
        inner = text[start:end]
        left, right = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
        if left < right:
            page = bisect_right(source.pages, left) or None
            found.append(Paragraph(len(found), left, right, _is_heading(text[left:right]), page))
    return tuple(found)


def _spans(source: SourceText) -> Iterator[tuple[int, int]]:
    text, place = source.text, 0
    for page_end in (*source.pages[1:], len(text)):
        while place < page_end:
            gap = _BLANK.search(text, place, page_end)
            end = gap.start() if gap is not None else page_end
            yield from _parted(text, place, end)
            place = gap.end() if gap is not None else page_end


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a block without blank lines: its long lines, or what ends short."""
    lines = text[start:end].split("\n")
    full = median(map(len, lines))
    each = full > _LONG_LINE
    if len(lines) == 1 or (not each and end - start < _LONG_BLOCK):
        yield start, end
        return
    place = begun = start
    for line in lines:
        place += len(line) + 1
        if each or (len(line) < full * _SHORT_OF_FULL and _ENDS_SENTENCE.search(line.rstrip())):
            yield begun, min(place, end)
            begun = place
    if begun < end:
        yield begun, end


def _is_heading(text: str) -> bool:
    """Whether a paragraph heads others: it is short, and does not end as a sentence does."""
    if len(text) > _LONGEST_HEADING or "\n" in text or not text[0].isalnum():
        return False
    return text[-1].isalnum() or text[-1] in "’')"
