"""A work list: what is not researched, not sourced, weak or old; what weighs most comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from positions.dataset.dates import TimeSpan
from positions.dataset.models import Position
from positions.dataset.quotations.check import Key, verify
from positions.dataset.quotations.search import Found, NotFound
from positions.measures.gaps import (
    Gap,
    Kind,
    cells_without_position,
    holders,
    pairs_resting_on,
    thin_issues,
    thin_pairs,
)
from positions.reports.common.cells import counted
from positions.reports.common.headlines import above
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.signing import not_counted
from positions.reports.common.study import Study
from positions.reports.gap_words import (
    ORDER,
    PAIRS,
    UNCHECKED,
    headline_of_gaps,
    kind_words,
    summary_of_gaps,
)
from positions.tables import CellValue, Column, Ref, Report, Table

Results = Mapping[Key, Found | NotFound | None]


@dataclass(frozen=True, slots=True)
class GapOptions:
    """What counts as a gap.

    Attributes:
        stale_after: how old a position may be; None asks for no age.
        min_shared: a pair that shares fewer issues is a gap.
    """

    stale_after: TimeSpan | None = None
    min_shared: int = 1


@dataclass(frozen=True, slots=True)
class _Row:
    gap: Gap
    since: str | None = None
    detail: str | None = None


def gaps(study: Study, options: GapOptions | None = None, results: Results | None = None) -> Report:
    """Return the work list of the selected actors and issues.

    Ordered by the number of pairs that a gap concerns: for a cell without a position the pairs that one
    would inform, for a weak position the pairs that rest on it. Then by kind, then by the file's order.
    `stale_after` counts back from the `as_of` day of the selection, else from the newest date in the data.
    `results` is what became of each quotation, where that is known already.

    Raises:
        UsageError: if there are more pairs than can be held.
    """
    refuse_what_cannot_end(len(study.grid.actors), read=False)
    options = options or GapOptions()
    rows = sorted(_rows(study, options, results), key=_place)
    columns = (
        Column("stakeholder", "Actor"),
        Column("issue", "Issue"),
        Column("kind", "What"),
        Column("pairs", "Pairs", "integer"),
        Column("since", "Since", "date", detail=all(row.since is None for row in rows)),
        Column("detail", "Detail", detail=all(row.detail is None for row in rows)),
    )
    kinds = {kind: Ref(kind, words, words) for kind, words in kind_words(study).items()}
    found = [row.gap for row in rows]
    table = Table(
        "gaps",
        "Gaps",
        columns,
        tuple(_cells(study, row, kinds) for row in rows),
        empty="Nothing is missing.",
        tasks=True,
    )
    return Report(
        command="gaps",
        dataset=study.info,
        title=f"Gaps: {study.info.title}",
        tables=(table,),
        shown=("gaps",),
        summary=summary_of_gaps(study, found),
        notes=(
            PAIRS,
            *((UNCHECKED,) if any(gap.kind == "quote-not-checked" for gap in found) else ()),
            *_note_on_age(study, options),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={
            "stale_after": None if options.stale_after is None else str(options.stale_after),
            "min_shared": options.min_shared,
            **study.selection.as_options(),
        },
        **above(study, headline_of_gaps(study, found)),
    )


def newest_date(study: Study) -> date | None:
    """Return the day from which age is counted: the selection's `as_of`, else the newest date in the data."""
    if study.selection.as_of is not None:
        return study.selection.as_of.last
    actors = study.dataset.stakeholders.values()
    # equal cells of a plain table are one object: of a million answers there are a few to look at
    cells = {id(entries): entries for actor in actors for entries in actor.positions.values()}
    days = [
        found.first
        for entries in cells.values()
        for entry in entries
        if (found := study.date_of(entry)) is not None
    ]
    return max(days, default=None)


def _rows(study: Study, options: GapOptions, results: Results | None) -> Iterator[_Row]:
    grid = study.grid
    for gap in cells_without_position(grid, "not-researched"):
        yield _Row(gap)
    for gap in cells_without_position(grid, "silent"):
        yield _Row(gap, since=_since(study, gap))
    yield from _weak(study, options, results)
    for gap in thin_issues(grid):
        yield _Row(gap, detail=_who_holds(study, gap))
    for gap in thin_pairs(grid, options.min_shared):
        shared = (grid.held[gap.actor or 0] & grid.held[gap.other or 0]).bit_count()
        other = study.actors[gap.other or 0].label
        yield _Row(gap, detail=f"{counted(shared, 'shared issue')} with {other}")
    yield from _not_archived(study)


