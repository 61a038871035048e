"""Do several coders read the same in the sources? Overall, by issue, by actor, and cell by cell."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from positions.dataset.coders.codings import Coding, Codings
from positions.grid import StanceGrid, build_grid
from positions.measures.reliability.alpha import agreeing_pairs, alpha, alpha_of, patterns_of
from positions.measures.reliability.bootstrap import RESAMPLES, SEED, Interval, bootstrap
from positions.measures.reliability.codings import CodedCell, Level, coded_cells, levels_of, units_of
from positions.reports.common.cells import counted, listed, sentence, stance_cell
from positions.reports.common.evidence import evidence_of_entry
from positions.reports.common.study import Study, info_of
from positions.rounding import percent
from positions.selection import Selection
from positions.tables import CellValue, Column, Ref, Report, Share, Table

_QUESTIONS = {
    "position": "Is there a position at all?",
    "direction": "On which side?",
    "strength": "How strongly?",
    "nominal": "Same stance?",
    "ordinal": "How near, in steps?",
    "interval": "How near, in distance?",
    "with_states": "Same stance or state?",
}
_ALPHA_NOTE = (
    "Krippendorff's alpha: 1 is perfect agreement, 0 what chance would bring. It is undefined where all "
    "codings are the same. His advice: rely on 0.8 and above, draw tentative conclusions from 0.667 up."
)
_LEVELS_NOTE = (
    "Position: a stance or none. Direction and strength: among stances, the latter among those for or "
    "against. Nominal, ordinal, interval: the stances; a cell without one is missing. With_states: silent, "
    "mixed and so on as categories beside the stances; so are the figures by issue and by actor."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One question's result."""

    level: Level
    alpha: float | None
    interval: Interval
    units: int


def reliability(codings: Codings, selection: Selection | None = None) -> Report:
    """Return how far the coders agree over the selected part of what they have coded."""
    selection = selection or Selection()
    coders = codings.coders
    grids = [build_grid(coding.dataset, selection) for coding in coders]
    cells, scale = coded_cells(grids), grids[0].scale
    rows = [_row(cells, level, grids[0]) for level in levels_of(scale)]
    studies = [_study(codings, coding, selection, grid) for coding, grid in zip(coders, grids, strict=True)]
    disputed = [cell for cell in cells if cell.disputed]
    names = listed([coding.coder for coding in coders])
    return Report(
        command="reliability",
        dataset=studies[0].info,
        title=f"{coders[0].dataset.title}: {names}",
        tables=(
            _alpha_table(rows, len(coders)),
            _part_table(
                "by_issue", "By issue", studies[0].issues, [cell.issue for cell in cells], cells, grids[0]
            ),
            _part_table(
                "by_actor", "By actor", studies[0].actors, [cell.actor for cell in cells], cells, grids[0]
            ),
            _disputed_table(studies, coders, disputed),
        ),
        shown=("alpha", "by_issue", "by_actor", "disputed"),
        summary=_summary(coders, cells, disputed, grids[0]),
        notes=(
            _ALPHA_NOTE,
            _LEVELS_NOTE,
            *_bootstrap_note(rows),
            *_lone_note(cells),
            *_filters(studies, coders),
            *([codings.held_back] if codings.held_back is not None else []),
        ),
        options={
            "coders": [coding.coder for coding in coders],
            "resamples": RESAMPLES,
            "seed": SEED,
            **selection.as_options(),
        },
    )


def _study(codings: Codings, coding: Coding, selection: Selection, grid: StanceGrid) -> Study:
    digests = codings.sha256
    digest = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    info = replace(info_of(coding.dataset, digest), held_back=codings.held_back)
    return Study(info, coding.dataset, selection, grid, coding.origin)


def _row(cells: Sequence[CodedCell], level: Level, grid: StanceGrid) -> _Row:
    units = units_of(cells, level, grid.scale)
    patterns = patterns_of(units)
    interval = bootstrap(patterns, lambda counts: alpha_of(counts, level.metric))
    found = alpha(units, level.metric)
    return _Row(level, found, interval if found is not None else Interval(None, None, 0), len(patterns))


def _alpha_table(rows: Sequence[_Row], coders: int) -> Table:
    columns = (
        Column("level", "Level"),
        Column("alpha", "Alpha", "number"),
        Column("low", "Low", "number"),
        Column("high", "High", "number"),
        Column("units", "Cells", "integer"),
        Column("coders", "Coders", "integer", detail=True),
    )
    cells = tuple(
        (
            Ref(
                row.level.name, f"{row.level.name}: {_QUESTIONS[row.level.name]}", _QUESTIONS[row.level.name]
            ),
            row.alpha,
            row.interval.low,
            row.interval.high,
            row.units,
            coders,
        )
        for row in rows
    )
    return Table("alpha", "Krippendorff's alpha, with its 95% interval", columns, cells)


