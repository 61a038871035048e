"""Issues whose stances are amounts, in words of distance: nothing on them is for or against."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from positions.grid import StanceGrid
from positions.measures.common_interval import Meeting, meetings
from positions.measures.issues import IssueProfile
from positions.reports.common.cells import condition_words, counted, listed
from positions.reports.common.sides import Names, state_words
from positions.reports.common.signing import not_counted
from positions.reports.common.study import Study
from positions.rounding import as_fraction, as_written
from positions.tables import CellValue, Column, Ref, Report, Table

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


def amount_noun(grid: StanceGrid) -> str:
    """Return what a stance is called: an amount, unless some issues have sides."""
    amounts = all(grid.scale_of(issue).is_amount for issue in range(len(grid.issues)))
    return "amount" if amounts else "stance"


def held_text(grid: StanceGrid, issue: int, value: float) -> str:
    """Return a value held on an issue (by index): an amount with its unit, or its label."""
    scale = grid.scale_of(issue)
    label = scale.label_of(value)
    return amount_text(value, grid.issues[issue].unit) if label is None else scale.in_words(label)


def amount_text(amount: float, unit: str | None) -> str:
    """Return an amount with its unit: "12.5 t"."""
    return as_written(amount) + (f" {unit}" if unit else "")


def distance_text(one: float, other: float, unit: str | None) -> str:
    """Return how far two amounts are apart, with their unit, without what binary fractions add."""
    return amount_text(float(abs(as_fraction(one) - as_fraction(other))), unit)


def interval_text(low: float, high: float, unit: str | None) -> str:
    """Return an interval with its unit: "10 to 20 t"; one of no length as its amount."""
    return amount_text(low, unit) if low == high else f"{as_written(low)} to {amount_text(high, unit)}"


def common_ground_of_amounts(study: Study, *, with_conditions: bool) -> Report:
    """Return where the selected actors meet, issue by issue, and how far they are apart elsewhere."""
    names, found = Names.of(study), meetings(study.grid)
    return Report(
        command="common-ground",
        dataset=study.info,
        title=f"Common ground of {names.who(range(len(names.actors)))}" if names.actors else study.info.title,
        tables=(_table(study, names, found, with_conditions=with_conditions),),
        shown=("common_ground",),
        summary=_summary(names, found),
        notes=(_NOTE, *study.notes_on_filters(), *study.notes),
        options={"with_conditions": with_conditions, **study.selection.as_options()},
    )


def _table(study: Study, names: Names, found: Sequence[Meeting], *, with_conditions: bool) -> Table:
    rows = tuple(_row(study, names, meeting) for meeting in found)
    conditional = with_conditions and any(row[-1] for row in rows)
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
    )
    empty = "The selection leaves nothing to compare."
    return Table("common_ground", "Common ground", columns, rows, empty=empty)


def _row(study: Study, names: Names, meeting: Meeting) -> tuple[CellValue, ...]:
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
        _conditions(study, names, meeting),
    )


def _end(names: Names, meeting: Meeting, which: Callable[[Sequence[float]], float]) -> str | None:
    """Return the lowest or highest amount held on an issue, and by whom."""
    held = {actor: names.grid.own_value(actor, meeting.issue) or 0.0 for actor in meeting.accepted}
    if not held:
        return None
    amount = which(list(held.values()))
    who = [actor for actor, value in held.items() if value == amount]
    return f"{held_text(names.grid, meeting.issue, amount)} ({names.who(who)})"


def _conditions(study: Study, names: Names, meeting: Meeting) -> str | None:
    said = []
    for actor in meeting.accepted:
        detail = names.grid.details.get((actor, meeting.issue))
        condition = condition_words(detail.entry.condition, study.titles) if detail else None
        if condition:
            said.append(f"{names.actors[actor].label}: {condition}")
    return "; ".join(said) or None


def _summary(names: Names, found: Sequence[Meeting]) -> tuple[str, ...]:
    if not names.actors or not found:
        return ("The selection leaves nothing to compare.",)
    if len(names.actors) == 1:
        return ("One actor alone has nobody to find common ground with: name two or more.",)
    meet = [meeting for meeting in found if meeting.verdict == "meet"]
    apart = [meeting for meeting in found if meeting.verdict == "apart"]
    rest = [meeting for meeting in found if meeting.verdict is None]
    everyone = "Both" if len(names.actors) == 2 else f"All {len(names.actors)}"
    sentences = []
    if meet:
        told = _several([f"{names.issue(one.issue)} ({_where(names, one)})" for one in meet])
        sentences.append(f"{everyone} meet on {counted(len(meet), 'issue')}: {told}.")
    else:
        sentences.append(f"There is no issue on which all are known to meet{not_counted(names.grid)}.")
    if apart:
        told = _several([_apart(names, one) for one in apart])
        sentences.append(f"They are apart on {counted(len(apart), 'issue')}: {told}.")
    if rest:
        told = _several([f"{names.issue(one.issue)} ({_missing(names, one)})" for one in rest])
        noun = "an amount" if amount_noun(names.grid) == "amount" else "a position"
        sentences.append(f"Not all hold {noun} on {counted(len(rest), 'issue')}: {told}.")
    return tuple(sentences)


def _where(names: Names, meeting: Meeting) -> str:
    grid, issue = names.grid, meeting.issue
    low, high = meeting.low or 0.0, meeting.high or 0.0
    return held_text(grid, issue, low) if low == high else interval_text(low, high, grid.issues[issue].unit)


def _gap(names: Names, meeting: Meeting) -> str | None:
    """Return how far those furthest apart are from each other; None on a scale of labels."""
    if names.grid.scale_of(meeting.issue).labels:
        return None
    return amount_text(meeting.gap, names.grid.issues[meeting.issue].unit)


def _apart(names: Names, meeting: Meeting) -> str:
    gap = _gap(names, meeting)
    ends = f"from {_end(names, meeting, min)} to {_end(names, meeting, max)}"
    return f"{names.issue(meeting.issue)} – {ends}" + (f", a gap of {gap}" if gap else "")


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
    grid, issue = names.grid, profile.issue
    if not held:
        return "nobody holds an amount" + not_counted(names.grid, [profile.issue])
    (low, lowest), (high, highest) = held[0], held[-1]
    if low == high:
        return f"{held_text(grid, issue, low)} ({names.who(lowest)})"
    least = f"{held_text(grid, issue, low)} ({names.who(lowest)})"
    most = f"{held_text(grid, issue, high)} ({names.who(highest)})"
    apart = f", {amount_text(profile.spread, grid.issues[issue].unit)} apart"
    return f"from {least} to {most}" + ("" if grid.scale_of(issue).labels else apart)


def words_on_amounts(names: Names, profiles: Sequence[IssueProfile]) -> tuple[str, ...]:
    """Say on which issues all hold the same amount, and on which they are furthest apart."""
    everyone = "both" if len(names.actors) == 2 else f"all {counted(len(names.actors), 'actor').split()[0]}"
    same = [one for one in profiles if one.n == len(names.actors) and one.spread == 0]
    apart = sorted((one for one in profiles if one.spread > 0), key=lambda one: -one.share_of_range)
    noun = amount_noun(names.grid)
    sentences = []
    if same:
        told = listed(
            [f"{names.issue(one.issue)} ({spread_words(names, one).partition(' (')[0]})" for one in same]
        )
        text = f"{everyone} hold the same {noun} on {counted(len(same), 'issue')}: {told}"
        sentences.append(f"{text[:1].upper()}{text[1:]}.")
    else:
        sentences.append(
            f"There is no issue on which {everyone} are known to hold the same {noun}"
            f"{not_counted(names.grid)}."
        )
    if apart:
        told = _several([f"{names.issue(one.issue)} – {spread_words(names, one)}" for one in apart[:3]])
        sentences.append(f"Furthest apart: {told}.")
    return tuple(sentences)