def _not_archived(study: Study) -> Iterator[_Row]:
    """Yield the sources with an address and no archived copy: all, or those that the selected cells cite."""
    grid, dataset = study.grid, study.dataset
    if not dataset.sources:
        return
    actors = {one.id: index for index, one in enumerate(grid.actors)}
    issues = {one.id: index for index, one in enumerate(grid.issues)}
    cited: dict[str, list[tuple[int, int]]] = {}
    for actor, row in actors.items():
        for issue, entries in dataset.stakeholders[actor].positions.items():
            for entry in entries if issue in issues else ():
                detail = grid.details.get((row, issues[issue]))
                for item in entry.evidence:
                    if item.source is not None:
                        cells = cited.setdefault(item.source, [])
                        if detail is not None and any(entry is one for one in detail.entries):
                            cells.append((row, issues[issue]))
    whole = len(actors) == len(dataset.stakeholders) and len(issues) == len(dataset.issues)
    for name, source in dataset.sources.items():
        if source.url is not None and source.archived is None and (whole or name in cited):
            gap = Gap("not-archived", None, None, pairs_resting_on(grid, cited.get(name, ())))
            since = source.retrieved or source.date
            yield _Row(gap, None if since is None else str(since), f"{source.title} ({name})")


def _weak(study: Study, options: GapOptions, results: Results | None) -> Iterator[_Row]:
    grid, counts = study.grid, holders(study.grid)
    if results is None:
        results = verify(study.dataset, study.folder).quotations if study.folder else {}
    oldest = _oldest(study, options)
    for (actor, issue), detail in grid.details.items():
        if grid.state(actor, issue) != "position":
            continue
        others = counts[issue] - 1
        since = _date(study, detail.entry)
        for kind, text in _weaknesses(study, actor, issue, results):
            yield _Row(Gap(kind, actor, issue, others), since, text)
        found = study.date_of(detail.entry)
        if oldest is not None and found is not None and found.last < oldest:
            yield _Row(Gap("stale", actor, issue, others), since, f"before {oldest}")


def _weaknesses(study: Study, actor: int, issue: int, results: Results) -> Iterator[tuple[Kind, str | None]]:
    detail = study.grid.details[actor, issue]
    entry = detail.entry
    if not entry.evidence and not study.grid.answers:
        yield "no-evidence", None
    match entry.basis:
        case "attributed":
            yield "attributed-only", _speakers(entry)
        case "inferred":
            yield "inferred-only", None
        case "stated" | "reported" | "none":
            pass
        case _:
            assert_never(entry.basis)
    if entry.confidence == "low":
        yield "low-confidence", None
    name = study.grid.actors[actor].id, study.grid.issues[issue].id
    entries = study.dataset.stakeholders[name[0]].positions[name[1]]
    outcomes = [
        results.get((*name, number, item))
        for number, one in enumerate(entries)
        if any(one is deciding for deciding in detail.entries)  # a mean rests on several
        for item, part in enumerate(one.evidence)
        if part.quote
    ]
    if any(isinstance(outcome, NotFound) for outcome in outcomes):
        yield "quote-not-found", None
    elif any(outcome is None for outcome in outcomes):
        yield "quote-not-checked", None


def _speakers(entry: Position) -> str | None:
    speakers = dict.fromkeys(item.speaker for item in entry.evidence if item.speaker)
    return f"according to {', '.join(speakers)}" if speakers else None


def _since(study: Study, gap: Gap) -> str | None:
    detail = study.grid.details.get((gap.actor or 0, gap.issue or 0))
    return None if detail is None else _date(study, detail.entry)


def _date(study: Study, entry: Position) -> str | None:
    found = study.date_of(entry)
    return None if found is None else str(found)


def _oldest(study: Study, options: GapOptions) -> date | None:
    newest = newest_date(study)
    return None if options.stale_after is None or newest is None else options.stale_after.before(newest)


def _note_on_age(study: Study, options: GapOptions) -> tuple[str, ...]:
    oldest = _oldest(study, options)
    return () if oldest is None else (f"Old: dated before {oldest}, counted back from {newest_date(study)}.",)


def _who_holds(study: Study, gap: Gap) -> str:
    bit = 1 << (gap.issue or 0)
    holding = [actor.label for actor, held in zip(study.actors, study.grid.held, strict=True) if held & bit]
    left_out = not_counted(study.grid, [gap.issue or 0])
    return (f"only {holding[0]}" if holding else "nobody") + left_out


def _place(row: _Row) -> tuple[int, int, int, int]:
    gap = row.gap
    return (
        -gap.pairs,
        ORDER[gap.kind],
        -1 if gap.actor is None else gap.actor,
        -1 if gap.issue is None else gap.issue,
    )


def _cells(study: Study, row: _Row, kinds: Mapping[Kind, Ref]) -> tuple[CellValue, ...]:
    gap = row.gap
    return (
        None if gap.actor is None else study.actors[gap.actor],
        None if gap.issue is None else study.issues[gap.issue],
        kinds[gap.kind],
        gap.pairs,
        row.since,
        row.detail,
    )
