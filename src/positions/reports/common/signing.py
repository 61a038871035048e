"""What could be signed together, and what stands in the way: clashing needs, contested ones, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from positions.grid import StanceGrid, bits, build_grid
from positions.measures.common_interval import all_meet
from positions.measures.signing import (
    Claim,
    Clash,
    Contested,
    Goal,
    circles,
    claims,
    clashes,
    clashes_on,
    contested,
    held_side,
    needs_of,
)
from positions.reports.common.cells import condition_words, counted, listed
from positions.reports.common.sides import Names
from positions.reports.common.study import Study
from positions.selection import filters_of_entries
from positions.vocabulary import FirmSide

NOT_COMPARED = "on conditions that have not been compared"
EXCLUDING = "on conditions that exclude each other"
CLASH = "their conditions exclude each other"
_MOST_TOLD = 6


@dataclass(frozen=True)
class Signing:
    """What a study's actors could sign together.

    Attributes:
        study: the data and what is selected of it.
        names: the headings.
        signed: the side of each issue, by index, on which all of the actors stand.
        actors: who signs, by index.
        amounts: the issues, by index, without sides on which all of the actors meet.
        unopposed: the side of each issue, by index, that some hold and nobody is known to be against.
        conditional: the issues, by index, on which some stand on a condition.
    """

    study: Study
    names: Names
    signed: Mapping[int, FirmSide]
    actors: Sequence[int]
    amounts: Sequence[int] = ()
    unopposed: Mapping[int, FirmSide] = field(default_factory=dict)
    conditional: Sequence[int] = ()

    @cached_property
    def clashing(self) -> dict[int, list[Clash]]:
        """The issues on which conditions of those who stand together exclude each other, whoever else does.

        By index, with every clash.
        """
        grid = self.names.grid
        return {one: found for one in self.conditional if (found := clashes_on(grid, one, self.actors))}

    @cached_property
    def refused(self) -> dict[int, list[Clash]]:
        """Of `clashing`, the issues on which all stand together: they would sign but for the clash."""
        whole = (*self.signed, *self.amounts)
        return {issue: self.clashing[issue] for issue in whole if issue in self.clashing}

    @cached_property
    def together(self) -> list[Clash]:
        """Why the rest cannot all be signed at once: every clash, the smallest first; none where it can."""
        return self._clashes({*self.signed, *self.amounts} - self.refused.keys())

    @cached_property
    def beside(self) -> list[Clash]:
        """Why what nobody is against cannot all be signed at once either: the clashes not in `together`."""
        known = {clash.issue for clash in self.together}
        whole = {*self.signed, *self.amounts, *self.unopposed} - self.clashing.keys()
        return [clash for clash in self._clashes(whole) if clash.issue not in known]

    @property
    def open_to(self) -> list[int]:
        """The issues that could be signed: those all are for, those all are against, amounts that meet."""
        by_side = sorted(self.signed, key=lambda issue: self.signed[issue] == "against")
        return [issue for issue in (*by_side, *self.amounts) if issue not in self.refused]

    def on_condition(self, issue: int) -> list[int]:
        """Return the actors, by index, that stand on an issue on a condition."""
        return [actor for actor in self.actors if self.names.grid.rows[actor].conditional >> issue & 1]

    def not_compared(self, issues: Sequence[int]) -> bool:
        """Whether several actors sign on conditions, and one of these is a text alone."""
        grid = self.names.grid
        on = [(actor, issue) for issue in issues for actor in self.on_condition(issue)]
        several = len({actor for actor, _ in on}) > 1
        return several and any(not list(needs_of(grid, actor, issue)) for actor, issue in on)

    def clash_words(self, clashing: Sequence[Clash]) -> str:
        """Return clashes as clauses: "A on X needs Y for, B and C on X need Y against; ..."."""
        return "; ".join(map(self._clash, clashing))

    def _clash(self, clash: Clash) -> str:
        signed_last = sorted(clash, key=lambda side: side[0].signed)
        return ", ".join(words for side in signed_last for words in self._claims(side))

    def _claims(self, side: Sequence[Claim]) -> Iterator[str]:
        """Yield what needs one side of an issue, or that it is signed: a clause for each issue it is on."""
        if side[0].signed:
            yield f"{self._goal(side[0].goal)} would be signed"
            return
        needing: dict[int, list[int]] = {}
        for claim in side:
            if claim.on is not None and claim.actor is not None:
                needing.setdefault(claim.on, []).append(claim.actor)
        for issue, actors in needing.items():
            need = "needs" if len(actors) == 1 else "need"
            who = f"{self.names.who(sorted(actors))} on {self.names.issue(issue)}"
            yield f"{who} {need} {self._goal(side[0].goal)}"

    def sentences(self) -> Iterator[str]:
        """Yield what else is to be known.

        That is: clashes among those who stand together where not all do, needs that are opposed, inside and
        outside, and broken circles.
        """
        some = [issue for issue in self.clashing if issue not in self.refused]
        for issue in some[:_MOST_TOLD]:
            yield f"{self._some(issue)} {self.issue_words(issue)}."
        if len(some) > _MOST_TOLD:
            issues = counted(len(some) - _MOST_TOLD, "more issue")
            yield f"Those who stand together on {issues} do so {EXCLUDING} too."
        if self.beside:
            yield f"What stands unopposed cannot all be signed at once: {self.clash_words(self.beside)}."
        found = claims(self.names.grid, self._sides, self.actors, self.amounts)
        selected = frozenset(self.names.grid.actors[actor].id for actor in self.actors)
        everyone = _everyone(self.study) if any(not claim.signed for claim in found) else self.names.grid
        outside = frozenset(actor.id for actor in everyone.actors) - selected
        for need in contested(found, everyone, apart_from=outside):
            yield f"Contested: {self._need_words(need, everyone)}."
        for need in contested(found, everyone, apart_from=selected):
            yield f"Outside the selection: {self._need_words(need, everyone)}."
        for chain in circles(self.names.grid):
            steps = [
                f"{self._goal(link.wanted)} needs {self._goal(link.needed)} ({self._label(link.actor)})"
                for link in chain
            ]
            yield f"These conditions run in a circle that cannot hold: {', '.join(steps)}."

    def issue_words(self, issue: int) -> str | None:
        """Return what stands in the way of signing one issue; None where nothing does."""
        if issue in self.clashing:
            return f"{EXCLUDING}: {self.clash_words(self.clashing[issue])}"
        return None

    def between_two(self, issue: int) -> str:
        """Return how two who sign compare on an issue on which their conditions exclude each other."""
        where = "are on the same side" if issue in self.signed else "meet"
        return f"On {self.study.issues[issue].label} they {where}, but {self.issue_words(issue)}."

    def _clashes(self, issues: set[int]) -> list[Clash]:
        chosen = {issue: side for issue, side in self._sides.items() if issue in issues}
        amounts = [issue for issue in self.amounts if issue in issues]
        return clashes(claims(self.names.grid, chosen, self.actors, amounts))

    @property
    def _sides(self) -> dict[int, FirmSide]:
        """The sides that could be signed: those on which all stand, and those that nobody is against."""
        return {**self.signed, **self.unopposed}

    def _some(self, issue: int) -> str:
        """Return who stands together on an issue where not all do, up to the conditions on which they do."""
        name = self.names.issue(issue)
        if not self.names.grid.is_sided(issue):
            return f"Those who hold an amount on {name} meet"
        on = {claim.actor for clash in self.clashing[issue] for side in clash for claim in side}
        sides = {held_side(self.names.grid, actor, issue) for actor in on if actor is not None}
        told = "for and those against" if len(sides) > 1 else next(iter(sides))
        return f"Those {told} {name} are so"

    def _need_words(self, need: Contested, grid: StanceGrid) -> str:
        who = listed([grid.actors[actor].label for actor in need.by])
        stand = "stands" if len(need.by) == 1 else "stand"
        other = "against" if need.claim.goal[1] == "for" else "for"
        title = self.study.titles.get(need.claim.goal[0], need.claim.goal[0])
        return f"{', '.join(self._claims([need.claim]))}, and {who} {stand} {other} {title}"

    def _goal(self, goal: Goal) -> str:
        return f"{self.study.titles.get(goal[0], goal[0])} {goal[1]}"

    def _label(self, actor: int) -> str:
        return self.names.actors[actor].label


def signing_of(study: Study, actors: Sequence[int] | None = None) -> Signing:
    """Return what actors, by index, could sign: where all are on one side, and amounts on which they meet.

    All selected actors unless some are given.
    """
    names = Names.of(study)
    chosen = range(len(names.actors)) if actors is None else actors
    grid = study.grid
    favour = against = grid.every_issue if chosen else 0
    some_favour = some_oppose = on_condition = unclear = 0
    for actor in chosen:
        sides, row = grid.sides[actor], grid.rows[actor]
        favour, against = favour & sides.favour, against & sides.against
        some_favour, some_oppose = some_favour | sides.favour, some_oppose | sides.against
        on_condition |= row.conditional
        unclear |= row.states.get("mixed", 0) | row.states.get("excluded", 0)
    signed: dict[int, FirmSide] = {
        issue: "for" if favour >> issue & 1 else "against" for issue in bits(favour | against)
    }
    unopposed: dict[int, FirmSide] = dict.fromkeys(
        bits(some_favour & ~(some_oppose | unclear | favour)), "for"
    )
    without = grid.every_issue & ~grid.sided if grid.has_amounts else 0
    amounts = [issue for issue in bits(without) if all_meet(grid, issue, chosen)]
    return Signing(study, names, signed, chosen, amounts, unopposed, list(bits(on_condition)))


def liftable(study: Study) -> tuple[str, ...]:
    """Say who is against on a condition, with the condition; where the filter takes it out, that it does.

    Issues to which all are opposed are left out: there the condition is one of signing together.
    """
    grid = study.grid
    if not study.selection.conditional:
        grid = build_grid(study.dataset, replace(study.selection, conditional=True))
    names = Names(grid, study.actors, study.issues)
    found: dict[int, list[str]] = {}
    for actor, (row, sides) in enumerate(zip(grid.rows, grid.sides, strict=True)):
        for issue in bits(row.conditional & sides.against):
            if any(not other.against >> issue & 1 for other in grid.sides):
                condition = condition_words(grid.details[actor, issue].entry.condition, study.titles)
                found.setdefault(issue, []).append(
                    f"{names.actors[actor].label}: {(condition or '').rstrip('.')}"
                )
    if not found:
        return ()
    told = [
        f"{names.issue(issue)} – {', '.join(words)}" for issue, words in sorted(found.items())[:_MOST_TOLD]
    ]
    rest = len(found) - len(told)
    told += [f"and {counted(rest, 'more issue')}"] if rest else []
    out = "" if study.selection.conditional else ", left out by --no-conditional"
    return (f"Opposition on a condition, which could be lifted{out}: {'; '.join(told)}.",)


def depending(conditional: int, excluding: int, of: str = "") -> str:
    """Return how many agreements depend on conditions: "1 if conditions are met"; "" where none does.

    Args:
        conditional: their number.
        excluding: how many of them rest on conditions that exclude each other, which no outcome meets.
        of: what stands after the first number.
    """
    parts = ((conditional - excluding, "if conditions are met"), (excluding, EXCLUDING))
    told = [(number, words) for number, words in parts if number]
    return " and ".join(f"{number}{'' if at else of} {words}" for at, (number, words) in enumerate(told))


def not_counted(grid: StanceGrid, issues: Sequence[int] | None = None) -> str:
    """Return what a sentence that says "nobody" or "none" has to add: how many cells are left out, and why.

    Args:
        grid: what was selected.
        issues: the issues, by index, that the sentence is about; all unless given.
    """
    wanted = grid.every_issue if issues is None else sum(1 << issue for issue in issues)
    number = sum((row.states.get("excluded", 0) & wanted).bit_count() for row in grid.rows)
    withheld = sum((row.withheld & wanted).bit_count() for row in grid.rows)
    parts = (
        (number - withheld, "that a filter took out"),
        (withheld, "withheld"),
    )
    told = [f"{counted(many, 'cell')} {why}" for many, why in parts if many]
    return f" ({listed(told)} not counted)" if told else ""


def _everyone(study: Study) -> StanceGrid:
    """Return the grid of all actors and all issues, with the filters of entries."""
    return build_grid(study.dataset, filters_of_entries(study.selection))
