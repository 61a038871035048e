"""A network cut into blocs, and what chance gives of its best cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.measures.networks.blocs import NetworkTree, network_tree
from positions.measures.networks.chance import Level, level_of, shuffled_networks
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.window_updates import window_networks
from positions.measures.networks.windows import Bounds
from positions.measures.structure.null_model import LIKELY
from positions.statements import Statement, StatementSet

_PERMUTATIONS = ((20, 200), (40, 50))
"""(most nodes, how many shuffles are made of them unasked): a few seconds each."""

_OF_WINDOWS, _WORK = (200, 50, 19), 160_000
"""Shuffles made of each window unasked: the most that, times its squared nodes, take a few seconds."""


@dataclass(frozen=True)
class Cut:
    """A tree with its blocs and what chance gives of its best cut, None where nothing was shuffled.

    `permutations` were asked for or made unasked. `asked` says that the number of blocs was given: chance has
    no say in it.
    """

    tree: NetworkTree
    blocs: list[tuple[int, ...]]
    level: Level | None
    permutations: int
    statements: int
    bounds: Bounds
    asked: bool = False

    @property
    def by_chance(self) -> bool:
        """Whether chance gives as much grouping."""
        return _is_likely(self.level)

    @property
    def found(self) -> list[tuple[int, ...]]:
        """The blocs: none where chance gives as much grouping, unless a number of them was asked for."""
        return [] if self.by_chance and not self.asked else self.blocs

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each node's bloc, from 1."""
        return {node: number for number, members in enumerate(self.blocs, 1) for node in members}

    @property
    def when(self) -> tuple[str, str]:
        """Its first and last day."""
        return self.bounds.start.isoformat(), self.bounds.end.isoformat()


def whole_cut(
    found: StatementSet,
    rule: NetworkRule,
    kept: Sequence[Statement],
    number: int | None = None,
    permutations: int | None = None,
) -> Cut:
    """Return the network of all statements cut into blocs; arguments are those of `window_cuts`."""
    if permutations is None:
        permutations = permutations_for(len({statement.actor for statement in kept}))
    (whole,) = _cuts_of(found, rule, kept, [Bounds.of_all(len(kept))], number, permutations)
    return whole


def window_cuts(
    found: StatementSet,
    rule: NetworkRule,
    dated: Sequence[Statement],
    bounds: Sequence[Bounds],
    number: int | None = None,
    permutations: int | None = None,
) -> list[Cut]:
    """Return the network of each window cut into blocs.

    Args:
        found: gives the scale and the issues.
        rule: how networks are made; one-mode.
        dated: the statements with a place in the bounds.
        bounds: the windows.
        number: how many blocs; where None, one where chance gives as much grouping, else the best number.
        permutations: how many shuffles of each; where None as many as a few seconds allow, or none.
    """
    made = permutations_for_windows(dated, bounds) if permutations is None else permutations
    return list(_cuts_of(found, rule, dated, bounds, number, made))


def _cuts_of(
    found: StatementSet,
    rule: NetworkRule,
    statements: Sequence[Statement],
    bounds: Sequence[Bounds],
    number: int | None,
    permutations: int,
) -> Iterator[Cut]:
    for window in window_networks(found, rule, statements, bounds, camps=True):
        tree = network_tree(window)
        level = None
        if permutations and tree.quality is not None:
            shuffles = shuffled_networks(found, rule, statements, window.bounds, permutations)
            level = level_of(tree.quality, [network_tree(made).quality for made in shuffles])
        blocs = tree.blocs(number or (1 if _is_likely(level) else None))
        yield Cut(tree, blocs, level, permutations, window.statements, window.bounds, number is not None)


def permutations_for(nodes: int) -> int:
    """Return how many shuffles are made of a network where none are asked for."""
    return next((made for most, made in _PERMUTATIONS if nodes <= most), 0)


def permutations_for_windows(statements: Sequence[Statement], bounds: Sequence[Bounds]) -> int:
    """Return how many shuffles are made of each window where none are asked for: 0 where they take long."""
    nodes = (len({one.actor for one in statements[window.first : window.stop]}) for window in bounds)
    work = sum(number**2 for number in nodes)
    return next((made for made in _OF_WINDOWS if made * work <= _WORK), 0)


def _is_likely(level: Level | None) -> bool:
    return level is not None and level.p > LIKELY
