"""Where actors meet on issues whose stances are amounts: the interval in which all of them stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from positions.grid import StanceGrid
from positions.measures.issues import profile_issues
from positions.rounding import as_fraction

Verdict = Literal["meet", "apart"]
VERDICTS: tuple[Verdict, ...] = ("meet", "apart")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One issue's common ground among amounts.

    Attributes:
        issue: its index.
        accepted: for each actor (by index) that holds an amount, the lowest and the highest that it accepts,
            in the unit of the scale: as its entry says, else the amount itself.
        states: the actors in each state that is no position.
        everyone: the number of actors.
        extent: the range of the issue's scale.
    """

    issue: int
    accepted: Mapping[int, tuple[float, float]]
    states: Mapping[str, tuple[int, ...]]
    everyone: int
    extent: float = 1.0

    @property
    def low(self) -> float | None:
        """The highest of the lowest amounts; None where nobody holds one."""
        return max((low for low, _ in self.accepted.values()), default=None)

    @property
    def high(self) -> float | None:
        """The lowest of the highest amounts; None where nobody holds one."""
        return min((high for _, high in self.accepted.values()), default=None)

    @property
    def gap(self) -> float:
        """How far those furthest apart would have to move in all; 0 where they meet, or nobody holds one."""
        if self.low is None or self.high is None:
            return 0.0
        return float(max(Fraction(0), as_fraction(self.low) - as_fraction(self.high)))

    @property
    def furthest(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The actors the gap apart: those with the lowest of the highest amounts, and those with the highest
        of the lowest. None where nobody holds an amount.
        """
        below = tuple(actor for actor, (_, high) in self.accepted.items() if high == self.high)
        above = tuple(actor for actor, (low, _) in self.accepted.items() if low == self.low)
        return below, above

    @property
    def verdict(self) -> Verdict | None:
        """`meet`: every actor holds an amount, and one interval lies in all that they accept; `apart`: two or
        more hold one, and there is no such interval; None for everything else.
        """
        if len(self.accepted) > 1 and self.gap > 0:
            return "apart"
        return "meet" if self.accepted and len(self.accepted) == self.everyone else None


def meetings(grid: StanceGrid) -> list[Meeting]:
    """Return the common ground of every issue of amounts: where all meet, then by gap, then without verdict.

    Issues that have sides are left out.

    Raises:
        ValueError: if no stance is an amount.
    """
    if not grid.has_amounts:
        raise ValueError("only amounts, on a scale with `neutral: none`, have an interval in which all meet")
    found = [
        Meeting(
            profile.issue,
            {
                actor: accepted_by(grid, actor, profile.issue)
                for actor in sorted(actor for actors in profile.values.values() for actor in actors)
            },
            profile.states,
            len(grid.actors),
            grid.scale_of(profile.issue).range,
        )
        for profile in profile_issues(grid)
        if not profile.sided
    ]
    return sorted(found, key=_order)


def all_meet(grid: StanceGrid, issue: int, actors: Sequence[int]) -> bool:
    """Return whether actors all hold an amount on an issue, and one interval lies in all that they accept."""
    if not actors or any(grid.value(actor, issue) is None for actor in actors):
        return False
    accepted = [accepted_by(grid, actor, issue) for actor in actors]
    return max(low for low, _ in accepted) <= min(high for _, high in accepted)


def accepted_by(grid: StanceGrid, actor: int, issue: int) -> tuple[float, float]:
    """Return the lowest and highest amount that an actor accepts on an issue, both by index.

    Raises:
        ValueError: if it holds none.
    """
    value = grid.own_value(actor, issue)
    if value is None:
        raise ValueError(f"actor {actor} holds no amount on issue {issue}")
    detail = grid.details.get((actor, issue))
    given = detail.entry.acceptable if detail is not None else None
    return given.around(value) if given is not None else (value, value)


def _order(meeting: Meeting) -> tuple[float, ...]:
    verdict = meeting.verdict
    place = len(VERDICTS) if verdict is None else VERDICTS.index(verdict)
    return place, meeting.gap / meeting.extent, -len(meeting.accepted), meeting.issue
