"""The questions on which coders are compared, and what each coder's cells answer to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf, nextafter
from typing import Literal

from positions.dataset.models import Position
from positions.dataset.scale import Scale
from positions.measures.reliability.alpha import Unit
from positions.vocabulary import STATE_ENTRIES, STATES, ScaleLevel

LevelName = Literal["position", "direction", "strength", "nominal", "ordinal", "interval", "with_states"]

MISSING = tuple(entry.name for entry in STATE_ENTRIES.values() if entry.missing)
"""States of a cell that a coder has not coded."""


@dataclass(frozen=True, slots=True)
class Code:
    """One coder's coding of a cell: a value, or the state in place of one."""

    state: str
    value: float | None = None

    @property
    def missing(self) -> bool:
        """Whether the coder has not coded the cell."""
        return self.state in MISSING


Answer = Callable[[Code, Scale], float | None]


@dataclass(frozen=True, slots=True)
class Level:
    """A question put to every coding, the metric of its answers, and how it is answered (None: missing).

    `of_sides` says that it is put only where stances have sides.
    """

    name: LevelName
    metric: ScaleLevel
    answer: Answer
    of_sides: bool = False


def levels_of(scale: Scale, sided: Scale | None = None) -> tuple[Level, ...]:
    """Return the questions, in the order in which they are reported.

    - position: does the cell hold a value or not (whatever state it has instead)?
    - direction: for, neutral or against, among values; nominal.
    - strength: how far from neutral, among values for or against; ordinal on named levels, else interval.
    - nominal, ordinal, interval: the value; without one, missing.
    - with_states: the value or the state, all of them categories; nominal.

    On a nominal scale there is no direction, strength, order or distance, and nothing answers to those. On
    amounts direction and strength are not asked for; where some issues have amounts and others sides,
    `sided` is the scale of the latter, and the two are asked of those.
    """
    strength: ScaleLevel = "interval" if (sided or scale).level == "interval" else "ordinal"
    of_sides = (
        Level("direction", "nominal", _direction, of_sides=True),
        Level("strength", strength, _strength, of_sides=True),
    )
    return (
        Level("position", "nominal", _position),
        *(of_sides if sided is not None or not scale.is_amount else ()),
        Level("nominal", "nominal", _value),
        Level("ordinal", "ordinal", _ordered_value),
        Level("interval", "interval", _ordered_value),
        Level("with_states", "nominal", with_states),
    )


def _position(code: Code, scale: Scale) -> float | None:
    return float(code.value is not None)


def _direction(code: Code, scale: Scale) -> float | None:
    return None if code.value is None else scale.side(code.value)


def _strength(code: Code, scale: Scale) -> float | None:
    if code.value is None or not scale.side(code.value):
        return None
    return abs(code.value - scale.neutral)


def _value(code: Code, scale: Scale) -> float | None:
    return code.value


def _ordered_value(code: Code, scale: Scale) -> float | None:
    return None if scale.is_nominal else code.value


def with_states(code: Code, scale: Scale) -> float | None:
    """Return the value; a state as a number beyond the scale's end, for it is but another category.

    However large the scale, the numbers differ: they are the next floats above its maximum, not sums.
    """
    return code.value if code.value is not None else _above(scale.maximum, 1 + STATES.index(code.state))


def _above(number: float, steps: int) -> float:
    for _ in range(steps):
        number = nextafter(number, inf)
    return number


@dataclass(frozen=True, slots=True)
class CodedCell:
    """An actor and an issue (by index) with each coder's coding of a cell, or of one statement in it.

    Attributes:
        codes: one a coder.
        entries: the statement of each coder, None where it has none; nothing where the unit is a cell.
        source: the id of a statement's source.
        disputed: whether two coders have coded it differently (`positions.dataset.coders.units`).
    """

    actor: int
    issue: int
    codes: tuple[Code, ...]
    entries: tuple[Position | None, ...] = ()
    source: str | None = None
    disputed: bool = False

    @property
    def coded(self) -> tuple[Code, ...]:
        """The codings that are there."""
        return tuple(code for code in self.codes if not code.missing)

    @property
    def same_now(self) -> bool:
        """Whether all codings that are there are the same: of a cell, those of its latest entries."""
        return len({(code.state, code.value) for code in self.coded}) == 1


def units_of(cells: Sequence[CodedCell], level: Level, scale: Scale, sided: int | None = None) -> list[Unit]:
    """Return each cell's answers to a question, one a coder; None where there is none.

    `sided` is the plane of the issues with sides, where only some have them: a question of sides has no
    answers on the others.
    """
    if not level.of_sides or sided is None:
        sided, on = -1, scale
    else:
        on = replace(scale, sided=True)  # 0 parts the sides of all issues that have them
    return [
        [
            level.answer(code, on) if sided >> cell.issue & 1 and not code.missing else None
            for code in cell.codes
        ]
        for cell in cells
    ]
