"""What the words of a label mean in numbers: -2 to 2 for and against, a state, or no answer."""

from __future__ import annotations

from collections.abc import Collection

from positions.dataset.stance_words.meaning import meaning_of, plain
from positions.dataset.stance_words.word_lists import MIDDLE, NO_SIDE
from positions.exchange.tables.settings import MINUS, MISSING

NO_ANSWERS = frozenset(
    (
        *(
            "na",
            "n a",
            "n/a",
            "#n/a",
            "-",
            "--",
            ".",
            "..",
            "null",
            "nan",
            "missing",
            "tbc",
            "tbd",
            "skipped",
        ),
        *("to be confirmed", "to be decided", "not available", "not answered", "did not answer"),
        *("no response", "no reply"),
    )
)
"""What programs and people write in a cell that has no answer, without capitals."""

_SIZES = {"weak": 1, "plain": 1, "strong": 2}


def number_or_state(label: str, beside: Collection[str] = ()) -> int | str | None:
    """Return what the words of a label stand for: a number from -2 to 2, a state, or MISSING.

    None where they say none of these. Signs of minus stand for no answer, but against where signs of plus are
    among the labels `beside`.
    """
    plus = any(set(other.strip()) == {"+"} for other in beside)
    sign = label.strip().replace(MINUS, "-")
    if {plain(label), sign} & NO_ANSWERS and not (plus and set(sign) == {"-"}):
        return MISSING
    states = NO_SIDE.get(plain(label))
    if states is not None:
        return 0 if states[0] == MIDDLE else states[0]
    meaning = meaning_of(label)
    if meaning.side is None or meaning.unknown:
        return None
    return meaning.side * _SIZES[meaning.strength]
