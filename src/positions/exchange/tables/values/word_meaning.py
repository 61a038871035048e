"""What the words of a label mean in numbers: -2 to 2 for and against, a state, or no answer."""

from __future__ import annotations

from collections.abc import Collection

from positions.dataset.stance_words.meaning import meaning_of, plain
from positions.dataset.stance_words.word_lists import MIDDLE, NO_SIDE
from positions.exchange.tables.settings import MINUS
from positions.exchange.tables.values.no_answers import no_answer, phrases, word_key

_SIZES = {"weak": 1, "plain": 1, "strong": 2}
_NO_VOTES = ("no vote", "no votes")
_OTHER_LANGUAGES = {
    phrase: side
    for side, lines in (
        (1, "ja|dafür|zustimmung|stimme zu|stimmt zu|oui|pour|d'accord|sí|a favor|favorevole|sim|voor|tak"),
        (
            0,
            "enthaltung|stimmenthaltung|enthält sich|s'abstient|s'est abstenu|abstención|astenuto|onthouding",
        ),
        (-1, "nein|dagegen|ablehnung|lehnt ab|stimme nicht zu|stimmt nicht zu|contre|pas d'accord|en contra"),
        (-1, "contrario|não|non|nee|tegen|nie"),
    )
    for phrase in phrases(lines)
}
"""The commonest words for and against of other languages than English."""


def number_or_state(label: str, beside: Collection[str] = ()) -> int | str | None:
    """Return what the words of a label stand for: a number from -2 to 2, a state, or MISSING.

    None where they say none of these. Signs of minus stand for no answer, but against where signs of plus are
    among the labels `beside`; "No vote" likewise, but against beside "Yes vote".
    """
    sign = label.strip().replace(MINUS, "-")
    against = (set(sign) == {"-"} and any(set(other.strip()) == {"+"} for other in beside)) or (
        word_key(label) in _NO_VOTES and any(map(_is_vote_for, beside))
    )
    none = None if against else no_answer(sign)
    if none is not None:
        return none
    states = NO_SIDE.get(plain(label))
    if states is not None and not against:
        return 0 if states[0] == MIDDLE else states[0]
    if word_key(label) in _OTHER_LANGUAGES:
        return _OTHER_LANGUAGES[word_key(label)]
    meaning = meaning_of(label)
    if meaning.side is None or meaning.unknown:
        return None
    return meaning.side * _SIZES[meaning.strength]


def _is_vote_for(label: str) -> bool:
    words = word_key(label).split()
    return words[-1:] in (["vote"], ["votes"]) and meaning_of(label).side == 1
