"""What is to be said of each issue: who stands where, how many say nothing, and how divided they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from statistics import median
from typing import TypeVar

from positions.grid import StanceGrid
from positions.measures.dispersion import (
    hix_noury_roland,
    hix_noury_roland_of_sample,
    rice,
    rice_of_sample,
    van_der_eijk,
)
from positions.measures.forecast import Weighed, weighted_mean, weighted_median
from positions.measures.tally import Tally, holders_of_planes, tally_issues
from positions.rounding import as_fraction, maybe_float
from positions.vocabulary import FirmSide

Key = TypeVar("Key", str, float)

CONSENSUS = Fraction(9, 10)
"""Share of those who hold a position that must stand on one side for it to be called a consensus."""


@dataclass(frozen=True)
class IssueProfile:
    """One issue over the actors of a grid.

    Attributes:
        tally: the actors by side; all sides are empty on a nominal scale.
        sided: whether the scale knows sides; where it does not, whatever rests on them is None.
        ordered: whether the values have an order, so that there is a mean; all but those of nominal scales.
        values: each value that actors hold, ascending, with the actors (by index) that hold it. On named
            levels all levels are there, on a range those that occur.
        states: the actors (by index) in each state that is no position, in the order of the file; every
            actor that holds no value is in exactly one.
        weighed: holders of a value for whom influence and salience are both given.
        ranged: whether the scale is a range of numbers.
        extent: the scale's range.
    """

    tally: Tally
    sided: bool
    ordered: bool
    values: Mapping[float, tuple[int, ...]]
    states: Mapping[str, tuple[int, ...]]
    weighed: tuple[Weighed, ...]
    ranged: bool
    extent: float

    @property
    def issue(self) -> int:
        """Index of the issue."""
        return self.tally.issue

    @cached_property
    def n(self) -> int:
        """Number of actors that hold a value."""
        return sum(len(actors) for actors in self.values.values())

    @property
    def pairs(self) -> int:
        """Number of pairs of actors that both hold a value."""
        return self.n * (self.n - 1) // 2

    @property
    def opposed(self) -> int:
        """Number of pairs on opposite sides; nominal: with unequal labels; of amounts, none is opposed."""
        if self.sided or self.ordered:
            return self.tally.opposed
        return self.pairs - sum(len(actors) * (len(actors) - 1) // 2 for actors in self.values.values())

    @property
    def opposed_share(self) -> float | None:
        """Opposed pairs as a share (0..1) of the pairs; None where there is no pair."""
        return self.opposed / self.pairs if self.pairs else None

    @property
    def rice(self) -> float | None:
        """The Rice index, 0..1; None where fewer than two are for or against."""
        return maybe_float(rice(len(self.tally.favour), len(self.tally.against)) if self.sided else None)

    @property
    def rice_2(self) -> float | None:
        """The share of pairs on the same side, of those for or against, 0..1; None as for the Rice index."""
        return maybe_float(
            rice_of_sample(len(self.tally.favour), len(self.tally.against)) if self.sided else None
        )

    @property
    def hnr(self) -> float | None:
        """The agreement index of Hix, Noury and Roland, 0..1; None where fewer than two hold a value."""
        return maybe_float(hix_noury_roland(*self._options) if self.sided else None)

    @property
    def hnr_2(self) -> float | None:
        """The mean of that index over all pairs that hold a value, 0.25..1; None as for the index."""
        return maybe_float(hix_noury_roland_of_sample(*self._options) if self.sided else None)

    @property
    def _options(self) -> tuple[int, int, int]:
        return len(self.tally.favour), len(self.tally.neutral), len(self.tally.against)

    @property
    def van_der_eijk_a(self) -> float | None:
        """Van der Eijk's agreement A over the scale's levels, -1..1; None on ranges and below 3 levels."""
        if not self.sided or self.ranged:
            return None
        return van_der_eijk([len(actors) for actors in self.values.values()])

    @property
    def mean(self) -> float | None:
        """Mean value, in the unit of the scale; None where there is none, and on a nominal scale."""
        if not self.ordered or not self.n:
            return None
        return float(sum(as_fraction(value) * len(actors) for value, actors in self.values.items()) / self.n)

    @property
    def median(self) -> float | None:
        """Median value; of an even number, halfway between the middle two. None as for the mean."""
        return float(median(self._held())) if self.ordered and self.n else None

    @property
    def weighted_mean(self) -> float | None:
        """Mean by influence times salience over `weighed`; None where they weigh nothing."""
        return weighted_mean(self.weighed) if self.ordered and self.weighed else None

    @property
    def weighted_median(self) -> float | None:
        """Median by influence times salience over `weighed`; None where they weigh nothing."""
        return weighted_median(self.weighed) if self.ordered and self.weighed else None

    @property
    def consensus(self) -> FirmSide | None:
        """The side on which at least nine in ten of two or more holders stand; None where there is none."""
        if self.n < 2:
            return None
        if len(self.tally.favour) >= CONSENSUS * self.n:
            return "for"
        return "against" if len(self.tally.against) >= CONSENSUS * self.n else None

    @property
    def spread(self) -> float:
        """How far the lowest and the highest value held are apart; 0 where fewer than two are held."""
        held = self._held()
        return float(as_fraction(max(held)) - as_fraction(min(held))) if held and self.ordered else 0.0

    @property
    def share_of_range(self) -> float:
        """The spread as a share (0..1) of the scale's range, by which issues of different scales compare."""
        return self.spread / self.extent

    def _held(self) -> list[float]:
        return [value for value, actors in self.values.items() for _ in actors]


