"""The structure of windows: communities, ties between groups, two camps, with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.measures.networks.chance import Level, level_of, shuffled_networks
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.structure import Communities, best_communities, camp_fit, ei_index
from positions.measures.networks.window_updates import Place, WindowNetwork
from positions.reports.common.when import when_cells, when_columns
from positions.statements import Statement, StatementSet
from positions.tables import CellValue, Column, Table

STRUCTURE_NOTES = (
    "Modularity: of the best partition into communities that is found, negative ties counting against it. "
    "Sparse networks have a high one by chance. E-I: ties between groups less those within, as a share of "
    "both, from -1 to 1; beside it the mean when the same groups are dealt at random.",
    "Polarisation: the share of congruence and conflict that fits the best split in two camps, congruence "
    "within and conflict between; 1 stands for two flawless camps. By chance a best split fits more than "
    "half.",
    "By chance: the mean when the stances on each issue are dealt anew to the statements on it "
    "(--permutations N says how often; p's stand in the table structure).",
)


_WORK = 60_000
"""Shuffles times windows times squared actors that take a few seconds."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What holds of a window's network: its best communities and how well two camps fit; None without a tie.

    `by_chance` are the levels of modularity and of the fit in shuffles, None where nothing was shuffled.
    """

    communities: tuple[float, Communities] | None
    fit: float | None
    by_chance: tuple[Level | None, Level | None]


def structures(
    found: StatementSet,
    rule: NetworkRule,
    statements: Sequence[Statement],
    moving: Sequence[WindowNetwork],
    permutations: int | None,
) -> list[Structure]:
    """Return the structure of each window, and what chance gives of it.

    Args:
        found: gives the scale and the issues.
        rule: how networks are made.
        statements: those with a date, by date.
        moving: the windows' networks.
        permutations: how many shuffles; where None as many as a few seconds allow, or none.
    """
    number = shuffles_for(moving) if permutations is None else permutations
    made = []
    for window in moving:
        shuffles = shuffled_networks(found, rule, statements, window.bounds, number if window.ties else 0)
        pairs = [(_communities(one, quick=True), _fit(one, quick=True)) for one in shuffles]
        communities, fit = _communities(window), _fit(window)
        levels = (
            level_of(communities[0] if communities else None, [one[0] if one else None for one, _ in pairs]),
            level_of(fit, [other for _, other in pairs]),
        )
        made.append(Structure(communities, fit, levels))
    return made


def shuffles_for(moving: Sequence[WindowNetwork]) -> int:
    """Return how many shuffles of all windows take a few seconds: 100, 19 or none."""
    one = sum(len(window.actors) ** 2 + len(window.ties) for window in moving)
    return next((number for number in (100, 19) if number * one <= _WORK), 0)


def structure_table(
    moving: Sequence[WindowNetwork],
    groups: Mapping[int, str],
    made: Sequence[Structure],
    notes: tuple[str, ...] = (),
) -> Table:
    """Return the structure of each window; figures are None where there is no tie, or no group.

    `notes` are the table's own, where the report has none on it.
    """
    shuffled = any(level for one in made for level in one.by_chance)
    columns = (
        *when_columns([window.bounds for window in moving]),
        Column("statements", "Statements", "integer"),
        Column("actors", "Actors", "integer"),
        Column("ties", "Ties", "integer"),
        Column("modularity", "Modularity", "number"),
        Column("communities", "Communities", "integer"),
        Column("ei_index", "E-I", "number"),
        Column("ei_by_chance", "E-I by chance", "number"),
        Column("polarisation", "Polarisation", "number"),
        Column("modularity_by_chance", "Mod. by chance", "number", detail=not shuffled),
        Column("modularity_p", "p of modularity", "number", detail=True),
        Column("polarisation_by_chance", "Pol. by chance", "number", detail=not shuffled),
        Column("polarisation_p", "p of polarisation", "number", detail=True),
    )
    rows = tuple(_row(window, groups, own) for window, own in zip(moving, made, strict=True))
    return Table("structure", "Structure", columns, rows, "There is no window.", notes)


def _weights(window: WindowNetwork) -> dict[Place, float]:
    place_of = {actor: place for place, actor in enumerate(window.actors)}
    return {(place_of[a], place_of[b]): tie.value for (a, b), tie in window.ties.items() if tie.value}


def _communities(window: WindowNetwork, *, quick: bool = False) -> tuple[float, Communities] | None:
    return best_communities(len(window.actors), _weights(window), quick=quick)


def _fit(window: WindowNetwork, *, quick: bool = False) -> float | None:
    camps = camp_fit(window.actors, window.camps, quick=quick) if window.camps is not None else None
    return camps[0] if camps else None


def _row(window: WindowNetwork, groups: Mapping[int, str], own: Structure) -> tuple[CellValue, ...]:
    weights = {place: tie.value for place, tie in window.ties.items() if tie.value}
    here = {actor: groups[actor] for actor in window.actors if actor in groups}
    index, dealt = ei_index(weights, here) if here else (None, None)
    levels = [(level.mean, level.p) if level is not None else (None, None) for level in own.by_chance]
    return (
        *when_cells(window.bounds),
        window.statements,
        len(window.actors),
        len(weights),
        own.communities[0] if own.communities else None,
        max(own.communities[1]) if own.communities else None,
        index,
        dealt,
        own.fit,
        *levels[0],
        *levels[1],
    )
