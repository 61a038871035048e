"""One visual language for every format that people read: a mark a stance, a mark a state, and a legend.

Marks carry all the meaning; colour, where there is any, only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from positions.render.common.palette import stance_class
from positions.render.common.text import visible
from positions.rounding import as_written, two_decimals
from positions.tables import AnyTable, StanceCell
from positions.vocabulary import (
    BASIS_ENTRIES,
    MOVEMENT_ENTRIES,
    NO_ANSWER,
    NO_BASIS,
    NO_MAJORITY,
    STATE_ENTRIES,
    WITHHELD,
    Movement,
    StateEntry,
    state_entry,
)

_WEAK_BASES = (*(entry.name for entry in BASIS_ENTRIES.values() if entry.weak), NO_BASIS)

CONDITIONAL = "*"
"""Stands behind a stance that depends on a condition."""

_DIGITS = 12
"""What is written with more signs is a mean, not what a person has coded."""

_WEAK = "°"
_WEAK_ASCII = "^"


@dataclass(frozen=True, slots=True)
class Legend:
    """What a mark means: the mark itself and a few words; `tone` is the colour that repeats it, if any."""

    sign: str
    words: str
    tone: str = ""


def mark(cell: StanceCell, *, ascii: bool = False) -> str:
    """Return the sign of a stance or of a state, without what qualifies it.

    A stance is `++ + 0 − −−` on a scale of one or two strengths a side, its number on a finer one or a
    range, and its label on a nominal scale.
    """
    if cell.state != "position":
        entry = state_entry(cell.state)
        return entry.ascii if ascii else entry.sign
    minus = "-" if ascii else "−"
    if cell.side is None or not cell.grades or cell.grades > 2:
        return _number(cell, minus)
    if cell.side == 0:
        return "0"
    return ("+" if cell.side > 0 else minus) * (2 if cell.grades == 2 and cell.strength == 1 else 1)


def _number(cell: StanceCell, minus: str) -> str:
    if cell.value is None or (cell.side is None and cell.label is not None):
        return visible(cell.label or "")
    return _written(cell.value).replace("-", minus)


def _written(value: float) -> str:
    """Return a number with its digits, a mean of many with two decimals."""
    said = as_written(value)
    return said if len(said) <= _DIGITS else two_decimals(value)


def qualifiers(cell: StanceCell, *, ascii: bool = False) -> str:
    """Return the signs behind a mark: on a condition, on weak evidence, moved."""
    moved = _moved_sign(cell.moved, ascii) if cell.moved else ""
    if not state_entry(cell.state).spoken:
        return moved
    return (CONDITIONAL if cell.condition else "") + (_weak_sign(ascii) if is_weak(cell) else "") + moved


def _moved_sign(movement: Movement, ascii: bool) -> str:
    entry = MOVEMENT_ENTRIES[movement]
    return entry.ascii if ascii else entry.sign


def is_weak(cell: StanceCell) -> bool:
    """Return whether a stance rests on others' words, a coder's reading or nothing, or was coded in doubt."""
    return cell.basis in _WEAK_BASES or cell.confidence == "low"


def _weak_sign(ascii: bool) -> str:
    return _WEAK_ASCII if ascii else _WEAK


def marked(cell: StanceCell, *, ascii: bool = False) -> str:
    """Return the mark of a cell with what qualifies it: "++", "−*", "+*°"."""
    return mark(cell, ascii=ascii) + qualifiers(cell, ascii=ascii)


def in_words(cell: StanceCell) -> str:
    """Return a stance or a state in words: "strongly support", "75 t (accepts 60 to 80)"."""
    if cell.state != "position":
        return (cell.label or cell.state).replace("-", " ")
    if cell.accepts is None:
        return _stance_in_words(cell)
    low, high = (cell.value if bound is None else bound for bound in cell.accepts)
    interval = " to ".join("?" if bound is None else as_written(bound) for bound in (low, high))
    return f"{_stance_in_words(cell)} (accepts {interval})"


def frequency_text(cell: StanceCell) -> str:
    """Return how many statements are for and against, and where there are any neutral: "4:1", "4:1:2"."""
    if cell.frequency is None:
        return ""
    favour, against, neutral = cell.frequency
    return f"{favour}:{against}" + (f":{neutral}" if neutral else "")


def with_frequency(cell: StanceCell) -> str:
    """Return a stance or a state in words, with the frequency of its sides: "support (4:1)"."""
    return in_words(cell) + (f" ({frequency_text(cell)})" if cell.frequency else "")


def _stance_in_words(cell: StanceCell) -> str:
    if cell.label is None:
        unit = f" {visible(cell.unit)}" if cell.unit else ""
        return "" if cell.value is None else _written(cell.value) + unit
    return visible(cell.label) if cell.side is None else visible(cell.label.replace("-", " "))


def stance_cells(table: AnyTable) -> list[StanceCell]:
    """Return the stances of a table, in the order in which it has them."""
    rows = table.cells if table.kind == "matrix" else table.rows
    return [cell for row in rows for cell in row if isinstance(cell, StanceCell)]


_Cell = TypeVar("_Cell")


def each_once(cells: Iterable[_Cell]) -> list[_Cell]:
    """Return cells without those that are the same object: equal ones of a large matrix are."""
    given = list(cells)
    return list(dict(zip(map(id, given), given, strict=True)).values())


def legend(cells: Iterable[StanceCell], *, words: bool = False, ascii: bool = False) -> tuple[Legend, ...]:
    """Return what the marks of these cells mean: the stances from for to against, the states, the signs.

    Args:
        cells: what is shown; the legend tells no more than occurs.
        words: whether the cells stand in words, so that only the signs behind them need telling.
        ascii: whether the marks are ASCII.
    """
    found = each_once(cells)
    marks = [] if words else [*_stances(found, ascii), *_ranges(found, ascii), *_states(found, ascii)]
    spoken = [cell for cell in found if state_entry(cell.state).spoken]
    if any(cell.condition for cell in spoken):
        marks.append(Legend(CONDITIONAL, "on a condition"))
    if any(is_weak(cell) for cell in spoken):
        marks.append(
            Legend(_weak_sign(ascii), "weak evidence: attributed, inferred, none, or low confidence")
        )
    if words and any(cell.frequency for cell in found):
        marks.append(Legend("(n:n)", "statements for, against and, where there are any, neutral"))
    moved = {cell.moved for cell in found}
    marks += [
        Legend(_moved_sign(name, ascii), entry.legend)
        for name, entry in MOVEMENT_ENTRIES.items()
        if name in moved
    ]
    return tuple(marks)


def _stances(cells: list[StanceCell], ascii: bool) -> list[Legend]:
    """Return the stances that have words, from for to against; a mark has as many as there are scales."""
    stances: dict[str, tuple[StanceCell, dict[str, None]]] = {}
    for cell in cells:
        if cell.state == "position" and cell.label:
            _, words = stances.setdefault(mark(cell, ascii=ascii), (cell, {}))
            words[in_words(cell)] = None

    def place(sign: str) -> tuple[float, int]:
        cell, _ = stances[sign]
        side = cell.side or 0  # with several scales a simple mark may be as strong as a double one
        return -side * (cell.strength or 0), -side * len(sign)

    return [
        Legend(sign, " or ".join(words), stance_class(cell))
        for sign, (cell, words) in sorted(stances.items(), key=lambda item: place(item[0]))
        if [*words] != [sign]
    ]


def _ranges(cells: list[StanceCell], ascii: bool) -> list[Legend]:
    """Return what numbers mean on each range that occurs, in the order in which they do."""
    minus = "-" if ascii else "−"
    units: dict[tuple[float, float | None, float], dict[str, None]] = {}
    for cell in cells:
        if cell.extent and not cell.label:
            units.setdefault(cell.extent, {}).update({visible(cell.unit): None} if cell.unit else {})
    found = []
    for (lowest, neutral, highest), counted in units.items():
        low, middle, high = (_written(end or 0).replace("-", minus) for end in (lowest, neutral, highest))
        against = f"against below {middle}" if neutral is not None and lowest < neutral else ""
        favour = f"for above {middle}" if neutral is not None and neutral < highest else ""
        sides = ", ".join(filter(None, (against, favour))) or "an amount"
        found.append(Legend(f"{low} to {high}", f"{sides} ({' or '.join(counted)})" if counted else sides))
    return found


def _states(cells: list[StanceCell], ascii: bool) -> list[Legend]:
    occurring: dict[str, dict[str | None, None]] = {}
    for cell in cells:
        occurring.setdefault(cell.state, {}).setdefault(cell.label)
    return [
        Legend(entry.ascii if ascii else entry.sign, _state_words(entry, occurring[entry.name]))
        for entry in STATE_ENTRIES.values()
        if entry.sign and entry.name in occurring
    ]


_NAMED = {
    NO_ANSWER: NO_ANSWER,
    WITHHELD: WITHHELD,
    NO_MAJORITY: "no majority: its entries say as often one thing as another",
}


def _state_words(entry: StateEntry, labels: Iterable[str | None]) -> str:
    """Return what the sign of a state means: some cells in it have a name of their own."""
    return " or ".join(dict.fromkeys(_NAMED.get(label or "", entry.legend) for label in labels))