def _part_table(
    name: str,
    title: str,
    parts: Sequence[Ref],
    places: Sequence[int],
    cells: Sequence[CodedCell],
    grid: StanceGrid,
) -> Table:
    """Return alpha and percent agreement over the stances and states of each part, an issue or an actor."""
    columns = (
        Column("id", title.removeprefix("By ").capitalize()),
        Column("alpha", "Alpha", "number"),
        Column("percent", "Pairs of coders that agree", "share", counted="pairs of codings"),
        Column("units", "Cells", "integer"),
    )
    level = levels_of(grid.scale)[-1]
    rows = []
    for index, part in enumerate(parts):
        units = units_of(
            [cell for cell, at in zip(cells, places, strict=True) if at == index], level, grid.scale
        )
        pairable = len(patterns_of(units))
        same, pairs = agreeing_pairs(units)
        share = Share(same / pairs if pairs else None, pairs)
        rows.append((part, alpha(units, level.metric), share, pairable))
    return Table(name, title, columns, tuple(rows))


def _disputed_table(
    studies: Sequence[Study], coders: Sequence[Coding], disputed: Sequence[CodedCell]
) -> Table:
    columns = (
        Column("stakeholder", "Stakeholder"),
        Column("issue", "Issue"),
        Column("coder", "Coder"),
        Column("stance", "Stance", "stance"),
        Column("evidence", "Evidence", below=True),
    )
    rows: list[tuple[CellValue, ...]] = []
    for cell in disputed:
        for study, coding in zip(studies, coders, strict=True):
            detail = study.grid.details.get((cell.actor, cell.issue))
            evidence = evidence_of_entry(detail.entry, coding.dataset.sources) if detail is not None else ()
            rows.append(
                (
                    study.actors[cell.actor],
                    study.issues[cell.issue],
                    coding.coder,
                    stance_cell(study.grid, cell.actor, cell.issue),
                    evidence,
                )
            )
    empty = "No cell is disputed: all who coded a cell coded it alike."
    return Table("disputed", "Disputed cells", columns, tuple(rows), empty=empty)


def _summary(
    coders: Sequence[Coding], cells: Sequence[CodedCell], disputed: Sequence[CodedCell], grid: StanceGrid
) -> tuple[str, ...]:
    compared = [cell for cell in cells if len(cell.coded) > 1]
    who = f"{sentence(counted(len(coders), 'coder'))}: {listed([coding.coder for coding in coders])}."
    if not compared:
        return (who, "There is no cell that two of them have coded, so there is nothing to compare.")
    agreed = len(compared) - len(disputed)
    told = f"They agree on {agreed:,} of {counted(len(compared), 'cell')} that two or more have coded."
    same, pairs = agreeing_pairs(units_of(cells, levels_of(grid.scale)[-1], grid.scale))
    alike = (
        f"{percent(same / pairs)} of {counted(pairs, 'pair')} of codings are the same."
        if pairs and len(coders) > 2
        else ""
    )
    return tuple(text for text in (who, told, alike, _kinds(disputed)) if text)


def _kinds(disputed: Sequence[CodedCell]) -> str:
    """Say what the disputes are about."""
    held = [{code.value is not None for code in cell.coded} for cell in disputed]
    kinds = (
        (held.count({True, False}), "over whether there is a position at all"),
        (held.count({True}), "over which position it is"),
        (held.count({False}), "over why there is none"),
    )
    told = listed([f"{number} {what}" for number, what in kinds if number])
    return f"{sentence(counted(len(disputed), 'dispute'))}: {told}." if disputed else ""


def _bootstrap_note(rows: Sequence[_Row]) -> tuple[str, ...]:
    dropped = [(row.level.name, row.interval.undefined) for row in rows if row.interval.undefined]
    text = f"95% interval: percentiles over {RESAMPLES:,} resamples of the cells, drawn with a fixed seed"
    if dropped:
        counts = listed([f"{count} ({name})" for name, count in dropped])
        text += f"; resamples without variation are left out: {counts}"
    return (f"{text}.",)


def _lone_note(cells: Sequence[CodedCell]) -> tuple[str, ...]:
    lone = sum(len(cell.coded) == 1 for cell in cells)
    if not lone:
        return ()
    verb = "was coded by one coder alone and does" if lone == 1 else "were coded by one coder alone and do"
    return (f"{sentence(counted(lone, 'cell'))} {verb} not count.",)


def _filters(studies: Sequence[Study], coders: Sequence[Coding]) -> tuple[str, ...]:
    return tuple(
        f"{coding.coder}: {note}"
        for study, coding in zip(studies, coders, strict=True)
        for note in study.notes_on_filters()
    )
