"""Issues whose stances are amounts, in words of distance: nothing on them is for or against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.grid import StanceGrid
from positions.measures.common_interval import Meeting, meetings
from positions.measures.issues import IssueProfile
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.sides import Names, state_words
from positions.reports.common.signing import NOT_COMPARED, Signing, not_counted
from positions.rounding import as_fraction, as_written
from positions.tables import CellValue, Column, Ref, Table

_NO_SIDES = "Stances are amounts here: they lie near each other or far apart."
_SOME_SIDES = (
    "Not every issue here has sides: stances lie near each other or far apart, as shares of the range of "
    "their issue's scale."
)
_VERDICT_WORDS = {"meet": "they meet", "apart": "apart"}
_MOST_TOLD = 6
_NOTE = (
    "They meet: everyone named holds an amount, and there is an interval in which all stand, by what each "
    "accepts (`acceptable`), else by the amount itself. Apart: two or more hold an amount, and there is no "
    "such interval; the gap is what those furthest apart would have to move in all."
)


def no_sides(grid: StanceGrid) -> str:
    """Say that stances are amounts, or that those on some issues are."""
    return _SOME_SIDES if grid.scale.is_mixed else _NO_SIDES


def amount_text(amount: float, unit: str | None) -> str:
    """Return an amount with its unit: "12.5 t"."""
    return as_written(amount) + (f" {unit}" if unit else "")


def distance_text(one: float, other: float, unit: str | None) -> str:
    """Return how far two amounts are apart, with their unit, without what binary fractions add."""
    return amount_text(float(abs(as_fraction(one) - as_fraction(other))), unit)


def interval_text(low: float, high: float, unit: str | None) -> str:
    """Return an interval with its unit: "10 to 20 t"; one of no length as its amount."""
    return amount_text(low, unit) if low == high else f"{as_written(low)} to {amount_text(high, unit)}"


@dataclass(frozen=True, slots=True)
class GroundPart:
    """What is said of common ground on issues of one kind, those with sides or those of amounts.

    Attributes:
        table: a row for each issue.
        note: what its verdicts are.
        agreed: where all are together.
        rest: where they are not, in sentences too.
    """

    table: Table
    note: str
    agreed: tuple[str, ...]
    rest: tuple[str, ...] = ()


def ground_of_amounts(signing: Signing, *, with_conditions: bool) -> GroundPart:
    """Return where actors meet on the issues of amounts, and how far they are apart elsewhere."""
    found = meetings(signing.study.grid)
    table = _table(signing, found, with_conditions=with_conditions)
    return GroundPart(table, _NOTE, *_summary(signing, found))


def _table(signing: Signing, found: Sequence[Meeting], *, with_conditions: bool) -> Table:
    names = signing.names
    told = any(meeting.issue in signing.clashing for meeting in found)
    rows = tuple(
        (*_row(names, meeting), *([signing.issue_words(meeting.issue)] if told else [])) for meeting in found
    )
    conditional = with_conditions and any(_conditions(names, meeting) for meeting in found)
    columns = (
        Column("issue", "Issue"),
        Column("verdict", "Verdict"),
        Column("interval", "Where all stand"),
        Column("from", "From", "number", detail=True),
        Column("to", "To", "number", detail=True),
        Column("gap", "Gap", "number", detail=True),
        Column("apart", "Apart"),
        Column("lowest", "Lowest"),
        Column("highest", "Highest"),
        Column("unit", "Unit", detail=True),
        Column("uncommitted", "Uncommitted"),
        Column("conditions", "Condition", below=True, detail=not conditional),
        *([Column("signing", "In the way of signing", below=True)] if told else []),
    )
    empty = "The selection leaves nothing to compare."
    return Table("amounts", "Where amounts meet", columns, rows, empty=empty)


def _row(names: Names, meeting: Meeting) -> tuple[CellValue, ...]:
    grid, verdict = names.grid, meeting.verdict
    unit = grid.issues[meeting.issue].unit
    low, high = meeting.low, meeting.high
    meets = verdict == "meet" and low is not None and high is not None
    return (
        names.issues[meeting.issue],
        Ref(verdict, _VERDICT_WORDS[verdict], _VERDICT_WORDS[verdict]) if verdict else None,
        _where(names, meeting) if meets else None,
        low if meets else None,
        high if meets else None,
        meeting.gap if verdict else None,
        _gap(names, meeting) if verdict == "apart" else None,
        _end(names, meeting, min),
        _end(names, meeting, max),
        unit,
        tuple(
            Ref(ref.id, f"{ref.label} ({state_words(names.grid)[state]})", ref.name)
            for state, actors in meeting.states.items()
            for ref in names.refs(actors)
        ),
        _conditions(names, meeting),
    )


def _end(names: Names, meeting: Meeting, which: Callable[[Sequence[float]], float]) -> str | None:
    """Return the lowest or highest amount held on an issue, and by whom."""
    held = {actor: names.grid.own_value(actor, meeting.issue) or 0.0 for actor in meeting.accepted}
    if not held:
        return None
    amount = which(list(held.values()))
    who = [actor for actor, value in held.items() if value == amount]
    return f"{amount_text(amount, names.grid.issues[meeting.issue].unit)} ({names.who(who)})"


def _conditions(names: Names, meeting: Meeting) -> str | None:
    found = names.conditions(meeting.issue, list(meeting.accepted))
    return "; ".join(f"{names.actors[actor].label}: {words}" for actor, words in found) or None


def _summary(signing: Signing, found: Sequence[Meeting]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is said of where all meet, and what of where they are apart or not all known."""
    names = signing.names
    refused = [one for one in found if one.verdict == "meet" and one.issue in signing.refused]
    meet = [one for one in found if one.verdict == "meet" and one not in refused]
    apart = [meeting for meeting in found if meeting.verdict == "apart"]
    rest = [meeting for meeting in found if meeting.verdict is None]
    everyone = sentence(names.everyone)
    agreed, sentences = list[str](), list[str]()
    if meet:
        told = _several([_met(signing, one) for one in meet])
        unclear = f", {NOT_COMPARED}" if signing.not_compared([one.issue for one in meet]) else ""
        agreed.append(f"{everyone} meet on {counted(len(meet), 'issue')}{unclear}: {told}.")
    elif not refused:
        left_out = not_counted(names.grid, [one.issue for one in found])
        noun = "issue of amounts" if names.grid.has_sides else "issue"
        agreed.append(f"There is no {noun} on which all are known to meet{left_out}.")
    agreed += [
        f"{everyone} meet on {names.issue(one.issue)} ({_where(names, one)}), but "
        f"{signing.issue_words(one.issue)}."
        for one in refused
    ]
    if apart:
        told = _several([_apart(names, one) for one in apart])
        sentences.append(f"They are apart on {counted(len(apart), 'issue')}: {told}.")
    if rest:
        told = _several([f"{names.issue(one.issue)} ({_missing(names, one)})" for one in rest])
        sentences.append(f"Not all hold an amount on {counted(len(rest), 'issue')}: {told}.")
    return tuple(agreed), tuple(sentences)


