"""The tables of coders' agreement: by question, by document, by issue, by actor, and what is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from positions.dataset.entries import entry_date
from positions.measures.reliability.alpha import (
    Pattern,
    Unit,
    agreeing_pairs_of,
    alpha_of,
    patterns_of,
)
from positions.measures.reliability.bootstrap import Interval, bootstrap, bootstrap_groups
from positions.measures.reliability.codings import CodedCell
from positions.measures.reliability.coefficients import (
    cohen,
    fleiss,
    gwet,
    pairs_of,
    percent_of,
    scott,
)
from positions.measures.reliability.detection import f1_of
from positions.reports.common.cells import entry_cell, stance_cell
from positions.reports.common.evidence import evidence_of_entry
from positions.reports.reliability.coded import Answers, Coded, QuestionName
from positions.reports.reliability.readings import on_time
from positions.tables import CellValue, Column, EvidenceItem, Ref, Share, StanceCell, Table

THIN_UNITS = 10
"""Below so many units there is no interval."""

QUESTIONS: dict[QuestionName, str] = {
    "position": "Is there a position at all?",
    "direction": "On which side?",
    "strength": "How strongly?",
    "nominal": "Same stance?",
    "ordinal": "How near, in steps?",
    "interval": "How near, in distance?",
    "with_states": "Same stance or state?",
    "detection": "Did both find it?",
}
Row = tuple[CellValue, ...]


def question(name: QuestionName) -> Ref:
    """Return a question as a heading."""
    return Ref(name, f"{name}: {QUESTIONS[name]}", QUESTIONS[name])


def unit_label(coded: Coded) -> str:
    """Return the heading of a number of units."""
    return "Cells" if coded.kind == "cell" else "Statements"


def percent_column(name: str = "percent") -> Column:
    """Return the column of the pairs of codings that agree."""
    return Column(name, "Pairs of coders that agree", "share", counted="pairs of codings")


def interval_of_alpha(answers: Answers, resamples: int) -> Interval:
    """Return the interval of alpha over documents where there are enough, else over units."""
    if answers.by_document:
        (interval,) = bootstrap_groups(
            answers.groups, lambda counts: [alpha_of(pairable(counts), answers.metric)], resamples
        )
        return interval
    return bootstrap(answers.pairable, lambda counts: alpha_of(counts, answers.metric), resamples)


def pairable(patterns: Counter[Pattern]) -> Counter[Pattern]:
    """Return the patterns of units that two or more have coded."""
    return Counter({one: times for one, times in patterns.items() if sum(count for _, count in one) > 1})


def alpha_table(coded: Coded, rows: Sequence[tuple[Answers, float | None, Interval]]) -> Table:
    """Return Krippendorff's alpha by question."""
    columns = (
        Column("level", "Level"),
        Column("alpha", "Alpha", "number"),
        Column("low", "Low", "number"),
        Column("high", "High", "number"),
        percent_column(),
        Column("ac1", "AC1", "number"),
        Column("units", unit_label(coded), "integer"),
        Column("coders", "Coders", "integer", detail=True),
    )
    cells: list[Row] = []
    for answers, found, interval in rows:
        ac1 = gwet(answers.patterns, answers.categories) if answers.metric == "nominal" else None
        low, high = interval.low, interval.high
        share = _share_of(answers.pairable)
        units = len(answers.pairable)
        cells.append((question(answers.name), found, low, high, share, ac1, units, len(coded.coders)))
    return Table("alpha", "Krippendorff's alpha, with its 95% interval", columns, tuple(cells))


def _share_of(patterns: Sequence[Pattern]) -> Share:
    same, pairs = agreeing_pairs_of(patterns)
    return Share(same / pairs if pairs else None, pairs)


def part_table(
    coded: Coded, what: Literal["document", "issue", "actor"], parts: Sequence[Ref], places: Sequence[object]
) -> Table:
    """Return alpha and percent agreement over the stances and states of each part.

    Args:
        coded: the units.
        what: what a part is.
        parts: an issue, an actor or a document each.
        places: the id of the part of each unit.
    """
    columns = (
        Column("id", what.capitalize()),
        Column("alpha", "Alpha", "number"),
        Column("low", "Low", "number"),
        Column("high", "High", "number"),
        percent_column(),
        Column("units", unit_label(coded), "integer"),
    )
    by_part: dict[object, list[Unit]] = {}
    for place, unit in zip(places, coded.answered(coded.whole), strict=True):
        by_part.setdefault(place, []).append(unit)
    rows = []
    for part in parts:
        units = by_part.get(part.id, [])
        patterns = patterns_of(units)
        found = alpha_of(Counter(patterns), coded.whole.metric)
        interval = Interval(None, None, 0)
        if found is not None and len(patterns) >= THIN_UNITS:
            interval = bootstrap(
                patterns, lambda counts: alpha_of(counts, coded.whole.metric), coded.resamples
            )
        rows.append((part, found, interval.low, interval.high, _share_of(patterns), len(patterns)))
    return Table(f"by_{what}", f"By {what}", columns, tuple(rows), empty="No statement has a source.")


