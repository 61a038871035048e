"""A network as nodes and ties: who stands next to whom in the picture, and what kind each tie is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from positions.measures.networks.one_mode import Network
from positions.measures.structure.linkage import average_linkage, leaves
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


def network_pictures(naming: Naming, made: Network, notes: Sequence[str]) -> tuple[NetworkPicture, ...]:
    """Return the picture of a network with those notes that are not on its tables."""
    rule = naming.rule
    two = rule.mode == "two"
    rows, columns = naming.rows(made), naming.columns(made)
    order = list(range(len(rows))) if two else _order(made)
    place = {rows[row].id: number for number, row in enumerate(order)}
    second = {ref.id: len(rows) + number for number, ref in enumerate(columns)} if two else place
    ties = tuple(
        _tie(naming, tied, place[tied.a.id], second[tied.b.id]) for tied in naming.tied(made) if tied.value
    )
    known = (_TWO_MODE if two else _KINDS)[rule.aggregation]
    found = {tie.kind for tie in ties}
    return (
        NetworkPicture(
            tuple(rows[row] for row in order),
            columns if two else (),
            ties,
            tuple((kind, words) for kind, words in known if kind in found),
            # what a cell or a dot means is said of the tables alone
            tuple(
                note for note in notes if note not in DOTS.values() and not note.startswith("A cell tells")
            ),
        ),
    )


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
