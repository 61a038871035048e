"""Issues by groups: who holds what, which issues stand for a group, and what all groups agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from positions.grid import StanceGrid
from positions.measures.groups.counts import GroupCounts, count_groups
from positions.measures.groups.representative import group_consensus, representative
from positions.problems import UsageError
from positions.reports.common.cells import counted, listed
from positions.reports.common.headlines import above, short_title
from positions.reports.common.sides import STATE_WORDS, state_words
from positions.reports.common.study import Study
from positions.reports.groups.report import membership, told_groups
from positions.rounding import percent
from positions.tables import CellValue, Column, Report, Share, Table

ALL = "all"
_SIDES = {1: "for", -1: "against"}
_MOST_TOLD = 3


def issues_by_group(study: Study, attributes: Sequence[str], *, consensus: bool = False) -> Report:
    """Return issues by the groups of actors that one attribute makes, or several together.

    Args:
        study: the data.
        attributes: what actors are grouped by: `kind`, or attributes by name.
        consensus: show people what the groups agree on, before what each stands for.

    Raises:
        UsageError: if no actor has one of the attributes, or the scale is a range.
    """
    grid = study.grid
    if not grid.scale.labels:
        raise UsageError(
            "a table of all levels needs a scale with named levels", "compare --group-by works on a range"
        )
    each = [membership(grid.actors, name) for name in attributes]
    groups = [
        ", ".join(name for name in names if name is not None) if None not in names else None
        for names in zip(*each, strict=True)
    ]
    counts = count_groups(grid, groups)
    told = told_groups(counts.groups, attributes[0])
    sided = grid.scale.has_sides
    shown = ("consensus", "representative") if consensus and sided else ("prevalence",)
    return Report(
        command="issues",
        dataset=study.info,
        title=study.info.title,
        tables=(
            _prevalence(study, counts, groups),
            *((_representative(study, counts), _consensus(study, counts)) if sided else ()),
        ),
        shown=(*shown, *(("representative",) if sided and not consensus else ())),
        summary=tuple(_said(study, counts, told)) if sided else (),
        notes=(
            "Shares are of those who hold a position. A state is no position; conditional positions are "
            "counted at their level too.",
            *((_NOTE,) if sided else ()),
            *(
                (f"{counted(counts.ungrouped, 'actor')} in no group are in the rows for all alone.",)
                if counts.ungrouped
                else ()
            ),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={
            "group_by": ",".join(attributes),
            "consensus": consensus,
            **study.selection.as_options(),
        },
        **above(study, _headline(study, counts, told) if sided else ""),
    )


def _headline(study: Study, counts: GroupCounts, told: Sequence[str]) -> str:
    """Return which issue sets a group apart most, with its share and that of the others, or ""."""
    found = [
        (one.z_ratio, -issue, name, side, one)
        for group, name in enumerate(told)
        for issue, side, one in representative(counts, group)[:1]
    ]
    if not found:
        return ""
    _, issue, name, side, one = max(found, key=lambda entry: entry[:2])
    issue_title = short_title(study.issues[-issue].label)
    rest = one.answers_of_others
    others = f", {percent(one.number_of_others / rest)} of {rest:,} others" if rest else ""
    return (
        f"{issue_title} sets {name} apart most: {percent(one.number / one.answers)} of {one.answers:,} "
        f"{_SIDES[side]}{others}"
    )


_NOTE = (
    "Representative: a side on which a group stands out, by two tests of proportions (Polis: Small et al. "
    "2021); where groups were found in the same answers it is a ranking and no test. Group-informed "
    "consensus: the product of all groups' shares, each (n + 1)/(answers + 2)."
)


def _prevalence(study: Study, counts: GroupCounts, groups: Sequence[str | None]) -> Table:
    """Return a row for each issue and group, and one for all: each level, each state, conditions, base."""
    grid = study.grid
    levels = [(grid.scale.label_of(value) or str(value), index) for index, value in enumerate(grid.values)]
    present = {name for row in grid.rows for name, plane in row.states.items() if plane}
    states = [name for name in STATE_WORDS if name in present and name not in ("neutral", "not-researched")]
    columns = (
        Column("issue", "Issue"),
        Column("group", "Group"),
        Column("base", "Base", "integer"),
        Column("answered", "Answered", "integer"),
        *(Column(label, label, "share", counted="who answered") for label, _ in levels),
        Column("conditional", "On a condition", "integer"),
        *(Column(state, STATE_WORDS[state].capitalize(), "integer") for state in states),
        Column("not-researched", state_words(grid)["not-researched"].capitalize(), "integer"),
    )
    members = {name: [index for index, group in enumerate(groups) if group == name] for name in counts.groups}
    rows = []
    for issue in range(len(grid.issues)):
        for name, actors in ({**members, ALL: list(range(len(grid.actors)))}).items():
            cells = _counts(grid, actors, issue, [index for _, index in levels], states)
            rows.append((study.issues[issue], name, len(actors), *cells))
    return Table("prevalence", "Who holds what, by group", columns, tuple(rows))


def _counts(
    grid: StanceGrid, actors: Sequence[int], issue: int, levels: Sequence[int], states: Sequence[str]
) -> Iterator[CellValue]:
    """Yield the numbers of one row, from how many answered on."""
    bit = 1 << issue
    rows = [grid.rows[actor] for actor in actors]
    numbers = [sum(bool(row.levels[level] & bit) for row in rows) for level in levels]
    answered = sum(numbers)
    yield answered
    for number in numbers:
        yield Share(number / answered if answered else None, answered)
    yield sum(bool(row.conditional & bit) for row in rows)
    in_states = [sum(bool(row.states.get(state, 0) & bit) for row in rows) for state in states]
    yield from in_states
    yield len(rows) - answered - sum(in_states)


def _representative(study: Study, counts: GroupCounts) -> Table:
    columns = (
        Column("group", "Group"),
        Column("issue", "Issue"),
        Column("side", "Side"),
        Column("share", "Share", "share", counted="who answered"),
        Column("others", "Others", "share", counted="who answered"),
        Column("z", "z of the difference", "number"),
    )
    rows = tuple(
        (
            name,
            study.issues[issue],
            _SIDES[side],
            Share(found.number / found.answers, found.answers),
            Share(found.number_of_others / found.answers_of_others, found.answers_of_others),
            found.z_ratio,
        )
        for group, name in enumerate(counts.groups)
        for issue, side, found in representative(counts, group)
    )
    empty = "On no issue does a group stand out."
    return Table("representative", "What stands for each group", columns, rows, empty=empty)


def _consensus(study: Study, counts: GroupCounts) -> Table:
    columns = (
        Column("issue", "Issue"),
        Column("for", "Consensus for", "number"),
        Column("against", "Consensus against", "number"),
        Column("for_root", "For, by group", "number", detail=True),
        Column("against_root", "Against, by group", "number", detail=True),
    )
    rows = []
    number = len(counts.groups)
    for issue in range(len(counts.held)):
        both = [group_consensus(counts, issue, side) for side in (1, -1)]
        roots = [None if one is None else one ** (1 / number) for one in both]
        rows.append((study.issues[issue], *both, *roots))
    rows.sort(key=lambda row: -max(value for value in (*row[1:3], -1.0) if isinstance(value, float)))
    return Table("consensus", "What all groups agree on", columns, tuple(rows))


def _said(study: Study, counts: GroupCounts, told: Sequence[str]) -> Iterator[str]:
    for group, name in enumerate(told):
        found = representative(counts, group)[:_MOST_TOLD]
        if found:
            issues = [
                f"{study.issues[issue].label} ({_SIDES[side]}, {percent(one.number / one.answers)} of "
                f"{one.answers:,})"
                for issue, side, one in found
            ]
            yield f"What sets {name} apart most: {listed(issues)}."
