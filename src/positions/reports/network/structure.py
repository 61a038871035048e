"""The structure of windows: communities, ties between groups, two camps, with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from positions.measures.networks.moving import WindowNetwork
from positions.measures.networks.structure import best_communities, camp_fit, ei_index
from positions.tables import CellValue, Column, Table

STRUCTURE_NOTES = (
    "Modularity: of the best partition into communities that is found, negative ties counting against it. "
    "Sparse networks have a high one by chance. E-I: ties between groups less those within, as a share of "
    "both, from -1 to 1; beside it the mean when the same groups are dealt at random.",
    "Polarisation: the share of congruence and conflict that fits the best split in two camps, congruence "
    "within and conflict between; 1 stands for two flawless camps. By chance a best split fits more than "
    "half.",
)


def structure_table(moving: Sequence[WindowNetwork], groups: Mapping[int, str]) -> Table:
    """Return the structure of each window; figures are None where there is no tie, or no group."""
    columns = (
        Column("start", "From", "date"),
        Column("end", "To", "date"),
        Column("statements", "Statements", "integer"),
        Column("actors", "Actors", "integer"),
        Column("ties", "Ties", "integer"),
        Column("modularity", "Modularity", "number"),
        Column("communities", "Communities", "integer"),
        Column("ei_index", "E-I", "number"),
        Column("ei_by_chance", "E-I by chance", "number"),
        Column("polarisation", "Polarisation", "number"),
    )
    rows = tuple(_row(window, groups) for window in moving)
    return Table("structure", "Structure", columns, rows, empty="There is no window.")


def _row(window: WindowNetwork, groups: Mapping[int, str]) -> tuple[CellValue, ...]:
    bounds = window.bounds
    weights = {place: tie.value for place, tie in window.ties.items() if tie.value}
    place_of = {actor: place for place, actor in enumerate(window.actors)}
    found = best_communities(
        len(window.actors), {(place_of[a], place_of[b]): weight for (a, b), weight in weights.items()}
    )
    here = {actor: groups[actor] for actor in window.actors if actor in groups}
    index, dealt = ei_index(weights, here) if here else (None, None)
    camps = camp_fit(window.actors, window.camps) if window.camps is not None else None
    return (
        bounds.start.isoformat(),
        bounds.end.isoformat(),
        window.statements,
        len(window.actors),
        len(weights),
        found[0] if found else None,
        max(found[1]) if found else None,
        index,
        dealt,
        camps[0] if camps else None,
    )
