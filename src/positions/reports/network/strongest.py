"""The part of a large network that a picture can show: the nodes with the strongest ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from positions.measures.networks.one_mode import Network
from positions.reports.common.cells import counted, listed
from positions.reports.network.words import Naming
from positions.vocabulary import Mode

MOST_NODES: Mapping[Mode, int] = {"one": 200, "two": 100}
"""A network of more actors, or of more issues, is drawn in part: issues stand in columns beside actors."""

_DRAWN = 60


def strongest_part(naming: Naming, made: Network) -> tuple[Network, tuple[str, ...]]:
    """Return the network among the nodes whose ties add up to most, and a note on what is left out.

    A network of no more than MOST_NODES stays as it is. Nodes stay in their order; of
    those that are level the first in the file are kept. Ties against count as much as ties for.
    """
    two = naming.rule.mode == "two"
    most_nodes = MOST_NODES[naming.rule.mode]
    if max(len(made.rows), len(made.columns)) <= most_nodes:
        return made, ()
    sizes, most = _sizes(naming, made)
    rows = _largest([sum(row) for row in sizes], most_nodes)
    columns = _largest([sum(column) for column in zip(*sizes, strict=True)], most_nodes) if two else rows
    part = replace(
        made,
        rows=tuple(made.rows[row] for row in rows),
        columns=tuple(made.columns[column] for column in columns),
        ties=tuple(tuple(made.ties[row][column] for column in columns) for row in rows),
        shared=tuple(tuple(made.shared[row][column] for column in columns) for row in rows),
    )
    left = [(rows, made.rows, naming.nodes)] + ([(columns, made.columns, "issue")] if two else [])
    told = [
        f"{len(kept):,} of {counted(len(all_), word)}" for kept, all_, word in left if len(kept) < len(all_)
    ]
    return part, (f"Drawn are {listed(told)}: those with the {most}.",)


def _sizes(naming: Naming, made: Network) -> tuple[Sequence[Sequence[float]], str]:
    """Return how much each tie counts for its nodes, and in words what that is.

    The ties of `combine` are names of what they tell, so that statements count in their place.
    """
    match naming.rule.aggregation:
        case "combine":
            return made.shared, "most statements"
        case "subtract" | "congruence" | "conflict" | "ignore":
            places = range(len(made.columns))
            rows = range(len(made.rows))
            ties = [[abs(naming.tie(made, row, place) or 0.0) for place in places] for row in rows]
            return ties, "strongest ties in sum"
        case _:
            assert_never(naming.rule.aggregation)


def _largest(sizes: Sequence[float], most_nodes: int) -> list[int]:
    if len(sizes) <= most_nodes:
        return list(range(len(sizes)))
    return sorted(sorted(range(len(sizes)), key=lambda place: -sizes[place])[:_DRAWN])
