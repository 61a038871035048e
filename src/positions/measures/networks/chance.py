"""What chance gives: the networks of statements whose stances are shuffled within each issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.window_updates import WindowNetwork, window_networks
from positions.measures.networks.windows import Bounds
from positions.statements import Statement, StatementSet, first_ones

SEED = 1
_NEAR = 1e-12


@dataclass(frozen=True, slots=True)
class Level:
    """What chance gives of a measure: the mean over shuffles, and p of what was observed."""

    mean: float
    p: float


def level_of(observed: float | None, replicates: Sequence[float | None]) -> Level | None:
    """Return the level of a measure, None where it is undefined or nothing was shuffled.

    p = (1 + replicates that are at least as large)/(1 + replicates) (Phipson and Smyth 2010).
    """
    known = [value for value in replicates if value is not None]
    if observed is None or not known:
        return None
    larger = sum(value >= observed - _NEAR for value in known)
    return Level(sum(known) / len(known), (1 + larger) / (1 + len(known)))


def shuffled_networks(
    found: StatementSet, rule: NetworkRule, statements: Sequence[Statement], window: Bounds, number: int
) -> Iterator[WindowNetwork]:
    """Yield the networks of a window in so many shuffles.

    What repeats another is left out first. Then the stances on each issue are dealt anew to the statements
    on it: who speaks how often about what and when stays, and so does how many are for and against.

    Args:
        found: gives the scale and the issues.
        rule: how networks are made; one-mode.
        statements: those with a place in the window's bounds.
        window: its bounds, with weights where it has them.
        number: how many shuffles.
    """
    kept, weights = _kept(rule, statements, window)
    alone = replace(found, statements=tuple(kept))
    bounds = Bounds(window.start, window.end, 0, len(kept), weights, window.middle)
    plain = replace(rule, duplicates="include")
    issues: dict[int, list[int]] = {}
    for place, statement in enumerate(kept):
        issues.setdefault(statement.issue, []).append(place)
    for shuffle in range(number):
        random = Random(f"{SEED}/{shuffle}")
        dealt = list(kept)
        for places in issues.values():
            values = [kept[place].value for place in places]
            random.shuffle(values)
            for place, value in zip(places, values, strict=True):
                dealt[place] = replace(kept[place], value=value)
        yield next(window_networks(alone, plain, dealt, [bounds], camps=True))


def _kept(
    rule: NetworkRule, statements: Sequence[Statement], window: Bounds
) -> tuple[list[Statement], tuple[float, ...] | None]:
    here, weights = statements[window.first : window.stop], window.weights
    kept = list(first_ones(here, rule.duplicates, by_stance=rule.by_stance))
    chosen = None if weights is None else tuple(weights[place] for place, _ in kept)
    return [statement for _, statement in kept], chosen
