"""Which groups agree with which: agreement pooled over all pairs of their actors, and cohesion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from positions.grid import Actor, attributes_of
from positions.measures.groups.agreement import GroupResult, compare_groups
from positions.measures.groups.counts import GroupCounts, count_groups
from positions.measures.pairs.results import Comparison, UnfitMeasureError
from positions.problems import UsageError
from positions.reports.common.cells import counted, sentence
from positions.reports.common.study import Study
from positions.reports.compare.report import options_of
from positions.reports.groups.as_held import AsHeld, as_held
from positions.reports.groups.issues import (
    group_issues_table,
    notes_on_issues,
    support_matrix,
    words_on_issues,
)
from positions.rounding import maybe_float, percent
from positions.suggest import did_you_mean, first_of, hint_for
from positions.tables import (
    THIN,
    AnyTable,
    CellValue,
    Column,
    DatasetInfo,
    Matrix,
    Ref,
    Report,
    Share,
    Table,
)
from positions.vocabulary import MEASURE_ENTRIES, Measure

_COUNTS = ("pairs", "joint", "same", "agree", "differ", "oppose", "conditional")
_MOST_ISSUES = 40
"""Support and cohesion by issue are shown unasked where there are no more issues than this."""


@dataclass(frozen=True)
class Grouped:
    """Counts of groups, and what a report says about the data behind them.

    Attributes:
        info: which data.
        issues: the headings of the issues that the counts are about.
        statements: what sentences call the issues; their headings where there are none.
        by: the attribute that makes the groups.
        options: what was asked for, for the machine-readable form.
        notes: what else qualifies the whole.
    """

    info: DatasetInfo
    counts: GroupCounts
    issues: tuple[Ref, ...]
    by: str
    options: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


def grouped(study: Study, by: str, how: Comparison) -> Grouped:
    """Return the counts of a study by an attribute of its actors.

    An attribute of entries groups each answer by what held then: one who changed groups has answers in each.

    Raises:
        UsageError: if no actor and no entry has the attribute.
    """
    steady = as_whole_numbers([actor.group(by) for actor in study.grid.actors])
    held = as_held(study.grid, by, steady)
    notes = () if held is None else _notes_on_changes(held, by)
    grid = study.grid if held is None else held.grid
    counts = count_groups(grid, membership(grid.actors, by) if held is None else held.membership)
    return Grouped(
        info=study.info,
        counts=counts,
        issues=study.issues,
        by=by,
        options=options_of(study, how),
        notes=(*study.notes_on_filters(), *study.notes, *notes),
        statements=tuple(
            f"{issue.id}, “{issue.proposition}”"
            if issue.proposition and issue.title == issue.id
            else issue.title
            for issue in study.grid.issues
        ),
    )


def _notes_on_changes(held: AsHeld, by: str) -> tuple[str, ...]:
    if not held.changed:
        return ()
    many = counted(held.changed, "stakeholder")
    return (f"{many} changed {by!r}: each answer counts in the group that held then.",)


def membership(actors: Sequence[Actor], by: str) -> list[str | None]:
    """Return each actor's group: its kind, or the attribute of that name; None where it has none.

    Raises:
        UsageError: if there are actors and none has it.
    """
    found = as_whole_numbers([actor.group(by) for actor in actors])
    if actors and not any(found):
        known = attributes_of(actors)
        if any(actor.kind for actor in actors):
            known.insert(0, "kind")
        listed = f"the attributes are {first_of(known, 12)}" if known else None
        nothing = "give stakeholders a `kind`, or a table of attributes with --actors FILE"
        raise UsageError(
            f"no stakeholder has {'a kind' if by == 'kind' else f'the attribute {by!r}'}",
            did_you_mean(by, known) or listed or nothing,
        )
    return found


def as_whole_numbers(names: Sequence[str | None]) -> list[str | None]:
    """Return numbers as whole ones where all are: a table with gaps has 1.0 and 2.0 for groups 1 and 2."""
    if all(name is None or name.removesuffix(".0").isdecimal() for name in names):
        return [name and name.removesuffix(".0") for name in names]
    return list(names)


def told_groups(names: Sequence[str], by: str) -> list[str]:
    """Return groups as sentences name them: a number alone says nothing."""
    if any(name.isdecimal() for name in names):
        return [f"{by.replace('_', ' ')} {name}" for name in names]
    return list(names)


def group_report(data: Grouped, how: Comparison | None = None, *, wanted: Collection[str] = ()) -> Report:
    """Return the comparison of groups.

    Args:
        data: the counts.
        how: the measure and its options; `min_shared` is the least number of joint answers of a share.
        wanted: ids of the tables to make; all where empty.

    Raises:
        UsageError: if the measure does not fit the scale, or a table is wanted that there is none of.
    """
    how = how or Comparison()
    try:
        measure = how.measure_for(data.counts)
        results = compare_groups(data.counts, how)
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None
    refs = tuple(Ref(name, name, name) for name in data.counts.groups)
    builders: dict[str, Callable[[], AnyTable]] = {
        "groups": lambda: _groups_table(data, refs, results),
        "agreement": lambda: _matrix(
            "agreement",
            "Agreement",
            refs,
            results,
            lambda found: Share(found.agreement, found.joint, found.conditional),
        ),
        "disagreement": lambda: _matrix(
            "disagreement",
            "Disagreement",
            refs,
            results,
            lambda found: Share(found.disagreement, found.joint, found.oppose_conditional),
        ),
        "group_pairs": lambda: _pairs_table(refs, results, sided=_has_division(data)),
        "cohesion": lambda: _cohesion_matrix(data, refs, "cohesion", "Rice index by issue"),
        "cohesion_2": lambda: _cohesion_matrix(data, refs, "cohesion_2", "Cohesion by issue"),
    }
    if data.counts.has_sides:
        builders["support"] = lambda: support_matrix(data.counts, data.issues, refs)
        builders["group_issues"] = lambda: group_issues_table(data.counts, data.issues, refs)
    for name in wanted:
        if name not in builders:
            raise UsageError(
                f"there is no table {name!r}", hint_for(name, builders, "tables with --group-by")
            )
    by_issue = len(data.issues) <= _MOST_ISSUES and data.counts.has_sides
    return Report(
        command="compare",
        dataset=data.info,
        title=f"{data.info.title}, by {data.by}",
        tables=tuple(build() for name, build in builders.items() if not wanted or name in wanted),
        shown=("groups", "agreement", "disagreement", *(("support", "cohesion_2") if by_issue else ())),
        summary=_summary(data, results),
        notes=(*_notes(data, measure, how), *notes_on_issues(data.counts, wanted), *data.notes),
        options={**data.options, "group_by": data.by},
        headline=_headline(data, results),
        dateline=_dateline(data),
    )


def _has_division(data: Grouped) -> bool:
    """Return whether stances on any issue have sides, or are labels: amounts are never opposed."""
    return data.counts.has_sides or data.counts.scale.is_nominal


def _headline(data: Grouped, results: Sequence[GroupResult]) -> str:
    """Return which groups are nearest and which furthest apart, of two on how much they agree."""
    between = [
        (found.agreement, found)
        for found in results
        if found.a != found.b and found.agreement is not None and found.joint >= THIN
    ]
    if len(between) == 1:
        share, found = between[0]
        return _begin(f"{_groups(data, found)} agree on {_joint(data, found, share)}", data)
    if not between:
        return ""
    ends = max(between, key=lambda one: one[0]), min(between, key=lambda one: one[0])
    if ends[0][0] == ends[1][0]:
        return ""
    near, far = (_groups(data, found) for _, found in ends)
    return _begin(f"{near} are nearest, {far} furthest apart", data)


def _dateline(data: Grouped) -> str:
    groups, actors = counted(len(data.counts.groups), "group"), counted(sum(data.counts.sizes), "actor")
    return f"{groups} of {actors}, {counted(len(data.issues), 'issue')}"


def _matrix(
    name: str,
    title: str,
    refs: tuple[Ref, ...],
    results: Sequence[GroupResult],
    cell: Callable[[GroupResult], CellValue],
) -> Matrix:
    cells: list[list[CellValue]] = [[None] * len(refs) for _ in refs]
    for found in results:
        cells[found.a][found.b] = cells[found.b][found.a] = cell(found)
    return Matrix(name, title, "share", refs, refs, tuple(map(tuple, cells)), counted="joint answers")


def _groups_table(data: Grouped, refs: tuple[Ref, ...], results: Sequence[GroupResult]) -> Table:
    columns = (
        Column("group", sentence(data.by)),
        Column("actors", "Actors", "integer"),
        Column("answers", "Stances", "integer"),
        Column("within", "Agreement within", "share", counted="joint answers"),
        Column("cohesion", "Mean Rice", "share", detail=not _has_division(data), counted="issues"),
        Column("cohesion_issues", "Issues in it", "integer", detail=True),
        Column("cohesion_2", "Cohesion", "share", detail=not _has_division(data), counted="issues"),
        Column("hnr", "Hix-Noury-Roland", "share", detail=True, counted="issues"),
        Column("hnr_2", "Hix-Noury-Roland of pairs", "share", detail=True, counted="issues"),
        Column("hnr_issues", "Issues with two positions", "integer", detail=True),
        Column("joint", "Joint answers", "integer", detail=True),
    )
    within = {found.a: found for found in results if found.a == found.b}
    rows: list[tuple[CellValue, ...]] = []
    for group, ref in enumerate(refs):
        mean, inside = data.counts.mean_cohesion(group), within[group]
        rows.append(
            (
                ref,
                data.counts.sizes[group],
                data.counts.answers[group],
                Share(inside.agreement, inside.joint, inside.conditional),
                Share(mean.rice, mean.rice_issues),
                mean.rice_issues,
                Share(mean.rice_2, mean.rice_issues),
                Share(mean.hnr, mean.hnr_issues),
                Share(mean.hnr_2, mean.hnr_issues),
                mean.hnr_issues,
                inside.joint,
            )
        )
    return Table("groups", "Groups", columns, tuple(rows), empty="There is no group to compare.")


def _pairs_table(refs: tuple[Ref, ...], results: Sequence[GroupResult], *, sided: bool) -> Table:
    by_side = () if sided else ("agree", "differ", "oppose")
    columns = (
        Column("a", "A"),
        Column("b", "B"),
        *(Column(name, sentence(name), "integer") for name in _COUNTS),
        Column("agreement", "Agreement", "share", counted="joint answers"),
        Column("disagreement", "Disagreement", "share", counted="joint answers"),
    )
    rows: tuple[tuple[CellValue, ...], ...] = tuple(
        (
            refs[found.a],
            refs[found.b],
            *(None if name in by_side else getattr(found, name) for name in _COUNTS),
            Share(found.agreement, found.joint, found.conditional),
            Share(found.disagreement, found.joint, found.oppose_conditional),
        )
        for found in results
    )
    return Table("group_pairs", "Pairs of groups", columns, rows, empty="There is no group to compare.")


def _cohesion_matrix(data: Grouped, refs: tuple[Ref, ...], name: str, title: str) -> Matrix:
    """Return a group's cohesion on each issue: the figure of that name, over those for or against."""

    def cell(group: int, issue: int) -> Share:
        cohesion = data.counts.cohesion(group, issue)
        figure = cohesion.rice if name == "cohesion" else cohesion.rice_2
        return Share(maybe_float(figure), cohesion.firm)

    wanted = data.counts.sided if data.counts.has_sides else range(len(data.issues))
    cells = tuple(tuple(cell(group, issue) for group in range(len(refs))) for issue in wanted)
    issues = tuple(data.issues[issue] for issue in wanted)
    return Matrix(name, title, "share", issues, refs, cells, counted="actors for or against")


