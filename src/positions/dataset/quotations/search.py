"""Is this quotation in that source's text?

What does not matter: the kinds of quotation marks, dashes and spaces, and whether quotation marks are there
at all; line breaks, hyphenation at a line's end, soft hyphens, invisible signs; ligatures; how an accent is
encoded; and `. , ; :` where a quotation, or a part of it beside left-out words, begins or ends. Everything
else does: words, their order and letter case, figures, hyphens in compounds, and punctuation inside.

A quotation begins and ends at the border of a word, a hyphenated compound or a figure ("form" is not in
"reform", nor "compliance" in "non-compliance", nor "1" in "1,000").

Left-out words and an editor's brackets are described in `quotations.parts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from positions.dataset.quotations.parts import (
    Effort,
    Part,
    TooManyPlacesError,
    most_between,
    occurrences,
    parts_of,
)
from positions.dataset.quotations.passages import Passages
from positions.dataset.quotations.wording import Wording, wording_of

MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands: the line (from 1) and the span in the source's text; of a PDF, the page too.

    With left-out words the line is that of the first part, and the span reaches to the end of the last.
    On a page, lines count from its top.
    """

    line: int
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class NotFound:
    """A quotation that is not in the text.

    `passage` is the closest passage of the source and `line` (and of a PDF `page`) its place; None where
    nothing is like it. `difference` marks word by word what differs: `[-words-]` are in the quotation only,
    `{+words+}` in the source only. Where no word differs it is a sentence, and `in_words` is False.
    `gave_up` says that it may be in the text all the same: too many places there are like a part of it.
    """

    line: int | None
    passage: str | None
    difference: str | None
    page: int | None = None
    in_words: bool = True
    gave_up: bool = False


class SourceText:
    """A source's text, prepared once for any number of quotations.

    `text` is what lines and spans refer to; `pages` are the offsets at which its pages begin, none where it
    has no pages.
    """

    def __init__(self, text: str, pages: tuple[int, ...] = ()) -> None:
        self.text = text
        self.pages = pages
        self.wording = wording_of(text)
        self._passages: Passages | None = None

    @property
    def passages(self) -> Passages:
        """An index of the words, made when it is first needed."""
        if self._passages is None:
            self._passages = Passages(self.text, self.wording)
        return self._passages

    def line(self, offset: int) -> tuple[int, int | None]:
        """Return the line of an offset, from 1, and its page; with pages, the line on that page."""
        begun = [start for start in self.pages if start <= offset]
        return self.text.count("\n", begun[-1] if begun else 0, offset) + 1, len(begun) or None


@dataclass(frozen=True, slots=True)
class _Chain:
    """The parts found so far: where the first begins and the latest ends."""

    start: int
    end: int


def find_quotation(quote: str, text: SourceText) -> Found | NotFound:
    """Return where a quotation stands in a text, or the closest passage and what differs.

    The first place counts where there are several. Never raises; the time taken grows with the length of the
    text and of the quotation, whatever is in them.
    """
    parts = parts_of(quote)
    if not parts:
        return NotFound(None, None, "the quotation has no words of the source", in_words=False)
    if len(parts) > MOST_PARTS:
        difference = f"it is in {len(parts)} parts, and at most {MOST_PARTS} are looked for: quote them apart"
        return NotFound(None, None, difference, in_words=False)
    try:
        return _search(parts, text, Effort())
    except TooManyPlacesError:
        difference = "too many places there are like a part of it: quote more words together"
        return NotFound(None, None, difference, in_words=False, gave_up=True)


def _search(parts: list[Part], text: SourceText, effort: Effort) -> Found | NotFound:
    if len(parts) == 1:
        span = next(occurrences(parts[0], text.wording, effort), None)
        return _closest(parts[0], text) if span is None else _found(text, *span)
    for part in parts:
        if next(occurrences(part, text.wording, effort), None) is None:
            return _closest(part, text)
    return _in_order(parts, text, effort)


def _in_order(parts: list[Part], text: SourceText, effort: Effort) -> Found | NotFound:
    """Return where the parts, each of which is in the text, follow one another.

    Each part is looked for only as far as the next one asks, so that the first place ends the search.
    """
    first: list[_Chain | None] = [None] * len(parts)

    def noted(number: int, chains: Iterator[_Chain]) -> Iterator[_Chain]:
        for chain in chains:
            first[number] = first[number] or chain
            yield chain

    spans = occurrences(parts[0], text.wording, effort)
    chains = noted(0, (_Chain(start, end) for start, end in spans))
    for number, (before, part) in enumerate(pairwise(parts), 1):
        spans = occurrences(part, text.wording, effort)
        chains = noted(number, _follow(chains, spans, most_between(before, part), text.wording))
    found = next(chains, None)
    if found is not None:
        return _found(text, found.start, found.end)
    apart = first.index(None)
    last = first[apart - 1]
    assert last is not None  # each part is in the text, the first of them with nothing before it
    return _apart(parts[apart - 1], parts[apart], last, text)


def _found(text: SourceText, start: int, end: int) -> Found:
    first, last = text.wording.place(start, end)
    line, page = text.line(first)
    return Found(line, first, last, page)


def _closest(part: Part, text: SourceText) -> NotFound:
    closest = text.passages.closest(part.plain)
    if closest is None:
        return NotFound(None, None, None)
    line, page = text.line(closest.start)
    return NotFound(line, closest.passage, closest.difference, page, closest.in_words)


def _apart(before: Part, after: Part, chain: _Chain, text: SourceText) -> NotFound:
    start, end = text.wording.place(chain.start, chain.end)
    line, page = text.line(start)
    most = most_between(before, after)
    difference = (
        f"each part is in the source, but “{_ends(after.plain)}” does not follow “{_ends(before.plain)}” "
        f"within {most} words"
    )
    return NotFound(line, " ".join(text.text[start:end].split()), difference, page, in_words=False)


def _ends(words: str) -> str:
    split = words.split()
    return " ".join(split) if len(split) <= 8 else f"{' '.join(split[:3])} … {' '.join(split[-3:])}"


def _follow(
    chains: Iterator[_Chain], spans: Iterable[tuple[int, int]], most: int, source: Wording
) -> Iterator[_Chain]:
    """Yield the chains that go on in one of the spans, each from the nearest end before it; in order."""
    nearest, upcoming = None, next(chains, None)
    for start, end in spans:
        while upcoming is not None and upcoming.end <= start:
            nearest, upcoming = upcoming, next(chains, None)
        if nearest is not None and source.words_between(nearest.end, start) <= most:
            yield _Chain(nearest.start, end)
