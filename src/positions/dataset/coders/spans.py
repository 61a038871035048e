"""Where in its source a statement stands, as far as that is known."""

from __future__ import annotations

import re
from pathlib import Path

from positions.dataset.models import Dataset, Evidence
from positions.dataset.quotations.search import Found, SourceText, find_quotation
from positions.dataset.quotations.source_text import source_text_of
from positions.problems import Problem

Span = tuple[int, int]
"""The first character, from 0, and the one after the last."""

_CHARACTERS = re.compile(r"characters ([0-9]{1,12}) to ([0-9]{1,12})", re.ASCII)


def locator_span(locator: str | None) -> Span | None:
    """Return the characters that a locator names ("characters 10 to 50"), None where it names none."""
    match = _CHARACTERS.fullmatch(locator.strip()) if locator else None
    start, stop = (int(match[1]), int(match[2])) if match else (0, 0)
    return (start, stop) if start < stop else None


def overlap(one: Span | None, other: Span | None) -> int:
    """Return how many characters two spans share; 0 where one of them is not known."""
    if one is None or other is None:
        return 0
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


class Spans:
    """The spans of a dataset's evidence: what locators name, else where quotations stand in sources' texts.

    Args:
        dataset: whose evidence it is.
        folder: where its sources' texts are found from; None where they cannot be read.
    """

    def __init__(self, dataset: Dataset, folder: Path | None = None) -> None:
        self._dataset, self._folder = dataset, folder
        self._texts: dict[str, SourceText | None] = {}
        self._found: dict[tuple[str, str], Span | None] = {}

    def of(self, item: Evidence | None) -> Span | None:
        """Return the span of an item of evidence, None where it is not known."""
        if item is None:
            return None
        named = locator_span(item.locator)
        if named is not None or item.quote is None or item.source is None:
            return named
        key = item.source, item.quote
        if key not in self._found:
            self._found[key] = self._sought(*key)
        return self._found[key]

    def length(self, source: str) -> int | None:
        """Return how many characters the text of a source has, None where it cannot be read."""
        text = self._text(source)
        return None if text is None else len(text.text)

    def _sought(self, source: str, quote: str) -> Span | None:
        text = self._text(source)
        found = None if text is None else find_quotation(quote, text)
        return (found.start, found.end) if isinstance(found, Found) else None

    def _text(self, source: str) -> SourceText | None:
        if source not in self._texts:
            self._texts[source] = self._read(source)
        return self._texts[source]

    def _read(self, source: str) -> SourceText | None:
        described = self._dataset.sources.get(source)
        if described is None or described.text is None or self._folder is None:
            return None
        text = source_text_of(self._folder, described.text)
        return None if isinstance(text, Problem) else text
