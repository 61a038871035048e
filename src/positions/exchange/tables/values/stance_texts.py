"""Which texts may be stances, going by their words alone."""

from __future__ import annotations

import re

from positions.dataset.stance_words.meaning import meaning_of, plain
from positions.dataset.stance_words.word_lists import NO_SIDE
from positions.exchange.tables.settings import parse_number
from positions.exchange.tables.values.undeclared import USUAL_WORDS
from positions.vocabulary import NON_POSITIONS

LONGEST = 60
"""A longer text is no stance, and no group."""

OF_FORMS = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b.*|\d+:\d\d(:\d\d)?|\S+@\S+\.\S+"
    r"|https?://\S+|\d{1,3}(\.\d{1,3}){3}|\+?\d[\d ()/-]{7,}"
)
"""Dates, times, addresses of mail, of pages and of computers, telephone numbers: no answer, and no name."""


def is_stance_word(text: str) -> bool:
    """Return whether a text says that somebody is for or against, in between, or takes no position."""
    if len(text) > LONGEST:
        return False
    folded = plain(text)
    if folded in USUAL_WORDS or folded in NO_SIDE or text in NON_POSITIONS:
        return True
    meaning = meaning_of(text)
    return parse_number(text) is None and meaning.side is not None and not meaning.unknown