def profile_issues(grid: StanceGrid) -> list[IssueProfile]:
    """Return each issue's profile, in the order of the file, each on the scale of its issue."""
    if grid.scale.is_mixed:
        return [_profile_alone(grid, issue) for issue in range(len(grid.issues))]
    holders = _by_issue(
        grid, {value: [row.levels[at] for row in grid.rows] for at, value in enumerate(grid.values)}
    )
    states = _by_issue(grid, _planes_of_states(grid))
    return [
        IssueProfile(
            tally=tally,
            sided=grid.scale.has_sides,
            ordered=not grid.scale.is_nominal,
            values=holders[tally.issue],
            states=_that_occur(states[tally.issue]),
            weighed=_weighed(grid, tally.issue, holders[tally.issue]),
            ranged=grid.scale.is_range,
            extent=grid.scale.range,
        )
        for tally in tally_issues(grid)
    ]


def _profile_alone(grid: StanceGrid, issue: int) -> IssueProfile:
    (profile,) = profile_issues(grid.alone(issue))
    return replace(profile, tally=replace(profile.tally, issue=issue))


def most_divided(profiles: Sequence[IssueProfile]) -> list[IssueProfile]:
    """Return the profiles by the number of opposed pairs, then their share, then the order of the file.

    Amounts, of which none is opposed to another, by how far the values held are apart.
    """

    def order(profile: IssueProfile) -> tuple[float, ...]:
        apart = 0.0 if profile.sided else profile.share_of_range
        return -profile.opposed, -(profile.opposed_share or 0.0), -apart, profile.issue

    return sorted(profiles, key=order)


def consensual(profiles: Sequence[IssueProfile]) -> list[IssueProfile]:
    """Return the profiles on which there is a consensus: those for, then those against.

    Each kind by how many stand on that side, then by how few hold another position, then in the order of
    the file.
    """

    def order(profile: IssueProfile) -> tuple[bool, int, int, int]:
        agreed = max(len(profile.tally.favour), len(profile.tally.against))
        return profile.consensus == "against", -agreed, profile.n - agreed, profile.issue

    return sorted((profile for profile in profiles if profile.consensus), key=order)


def _by_issue(grid: StanceGrid, planes: Mapping[Key, Sequence[int]]) -> list[dict[Key, tuple[int, ...]]]:
    """Return for each issue the actors by value or state, from the planes of all actors by value or state."""
    found = {key: holders_of_planes(grid, of_actors) for key, of_actors in planes.items()}
    return [{key: actors[issue] for key, actors in found.items()} for issue in range(len(grid.issues))]


def _planes_of_states(grid: StanceGrid) -> dict[str, list[int]]:
    """Return the planes of all actors by state; what is in no other plane is not researched."""
    named = dict.fromkeys(state for row in grid.rows for state in row.states)
    planes = {state: [row.states.get(state, 0) for row in grid.rows] for state in named}
    unknown = [
        grid.every_issue & ~reduce(or_, row.states.values(), held)
        for row, held in zip(grid.rows, grid.held, strict=True)
    ]
    stated = planes.get("not-researched", [0] * len(unknown))
    return {**planes, "not-researched": list(map(or_, stated, unknown))}


def _that_occur(states: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Return the states that any actor is in, in the order of the first actor in each."""
    return dict(
        sorted(((state, actors) for state, actors in states.items() if actors), key=lambda of: of[1][0])
    )


def _weighed(grid: StanceGrid, issue: int, holders: Mapping[float, Sequence[int]]) -> tuple[Weighed, ...]:
    if not grid.details:
        return ()
    found = []
    for value, actors in holders.items():
        for actor in actors:
            detail, influence = grid.details.get((actor, issue)), grid.actors[actor].influence
            if detail is not None and detail.salience is not None and influence is not None:
                found.append(Weighed(value, influence, detail.salience, actor))
    return tuple(found)