def coefficient_table(coded: Coded) -> Table:
    """Return all coefficients of all coders together, with their intervals."""
    columns = (
        Column("level", "Level"),
        Column("name", "Coefficient"),
        Column("value", "Value", "number"),
        Column("low", "Low", "number"),
        Column("high", "High", "number"),
    )
    rows: list[Row] = []
    for answers in coded.answers:
        named = _coefficients(answers)
        values = [compute(answers.patterns) for compute in named.values()]
        intervals = [Interval(None, None, 0)] * len(values)
        if len(answers.pairable) >= THIN_UNITS:
            intervals = bootstrap_groups(
                answers.groups, partial(_computed, tuple(named.values())), coded.resamples
            )
        for name, value, interval in zip(named, values, intervals, strict=True):
            ends = (interval.low, interval.high) if value is not None else (None, None)
            rows.append((question(answers.name), name, value, *ends))
        rows += [(question(answers.name), *row) for row in _of_two(coded, answers)]
    f1 = f1_of(coded.detection)
    rows.append((question("detection"), "f1", f1, None, None))
    if coded.unitising is not None:
        told = Ref("unitising", "unitising: Same stretches of text?", "Same stretches of text?")
        rows.append((told, "alpha", coded.unitising, None, None))
    return Table("coefficients", "Coefficients, with their 95% intervals", columns, tuple(rows))


Compute = Callable[[Counter[Pattern]], float | None]


def _computed(computes: Sequence[Compute], counts: Counter[Pattern]) -> list[float | None]:
    return [compute(counts) for compute in computes]


def _coefficients(answers: Answers) -> dict[str, Compute]:
    """Return the coefficients of a question by name."""
    categories, metric = answers.categories, answers.metric
    named: dict[str, Compute] = {
        "percent": percent_of,
        "alpha": lambda counts: alpha_of(pairable(counts), metric),
    }
    if metric == "nominal":
        named["fleiss"] = fleiss
        named["ac1"] = lambda counts: gwet(counts, categories)
    else:
        named["ac2_linear"] = lambda counts: gwet(counts, categories, "linear")
        named["ac2_quadratic"] = lambda counts: gwet(counts, categories, "quadratic")
    return named


def _of_two(coded: Coded, answers: Answers) -> list[tuple[str, float | None, None, None]]:
    """Return the coefficients that are for two coders, where there are two."""
    if len(coded.coders) != 2 or answers.metric != "nominal" or answers.name == "detection":
        return []
    level = next(level for level in coded.levels if level.name == answers.name)
    pairs = pairs_of(coded.answered(level), 0, 1)
    return [("cohen", cohen(pairs), None, None), ("scott", scott(pairs), None, None)]


def disputed_table(coded: Coded) -> Table:
    """Return each disputed unit with every coding of it, and the words that it rests on."""
    rows: list[Row] = []
    for cell in coded.disputed:
        for number, (study, coding) in enumerate(zip(coded.studies, coded.coders, strict=True)):
            stance: StanceCell
            evidence: tuple[EvidenceItem, ...] = ()
            earlier = None
            if coded.kind == "cell":
                detail = study.grid.details.get((cell.actor, cell.issue))
                entry = detail.entry if detail is not None else None
                earlier = _earlier(coded, number, cell)
                stance = stance_cell(study.grid, cell.actor, cell.issue)
            else:
                entry = cell.entries[number]
                missing = StanceCell(cell.codes[number].state)
                held = study.issues[cell.issue].id
                stance = missing if entry is None else entry_cell(study.dataset, held, entry)
            if entry is not None:
                evidence = evidence_of_entry(entry, coding.dataset.sources)
            actor, issue = study.actors[cell.actor], study.issues[cell.issue]
            day = None if entry is None else entry_date(entry, coding.dataset.sources)
            when = None if day is None else str(day)
            rows.append((actor, issue, coding.coder, stance, when, earlier, cell.source, evidence))
    columns = (
        Column("stakeholder", "Actor"),
        Column("issue", "Issue"),
        Column("coder", "Coder"),
        Column("stance", "Stance", "stance"),
        Column("date", "Date", "date", detail=not any(row[4] for row in rows)),
        Column("earlier", "Before", detail=not any(cell.same_now for cell in coded.disputed)),
        Column("source", "Source", detail=True),
        Column("evidence", "Evidence", below=True),
    )
    one = "cell" if coded.kind == "cell" else "statement"
    empty = f"No {one} is disputed: all who coded a {one} coded it alike."
    return Table("disputed", f"Disputed {one}s", columns, tuple(rows), empty=empty)


def _earlier(coded: Coded, number: int, cell: CodedCell) -> str | None:
    """Return what a coder's entries of a cell said before the latest, with their dates; None for nothing."""
    study, coding = coded.studies[number], coded.coders[number]
    actor, issue = study.grid.actors[cell.actor].id, study.grid.issues[cell.issue]
    entries = on_time(coding, coding.dataset.stakeholders[actor].positions.get(issue.id, ()), coded.selection)
    dated = [(day, entry) for entry in entries if (day := entry_date(entry, coding.dataset.sources))]
    dated.sort(key=lambda pair: pair[0].first)
    scale = study.grid.scale_of(cell.issue)
    told = [f"{scale.in_words(entry.stance, issue.unit)} ({day})" for day, entry in dated[:-1]]
    return ", ".join(told) or None
