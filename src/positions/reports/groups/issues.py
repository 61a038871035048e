"""What sets groups apart, issue by issue: how many of each are for, against and neutral."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import isclose

from positions.measures.groups.counts import Gap, GroupCounts
from positions.reports.common.cells import counted, listed, sentence
from positions.rounding import maybe_float, percent
from positions.tables import THIN, CellValue, Column, Matrix, Ref, Share, Table

_NAMED = 3


def group_issues_table(counts: GroupCounts, issues: Sequence[Ref], groups: Sequence[Ref]) -> Table:
    """Return a row for each issue with sides and each group: how many are on which, and cohesion.

    Issues stand in the order of `by_gap`.
    """
    columns = (
        Column("issue", "Issue"),
        Column("group", "Group"),
        Column("for", "For", "integer"),
        Column("against", "Against", "integer"),
        Column("neutral", "Neutral", "integer"),
        Column("n", "n", "integer"),
        Column("support", "Support", "share", counted="positions"),
        Column("cohesion", "Rice", "share", counted="actors for or against"),
        Column("cohesion_2", "Cohesion", "share", counted="actors for or against"),
        Column("hnr", "Hix-Noury-Roland", "share", detail=True, counted="positions"),
        Column("hnr_2", "Hix-Noury-Roland of pairs", "share", detail=True, counted="positions"),
    )
    rows: list[tuple[CellValue, ...]] = []
    for issue in by_gap(counts):
        for group, ref in enumerate(groups):
            sides, cohesion = counts.sides(group, issue), counts.cohesion(group, issue)
            shares = (
                Share(sides.support if sides.n else None, sides.n),
                Share(maybe_float(cohesion.rice), cohesion.firm),
                Share(maybe_float(cohesion.rice_2), cohesion.firm),
                Share(maybe_float(cohesion.hnr), cohesion.held),
                Share(maybe_float(cohesion.hnr_2), cohesion.held),
            )
            rows.append((issues[issue], ref, sides.favour, sides.against, sides.neutral, sides.n, *shares))
    return Table("group_issues", "Issues by group", columns, tuple(rows), empty="There is no issue.")


def support_matrix(counts: GroupCounts, issues: Sequence[Ref], groups: Sequence[Ref]) -> Matrix:
    """Return the share of each group that is for each issue with sides, in the order of `by_gap`."""
    order = by_gap(counts)
    sides = [[counts.sides(group, issue) for group in range(len(groups))] for issue in order]
    cells = tuple(tuple(Share(one.support if one.n else None, one.n) for one in row) for row in sides)
    return Matrix(
        "support",
        "Support by issue",
        "share",
        tuple(issues[issue] for issue in order),
        tuple(groups),
        cells,
        counted="stances",
    )


def by_gap(counts: GroupCounts) -> list[int]:
    """Return the issues with sides, from the one on which groups are furthest apart; those unknown last."""
    gaps = {issue: counts.gap(issue, least=THIN) for issue in counts.sided}
    return sorted(gaps, key=lambda issue: -_difference(gaps[issue]))


def _difference(gap: Gap | None) -> float:
    return -1.0 if gap is None else gap.difference


def words_on_issues(counts: GroupCounts, issues: Sequence[str], groups: Sequence[str]) -> Iterator[str]:
    """Yield what sets the groups apart and what most of each are for or against, in sentences."""
    if not counts.has_sides or len(counts.groups) < 2:
        return
    apart: list[str] = []
    last, as_far, less = -1, 0, 0
    for issue in by_gap(counts):
        gap = counts.gap(issue, least=THIN)
        if gap is None or gap.difference <= 0:
            continue
        if len(apart) < _NAMED:
            last = issue
            most, fewest = (
                f"{groups[group]}: {percent(sides.support)} of {sides.n:,}"
                for group, sides in ((group, counts.sides(group, issue)) for group in gap[:2])
            )
            apart.append(f"{issues[issue]} ({most} for, {fewest})")
        elif isclose(gap.difference, _difference(counts.gap(last, least=THIN)), rel_tol=1e-9):
            as_far += 1
        else:
            less += 1
    if apart:
        more = [
            *([f"as far as on {issues[last]} on {as_far:,} more"] if as_far else []),
            *([f"less on {less:,} more"] if less else []),
        ]
        yield f"Furthest apart on {'; '.join([*apart, *more])}."
    every = "both groups" if len(counts.groups) == 2 else "every group"
    for word, found in (("for", _majority(counts, 1)), ("against", _majority(counts, -1))):
        if found:
            named = [issues[issue] for issue in found[:_NAMED]]
            named += [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
            yield f"Most of {every} are {word} {counted(len(found), 'issue')}: {listed(named)}."


def notes_on_issues(counts: GroupCounts, wanted: Collection[str]) -> Iterator[str]:
    """Yield what support and cohesion are, where the tables wanted (all if none) have them."""
    shown = set(wanted)
    if not counts.has_sides:
        return
    amounts = len(counts.held) - len(counts.sided)
    if amounts:
        has, are = ("has", "is") if amounts == 1 else ("have", "are")
        yield (
            f"{sentence(counted(amounts, 'issue'))} {has} amounts and no sides, and {are} part of agreement "
            "alone, not of support or cohesion."
        )
    if not shown or shown & {"support", "group_issues"}:
        yield (
            "Support: those for as a share of all who hold a position. Groups are as far apart on an issue "
            f"as their supports; a group with fewer than {THIN} positions does not count there."
        )
    if not shown or shown & {"groups", "group_issues", "cohesion", "cohesion_2"}:
        yield (
            "Cohesion: the share of pairs on the same side, among those of a group who are for or against; a "
            "group's is the mean over the issues on which two or more of it are. Rice: the difference of "
            "those for and those against as a share of both, over the same issues; by chance it is the "
            "higher the smaller the group (a half for two who toss coins, a twelfth for a hundred; their "
            "cohesion is a half). Compare groups by cohesion."
        )


def _majority(counts: GroupCounts, side: int) -> list[int]:
    """Return the issues on which more than half of each group that is not thin are on a side."""
    found = []
    for issue in counts.sided:
        sides = [counts.sides(group, issue) for group in range(len(counts.groups))]
        on_side = [one.favour if side > 0 else one.against for one in sides]
        if all(one.n >= THIN and 2 * number > one.n for one, number in zip(sides, on_side, strict=True)):
            found.append(issue)
    return found