def _where(names: Names, meeting: Meeting) -> str:
    grid, issue = names.grid, meeting.issue
    low, high = meeting.low or 0.0, meeting.high or 0.0
    return interval_text(low, high, grid.issues[issue].unit)


def _met(signing: Signing, meeting: Meeting) -> str:
    """Return an issue with where all stand on it, and who does so on a condition."""
    names, on_condition = signing.names, signing.on_condition(meeting.issue)
    condition = f"; {names.who(on_condition)} on a condition" if on_condition else ""
    return f"{names.issue(meeting.issue)} ({_where(names, meeting)}{condition})"


def _gap(names: Names, meeting: Meeting) -> str:
    """Return how far those furthest apart are from each other."""
    return amount_text(meeting.gap, names.grid.issues[meeting.issue].unit)


def _apart(names: Names, meeting: Meeting) -> str:
    unit = names.grid.issues[meeting.issue].unit
    below, above = meeting.furthest
    high, low = (amount_text(end or 0.0, unit) for end in (meeting.high, meeting.low))
    ends = f"from {high} ({names.who(below)}) to {low} ({names.who(above)})"
    held = ((actor, end) for actors, end in ((below, meeting.high), (above, meeting.low)) for actor in actors)
    if any(names.grid.own_value(actor, meeting.issue) != end for actor, end in held):
        ends = f"by what each accepts, {ends}"
    return f"{names.issue(meeting.issue)} – {ends}, a gap of {_gap(names, meeting)}"


def _missing(names: Names, meeting: Meeting) -> str:
    return ", ".join(
        f"{names.who(actors)} {state_words(names.grid)[state]}"
        for state, actors in meeting.states.items()
        if actors
    )


def _several(words: Sequence[str]) -> str:
    rest = len(words) - _MOST_TOLD
    return "; ".join([*words[:_MOST_TOLD], f"and {counted(rest, 'more', 'more')}"] if rest > 0 else words)


def spread_words(names: Names, profile: IssueProfile) -> str:
    """Return how far apart the amounts held on an issue are: "from 10 t (A) to 40 t (B), 30 t apart"."""
    held = [(value, actors) for value, actors in profile.values.items() if actors]
    unit = names.grid.issues[profile.issue].unit
    if not held:
        return "nobody holds an amount" + not_counted(names.grid, [profile.issue])
    (low, lowest), (high, highest) = held[0], held[-1]
    least = f"{amount_text(low, unit)} ({names.who(lowest)})"
    if low == high:
        return least
    most = f"{amount_text(high, unit)} ({names.who(highest)})"
    return f"from {least} to {most}, {amount_text(profile.spread, unit)} apart"


def _same(signing: Signing, profile: IssueProfile) -> str:
    """Return an issue with the amount that all hold, and on what conditions."""
    issue, names = profile.issue, signing.names
    clash, number = signing.issue_words(issue), len(signing.on_condition(issue))
    remark = f", but {clash}" if clash else f", {number:,} on a condition" if number else ""
    return f"{names.issue(issue)} ({amount_text(profile.mean or 0.0, names.grid.issues[issue].unit)}{remark})"


def words_on_amounts(signing: Signing, profiles: Sequence[IssueProfile]) -> tuple[str, ...]:
    """Say on which issues of amounts all hold the same, and on which they are furthest apart.

    `profiles` are of issues without sides, those furthest apart first.
    """
    names, everyone = signing.names, signing.names.everyone
    same = [one for one in profiles if one.n == len(names.actors) and one.spread == 0]
    apart = sorted((one for one in profiles if one.spread > 0), key=lambda one: -one.share_of_range)
    sentences = []
    if same:
        told = listed([_same(signing, one) for one in same])
        sentences.append(
            f"{sentence(everyone)} hold the same amount on {counted(len(same), 'issue')}: {told}."
        )
    else:
        sentences.append(
            f"There is no {'issue of amounts' if names.grid.has_sides else 'issue'} on which {everyone} are "
            f"known to hold the same amount{not_counted(names.grid, [one.issue for one in profiles])}."
        )
    if apart:
        told = _several([f"{names.issue(one.issue)} – {spread_words(names, one)}" for one in apart[:3]])
        sentences.append(f"Furthest apart: {told}.")
    return tuple(sentences)
