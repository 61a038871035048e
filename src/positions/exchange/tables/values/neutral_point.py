"""Which value of those that `--stance` lists is neutral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from positions.exchange.tables.values.word_meaning import number_or_state
from positions.offers import option
from positions.rounding import as_written
from positions.suggest import first_of

_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class NeutralPoint:
    """The value that is neither for nor against, and whether the signs or the words of the texts tell it."""

    value: float
    known: bool = True


def neutral_point(values: Mapping[str, float]) -> NeutralPoint:
    """Return the neutral one of the values of texts.

    Between values of both signs it is 0. Else the words decide as far as they are known: the value of a
    neutral word ("abstain"), what lies between those against and those for, or 0 below texts that are all
    for and above texts that are all against. Where none of these fits it is the middle between the lowest
    and the highest, and not known.
    """
    low, high = min(values.values()), max(values.values())
    if low < 0 < high:
        return NeutralPoint(0.0)
    middle = (low + high) / 2
    meant = {text: number_or_state(text, values) for text in values}
    sides = [(value, it) for text, value in values.items() if isinstance(it := meant[text], int)]
    for candidate in _candidates(sides, low, middle, high, complete=len(sides) == len(values)):
        if all((value > candidate) - (value < candidate) == (it > 0) - (it < 0) for value, it in sides):
            return NeutralPoint(candidate)
    return NeutralPoint(middle, known=False)


def _candidates(
    sides: list[tuple[float, int]], low: float, middle: float, high: float, *, complete: bool
) -> list[float]:
    against, supporting = ([v for v, it in sides if it * sign > 0] for sign in (-1, 1))
    found = [value for value, it in sides if it == 0]
    if low in against:
        found.append(middle)
    if against and supporting:
        found.append((max(against) + min(supporting)) / 2)
    if complete and (low > 0 or high < 0):
        found.append(0.0)
    return found


def remark_on_neutral(values: Mapping[str, float]) -> str | None:
    """Return what to say of a neutral point that is the middle for want of better; None where it is known."""
    point = neutral_point(values)
    if point.known:
        return None
    sided = [
        (word, [repr(text) for text, value in values.items() if (value - point.value) * sign > 0])
        for sign, word in ((1, "for"), (-1, "against"))
    ]
    counted = ", ".join(f"{first_of(texts, _MOST_SHOWN)} {word}" for word, texts in sided)
    low, high = min(0.0, *values.values()), max(0.0, *values.values())
    other = option("--scale", ":".join(map(as_written, (low, high, 0.0))))
    return (
        f"Neutral is taken to be {as_written(point.value)}, the middle of the values of --stance: {counted}. "
        f"--scale MIN:MAX:NEUTRAL beside --stance says otherwise, as {other} where 0 is neutral."
    )
