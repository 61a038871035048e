"""How positions moved: a line for each dated entry, or the agreement of a pair over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from positions.dataset.dates import parse_date
from positions.dataset.models import Position
from positions.grid import build_grid
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.results import Comparison, UnfitMeasureError
from positions.problems import UsageError
from positions.reports.common.cells import accepted_words, condition_words, counted, entry_cell, listed
from positions.reports.common.evidence import evidence_of_entry
from positions.reports.common.headlines import as_headline
from positions.reports.common.study import Study
from positions.reports.compare.report import counted_in
from positions.rounding import percent
from positions.tables import CellValue, Column, Ref, Report, Share, Table

_DIFFERENT = ("corrected", "same date")
"""Changes of a stance that are no movement."""

_COUNTS = ("shared", "agree", "differ", "oppose")


def history(study: Study) -> Report:
    """Return every entry of the selected cells, each cell's by date; entries without a date come first."""
    rows: list[tuple[CellValue, ...]] = []
    moves: list[str] = []
    corrections: list[tuple[CellValue, ...]] = []
    for actor in study.actors:
        positions = study.dataset.stakeholders[actor.id].positions
        for issue in study.issues:
            entries = _by_date(study, positions.get(issue.id, ()))
            rows += [
                (*_row(study, actor, issue, entry), *_beside(study, before, entry))
                for before, entry in zip((None, *entries), entries, strict=False)
            ]
            moves += _moves(study, actor, issue, entries)
            corrections += [_correction(study, actor, issue, entry) for entry in entries if entry.correction]
    columns = (
        Column("stakeholder", "Actor"),
        Column("issue", "Issue"),
        Column("date", "Date", "date"),
        Column("stance", "Stance", "stance"),
        Column("source", "Source", detail=True),  # people read it behind the words
        Column("change", "Change", detail=all(row[5] is None for row in rows)),
        Column("condition", "Condition", below=True),
        Column("words", "Words", below=True),
    )
    table = Table("history", "History", columns, tuple(rows), empty="There is no entry.")
    return Report(
        command="history",
        dataset=study.info,
        title=f"History: {study.info.title}",
        tables=(table, _corrections(corrections)) if corrections else (table,),
        shown=("history", "corrections") if corrections else ("history",),
        summary=(
            *(moves or _no_move(study, rows)),
            *(
                [f"{counted(len(corrections), 'correction')} of the coding: no movement."]
                if corrections
                else []
            ),
        ),
        notes=study.notes,
        options=study.selection.as_options(),
        headline=_headline(study, moves),
    )


def _nothing_moved(study: Study) -> str:
    """Return that no position moved; of a part that is public, nothing is said of the rest."""
    return f"No {'public ' if study.is_public_part else ''}position has moved"


def _no_move(study: Study, rows: Sequence[Sequence[CellValue]]) -> list[str]:
    """Return why nothing moved; nothing where entries do differ, as corrections and those of one date do."""
    if any(isinstance(row[5], Ref) and row[5].id in _DIFFERENT for row in rows):
        return []
    public = "public " if study.is_public_part else ""
    return [f"No cell holds two {public}entries with different stances or conditions."]


def _headline(study: Study, moves: Sequence[str]) -> str:
    """Return what moved in a line without a full stop: the one move, or the first and how many more."""
    if not moves:
        return _nothing_moved(study)
    more = f"; and {counted(len(moves) - 1, 'more move')}" if len(moves) > 1 else ""
    return as_headline(moves) + more


