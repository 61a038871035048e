"""Suggest a stance for a word that is none: by meaning, and by spelling only within a side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from positions.dataset.scale import Scale
from positions.dataset.stance_words.meaning import meaning_of, plain, spelt_like, words_of
from positions.dataset.stance_words.word_lists import MIDDLE, NO_SIDE, Side, Strength
from positions.vocabulary import NON_POSITIONS

_ALIKE = 0.6
_MARGIN = 0.1
"""How much closer than a label that may be on another side a label must be spelt to be suggested."""
_LONGEST = 60
"""A longer text is a sentence, and no stance misspelt."""


def suggest_stance(
    word: str, scale: Scale | None, also: Mapping[str, float | str] | None = None
) -> str | None:
    """Return a hint "did you mean ...?" for a word that is not a stance, None if no stance is near.

    A label on the other side is never suggested: words of the usual vocabulary go by their meaning, others by
    their spelling, and only where no label on another side is spelt much like them.

    Args:
        word: what was written.
        scale: the scale it was written for; None where no scale is declared.
        also: further words that are allowed, and the label, number or state that each stands for.
    """
    if len(word) > _LONGEST:
        return None
    stances = _stances(scale, also or {})
    found = _state_of(word, stances) or _by_meaning(word, stances) or _by_spelling(word, stances)
    return f"did you mean {' or '.join(repr(label) for label in found)}?" if found else None


@dataclass(frozen=True, slots=True)
class _Stance:
    """A word that may be written; `side` is None for a state, or where the label has none that is known."""

    label: str
    side: Side | None
    size: float = 0.0
    is_state: bool = False


def _stances(scale: Scale | None, also: Mapping[str, float | str]) -> list[_Stance]:
    labels = {} if scale is None else scale.labels
    stances: dict[str, _Stance] = {state: _Stance(state, None, is_state=True) for state in NON_POSITIONS}
    for label, value in labels.items():
        stances[label] = _stance(label, value, scale)
    for text, stands_for in also.items():
        if stands_for in stances:
            known = stances[str(stands_for)]
            stances[text] = _Stance(text, known.side, known.size, known.is_state)
        elif not isinstance(stands_for, str):
            stances[text] = _stance(text, stands_for, scale)
    return list(stances.values())


def _stance(label: str, value: float, scale: Scale | None) -> _Stance:
    if scale is None or scale.is_nominal:
        meaning = meaning_of(label)
        return _Stance(label, None if meaning.unknown else meaning.side, _SIZES[meaning.strength])
    return _Stance(label, scale.side(value), abs(value - scale.neutral))


_SIZES: dict[Strength, float] = {"weak": 1.0, "plain": 2.0, "strong": 3.0}


def _state_of(word: str, stances: Iterable[_Stance]) -> list[str]:
    """Return what a phrase stands for that names no side: the states, or the middle of the scale."""
    wanted = NO_SIDE.get(plain(word)) or NO_SIDE.get(" ".join(words_of(word)), ())
    found: list[str] = []
    for meant in wanted:
        if meant == MIDDLE:
            found += [stance.label for stance in stances if stance.side == 0][:1]
        else:
            found += [stance.label for stance in stances if stance.label == meant]
    return found


def _by_meaning(word: str, stances: Iterable[_Stance]) -> list[str]:
    meaning = meaning_of(word)
    side = meaning.side
    if side is None or meaning.unknown:
        return []
    of_side = sorted((it for it in stances if it.side == side), key=lambda stance: stance.size)
    if not of_side:
        return []
    match meaning.strength:
        case "strong":
            return [of_side[-1].label]
        case "weak":
            return [of_side[0].label]
        case "plain":
            return [of_side[(len(of_side) - 1) // 2].label]


def _by_spelling(word: str, stances: Iterable[_Stance]) -> list[str]:
    """Return the label spelt most like a word, unless one on another side is spelt much like it too."""
    meaning = meaning_of(word)
    if meaning.negated or len(meaning.sides) > 1:
        return []
    by_spelling = {plain(stance.label): stance for stance in stances}
    likenesses = spelt_like(plain(word), by_spelling, _ALIKE - _MARGIN)
    closest = max(likenesses, key=lambda label: likenesses[label], default="")
    likeness, best = likenesses.get(closest, 0.0), by_spelling.get(closest)
    if best is None or likeness < _ALIKE or (meaning.sides and best.side != meaning.side):
        return []
    close = [by_spelling[label] for label, other in likenesses.items() if other > likeness - _MARGIN]
    return (
        [] if likeness < 1 and any(_may_differ(best, it) for it in close if it is not best) else [best.label]
    )


def _may_differ(one: _Stance, other: _Stance) -> bool:
    """Whether two stances are on different sides, or may be: labels of a nominal scale have none."""
    return (one.side, one.is_state) != (other.side, other.is_state) or (one.side is None and not one.is_state)
