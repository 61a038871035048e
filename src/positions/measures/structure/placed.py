"""Who can be placed: the largest set of actors whom pairs with a distance connect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def largest_component(number: int, pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return the items of the largest connected component of a graph, ascending.

    Of several as large, the one with the first item; nothing of no items. `pairs` are the graph's edges.
    """
    beside: list[list[int]] = [[] for _ in range(number)]
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    seen = [False] * number
    best: list[int] = []
    for start in range(number):
        if seen[start]:
            continue
        seen[start] = True
        found = [start]
        for item in found:  # it grows while it is read
            for other in beside[item]:
                if not seen[other]:
                    seen[other] = True
                    found.append(other)
        if len(found) > len(best):
            best = found
    return tuple(sorted(best))


def degrees(number: int, pairs: Iterable[tuple[int, int]]) -> Sequence[int]:
    """Return for each item the number of pairs that it is in."""
    found = [0] * number
    for pair in pairs:
        for item in pair:
            found[item] += 1
    return found
