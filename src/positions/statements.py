"""Statements, the units of discourse networks: who said what about which issue, when and where.

A cell of the stance grid says where an actor stands; its statements say how often, where and when it said
so. Each item of evidence is one statement, and an entry without evidence is one too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, assert_never

from positions.dataset.dates import PartialDate
from positions.dataset.entries import stance_value
from positions.dataset.mixed_scales import scale_on, to_common
from positions.dataset.models import Dataset, Evidence, Position
from positions.dataset.scale import Scale
from positions.selection import Selection, selected_actors, selected_issues
from positions.vocabulary import Duplicates, NodeKind


@dataclass(frozen=True, slots=True)
class Statement:
    """One actor (by index) on one issue (by index).

    Attributes:
        value: the stance on the scale.
        day: the entry's date, else the source's; the first day of a partial date; None where neither is
            dated.
        source: id of the source, the document; None where there is none.
        speaker: who says it, where the evidence names somebody.
        date: what `day` is the first day of.
    """

    actor: int
    issue: int
    value: float
    day: date | None = None
    source: str | None = None
    speaker: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class StatementSet:
    """The statements that a selection leaves, by date and then in the order of the file.

    Attributes:
        actors, issues: ids, in the order of the file; statements refer to them by index.
        scale: the declared scale.
        observed_range: highest less lowest value among all statements of the dataset, before any filter;
            None where there is no statement, and on a nominal scale.
        excluded: filter -> the number of statements that it took out.
        homes: for speakers and authors the actors whose statements they make, by id; empty otherwise.
        unnamed: the number of statements left out because nobody is named who speaks, or who wrote.
    """

    statements: tuple[Statement, ...]
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    scale: Scale
    observed_range: float | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)
    homes: tuple[tuple[str, ...], ...] = ()
    unnamed: int = 0


def statements_of(dataset: Dataset, selection: Selection | None, nodes: NodeKind) -> StatementSet:
    """Return the statements with others than actors as those who make them.

    Speakers and authors are known by their names, in the order in which they are met; statements in which
    none is named are left out and counted. Among issues a statement is one "of" an issue "on" an actor: two
    issues are tied by the actors that speak on both.
    """
    found = collect_statements(dataset, selection)
    match nodes:
        case "actor":
            return found
        case "issue":
            turned = (replace(one, actor=one.issue, issue=one.actor) for one in found.statements)
            return replace(found, statements=tuple(turned), actors=found.issues, issues=found.actors)
        case "speaker" | "author":
            return _by_name(dataset, found, nodes)
        case _:
            assert_never(nodes)


def _by_name(dataset: Dataset, found: StatementSet, nodes: Literal["speaker", "author"]) -> StatementSet:
    numbers: dict[str, int] = {}
    homes: dict[str, dict[str, None]] = {}
    kept: list[Statement] = []
    for one in found.statements:
        name = one.speaker
        if nodes == "author":
            source = dataset.sources.get(one.source) if one.source is not None else None
            name = source.author if source is not None else None
        if name:
            kept.append(replace(one, actor=numbers.setdefault(name, len(numbers))))
            homes.setdefault(name, {})[found.actors[one.actor]] = None
    return replace(
        found,
        statements=tuple(kept),
        actors=tuple(numbers),
        homes=tuple(tuple(homes[name]) for name in numbers),
        unnamed=len(found.statements) - len(kept),
    )


def collect_statements(dataset: Dataset, selection: Selection | None = None) -> StatementSet:
    """Return the statements of the selected actors on the selected issues.

    Every entry counts, not only the latest. `mixed` and the other states that are no position make no
    statement. The filters act on the item of evidence, where it is about evidence (`sources`, `bases`),
    else on the entry; `as_of` takes out what is dated later, and leaves what is not dated. The selection's
    period (`since`, `until`) is not applied here: see `within_period`.
    """
    selection = selection or Selection()
    actors, issues = selected_actors(dataset, selection), selected_issues(dataset, selection)
    actor_index = {name: index for index, name in enumerate(actors)}
    issue_index = {name: index for index, name in enumerate(issues)}
    kept: list[Statement] = []
    excluded: dict[str, int] = {}
    values: list[float] = []
    scale = scale_on(dataset, issues)
    for actor, issue, entry, value in _entries_with_a_value(dataset, scale):
        values.append(value)
        if actor not in actor_index or issue not in issue_index:
            continue
        for item in entry.evidence or (None,):
            when = _date_of(dataset, entry, item)
            day = when.first if when is not None else None
            failed = filter_failed(selection, entry, item, day)
            if failed is None:
                who = (item.source, item.speaker) if item else (None, None)
                kept.append(Statement(actor_index[actor], issue_index[issue], value, day, *who, when))
            else:
                excluded[failed] = excluded.get(failed, 0) + 1
    kept.sort(key=lambda statement: statement.day or date.min)
    observed = max(values) - min(values) if values and not scale.is_nominal else None
    return StatementSet(tuple(kept), tuple(actors), tuple(issues), scale, observed, excluded)


def _entries_with_a_value(dataset: Dataset, scale: Scale) -> Iterator[tuple[str, str, Position, float]]:
    for actor, stakeholder in dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            for entry in entries:
                value = value_on(scale, dataset.scale_of(issue), entry)
                if value is not None:
                    yield actor, issue, entry, value


def value_on(scale: Scale, own: Scale, entry: Position) -> float | None:
    """Return the value of an entry on a scale, its own or one on which several are laid; None for a state."""
    value = stance_value(entry.stance, own)
    return to_common(own, value, scale.range) if value is not None and scale.is_mixed else value


def statement_day(dataset: Dataset, entry: Position, item: Evidence | None) -> date | None:
    """Return the day of a statement: the entry's first, else that of its source; None without a date."""
    when = _date_of(dataset, entry, item)
    return when.first if when is not None else None


