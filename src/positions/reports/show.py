"""A profile of one actor, of one issue, or of one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from positions.dataset.models import Issue, Source, Stakeholder
from positions.reports.amounts import spread_words
from positions.reports.common.cells import counted, listed, sentence, stance_cell
from positions.reports.common.evidence import archived_copy, evidence_of_cell
from positions.reports.common.review import review_words
from positions.reports.common.sides import Names, state_words
from positions.reports.common.study import Study
from positions.rounding import as_written
from positions.selection import Selection
from positions.tables import CellValue, Column, Report, Table
from positions.vocabulary import WITHHELD

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
    rows: tuple[tuple[CellValue, ...], ...] = tuple(
        (issue, study.grid.issues[column].proposition, *_profile_cells(study, index, column))
        for column, issue in enumerate(study.issues)
    )
    about = [part for part in (found.kind, _membership(study, actor), found.note, *_known_as(found)) if part]
    more, rows = _with_reviews(study, [(index, column) for column in range(len(rows))], rows)
    columns = _columns(Column("issue", "Issue"), Column("proposition", "Proposition", below=True))
    return _report(
        study,
        title=heading.name,
        columns=(*columns, *more),
        rows=rows,
        summary=(*(f"{sentence(part).rstrip('.')}." for part in about), _extent(study, index)),
        options={"actor": actor},
        shown=replace(study.selection, actors=(actor,)),
    )


def show_issue(study: Study, issue: str) -> Report:
    """Return every actor's stance on an issue with the words behind it; the issue is given by id."""
    column = next(index for index, found in enumerate(study.issues) if found.id == issue)
    found = study.grid.issues[column]
    rows: tuple[tuple[CellValue, ...], ...] = tuple(
        (actor, *_profile_cells(study, index, column)) for index, actor in enumerate(study.actors)
    )
    proposition = (f"Proposition: {found.proposition.rstrip('.')}.",) if found.proposition else ()
    states = [study.grid.state(actor, column) for actor in range(len(study.actors))]
    out = states.count("excluded")
    withheld = sum(row.withheld >> column & 1 for row in study.grid.rows)
    without = len(study.actors) - study_holders(study, column) - out
    numbers = (
        (without, "without a position"),
        (out - withheld, _STATE_WORDS["excluded"]),
        (withheld, WITHHELD),
    )
    told = (_counts(study, column), *(f"{number} {words}" for number, words in numbers if number))
    counts = [part for part in told if part]
    more, rows = _with_reviews(study, [(index, column) for index in range(len(rows))], rows)
    return _report(
        study,
        title=found.title,
        columns=(*_columns(Column("actor", "Actor")), *more),
        rows=rows,
        summary=(
            *proposition,
            f"{sentence(listed(counts) or 'nobody is selected')}.",
            *_about_issue(study.dataset.issues[issue]),
        ),
        options={"issue": issue},
        shown=replace(study.selection, issues=(issue,)),
    )


_SOURCE_WORDS = {
    "author": "Author",
    "publisher": "Publisher",
    "type": "Kind",
    "section": "Section",
    "date": "Published",
    "retrieved": "Read",
    "url": "Address",
    "archived": "Archived copy",
    "language": "Language",
    "text": "Local copy",
    "sha256": "SHA-256 of the copy",
    "note": "Note",
}


def show_source(study: Study, source: str) -> Report:
    """Return what is known of a source, and which of the selected cells rest on it; it is given by id."""
    found = study.dataset.sources[source]
    about = Table(
        "source",
        "Source",
        (Column("key", "Key"), Column("value", "Value")),
        tuple((word, said) for key, word in _SOURCE_WORDS.items() if (said := _said(found, key))),
        empty="Nothing but its title is known.",
    )
    cells = [
        (study.actors[actor], study.issues[issue], stance_cell(study.grid, actor, issue))
        for (actor, issue), detail in study.grid.details.items()
        if study.grid.state(actor, issue) != "excluded"
        and any(item.source == source for entry in detail.entries for item in entry.evidence)
    ]
    cited = Table(
        "cited",
        "What rests on it",
        (Column("actor", "Actor"), Column("issue", "Issue"), Column("stance", "Stance", "stance")),
        tuple(cells),
        empty="No selected position rests on it.",
    )
    return Report(
        command="show",
        dataset=study.info,
        title=found.title,
        tables=(about, cited),
        shown=("source", "cited"),
        summary=(f"{sentence(counted(len(cells), 'cell'))} {'rests' if len(cells) == 1 else 'rest'} on it.",),
        notes=(*study.notes_on_filters(), *study.notes),
        options={"source": source, **study.selection.as_options()},
    )


