"""Networks of windows: each from the one before, by the statements that enter and those that leave."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import assert_never

from positions.measures.networks.normalisation import NORMS, Profile
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.two_mode import two_mode_cells
from positions.measures.networks.windows import Bounds
from positions.rounding import whole_multiples
from positions.statements import Statement, StatementSet, first_ones, repeat_key
from positions.vocabulary import Aggregation, Normalization

Place = tuple[int, int]
"""The indices of two actors, the lower first; in a two-mode network of an actor and an issue."""


@dataclass(frozen=True, slots=True)
class WindowTie:
    """A tie: its value (None where undefined), and how many issues are shared, in two modes statements."""

    value: float | None
    shared: int


@dataclass(frozen=True, slots=True)
class WindowNetwork:
    """The network of a window.

    Attributes:
        bounds: its days and statements.
        statements: the number of statements that count, repeated ones left out.
        actors: who makes a statement in it, by index.
        ties: where two share an issue, in two modes where there is a statement; by place, ascending.
        camps: congruence and conflict of every two who share an issue, by the mean number of their
            statements; nothing in two modes, and None where nobody asked for them.
    """

    bounds: Bounds
    statements: int
    actors: tuple[int, ...]
    ties: Mapping[Place, WindowTie]
    camps: Mapping[Place, tuple[float, float]] | None = None


def window_networks(
    found: StatementSet,
    rule: NetworkRule,
    statements: Sequence[Statement],
    bounds: Iterable[Bounds],
    *,
    camps: bool = False,
) -> Iterator[WindowNetwork]:
    """Yield the network of each window.

    Each is the network that the statements of its window make alone: duplicates are looked for within it. In
    a window with weights a statement counts sqrt(z), so that a pair of them counts sqrt(z1 z2); in two modes
    it counts z. Norms are taken from the same sums.

    Args:
        found: gives the actors, the issues, the scale and the range that was observed.
        rule: how a network is made; it has no fault.
        statements: those with a date that count, by date.
        bounds: the windows.
        camps: whether congruence and conflict are given too.
    """
    pairs = _Pairs(found, rule)
    inside = (0, 0)
    for window in bounds:
        if window.weights is not None:
            fresh = _Pairs(found, rule)
            for statement, weight in _weighted(statements, window, rule):
                if weight:
                    fresh.add(statement, weight if rule.mode == "two" else sqrt(weight))
            yield fresh.network(window, camps=camps)
            continue
        if window.first < inside[0] or window.stop < inside[1]:  # it starts earlier: count anew
            pairs, inside = _Pairs(found, rule), (window.first, window.first)
        _move(pairs, statements, inside, (window.first, window.stop))
        inside = (window.first, window.stop)
        yield pairs.network(window, camps=camps)


def _weighted(
    statements: Sequence[Statement], window: Bounds, rule: NetworkRule
) -> Iterator[tuple[Statement, float]]:
    here, weights = statements[window.first : window.stop], window.weights or ()
    for place, statement in first_ones(here, rule.duplicates, by_stance=rule.by_stance):
        yield statement, weights[place]


def _move(pairs: _Pairs, statements: Sequence[Statement], old: Place, new: Place) -> None:
    """Take out the statements that leave a window and put in those that enter: windows move on only."""
    for place in range(old[0], min(old[1], new[0])):
        pairs.leave(statements[place])
    for place in range(max(old[1], new[0]), new[1]):
        pairs.enter(statements[place])


class _Pairs:
    """The statements of a window as counts by actor, issue and value, and what every two actors share.

    Distances are whole multiples of one unit, so that sums of them stay exact while statements come and go.
    """

    def __init__(self, found: StatementSet, rule: NetworkRule) -> None:
        self._rule, self._scale, self._issues = rule, found.scale, len(found.issues)
        values = {statement.value for statement in found.statements}
        extent = found.observed_range if rule.observed_range else found.scale.range
        self._nominal = found.scale.is_nominal
        whole = dict.fromkeys(values, 0) if self._nominal else whole_multiples({*values, extent or 0.0})
        self._whole, self._extent = whole, 1 if self._nominal else whole.get(extent or 0.0, 0)
        self._same: dict[Hashable, deque[Statement]] = {}
        self._profiles: dict[int, dict[int, dict[float, float]]] = {}
        self._speakers: dict[int, set[int]] = {}
        self._pairs: dict[Place, list[float]] = {}
        self._number = 0
        self._counts: Counter[Place] = Counter()
        self._totals: dict[int, float] = {}
        self._made: dict[Place, WindowTie] = {}
        self._changed: set[int] = set()

    def enter(self, statement: Statement) -> None:
        """Put a statement in; it counts unless it repeats one that is in."""
        key = repeat_key(statement, self._rule.duplicates, by_stance=self._rule.by_stance)
        same = self._same.setdefault(key, deque()) if key is not None else deque()
        same.append(statement)
        if len(same) == 1:
            self.add(statement, 1)

    def leave(self, statement: Statement) -> None:
        """Take out the earliest statement; the next that repeats it counts in its place."""
        key = repeat_key(statement, self._rule.duplicates, by_stance=self._rule.by_stance)
        self.add(statement, -1)
        if key is None:
            return
        same = self._same[key]
        same.popleft()
        if same:
            self.add(same[0], 1)
        else:
            del self._same[key]

    def add(self, statement: Statement, weight: float) -> None:
        """Add a weight, below 0 to take it away; a pair's list is shared issues, products, distances."""
        self._number += 1 if weight > 0 else -1
        actor, issue, value = statement.actor, statement.issue, statement.value
        self._counts[actor, issue] += 1 if weight > 0 else -1
        self._totals[actor] = self._totals.get(actor, 0) + weight
        self._changed.add(actor)
        profile = self._profiles.setdefault(actor, {})
        speakers = self._speakers.setdefault(issue, set())
        comes, cell = issue not in profile, profile.setdefault(issue, {})
        left = cell.get(value, 0) + weight
        if left:
            cell[value] = left
        else:
            del cell[value]
        goes = not cell
        if self._rule.mode == "one":
            for other in speakers:
                if other != actor:
                    self._pair(actor, other, issue, value, (weight, comes - goes))
        if comes:
            speakers.add(actor)
        if goes:
            speakers.discard(actor)
            del profile[issue]
            if not profile:
                del self._profiles[actor]

    def _pair(self, actor: int, other: int, issue: int, value: float, change: tuple[float, int]) -> None:
        place = (actor, other) if actor < other else (other, actor)
        pair = self._pairs.setdefault(place, [0, 0, 0])
        weight, shared = change
        pair[0] += shared
        if not pair[0]:
            del self._pairs[place]
            return
        for held, times in self._profiles[other][issue].items():
            product = weight * times
            pair[1] += product
            apart = held != value if self._nominal else abs(self._whole[held] - self._whole[value])
            pair[2] += product * apart

    def network(self, bounds: Bounds, *, camps: bool) -> WindowNetwork:
        """Return the network of what is in."""
        actors = tuple(sorted(self._profiles))
        if self._rule.mode == "two":
            return WindowNetwork(bounds, self._number, actors, self._cells(actors))
        places = sorted(self._pairs)
        made, changed = self._made, self._changed
        ties = {
            place: made[place]
            if place in made and place[0] not in changed and place[1] not in changed
            else WindowTie(self._tie(place), int(self._pairs[place][0]))
            for place in places
        }
        self._made, self._changed = ties, set()
        sides = {place: self._camps(place) for place in places} if camps and self._extent else None
        return WindowNetwork(bounds, self._number, actors, ties, sides)

    def _tie(self, place: Place) -> float | None:
        _, products, apart = self._pairs[place]
        aggregation: Aggregation = self._rule.aggregation
        if aggregation != "ignore" and not self._extent:
            return None
        match aggregation:
            case "ignore":
                tie = float(products)
            case "congruence":
                tie = (products * self._extent - apart) / self._extent
            case "conflict":
                tie = apart / self._extent
            case "subtract":
                tie = (products * self._extent - 2 * apart) / self._extent
            case "combine":
                raise ValueError("combine is for actors and issues")  # fault_of has refused it
            case _:
                assert_never(aggregation)
        return self._normalized(tie, place)

    def _normalized(self, tie: float, place: Place) -> float:
        if not tie:
            return tie
        normalization: Normalization = self._rule.normalization
        match normalization:
            case "none":
                return tie
            case "average":
                divisor = self._mean(place)
            case "jaccard" | "cosine" | "dna-cosine":
                divisor = NORMS[normalization](*self._both(place))
            case "activity" | "prominence":
                raise ValueError(f"{normalization} is for actors and issues")  # fault_of has refused it
            case _:
                assert_never(normalization)
        return tie / divisor if divisor else 0.0

    def _camps(self, place: Place) -> tuple[float, float]:
        _, products, apart = self._pairs[place]
        divisor = self._mean(place)
        conflict = apart / self._extent
        return (products - conflict) / divisor, conflict / divisor

    def _mean(self, place: Place) -> float:
        """Return the mean number of statements of two, as the norm `average` has it."""
        return (self._totals[place[0]] + self._totals[place[1]]) / 2

    def _both(self, place: Place) -> tuple[Profile, Profile]:
        return self._profiles[place[0]], self._profiles[place[1]]

    def _cells(self, actors: Sequence[int]) -> dict[Place, WindowTie]:
        issues = range(self._issues)
        profiles: list[Profile] = [self._profiles[actor] for actor in actors]
        ties, _ = two_mode_cells(
            profiles, issues, self._scale, self._rule.aggregation, self._rule.normalization
        )
        return {
            (actor, issue): WindowTie(ties[row][issue], self._counts[actor, issue])
            for row, actor in enumerate(actors)
            for issue in issues
            if self._profiles[actor].get(issue)
        }
