"""The quotation that is cut from a text, as `check` finds it again, at the very place."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.quotations.search import Found, find_quotation
from positions.problems import UsageError
from positions.workbench.reading.sentences import WORD, snapped
from positions.workbench.state.texts import SourceReading

_MOST_WORDS_ADDED = 60
Span = tuple[int, int]


def quotation_at(reading: SourceReading, spans: Sequence[Span]) -> tuple[str, Span]:
    """Return the words of passages as a quotation that is found at their place, and where it stands.

    Several passages are joined by left-out words. Words that also stand further up in the text are widened
    until the place is the first at which they are found.

    Raises:
        UsageError: if there are no words, or no quotation leads to the place.
    """
    text = reading.source.text
    cut = [snapped(text, start, end) for start, end in sorted(spans)]
    if not cut or any(start >= end for start, end in cut):
        raise UsageError("there are no words to quote", "select a passage of the text first")
    paragraph = reading.at(cut[0][0])
    for low, high in _widenings(text, cut[0], (paragraph.start, paragraph.end), single=len(cut) == 1):
        wider = [(low, max(high, cut[0][1])), *cut[1:]]
        quote = " ... ".join(" ".join(text[start:end].split()) for start, end in wider)
        found = find_quotation(quote, reading.source)
        if isinstance(found, Found) and found.start <= cut[0][0] < found.end:
            return quote, (found.start, found.end)
    hint = "choose more words, or other ones; `q` cites the place without the words"
    raise UsageError("these words would be found elsewhere in the text, or not at all", hint)


def _widenings(text: str, span: Span, around: Span, *, single: bool) -> list[Span]:
    """Return the passage, then the same with ever more words of its paragraph before and behind it."""
    before = [match.start() for match in WORD.finditer(text, around[0], span[0])][::-1]
    after = [match.end() for match in WORD.finditer(text, span[1], around[1])] if single else []
    found, low, high = [span], span[0], span[1]
    for step in range(min(_MOST_WORDS_ADDED, max(len(before), len(after)))):
        if step < len(after):
            high = after[step]
            found.append((low, high))
        if step < len(before):
            low = before[step]
            found.append((low, high))
    return found
