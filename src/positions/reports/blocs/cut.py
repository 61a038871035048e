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


@dataclass(frozen=True)
class Cut:
    """A tree with its blocs and what chance gives of its best cut, None where nothing was shuffled."""

    tree: NetworkTree
    blocs: list[tuple[int, ...]]
    level: Level | None
    statements: int
    bounds: Bounds

    @property
    def by_chance(self) -> bool:
        """Whether chance gives as much grouping."""
        return _is_likely(self.level)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each node's bloc, from 1."""
        return {node: number for number, members in enumerate(self.blocs, 1) for node in members}

    @property
    def when(self) -> tuple[str, str]:
        """Its first and last day."""
        return self.bounds.start.isoformat(), self.bounds.end.isoformat()


def cuts_of(
    found: StatementSet,
    rule: NetworkRule,
    statements: Sequence[Statement],
    bounds: Sequence[Bounds],
    number: int | None,
    permutations: int,
) -> Iterator[Cut]:
    """Yield the network of each window cut into blocs.

    Args:
        found: gives the scale and the issues.
        rule: how networks are made; one-mode.
        statements: those with a place in the bounds.
        bounds: the windows.
        number: how many blocs; where None, one where chance gives as much grouping, else the best number.
        permutations: how many shuffles.
    """
    for window in window_networks(found, rule, statements, bounds, camps=True):
        tree = network_tree(window)
        level = None
        if permutations and tree.quality is not None:
            shuffles = shuffled_networks(found, rule, statements, window.bounds, permutations)
            level = level_of(tree.quality, [network_tree(made).quality for made in shuffles])
        blocs = tree.blocs(number or (1 if _is_likely(level) else None))
        yield Cut(tree, blocs, level, window.statements, window.bounds)


def _is_likely(level: Level | None) -> bool:
    return level is not None and level.p > LIKELY
