"""A profile of one actor, or of one issue."""

from __future__ import annotations

from collections import Counter

from positions.measures.tally import tally_issues
from positions.reports.common.cells import counted, listed, sentence, stance_cell
from positions.reports.common.evidence import evidence_of_cell
from positions.reports.common.study import Study
from positions.tables import CellValue, Column, Report, Table

_STATE_WORDS = {
    "mixed": "mixed",
    "undecided": "undecided",
    "declined": "declined to take one",
    "silent": "silent",
    "not-applicable": "not applicable",
    "not-researched": "not researched",
    "excluded": "left out by a filter",
}


def show_actor(study: Study, actor: str) -> Report:
    """Return an actor's stance on every issue with the words behind it; the actor is given by id."""
    index = study.grid.actor_index(actor)
    heading, found = study.actors[index], study.dataset.stakeholders[actor]
    rows = tuple(
        (issue, study.grid.issues[column].proposition, *_profile_cells(study, index, column))
        for column, issue in enumerate(study.issues)
    )
    about = [part for part in (found.kind, _membership(study, actor), found.note) if part]
    return _report(
        study,
        title=heading.name,
        columns=_columns(Column("issue", "Issue"), Column("proposition", "Proposition", below=True)),
        rows=rows,
        summary=(*(f"{sentence(part).rstrip('.')}." for part in about), _extent(study, index)),
        options={"actor": actor},
    )


def show_issue(study: Study, issue: str) -> Report:
    """Return every actor's stance on an issue with the words behind it; the issue is given by id."""
    column = next(index for index, found in enumerate(study.issues) if found.id == issue)
    found = study.grid.issues[column]
    rows = tuple((actor, *_profile_cells(study, index, column)) for index, actor in enumerate(study.actors))
    proposition = (f"Proposition: {found.proposition.rstrip('.')}.",) if found.proposition else ()
    without = len(study.actors) - study_holders(study, column)
    held = _counts(study, column)
    counts = [part for part in (held, f"{without} without a position" if without else "") if part]
    return _report(
        study,
        title=found.title,
        columns=_columns(Column("actor", "Actor")),
        rows=rows,
        summary=(*proposition, f"{sentence(listed(counts) or 'nobody is selected')}."),
        options={"issue": issue},
    )


def _counts(study: Study, column: int) -> str:
    """Return how many stand where on the issue with this index: by side, else by stance."""
    tally = tally_issues(study.grid)[column]
    if study.grid.scale.is_nominal:
        cells = (stance_cell(study.grid, actor, column) for actor in range(len(study.actors)))
        number = Counter(str(cell.label) for cell in cells if cell.state == "position")
    else:
        sides = {"for": tally.favour, "against": tally.against, "neutral": tally.neutral}
        number = Counter({name: len(side) for name, side in sides.items()})
    return ", ".join(f"{count} {name}" for name, count in number.items() if count)


def study_holders(study: Study, column: int) -> int:
    """Return how many of the selected actors hold a position on the issue with this index."""
    return sum(held >> column & 1 for held in study.grid.held)


def _columns(*subject: Column) -> tuple[Column, ...]:
    return (
        *subject,
        Column("stance", "Stance", "stance"),
        Column("date", "Date", "date"),
        Column("basis", "Basis"),
        Column("confidence", "Confidence"),
        Column("condition", "Condition", below=True),
        Column("note", "Note", below=True),
        Column("evidence", "Evidence", below=True),
    )


def _profile_cells(study: Study, actor: int, issue: int) -> tuple[CellValue, ...]:
    cell = stance_cell(study.grid, actor, issue)
    detail = study.grid.details.get((actor, issue))
    if detail is None or cell.state == "excluded":
        return cell, None, None, None, None, None, ()
    entry = detail.entry
    date = study.date_of(entry)
    return (
        cell,
        None if date is None else str(date),
        cell.basis if cell.state == "position" else None,
        cell.confidence,
        cell.condition_words,
        entry.note,
        evidence_of_cell(study, actor, issue),
    )


def _membership(study: Study, actor: str) -> str | None:
    groups = study.dataset.stakeholders[actor].member_of
    return (
        f"member of {listed([study.dataset.stakeholders[group].name for group in groups])}"
        if groups
        else None
    )


def _extent(study: Study, actor: int) -> str:
    held = study.grid.held[actor].bit_count()
    parts = []
    for state, word in _STATE_WORDS.items():
        number = sum(study.grid.state(actor, issue) == state for issue in range(len(study.issues)))
        if number:
            parts.append(f"{number} {word}")
    rest = f"; {listed(parts)}" if parts else ""
    return f"A position on {held:,} of {counted(len(study.issues), 'issue')}{rest}."


def _report(
    study: Study,
    *,
    title: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[CellValue, ...], ...],
    summary: tuple[str, ...],
    options: dict[str, object],
) -> Report:
    return Report(
        command="show",
        dataset=study.info,
        title=title,
        tables=(Table("profile", "Profile", columns, rows, empty="There is nothing to show yet."),),
        shown=("profile",),
        summary=summary,
        notes=(*study.notes_on_filters(), *study.notes),
        options={**options, **study.selection.as_options()},
    )
