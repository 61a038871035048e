"""The backbone: the issues that carry a network, as few of them as leave its spectrum nearly as it is.

After Leifeld's backbone in DNA, with the Laplacian that is meant there; formulas in docs/method/network.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist, exp

from positions.measures.networks.one_mode import NetworkRule, network
from positions.measures.networks.spectrum import Spectrum, laplacian_spectrum
from positions.statements import Statement, StatementSet

MOST_SEARCHED = 10
"""Up to so many issues every subset is tried; of more, one is left out after another."""

_NEAR = 1e-12

Losses = Callable[[frozenset[int]], float]


@dataclass(frozen=True, slots=True)
class Backbone:
    """So many issues that carry the network best, and how far its spectrum is from theirs."""

    issues: tuple[int, ...]
    loss: float

    def penalised(self, penalty: float, issues: int) -> float:
        """Return the loss times exp(-penalty (issues left out)/issues): the lower, the better and smaller."""
        return self.loss * exp(-penalty * (issues - len(self.issues)) / issues)


def losses_of(found: StatementSet, rule: NetworkRule, statements: Sequence[Statement]) -> Losses:
    """Return a function that gives the loss of a set of issues: the Euclidean distance of the spectra.

    One is that of the whole network, the other that of the statements on those issues among the same actors.
    """
    actors = sorted({statement.actor for statement in statements})
    whole = spectrum_of(found, rule, statements, actors)
    by_issue: dict[int, list[tuple[int, Statement]]] = {}
    for place, statement in enumerate(statements):
        by_issue.setdefault(statement.issue, []).append((place, statement))

    def loss(issues: frozenset[int]) -> float:
        kept = sorted(one for issue in issues for one in by_issue.get(issue, []))
        return dist(whole, spectrum_of(found, rule, [statement for _, statement in kept], actors))

    return loss


def spectrum_of(
    found: StatementSet, rule: NetworkRule, statements: Sequence[Statement], actors: Sequence[int]
) -> Spectrum:
    """Return the spectrum of the network of some statements among these actors."""
    made = network(found, rule, statements)
    place = {actor: index for index, actor in enumerate(actors)}
    weights = {
        (place[a], place[b]): tie
        for row, a in enumerate(made.rows)
        for column, b in enumerate(made.columns)
        if row < column and (tie := made.ties[row][column])
    }
    return laplacian_spectrum(len(actors), weights)


def backbones(issues: Sequence[int], loss: Losses) -> Iterator[Backbone]:
    """Yield the best backbone of each size, the largest first, without the whole set.

    Of up to 10 issues all subsets are tried, and of equals the first is taken; of more the issue goes whose
    going costs least, the last of equals, so that each is part of the one before.
    """
    if len(issues) <= MOST_SEARCHED:
        for size in range(len(issues) - 1, 0, -1):
            best: Backbone | None = None
            for subset in combinations(issues, size):
                cost = loss(frozenset(subset))
                if best is None or cost < best.loss - _NEAR:
                    best = Backbone(subset, cost)
            if best is not None:
                yield best
        return
    left = list(issues)
    while len(left) > 1:
        costs = {issue: loss(frozenset(left) - {issue}) for issue in left}
        lowest = min(costs.values())
        gone = [issue for issue in left if costs[issue] <= lowest + _NEAR][-1]
        left.remove(gone)
        yield Backbone(tuple(left), costs[gone])
