"""Coders' readings as codings: what each says in a unit, once the filters have acted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from positions.dataset.coders.codings import Coding
from positions.dataset.coders.units import CodedUnit, disagree
from positions.dataset.entries import entry_date
from positions.dataset.models import Position
from positions.grid import StanceGrid
from positions.measures.reliability.codings import Code, CodedCell
from positions.measures.reliability.detection import Found, Triple
from positions.selection import Selection
from positions.statements import filter_failed, statement_day, value_on
from positions.vocabulary import state_entry


def coded_cells(
    codings: Sequence[Coding], units: Iterable[CodedUnit], grids: Sequence[StanceGrid], selection: Selection
) -> list[CodedCell]:
    """Return the codings of the selected actors on the selected issues.

    A cell says what its grid says; a statement says what its entry does, and is missing where a filter
    leaves it out.

    Args:
        codings: the coders' readings.
        units: what they have coded (`coded_units`).
        grids: one a coder, with the same actors and issues.
        selection: what the grids were made with.
    """
    actors = {actor.id: place for place, actor in enumerate(grids[0].actors)}
    issues = {issue.id: place for place, issue in enumerate(grids[0].issues)}
    return [
        _coded(codings, unit, (actors[unit.actor], issues[unit.issue]), grids, selection)
        for unit in units
        if unit.actor in actors and unit.issue in issues
    ]


def _coded(
    codings: Sequence[Coding],
    unit: CodedUnit,
    place: tuple[int, int],
    grids: Sequence[StanceGrid],
    selection: Selection,
) -> CodedCell:
    if unit.key is None:
        codes = [Code(grid.state(*place), grid.value(*place)) for grid in grids]
        readings = [
            () if code.missing else on_time(coding, entries, selection)
            for coding, code, entries in zip(codings, codes, unit.readings, strict=True)
        ]
        return CodedCell(*place, tuple(codes), disputed=disagree(codings, readings))
    scale = grids[0].scale
    codes = [
        _code(coding, entries[0], value_on(scale, coding.dataset.scale_of(unit.issue), entries[0]), selection)
        if entries
        else Code("not-researched")
        for coding, entries in zip(codings, unit.readings, strict=True)
    ]
    kept = [() if code.missing else entries for code, entries in zip(codes, unit.readings, strict=True)]
    entries = tuple(found[0] if found else None for found in kept)
    return CodedCell(*place, tuple(codes), entries, unit.source, disagree(codings, kept))


def on_time(coding: Coding, entries: Sequence[Position], selection: Selection) -> tuple[Position, ...]:
    """Return the entries of a cell that a selection chooses among: by coder, and up to a day."""
    chosen = selection.of_coders(entries)
    if selection.as_of is None:
        return tuple(chosen)
    until = selection.as_of.last
    dated = [(entry, entry_date(entry, coding.dataset.sources)) for entry in chosen]
    return tuple(entry for entry, day in dated if day is None or day.first <= until)


def _code(coding: Coding, entry: Position, value: float | None, selection: Selection) -> Code:
    """Return what a statement of this value says; `excluded` where a filter leaves it out."""
    item = entry.evidence[0] if entry.evidence else None
    day = statement_day(coding.dataset, entry, item)
    if value is not None:
        failed = filter_failed(selection, entry, item, day)
    elif selection.as_of is not None and day is not None and day > selection.as_of.last:
        failed = "as-of"
    else:
        failed = selection.fails_state((entry,), str(entry.stance))
    if failed is not None or not selection.of_coders((entry,)):
        return Code("excluded")
    return Code(str(entry.stance) if value is None else "position", value)


def found_by(codings: Sequence[Coding], cells: Sequence[CodedCell]) -> list[Found]:
    """Return what each coder has read, whatever the filters leave, and the statements that it found there.

    `silent` is read and nothing found; so is every state that is not spoken (`StateEntry`).
    """
    triples: list[set[Triple]] = [set() for _ in codings]
    for cell in cells:
        for number, code in enumerate(cell.codes):
            if cell.source is not None and not code.missing and state_entry(code.state).spoken:
                triples[number].add((cell.source, cell.actor, cell.issue))
    return [Found(_read(coding), frozenset(found)) for coding, found in zip(codings, triples, strict=True)]


def _read(coding: Coding) -> frozenset[str]:
    return frozenset(
        item.source
        for actor in coding.dataset.stakeholders.values()
        for entries in actor.positions.values()
        for entry in entries
        for item in entry.evidence
        if item.source is not None
    )
