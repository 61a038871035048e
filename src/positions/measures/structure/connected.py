"""Who can be placed: the largest set of actors whom pairs with a distance connect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def is_complete(number: int, pairs: Collection[tuple[int, int]]) -> bool:
    """Return whether pairs, each once, are all there are of so many items."""
    return len(pairs) == number * (number - 1) // 2


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


def core(number: int, pairs: Collection[tuple[int, int]], least: int) -> tuple[int, ...]:
    """Return the items of the k-core of a graph, ascending: each has `least` neighbours within it.

    It is what is left once items with fewer neighbours are taken away until there are none (Seidman,
    "Network structure and minimum degree", Social Networks 5, 1983). `pairs` are the edges, each once.
    """
    if is_complete(number, pairs) and number > least:
        return tuple(range(number))
    beside: list[list[int]] = [[] for _ in range(number)]
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    left = [len(others) for others in beside]
    gone = [False] * number
    thin = [item for item in range(number) if left[item] < least]
    for item in thin:
        gone[item] = True
    for item in thin:  # it grows while it is read
        for other in beside[item]:
            left[other] -= 1
            if not gone[other] and left[other] < least:
                gone[other] = True
                thin.append(other)
    return tuple(item for item in range(number) if not gone[item])


def placeable(number: int, pairs: Sequence[tuple[int, int]], least: int) -> tuple[int, ...]:
    """Return the items of the largest component of the k-core of a graph, ascending; of equals the first."""
    kept = core(number, pairs, least)
    if is_complete(number, pairs) and len(kept) == number:
        return kept
    place = {item: index for index, item in enumerate(kept)}
    edges = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
    return tuple(kept[index] for index in largest_component(len(kept), edges))