def _said(source: Source, key: str) -> str | None:
    if key == "archived":
        return archived_copy(source)
    value = getattr(source, key)
    return None if value is None else str(value)


def _known_as(actor: Stakeholder) -> list[str]:
    """Return an actor's influence, address, former ids and attributes in words."""
    former = [f"formerly {listed(actor.was)}"] if actor.was else []
    attributes = [f"{name}: {value}" for name, value in actor.attributes.items()]
    influence = [] if actor.influence is None else [f"influence: {as_written(actor.influence)}"]
    return [*influence, *([f"on the web: {actor.url}"] if actor.url else []), *former, *attributes]


def _about_issue(issue: Issue) -> tuple[str, ...]:
    """Return an issue's unit, the remark on it and its former ids, a sentence each."""
    unit = (f"Counted in {issue.unit}.",) if issue.unit else ()
    note = (f"Note: {issue.note.rstrip('.')}.",) if issue.note else ()
    return (*unit, *note, *((f"Formerly {listed(issue.was)}.",) if issue.was else ()))


def _counts(study: Study, column: int) -> str:
    """Return how many stand where on the issue with this index: by side, else by stance."""
    profile = study.profiles[column]
    tally = profile.tally
    if study.grid.scale_of(column).is_amount:
        names = Names.of(study)
        return f"{profile.n} hold an amount, {spread_words(names, profile)}" if profile.n else ""
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
    words = {**_STATE_WORDS, "not-researched": state_words(study.grid)["not-researched"]}
    for state, word in words.items():
        number = sum(study.grid.state(actor, issue) == state for issue in range(len(study.issues)))
        withheld = study.grid.rows[actor].withheld.bit_count() if state == "excluded" else 0
        told = ((number - withheld, word), (withheld, WITHHELD))
        parts += [f"{many} {words}" for many, words in told if many]
    rest = f"; {listed(parts)}" if parts else ""
    return f"A position on {held:,} of {counted(len(study.issues), 'issue')}{rest}."


def _with_reviews(
    study: Study, cells: Sequence[tuple[int, int]], rows: tuple[tuple[CellValue, ...], ...]
) -> tuple[tuple[Column, ...], tuple[tuple[CellValue, ...], ...]]:
    """Return a column on who checked what, and the rows with it; none where nothing of that is known.

    Args:
        study: the data.
        cells: the cell of each row, as the indices of its actor and its issue.
        rows: the rows.
    """
    reviews = [
        review_words(study.dataset, study.issues[cell[1]].id, detail.entry)
        if (detail := study.grid.details.get(cell)) is not None and study.grid.state(*cell) != "excluded"
        else None
        for cell in cells
    ]
    if not any(reviews):
        return (), rows
    column = Column("checked", "Checked", below=True)
    return (column,), tuple((*row, said) for row, said in zip(rows, reviews, strict=True))


def _report(
    study: Study,
    *,
    title: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[CellValue, ...], ...],
    summary: tuple[str, ...],
    options: dict[str, object],
    shown: Selection,
) -> Report:
    left_out = study.narrowed(shown) if study.grid.excluded else study
    return Report(
        command="show",
        dataset=study.info,
        title=title,
        tables=(Table("profile", "Profile", columns, rows, empty="There is nothing to show yet."),),
        shown=("profile",),
        summary=summary,
        notes=(*left_out.notes_on_filters(), *study.notes),
        options={**options, **study.selection.as_options()},
    )
