"""What the words of a stance say: for or against, how strongly, negated or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from positions.dataset.stance_words.word_lists import (
    FILLERS,
    NEGATING_BESIDE_OTHERS,
    NEGATING_PREFIXES,
    NEGATIONS,
    SIDES,
    STRENGTHS,
    Side,
    Strength,
)

_LONG_ENOUGH = 4
"""Letters a word must have before a misspelling of it is recognised."""
_ALIKE = 0.75
_MARGIN = 0.05
"""How much closer a word must be than those of another meaning, so that a token counts as misspelling it."""
_TOKEN = re.compile(r"[^\W_]+|[+\-?/]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a stance say: the sides they name, how strongly, and what is not understood.

    `negated` is set by "not", "un-" and the like: such words rule a side out and do not name one.
    """

    sides: frozenset[Side]
    strength: Strength
    negated: bool
    unknown: bool

    @property
    def side(self) -> Side | None:
        """The one side that is named, None where there is none, several, or it is negated."""
        return next(iter(self.sides)) if len(self.sides) == 1 and not self.negated else None


def meaning_of(text: str) -> Meaning:
    """Return what the words of a text say for or against, misspelt ones among them."""
    sides: set[Side] = set()
    strength: Strength = "plain"
    negated = unknown = False
    tokens = words_of(text)
    signs = [token for token in tokens if token in "+-"]
    if signs and len(signs) == len(tokens) and len(signs) > 1:
        strength = "strong"
    words = [_known(token) for token in tokens]
    for token, word in zip(tokens, words, strict=True):
        if word is None:
            unknown = unknown or token not in FILLERS
        elif word in NEGATING_BESIDE_OTHERS and sum(other in SIDES for other in words) > 1:
            negated = True  # "no objection" objects to nothing
        elif word in SIDES:
            sides.add(SIDES[word])
        elif word in STRENGTHS:
            strength = STRENGTHS[word]
        else:
            negated = True
    return Meaning(frozenset(sides), strength, negated, unknown)


def words_of(text: str) -> list[str]:
    """Return the words of a text; a hyphen counts as a word only where there are no letters: `-`, `--`."""
    tokens = _TOKEN.findall(plain(text))
    return [it for it in tokens if it not in "-/"] if any(it not in "+-/" for it in tokens) else tokens


def plain(text: str) -> str:
    """Return a text in lower case, without apostrophes, its dashes as hyphens and its spaces single."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("['\u2018\u2019\u02bc`]", "", folded)
    folded = re.sub("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]", "-", folded)
    return re.sub(r"[\s_]+|(?<=\w)-(?=\w)", " ", folded).strip()


_VOCABULARY = (*SIDES, *STRENGTHS, *NEGATIONS)


@lru_cache(maxsize=4096)
def _known(token: str) -> str | None:
    """Return the word of the vocabulary that a token is, or misspells; `not` for one that is negated."""
    if token in FILLERS and token not in SIDES:
        return None
    if token in SIDES or token in STRENGTHS or token in NEGATIONS:
        return token
    close = _closest(token) if len(token) >= _LONG_ENOUGH else None
    for prefix in NEGATING_PREFIXES:
        rest = token.removeprefix(prefix)
        if rest == token:
            continue
        if rest in SIDES or rest in STRENGTHS:
            return "not"
        own = close is not None and close.startswith(prefix) and not rest.startswith(prefix)
        if not own and len(rest) >= _LONG_ENOUGH and _closest(rest):
            return "not"  # "dissagree" misspells a word of its own, "unopposd" does not
    return close


def _closest(token: str) -> str | None:
    """Return the word that a token misspells; `not`, which names no side, where several may be meant."""
    likenesses = spelt_like(token, [word for word in _VOCABULARY if len(word) >= _LONG_ENOUGH], _ALIKE)
    if not likenesses:
        return None
    best = max(likenesses, key=lambda word: likenesses[word])
    least = likenesses[best] - _MARGIN
    rivals = [
        word for word, likeness in likenesses.items() if likeness > least and _kind(word) != _kind(best)
    ]
    return "not" if rivals else best


def _kind(word: str) -> str:
    return str(SIDES.get(word, STRENGTHS.get(word, "not")))


def spelt_like(word: str, others: Iterable[str], least: float) -> dict[str, float]:
    """Return those of the other words that are spelt at least so much alike (0..1), with how much.

    The measure is difflib's ratio: twice the characters in common, by both lengths.
    """
    matcher = SequenceMatcher(None, "", word, autojunk=False)
    found: dict[str, float] = {}
    for other in others:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
            likeness = matcher.ratio()
            if likeness >= least:
                found[other] = likeness
    return found
