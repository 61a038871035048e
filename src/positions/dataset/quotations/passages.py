"""The passage of a text that is closest to some words, and what differs, word by word."""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from positions.dataset.quotations.wording import Wording, wording_of

LEAST_ALIKE = 0.4
"""Below this share of the quotation's words in common, a passage is not worth showing."""

_CHUNK = 100
_RARE_WORDS = 20
_MOST_PLACES = 2000
_WINDOWS = 3
_CONTEXT = 4
_WIDEST = 30
# A long run of one sign is one token.
_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
    r"|[\w']+|(?P<sign>[^\w\s])(?P=sign){7,}+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Closest:
    """The closest passage, where it begins in the text, and what differs.

    `difference` marks words that are only in the quotation as `[-words-]` and those only in the source as
    `{+words+}`; where no word differs it is a sentence, and `in_words` is False.
    """

    start: int
    passage: str
    difference: str
    in_words: bool


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int


class Passages:
    """The words of a text, indexed so that a passage like a quotation is found without reading all of it."""

    def __init__(self, text: str, wording: Wording) -> None:
        self._text = text
        # arrays, and each key once: there may be as many words as characters, and an object takes 100 bytes
        self._keys: list[str] = []
        self._starts, self._ends = array("I"), array("I")
        self._index: dict[str, array[int]] = {}
        for place, token in enumerate(_tokens(wording)):
            self._keys.append(sys.intern(token.key))
            self._starts.append(token.start)
            self._ends.append(token.end)
            if _is_word(token):
                self._index.setdefault(token.key.lower(), array("I")).append(place)
        self._joined = f" {' '.join(self._keys)} "

    def _window(self, low: int, high: int) -> list[_Token]:
        span = slice(low, high)
        return list(map(_Token, self._keys[span], self._starts[span], self._ends[span]))

    def closest(self, quote: str) -> Closest | None:
        """Return the passage closest to a quotation; None where no passage has enough of its words."""
        words = self._differing(list(_tokens(wording_of(quote))))
        best: tuple[float, list[_Token]] | None = None
        for low, high in self._windows(words):
            window = self._window(low, high)
            alike, passage = _narrowed(words, window)
            if passage and (best is None or alike > best[0]):
                best = alike, passage
        if best is None or best[0] < LEAST_ALIKE:
            return None
        passage = best[1]
        difference = _marked(words, quote, passage, self._text)
        shown = _slice(self._text, passage, 0, len(passage))
        if difference is None:
            shown = _whole_words(self._text, passage[0].start, passage[-1].end)
            return Closest(passage[0].start, shown, _not_in_words(quote, shown), in_words=False)
        return Closest(passage[0].start, shown, difference, in_words=True)

    def _differing(self, words: list[_Token]) -> list[_Token]:
        """Return a stretch of a long quotation that is not in the text, so that comparing stays quick."""
        if len(words) <= 2 * _CHUNK:
            return words
        for start in range(0, len(words) - _CHUNK // 2, _CHUNK // 2):
            chunk = words[start : start + _CHUNK]
            if _joined(chunk) not in self._joined:
                return chunk
        return words[: 2 * _CHUNK]

    def _windows(self, words: list[_Token]) -> list[tuple[int, int]]:
        """Return the stretches of the text that share most of the quotation's rare words in like order."""
        length = len(words)
        width = max(4, length // 2)
        places = [
            (self._index.get(token.key.lower(), ()), at) for at, token in enumerate(words) if _is_word(token)
        ]
        rare = sorted((len(found), at) for found, at in places if found)[:_RARE_WORDS]
        votes: dict[int, float] = defaultdict(float)
        for count, at in rare:
            for place in self._index[words[at].key.lower()][:_MOST_PLACES]:
                bucket = (place - at) // width
                votes[bucket] += 1 / count
                votes[bucket + 1] += 1 / count
        best = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:_WINDOWS]
        return [
            (max(0, (bucket - 1) * width - length // 2 - 3), (bucket + 1) * width + length + length // 2 + 3)
            for bucket in best
        ]


def _tokens(wording: Wording) -> Iterator[_Token]:
    for match in _TOKEN.finditer(wording.text):
        low, high = match.span()
        if high - low == 1 or not wording.joints:
            yield _Token(match.group(), *wording.place(low, high))
            continue
        cuts = [
            low,
            *(at for at in wording.inner_joints(low, high) if wording.joints[at] != "line-end"),
            high,
        ]
        for start, end in pairwise(cuts):
            yield _Token(wording.text[start:end], *wording.place(start, end))


def _joined(tokens: list[_Token]) -> str:
    return f" {' '.join(token.key for token in tokens)} "


def _is_word(token: _Token) -> bool:
    return token.key[0].isalnum()


def _narrowed(words: list[_Token], window: list[_Token]) -> tuple[float, list[_Token]]:
    """Return the share of words in common, and the part of the window that answers to the quotation."""
    longest = _matcher(words, window).find_longest_match()
    if longest.size == 0:
        return 0.0, []
    slack = max(3, len(words) // 4)
    start = longest.b - longest.a
    near = window[max(0, start - slack) : start + len(words) + slack]
    blocks = [block for block in _matcher(words, near).get_matching_blocks() if block.size]
    common = sum(_is_word(words[block.a + offset]) for block in blocks for offset in range(block.size))
    low = max(0, blocks[0].b - blocks[0].a)
    high = blocks[-1].b + blocks[-1].size + len(words) - blocks[-1].a - blocks[-1].size
    passage = near[low:high]
    while passage and _is_word(words[-1]) and not _is_word(passage[-1]):
        passage.pop()
    return common / max(1, sum(map(_is_word, words))), passage


def _matcher(one: list[_Token], other: list[_Token]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [token.key for token in one], [token.key for token in other], autojunk=False)


def _marked(words: list[_Token], quote: str, passage: list[_Token], text: str) -> str | None:
    """Return the quotation with what differs marked, the rest shortened; None if no word differs."""
    pieces: list[str] = []
    operations = _matcher(words, passage).get_opcodes()
    if all(operation[0] == "equal" for operation in operations):
        return None
    for number, (kind, low, high, other_low, other_high) in enumerate(operations):
        if kind == "equal":
            first, last = number == 0, number == len(operations) - 1
            pieces.append(_shortened(text, passage[other_low:other_high], first=first, last=last))
            continue
        if high > low:
            pieces.append(f"[-{_slice(quote, words, low, high)}-]")
        if other_high > other_low:
            pieces.append(f"{{+{_slice(text, passage, other_low, other_high)}+}}")
    return " ".join(pieces)


def _shortened(text: str, tokens: list[_Token], *, first: bool, last: bool) -> str:
    before = 0 if first else _CONTEXT
    after = 0 if last else _CONTEXT
    if len(tokens) <= before + after + 2:
        return _slice(text, tokens, 0, len(tokens))
    shown = [_slice(text, tokens, 0, before)] if before else []
    shown.append("…")
    if after:
        shown.append(_slice(text, tokens, len(tokens) - after, len(tokens)))
    return " ".join(shown)


def _slice(text: str, tokens: list[_Token], low: int, high: int) -> str:
    return " ".join(text[tokens[low].start : tokens[high - 1].end].replace("\u00ad", "").split())


def _whole_words(text: str, start: int, end: int) -> str:
    """Return the span of a text, widened to the next white space, at most by `_WIDEST` signs on each side."""
    before = text[max(0, start - _WIDEST) : start]
    after = text[end : end + _WIDEST]
    left = re.search(r"\S*\Z", before)
    right = re.match(r"\S*", after)
    return " ".join(
        f"{left.group() if left else ''}{text[start:end]}{right.group() if right else ''}".split()
    )


def _not_in_words(quote: str, passage: str) -> str:
    if len(quote.split()) == 1:
        return f"in the source it is only part of “{passage}”"
    return f"the words are the same, but not a hyphen, or where a word ends: the source has “{passage}”"
