"""What actors can sign together on their conditions: clashes, contested needs, circles that cannot hold.

A condition's need says that an issue must go one way in the outcome. Actors can sign sides of issues together
if and only if some outcome gives every issue one side and meets all of them: the sides signed, and what the
signers' conditions on these issues need.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from positions.grid import StanceGrid, bits
from positions.measures.common_interval import all_meet
from positions.vocabulary import FirmSide

Goal = tuple[str, FirmSide]
"""An issue by id, and the way that it goes."""

_OTHER: Mapping[FirmSide, FirmSide] = {"for": "against", "against": "for"}


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that fixes which way an issue goes.

    Attributes:
        goal: the issue by id, and the way that it must go.
        actor: whose condition needs it, by index; None where it is signed.
        on: the index of the issue on which that condition stands; None where it is signed.
    """

    goal: Goal
    actor: int | None = None
    on: int | None = None

    @property
    def signed(self) -> bool:
        """Whether it is a side that is signed, and not what a condition needs."""
        return self.actor is None


class Clash(NamedTuple):
    """What gives one issue both sides, so that no outcome meets all of it.

    Each is one claim or more, all with the same goal; where that side is signed, its claim alone.
    """

    favour: tuple[Claim, ...]
    against: tuple[Claim, ...]

    @property
    def issue(self) -> str:
        """The issue, by id, that it gives both sides."""
        return self.favour[0].goal[0]

    @property
    def conditions(self) -> int:
        """How many conditions the smallest part takes that no outcome meets."""
        return sum(not side[0].signed for side in self)


@dataclass(frozen=True, slots=True)
class Contested:
    """A need that some actors oppose: they hold the other side of the issue that it names."""

    claim: Claim
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A step of a circle: whoever wants `wanted` on a condition makes `needed` follow from it."""

    wanted: Goal
    needed: Goal
    actor: int


def claims(
    grid: StanceGrid,
    signed: Mapping[int, FirmSide],
    actors: Sequence[int],
    amounts: Sequence[int] = (),
) -> list[Claim]:
    """Return the sides signed, by the index of the issue, and what the signers' conditions on them need.

    An actor that does not hold the side signed on an issue signs nothing there, and needs nothing. `amounts`
    are the issues (by index) without sides that all sign at an amount: they have no goal, but conditions.
    """
    found = [Claim((grid.issues[issue].id, side)) for issue, side in signed.items()]
    for issue, side in signed.items():
        for actor in actors:
            if grid.rows[actor].conditional >> issue & 1 and held_side(grid, actor, issue) == side:
                found += [Claim(goal, actor, issue) for goal in needs_of(grid, actor, issue)]
    for issue in amounts:
        for actor in actors:
            found += [Claim(goal, actor, issue) for goal in needs_of(grid, actor, issue)]
    return found


def clashes(found: Iterable[Claim]) -> list[Clash]:
    """Return one clash for each issue that the claims give both sides, the smallest of all first.

    They are empty if and only if some outcome meets all claims. A clash is the smaller, the fewer conditions
    it takes; among equals the order of the claims counts.
    """
    by_goal: dict[Goal, list[Claim]] = {}
    for claim in dict.fromkeys(found):
        by_goal.setdefault(claim.goal, []).append(claim)

    def of(goal: Goal) -> tuple[Claim, ...]:
        whole = by_goal[goal]
        return tuple([claim for claim in whole if claim.signed] or whole)

    both = [
        Clash(of((issue, "for")), of((issue, "against")))
        for issue, side in by_goal
        if side == "for" and (issue, "against") in by_goal
    ]
    return sorted(both, key=lambda clash: clash.conditions)


def clashes_on(grid: StanceGrid, issue: int, actors: Sequence[int]) -> list[Clash]:
    """Return what excludes what among those of the actors who stand together on an issue, by index.

    They are those on one side of it, each side by itself, whoever else is neutral, silent or on the other;
    on an issue of amounts, those who hold one, where they meet.
    """
    if grid.is_sided(issue):
        return [clash for side in _OTHER for clash in clashes(claims(grid, {issue: side}, actors))]
    holders = [actor for actor in actors if grid.value(actor, issue) is not None]
    if not grid.has_amounts or not all_meet(grid, issue, holders):
        return []
    return clashes(claims(grid, {}, holders, [issue]))


def excluding_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Return the issues, as a plane, on which two actors, by index, stand together on clashing conditions."""
    both = grid.rows[a].conditional & grid.rows[b].conditional
    return sum(1 << issue for issue in bits(both) if clashes_on(grid, issue, (a, b)))


def contested(found: Iterable[Claim], grid: StanceGrid, *, apart_from: frozenset[str]) -> list[Contested]:
    """Return the needs that actors of a grid oppose, leaving out actors by id; each need once.

    The grid may be another than that of the claims, with more actors and issues.
    """
    places = {issue.id: index for index, issue in enumerate(grid.issues)}
    result = []
    for claim in dict.fromkeys(claim for claim in found if not claim.signed):
        issue, side = claim.goal
        if issue not in places:
            continue
        by = tuple(
            actor
            for actor, who in enumerate(grid.actors)
            if who.id not in apart_from and held_side(grid, actor, places[issue]) == _OTHER[side]
        )
        if by:
            result.append(Contested(claim, by))
    return result


def circles(grid: StanceGrid) -> list[tuple[Link, ...]]:
    """Return circles of conditions that cannot hold: chains from a side of an issue to its other side.

    Each is the shortest from where it begins; one that holds (everybody gets what they need) is none.
    """
    if not any(detail.entry.condition is not None for detail in grid.details.values()):
        return []
    links: dict[Goal, list[Link]] = {}
    for actor in range(len(grid.actors)):
        for issue, described in enumerate(grid.issues):
            side = held_side(grid, actor, issue)
            if side is not None:
                goal = described.id, side
                links.setdefault(goal, []).extend(
                    Link(goal, needed, actor) for needed in needs_of(grid, actor, issue)
                )
    found: list[tuple[Link, ...]] = []
    seen: set[frozenset[Link]] = set()
    for goal in links:
        chain = _chain(links, goal, (goal[0], _OTHER[goal[1]]))
        if len(chain) > 1 and frozenset(chain) not in seen:
            seen.add(frozenset(chain))
            found.append(chain)
    return found


def _chain(links: Mapping[Goal, Sequence[Link]], start: Goal, end: Goal) -> tuple[Link, ...]:
    """Return the shortest chain of links from one goal to another; none where there is none."""
    queue: deque[tuple[Link, ...]] = deque((link,) for link in links.get(start, ()))
    reached = {start}
    while queue:
        chain = queue.popleft()
        at = chain[-1].needed
        if at == end:
            return chain
        if at not in reached:
            reached.add(at)
            queue.extend((*chain, link) for link in links.get(at, ()))
    return ()


def held_side(grid: StanceGrid, actor: int, issue: int) -> FirmSide | None:
    """Return the side that an actor holds on an issue, both by index; None where it holds neither."""
    sides, bit = grid.sides[actor], 1 << issue
    if sides.favour & bit:
        return "for"
    return "against" if sides.against & bit else None


def needs_of(grid: StanceGrid, actor: int, issue: int) -> Iterator[Goal]:
    """Yield what an actor's condition on an issue needs; nothing where it is a text alone."""
    detail = grid.details.get((actor, issue))
    condition = detail.entry.condition if detail is not None else None
    yield from condition.needs.items() if condition is not None else ()