def _date_of(dataset: Dataset, entry: Position, item: Evidence | None) -> PartialDate | None:
    if entry.date is not None:
        return entry.date
    source = dataset.sources.get(item.source) if item is not None and item.source is not None else None
    return source.date if source is not None else None


def filter_failed(
    selection: Selection, entry: Position, item: Evidence | None, day: date | None
) -> str | None:
    """Return the first filter that a statement does not pass, None where it passes all."""
    if selection.as_of is not None and day is not None and day > selection.as_of.last:
        return "as-of"
    return selection.fails_evidence(item) or selection.fails_as_coded(entry)


def within_period(
    statements: Iterable[Statement], since: date | None = None, until: date | None = None
) -> tuple[Statement, ...]:
    """Return the statements from one day to another, both included; None leaves that end open.

    A statement without a date is in no period: it stays only where both ends are open.
    """
    if since is None and until is None:
        return tuple(statements)
    return tuple(
        statement
        for statement in statements
        if statement.day is not None
        and (since is None or statement.day >= since)
        and (until is None or statement.day <= until)
    )


def without_duplicates(
    statements: Iterable[Statement], rule: Duplicates = "include", *, by_stance: bool = True
) -> tuple[Statement, ...]:
    """Return the statements without those that repeat an earlier one; the first is kept.

    A statement repeats another of the same actor on the same issue, with the same stance where `by_stance`,
    in the same document (source), calendar week (ISO), month or year, or at all. Calendar periods are those
    of one year: March 2016 is not March 2017. What has no source is never a duplicate by `document`, what
    has no date never one by `week`, `month` or `year`.

    The rules are those of Leifeld, Discourse Network Analyzer Manual, but for the year.
    """
    if rule == "include":
        return tuple(statements)
    return tuple(one for _, one in first_ones(statements, rule, by_stance=by_stance))


def first_ones(
    statements: Iterable[Statement], rule: Duplicates, *, by_stance: bool
) -> Iterator[tuple[int, Statement]]:
    """Yield what `without_duplicates` keeps, each statement with its place among all."""
    seen: set[Hashable] = set()
    for place, statement in enumerate(statements):
        key = repeat_key(statement, rule, by_stance=by_stance)
        if key is None or key not in seen:
            seen.add(key)
            yield place, statement


def repeat_key(statement: Statement, rule: Duplicates, *, by_stance: bool = True) -> Hashable | None:
    """Return what statements that repeat each other have in common; None for what repeats nothing."""
    when = None if rule == "include" else _PERIODS[rule](statement)
    if when is None:
        return None
    return statement.actor, statement.issue, statement.value if by_stance else None, when


def _week(statement: Statement) -> Hashable | None:
    return statement.day.isocalendar()[:2] if statement.day else None


def _month(statement: Statement) -> Hashable | None:
    return (statement.day.year, statement.day.month) if statement.day else None


def _year(statement: Statement) -> Hashable | None:
    return statement.day.year if statement.day else None


_PERIODS: Mapping[str, Callable[[Statement], Hashable | None]] = {
    "document": lambda statement: statement.source,
    "week": _week,
    "month": _month,
    "year": _year,
    "all": lambda statement: "always",
}
