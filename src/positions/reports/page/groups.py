"""The page of a comparison of groups: its tables, and how each group divides on every issue."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from positions.measures.groups.counts import GroupCounts
from positions.measures.pairs.results import Comparison
from positions.page_model import GroupLine, GroupPage
from positions.reports.common.cells import counted, sentence
from positions.reports.common.study import Study
from positions.reports.groups.issues import by_gap
from positions.reports.groups.report import group_report, grouped, membership
from positions.rounding import maybe_float
from positions.tables import THIN, Matrix, Ref, Share, Table


def group_page(study: Study, by: str, how: Comparison | None = None) -> GroupPage:
    """Return everything that the page of groups shows, an attribute of the actors making the groups.

    Raises:
        UsageError: if no actor has the attribute, or the measure does not fit the scale.
    """
    how = how or Comparison()
    data = grouped(study, by, how)
    compared = group_report(data, how)
    tables = {table.id: table for table in compared.tables}
    counts = data.counts
    return GroupPage(
        report=replace(compared, command="report"),
        overview=_overview(study, counts, by),
        names=tuple(Ref(name, name, name) for name in counts.groups),
        actors=sum(counts.sizes),
        positions=sum(counts.answers),
        groups=cast("Table", tables["groups"]),
        members=_members(study, counts, by),
        agreement=cast("Matrix", tables["agreement"]),
        disagreement=cast("Matrix", tables["disagreement"]),
        lines=() if not counts.has_sides else _lines(study, counts),
    )


def _members(study: Study, counts: GroupCounts, by: str) -> tuple[tuple[str, ...], ...]:
    found: dict[str, list[str]] = {name: [] for name in counts.groups}
    for ref, group in zip(study.actors, membership(study.grid.actors, by), strict=True):
        if group is not None:
            found[group].append(ref.name)
    return tuple(map(tuple, found.values()))


def _overview(study: Study, counts: GroupCounts, by: str) -> tuple[str, ...]:
    groups, issues = counted(len(counts.groups), "group"), counted(len(study.issues), "issue")
    largest, smallest = max(counts.sizes, default=0), min(counts.sizes, default=0)
    size = (
        f"of {smallest:,} to {largest:,} actors"
        if largest > smallest
        else f"of {counted(largest, 'actor')} each"
    )
    return (
        sentence(f"{groups} by {by}, {size}, on {issues}."),
        f"Together they hold {sum(counts.answers):,} positions.",
        "Groups agree as much as their actors do: every two are compared, on all issues where both hold one.",
    )


def _lines(study: Study, counts: GroupCounts) -> tuple[GroupLine, ...]:
    groups = range(len(counts.groups))
    lines = []
    for issue in by_gap(counts):
        sides = [counts.sides(group, issue) for group in groups]
        gap = counts.gap(issue, least=THIN)
        lines.append(
            GroupLine(
                issue=study.issues[issue],
                proposition=study.grid.issues[issue].proposition,
                sides=tuple((one.favour, one.neutral, one.against) for one in sides),
                cohesion=tuple(
                    Share(maybe_float(one.rice_2), one.firm)
                    for one in (counts.cohesion(group, issue) for group in groups)
                ),
                difference=None if gap is None else gap.difference,
                place=issue,
            )
        )
    return tuple(lines)