def pair_history(study: Study, a: str, b: str, how: Comparison) -> Report:
    """Return the agreement of two actors (by id) on each day on which an entry of either begins to count.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    chosen = replace(study.selection, actors=(a, b), as_of=None)
    grid = build_grid(study.dataset, chosen)
    sided = grid.has_division
    names = {actor.id: Ref(actor.id, actor.label, actor.name) for actor in grid.actors}
    left, right = grid.actor_index(a), grid.actor_index(b)
    days = sorted(
        {
            found.first
            for actor in (a, b)
            for issue in grid.issues
            for entry in study.dataset.stakeholders[actor].positions.get(issue.id, ())
            if (found := study.date_of(entry)) is not None
        }
    )
    rows: list[tuple[CellValue, ...]] = []
    for day in days:
        then = build_grid(study.dataset, replace(chosen, as_of=parse_date(day.isoformat())))
        try:
            result = compare_pair(then, left, right, how)
        except UnfitMeasureError as error:
            raise UsageError(str(error), error.hint) from None
        counts = result.counts
        rows.append(
            (
                day.isoformat(),
                Share(result.agreement, counts.shared, counts.conditional, effective=result.kish),
                Share(result.disagreement, counts.shared, counts.oppose_conditional, effective=result.kish),
                *counted_in(counts, _COUNTS, sided=sided),
            )
        )
    columns = (
        Column("date", "From", "date"),
        Column("agreement", "Agreement", "share"),
        Column("disagreement", "Disagreement", "share"),
        *(Column(name, name.title(), "integer", detail=not sided and name != "shared") for name in _COUNTS),
    )
    title = f"{names[a].name} and {names[b].name} over time"
    shares = [(row[0], row[1]) for row in rows]
    table = Table(
        "pair", "Agreement over time", columns, tuple(rows), empty="No entry of the two has a date."
    )
    return Report(
        command="history",
        dataset=study.info,
        title=title,
        tables=(table,),
        shown=("pair",),
        headline=_change_of_agreement(f"{names[a].label} and {names[b].label}", shares),
        notes=("Each line holds from its day until the next one's.", *study.notes),
        options={"a": a, "b": b, "measure": how.measure_for(grid), **study.selection.as_options()},
    )


def _change_of_agreement(who: str, rows: Sequence[tuple[CellValue, CellValue]]) -> str:
    """Return the first and the last agreement of two that is defined, in a line; "" where none is."""
    known = [(day, share) for day, share in rows if isinstance(share, Share) and share.value is not None]
    if not known:
        return ""
    (since, first), (until, last) = known[0], known[-1]
    now = f"{percent(last.value or 0.0)} of {counted(last.shared, 'shared issue')}"
    if first is last:
        return f"{who}: agreement is {now} since {since}"
    was = f"{percent(first.value or 0.0)} of {first.shared:,} ({since})"
    if isclose(first.value or 0.0, last.value or 0.0, rel_tol=1e-9):
        return f"{who}: agreement is {now} ({until}), the same share as at first, {was}"
    verb = "rose" if (last.value or 0.0) > (first.value or 0.0) else "fell"
    return f"{who}: agreement {verb} from {was} to {now} ({until})"


def _corrections(rows: Sequence[tuple[CellValue, ...]]) -> Table:
    """Return the table of mistakes that were put right."""
    columns = (
        Column("stakeholder", "Actor"),
        Column("issue", "Issue"),
        Column("date", "Date", "date"),
        Column("stance", "Stance", "stance"),
        Column("from", "Before"),
        Column("corrected", "Corrected", "date"),
        Column("why", "Why"),
    )
    return Table("corrections", "Corrections", columns, tuple(rows))


def _correction(study: Study, actor: Ref, issue: Ref, entry: Position) -> tuple[CellValue, ...]:
    correction = entry.correction
    assert correction is not None  # the caller has checked
    stance = _row(study, actor, issue, entry)[:4]
    before = study.dataset.in_words(issue.id, correction.from_)
    return (*stance, before, str(correction.date), correction.why)


def _by_date(study: Study, entries: Sequence[Position]) -> list[Position]:
    def day(entry: Position) -> str:
        found = study.date_of(entry)
        return "" if found is None else found.first.isoformat()

    return sorted(entries, key=day)


def _row(study: Study, actor: Ref, issue: Ref, entry: Position) -> tuple[CellValue, ...]:
    found = study.date_of(entry)
    sources = tuple(dict.fromkeys(item.source for item in entry.evidence if item.source is not None))
    return (
        actor,
        issue,
        None if found is None else str(found),
        entry_cell(study.dataset, issue.id, entry),
        tuple(
            Ref(name, study.dataset.sources[name].title, study.dataset.sources[name].title)
            for name in sources
        ),
    )


def _beside(study: Study, before: Position | None, entry: Position) -> tuple[CellValue, ...]:
    """Return what an entry changed of the one before it in its cell, its condition, and its words."""
    words = evidence_of_entry(entry, study.dataset.sources)
    change = None if before is None else _change(study, before, entry)
    condition = condition_words(entry.condition, study.titles)
    return (Ref(change, change, change) if change else None, condition, words)


def _change(study: Study, before: Position, entry: Position) -> str:
    """Return "moved" for another stance, "condition" or "acceptable" for the same, else "reaffirmed".

    "condition" is the same stance on another condition, "acceptable" with other amounts that are accepted.
    Another stance on the same date is no move: which of the two came first is not known. An entry that was
    made to put the one before it right is "corrected".
    """
    if before.stance != entry.stance:
        if _puts_right(study, before, entry):
            return "corrected"
        return "same date" if _on_one_date(study, before, entry) else "moved"
    if before.condition != entry.condition:
        return "condition"
    return "reaffirmed" if before.accepted == entry.accepted else "acceptable"


def _on_one_date(study: Study, one: Position, other: Position) -> bool:
    first, second = study.date_of(one), study.date_of(other)
    return first is not None and second is not None and first.first == second.first


def _puts_right(study: Study, before: Position, entry: Position) -> bool:
    """Whether an entry stands for the one before it, whose stance was a coder's mistake.

    A correction is of the entry that has it: from a statement of one day to one of another it is a move,
    though the later was misread at first. So the two are on one date, or the later has the correction's date.
    """
    if entry.correction is None or entry.correction.from_ != before.stance:
        return False
    found = study.date_of(entry)
    return _on_one_date(study, before, entry) or (found is not None and found == entry.correction.date)


def _moves(study: Study, actor: Ref, issue: Ref, entries: Sequence[Position]) -> list[str]:
    """Return a sentence where the stance or its condition changed, from the first entry to the last."""
    steps: list[list[str]] = []
    dates: list[str] = []
    last: Position | None = None
    for entry in entries:
        change = None if last is None else _change(study, last, entry)
        if change != "reaffirmed":
            found = study.date_of(entry)
            words = f"{study.dataset.in_words(issue.id, entry.stance)}{_condition(last, entry)}"
            words += _accepted(last, entry)
            if change == "same date":
                steps[-1].append(words)
            elif change == "corrected":
                steps[-1][-1] = words
            else:
                steps.append([words])
                dates.append("" if found is None else f" ({found})")
        last = entry
    told = [
        f"{listed(words)}{' on the same date' if len(words) > 1 else ''}{date}"
        for words, date in zip(steps, dates, strict=True)
    ]
    changed = len(steps) > 1 or any(len(words) > 1 for words in steps)
    return [f"{actor.label} on {issue.label}: {listed(told, last='then')}."] if changed else []


def _accepted(last: Position | None, entry: Position) -> str:
    accepted = accepted_words(entry)
    if accepted:
        return f" accepting {accepted}"
    had = last is not None and last.stance == entry.stance and last.accepted != entry.accepted
    return " accepting no other amount" if had else ""


def _condition(last: Position | None, entry: Position) -> str:
    if entry.condition is None:
        came_from_one = last is not None and last.condition is not None and last.stance == entry.stance
        return " without a condition" if came_from_one else ""
    other = last is not None and last.condition not in (None, entry.condition)
    return " on another condition" if other else " on a condition"