def _notes(data: Grouped, measure: Measure, how: Comparison) -> tuple[str, ...]:
    notes = [
        "n counts joint answers: one for each pair of actors and each issue on which both hold a position.",
        f"Agreement ({measure}), of the joint answers of all pairs of actors: "
        + MEASURE_ENTRIES[measure].of_groups
        + ("; issues count by their weight" if how.weighted and len(set(data.counts.weights)) > 1 else "")
        + ". Within a group, nobody is paired with itself.",
    ]
    if data.counts.ungrouped:
        number = data.counts.ungrouped
        notes.append(
            f"{counted(number, 'actor')} without {_attribute(data.by)} "
            f"{'is' if number == 1 else 'are'} in no group and left out."
        )
    return tuple(notes)


def _attribute(by: str) -> str:
    return "a kind" if by == "kind" else f"the attribute {by!r}"


def _summary(data: Grouped, results: Sequence[GroupResult]) -> tuple[str, ...]:
    known = [
        (found.agreement, found) for found in results if found.agreement is not None and found.joint >= THIN
    ]
    between = [(share, found) for share, found in known if found.a != found.b]
    within = [(share, found) for share, found in known if found.a == found.b]
    said = [*_extremes(data, within, "Most agreed within", "least")]
    if len(between) == 1:
        share, found = between[0]
        said.append(_begin(f"{_groups(data, found)} agree on {_joint(data, found, share)}.", data))
    else:
        said += _extremes(data, between, "Nearest to each other", "furthest apart")
    said += words_on_issues(
        data.counts,
        data.statements or [issue.label for issue in data.issues],
        told_groups(data.counts.groups, data.by),
    )
    if said:
        return tuple(said)
    return ("No two groups differ in what they share.",) if known else ("There is too little to go by.",)


