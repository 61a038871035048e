"""A network as nodes and ties: who stands next to whom in the picture, and what kind each tie is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from positions.charts import SmallNetwork, SmallNetworks
from positions.measures.networks.layout import network_layout
from positions.measures.networks.one_mode import Network
from positions.measures.networks.window_updates import Place, WindowNetwork
from positions.measures.networks.windows import Bounds
from positions.measures.structure.linkage import average_linkage, leaves
from positions.reports.network.strongest import strongest_part
from positions.reports.network.words import DOTS, Naming, Tied
from positions.rounding import short_number
from positions.tables import NetworkPicture, Tie, TieKind
from positions.vocabulary import Aggregation

_KINDS: dict[str, tuple[tuple[TieKind, str], ...]] = {
    "subtract": (("agree", "congruence outweighs conflict"), ("oppose", "conflict outweighs congruence")),
    "congruence": (("agree", "congruence"),),
    "conflict": (("oppose", "conflict"),),
    "ignore": (("plain", "speak about the same issues, on whatever side"),),
}
_TWO_MODE: dict[str, tuple[tuple[TieKind, str], ...]] = {
    "subtract": (("agree", "on the whole for"), ("oppose", "on the whole against")),
    "combine": (("agree", "for"), ("oppose", "against"), ("both", "both for and against")),
    "ignore": (("plain", "speaks about the issue, on whatever side"),),
}
_COMBINED: tuple[TieKind, ...] = ("agree", "oppose", "both")

_FROM = 5
"""From so many nodes on they stand by their ties, not on a circle."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """What the nodes of a picture show, by index: numbers of statements by whom and on what, and groups."""

    by: Mapping[int, int]
    on: Mapping[int, int]
    groups: Mapping[int, str]


def network_pictures(
    naming: Naming, made: Network, notes: Sequence[str], nodes: Nodes
) -> tuple[NetworkPicture, ...]:
    """Return the picture of a network with those notes that are not on its tables.

    Nodes are sized by statements and coloured by group; those of a one-mode network stand by their ties.
    Of very many nodes those with the strongest ties are drawn.
    """
    made, left_out = strongest_part(naming, made)
    rule = naming.rule
    two = rule.mode == "two"
    rows, columns = naming.rows(made), naming.columns(made)
    points = None if two or len(rows) < _FROM else network_layout(len(rows), _ties_of(naming, made))
    order = _order(made) if not two and points is None else list(range(len(rows)))
    place = {rows[row].id: number for number, row in enumerate(order)}
    second = {ref.id: len(rows) + number for number, ref in enumerate(columns)} if two else place
    ties = tuple(
        _tie(naming, tied, place[tied.a.id], second[tied.b.id]) for tied in naming.tied(made) if tied.value
    )
    on = [nodes.on.get(issue, 0) for issue in made.columns] if two else []
    by = [made.rows[row] for row in order]
    known = (_TWO_MODE if two else _KINDS)[rule.aggregation]
    found = {tie.kind for tie in ties}
    return (
        NetworkPicture(
            tuple(rows[row] for row in order),
            columns if two else (),
            ties,
            tuple((kind, words) for kind, words in known if kind in found),
            # what a cell or a dot means is said of the tables alone
            (
                *left_out,
                *(
                    note
                    for note in notes
                    if note not in DOTS.values() and not note.startswith("A cell tells")
                ),
            ),
            (*(nodes.by.get(node, 0) for node in by), *on),
            (*(nodes.groups.get(node) for node in by), *(None for _ in on)),
            points or (),
        ),
    )


def _ties_of(naming: Naming, made: Network) -> dict[Place, float]:
    number = range(len(made.rows))
    return {
        (a, b): tie
        for a in number
        for b in number
        if a < b and (tie := naming.tie(made, a, b)) is not None and tie
    }


def small_networks(
    naming: Naming, made: Network, moving: Sequence[WindowNetwork], counts: Sequence[Nodes]
) -> tuple[SmallNetworks, ...]:
    """Return the networks of windows, nodes in the places of the whole; nothing of few or too many nodes."""
    points = network_layout(len(made.rows), _ties_of(naming, made))
    if points is None or naming.rule.aggregation == "ignore":
        return ()
    place = {node: number for number, node in enumerate(made.rows)}
    windows = tuple(
        SmallNetwork(
            _heading(window.bounds),
            tuple(own.by.get(node, 0) for node in made.rows),
            tuple(
                (place[a], place[b], abs(tie.value), _kind(naming.rule.aggregation, tie.value) == "agree")
                for (a, b), tie in window.ties.items()
                if tie.value and tie.shared >= naming.min_shared
            ),
        )
        for window, own in zip(moving, counts, strict=True)
    )
    groups = tuple(counts[0].groups.get(node) for node in made.rows) if counts else ()
    names = tuple(ref.label for ref in naming.rows(made))
    return (SmallNetworks("Networks by window", names, tuple(points), groups, windows),)


def _heading(window: Bounds) -> str:
    return f"{window.start} to {window.end}" if window.middle is None else f"about {window.middle}"


def _tie(naming: Naming, tied: Tied, a: int, b: int) -> Tie:
    value = tied.value or 0.0
    rule = naming.rule
    if rule.mode == "two" and rule.aggregation == "combine":
        return Tie(a, b, 1.0, _COMBINED[int(value) - 1], tied.shared, "")
    return Tie(a, b, abs(value), _kind(rule.aggregation, value), tied.shared, _number(value))


def _kind(aggregation: Aggregation, value: float) -> TieKind:
    """Return what a tie that is not 0 tells; those of `combine` have their own numbers."""
    match aggregation:
        case "subtract":
            return "agree" if value > 0 else "oppose"
        case "congruence":
            return "agree"
        case "conflict":
            return "oppose"
        case "ignore" | "combine":
            return "plain"
        case _:
            assert_never(aggregation)


def _number(value: float) -> str:
    return short_number(value).replace("-", "−")


def _order(made: Network) -> list[int]:
    """Return the actors so that those with strong ties stand next to each other: the leaves of a tree."""
    number = len(made.rows)
    ties: Sequence[Sequence[float | None]] = made.ties
    largest = max((tie or 0.0 for row in ties for tie in row), default=0.0)
    distances = {
        (i, j): None if (tie := ties[i][j]) is None else largest - tie
        for i in range(number)
        for j in range(i + 1, number)
    }
    return leaves(number, average_linkage(number, distances))
