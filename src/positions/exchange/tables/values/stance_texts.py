"""Which texts may be stances, going by their words alone."""

from __future__ import annotations

from positions.dataset.stance_words.meaning import meaning_of, plain
from positions.dataset.stance_words.word_lists import NO_SIDE
from positions.exchange.tables.settings import parse_number
from positions.exchange.tables.values.undeclared import USUAL_WORDS
from positions.vocabulary import NON_POSITIONS

LONGEST = 60
"""A longer text is no stance, and no group."""


def is_stance_word(text: str) -> bool:
    """Return whether a text says that somebody is for or against, in between, or takes no position."""
    if len(text) > LONGEST:
        return False
    folded = plain(text)
    if folded in USUAL_WORDS or folded in NO_SIDE or text in NON_POSITIONS:
        return True
    meaning = meaning_of(text)
    return parse_number(text) is None and meaning.side is not None and not meaning.unknown