def _extremes(
    data: Grouped, known: Sequence[tuple[float, GroupResult]], most: str, least: str
) -> tuple[str, ...]:
    """Say which have the highest and the lowest share; nothing where all are the same."""
    if not known:
        return ()
    (high, first), (low, last) = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
    if high == low:
        return ()
    ends = ((high, first), (low, last))
    told = [f"{_groups(data, found)} ({_joint(data, found, share)})" for share, found in ends]
    return (f"{most}: {told[0]}; {least}: {told[1]}.",)


def _joint(data: Grouped, found: GroupResult, share: float) -> str:
    """Return a share with its answers and with the people who gave them."""
    sizes = [data.counts.sizes[group] for group in dict.fromkeys((found.a, found.b))]
    people = counted(sum(sizes), "actor")
    return f"{percent(share)} of {counted(found.joint, 'joint answer')} of {people}"


def _begin(text: str, data: Grouped) -> str:
    """Return a sentence that begins with groups: a name keeps its first letter."""
    return sentence(text) if any(name.isdecimal() for name in data.counts.groups) else text


def _groups(data: Grouped, found: GroupResult) -> str:
    names = told_groups(data.counts.groups, data.by)
    return names[found.a] if found.a == found.b else f"{names[found.a]} and {names[found.b]}"
