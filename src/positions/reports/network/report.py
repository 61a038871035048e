"""Discourse networks: who is tied to whom by what they say, and who says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from positions.measures.networks.one_mode import Network, NetworkRule, network
from positions.measures.networks.window_updates import WindowNetwork
from positions.reports.common.headlines import above
from positions.reports.common.study import Study
from positions.reports.common.when import when_cells, when_columns
from positions.reports.network.beside import PHASE_NOTES, Beside, backbone_of, phases_over
from positions.reports.network.found import found_of
from positions.reports.network.lines import over_time_pictures
from positions.reports.network.nodes import groups_of
from positions.reports.network.picture import Nodes, network_pictures, small_networks
from positions.reports.network.span import Span
from positions.reports.network.structure import STRUCTURE_NOTES, structure_table, structures
from positions.reports.network.words import (
    Naming,
    headline_of_network,
    said_of_network,
    said_of_windows,
)
from positions.statements import Statement, without_duplicates
from positions.tables import AnyTable, CellValue, Column, Matrix, Picture, Report, Table
from positions.vocabulary import NodeKind


def network_report(
    study: Study,
    rule: NetworkRule,
    span: Span | None = None,
    *,
    min_shared: int = 1,
    nodes: NodeKind = "actor",
    beside: Beside | None = None,
) -> Report:
    """Return the network of the selected actors' statements.

    Args:
        study: the data; its selection's filters act on statements.
        rule: how ties are made.
        span: which days count.
        min_shared: a tie of two actors that share fewer issues is undefined; above 1 only.
        nodes: who or what is tied.
        beside: what is worked out beside the ties.

    Raises:
        UsageError: if the rule or the span makes no sense, or there are more pairs than can be held.
    """
    span, beside = span or Span(), beside or Beside()
    windowed = span.window is not None
    beside.refuse(rule, windowed=windowed)
    found = found_of(study, rule, span, min_shared, nodes)
    naming, dated = found.naming, found.dated
    whole = beside.whole or not windowed
    made = network(found.set, rule, found.kept if whole else ())
    with_structure = beside.structure and rule.mode == "one" and windowed
    # people see phases in place of the structure: the notes on it then stand only where it is asked for
    unseen = STRUCTURE_NOTES if with_structure and beside.phases is not None else ()
    moving = found.windows(camps=with_structure)
    tables: list[AnyTable] = [_ties(naming, made), _shared(naming, made)] if whole else []
    told: list[str] = []
    if windowed:
        tables.append(_windows(naming, moving))
    if with_structure:
        groups = groups_of(study, found.set, nodes, beside.group_by)
        made_of = structures(found.set, rule, dated, moving, beside.permutations)
        tables.append(structure_table(moving, groups, made_of, unseen))
    pictures: list[Picture] = []
    if windowed:
        pictures += [replace(one, notes=(*one.notes, *unseen)) for one in over_time_pictures(tables)]
        if with_structure and whole and beside.phases is None:
            groups = groups_of(study, found.set, nodes, None)
            inside = [dated[window.bounds.first : window.bounds.stop] for window in moving]
            pictures += small_networks(naming, made, moving, [_counted(one, rule, groups) for one in inside])
    if beside.phases is not None:
        over_time = phases_over(found.set, rule, moving, beside.phases)
        tables += over_time.tables()
        told.append(PHASE_NOTES[beside.phases])
        pictures.append(over_time.picture())
    if beside.backbone:
        backbone, said = backbone_of(naming, found.set, rule, found.kept)
        tables.append(backbone)
        told.append(said)
    notes = (
        *found.notes(made),
        *(STRUCTURE_NOTES if with_structure and not unseen else ()),
        *told,
        *study.notes,
    )
    return Report(
        command="network",
        dataset=study.info,
        title=study.info.title,
        tables=tuple(tables),
        shown=_shown(tables, beside, windowed=windowed),
        summary=(
            *(said_of_windows(moving) if windowed else said_of_network(naming, made)),
            *((over_time.said(),) if beside.phases is not None else ()),
        ),
        notes=notes,
        options={
            **_options(study, rule, span, min_shared),
            "nodes": nodes,
            **beside.as_options(),
        },
        pictures=tuple(pictures)
        if windowed
        else network_pictures(
            naming, made, notes, _counted(found.kept, rule, groups_of(study, found.set, nodes, None))
        ),
        **above(
            study,
            "" if windowed else headline_of_network(naming, made),
            dated if windowed else without_duplicates(found.kept, rule.duplicates, by_stance=rule.by_stance),
        ),
    )


def _counted(statements: Sequence[Statement], rule: NetworkRule, groups: Mapping[int, str]) -> Nodes:
    counts = without_duplicates(statements, rule.duplicates, by_stance=rule.by_stance)
    return Nodes(Counter(one.actor for one in counts), Counter(one.issue for one in counts), groups)


def _shown(tables: Sequence[AnyTable], beside: Beside, *, windowed: bool) -> tuple[str, ...]:
    """Return what people see: the ties, or what was asked for beside them."""
    own = [table.id for table in tables if table.id not in ("network", "shared")]
    if beside.phases is not None:
        return tuple(name for name in own if name in ("phases", "phase_solutions", "backbone"))
    return tuple(own) if windowed else ("network", "shared", *own)


def _ties(naming: Naming, made: Network) -> Matrix:
    plain = all(tie is None or tie == int(tie) for row in made.ties for tie in row)
    cells = tuple(
        tuple(_tie(naming.tie(made, row, column), plain=plain) for column in range(len(made.columns)))
        for row in range(len(made.rows))
    )
    rows, columns = naming.rows(made), naming.columns(made)
    return Matrix("network", "Network", "number", rows, columns, cells, sparse=True)


def _tie(tie: float | None, *, plain: bool) -> CellValue:
    return int(tie) if plain and tie is not None else tie


def _shared(naming: Naming, made: Network) -> Matrix:
    title = "Statements" if naming.rule.mode == "two" else f"Shared {naming.shared_word}s"
    rows, columns = naming.rows(made), naming.columns(made)
    return Matrix("shared", title, "integer", rows, columns, made.shared, sparse=True)


def _windows(naming: Naming, moving: Sequence[WindowNetwork]) -> Table:
    two = naming.rule.mode == "two"
    columns = (
        *when_columns([window.bounds for window in moving]),
        Column("a", "Actor" if two else "A"),
        Column("b", "Issue" if two else "B"),
        Column("value", "Tie", "number"),
        Column("shared", "Statements" if two else f"Shared {naming.shared_word}s", "integer"),
    )
    rows: list[tuple[CellValue, ...]] = []
    second = naming.issues if two else naming.actors
    for window in moving:
        when = when_cells(window.bounds)
        for (a, b), tie in window.ties.items():
            value = None if tie.shared < naming.min_shared else tie.value
            rows.append((*when, naming.actors[a], second[b], value, tie.shared))
    empty = "No window holds two who speak about the same issue."
    return Table("windows", "Windows", columns, tuple(rows), "No window holds a statement." if two else empty)


def _options(study: Study, rule: NetworkRule, span: Span, min_shared: int) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(rule, name) for name in rule.__slots__}
    return {**values, **span.as_options(), "min_shared": min_shared, **study.selection.as_options()}
