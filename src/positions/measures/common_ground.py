"""What a group of actors could sign together, what nobody in it opposes, and what splits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from positions.grid import StanceGrid
from positions.measures.issues import profile_issues
from positions.measures.tally import Tally

Verdict = Literal["all_for", "all_against", "nobody_opposed", "split"]
VERDICTS: tuple[Verdict, ...] = ("all_for", "all_against", "nobody_opposed", "split")


@dataclass(frozen=True, slots=True)
class Ground:
    """One issue's common ground.

    Attributes:
        tally: the actors by side.
        states: the actors (by index) in each state that is no position.
        everyone: the number of actors.
    """

    tally: Tally
    states: Mapping[str, tuple[int, ...]]
    everyone: int

    @property
    def verdict(self) -> Verdict | None:
        """What the issue is to the group.

        - all_for, all_against: every actor holds a value, all on that side.
        - nobody_opposed: at least one holds a value, none is against, none is mixed, not all are for, and no
          filter took a cell out.
        - split: at least one is for and at least one against.
        - None, for everything else: nobody holds a value; or nobody is for and some are against; or
          nobody is against, but one speaks on both sides, or is left out by a filter.
        """
        favour, against = len(self.tally.favour), len(self.tally.against)
        if self.everyone and favour == self.everyone:
            return "all_for"
        if self.everyone and against == self.everyone:
            return "all_against"
        if favour and against:
            return "split"
        unclear = self.states.get("mixed") or self.states.get("excluded")
        if self.tally.holders and not against and not unclear:
            return "nobody_opposed"
        return None

    @property
    def uncommitted(self) -> tuple[int, ...]:
        """The actors (by index) that are neither for nor against, in the order of the file."""
        return tuple(
            sorted((*self.tally.neutral, *(actor for group in self.states.values() for actor in group)))
        )

    def state_of(self, actor: int) -> str:
        """Return why an uncommitted actor is: "neutral", or the state that it has instead of a position.

        Raises:
            KeyError: if the actor is for or against.
        """
        if actor in self.tally.neutral:
            return "neutral"
        for state, actors in self.states.items():
            if actor in actors:
                return state
        raise KeyError(actor)


def common_ground(grid: StanceGrid) -> list[Ground]:
    """Return the ground of every issue with sides: by verdict, the most committed first, as in the file.

    Issues without a verdict come last. Issues of amounts are left out: `meetings` is their common ground.

    Raises:
        ValueError: if no issue has sides.
    """
    if not grid.has_sides:
        kind = "a nominal scale" if grid.scale.is_nominal else "a scale with `neutral: none`"
        raise ValueError(f"{kind} has no sides, so nothing on it is for or against")
    grounds = [
        Ground(profile.tally, profile.states, len(grid.actors))
        for profile in profile_issues(grid)
        if profile.sided
    ]
    return sorted(grounds, key=_order)


def _order(ground: Ground) -> tuple[int, int, int]:
    verdict = ground.verdict
    place = len(VERDICTS) if verdict is None else VERDICTS.index(verdict)
    rank = ground.tally.opposed if verdict == "split" else ground.tally.holders
    return place, -rank, ground.tally.issue
