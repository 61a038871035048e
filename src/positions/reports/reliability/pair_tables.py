"""What every two coders have in common: their agreement, what both found, who gave which answer."""

from __future__ import annotations

from collections import Counter

from positions.measures.reliability.alpha import Pattern, alpha_of
from positions.measures.reliability.codings import Code
from positions.measures.reliability.coefficients import all_patterns, cohen, gwet, pairs_of, scott
from positions.measures.reliability.detection import DetectionPair, detection_patterns
from positions.reports.reliability.coded import Answers, Coded, QuestionName
from positions.reports.reliability.tables import Row, percent_column, question, unit_label
from positions.rounding import as_written
from positions.tables import Column, Share, Table
from positions.vocabulary import SIDES, STATES

_TWO = (Column("a", "Coder"), Column("b", "And"))


def pair_table(coded: Coded) -> Table:
    """Return the agreement of every two coders, question by question."""
    columns = (
        *_TWO,
        Column("level", "Level"),
        Column("alpha", "Alpha", "number"),
        percent_column(),
        Column("cohen", "Cohen", "number"),
        Column("scott", "Scott", "number"),
        Column("ac1", "AC1", "number"),
        Column("units", unit_label(coded), "integer"),
    )
    asked = [
        (answers, coded.answered(level)) for level, answers in zip(coded.levels, coded.answers, strict=False)
    ]
    rows: list[Row] = []
    for pair in coded.detection:
        names = _names(coded, pair)
        for answers, units in asked:
            rows.append((*names, *_figures(answers, pairs_of(units, pair.a, pair.b))))
        rows.append((*names, *_figures(coded.answers[-1], _found_by_two(coded, pair))))
    return Table("by_pair", "By pair of coders", columns, tuple(rows))


def _names(coded: Coded, pair: DetectionPair) -> tuple[str, str]:
    return coded.coders[pair.a].coder, coded.coders[pair.b].coder


def _figures(answers: Answers, pairs: Counter[tuple[float, float]]) -> Row:
    """Return how far two agree on a question, from how often they gave which two answers."""
    patterns: Counter[Pattern] = Counter()
    for two, times in pairs.items():
        patterns[all_patterns([two])[0]] += times
    same, total = sum(times for (left, right), times in pairs.items() if left == right), pairs.total()
    named = answers.metric == "nominal"
    return (
        question(answers.name),
        alpha_of(patterns, answers.metric),
        Share(same / total if total else None, total),
        cohen(pairs) if named else None,
        scott(pairs) if named else None,
        gwet(patterns, answers.categories) if named else None,
        total,
    )


def _found_by_two(coded: Coded, pair: DetectionPair) -> Counter[tuple[float, float]]:
    """Return how often two found (1) or did not find (0) something, those times that neither did included."""
    found = [coded.found[pair.a], coded.found[pair.b]]
    total = sum(counts.total() for counts in detection_patterns(found, len(coded.grid.issues)).values())
    return +Counter(
        {
            (1.0, 1.0): pair.both,
            (1.0, 0.0): pair.only_a,
            (0.0, 1.0): pair.only_b,
            (0.0, 0.0): total - pair.both - pair.only_a - pair.only_b,
        }
    )


def detection_table(coded: Coded) -> Table:
    """Return what every two coders found in the sources that both have read."""
    columns = (
        *_TWO,
        Column("sources", "Sources read by both", "integer"),
        Column("both", "Both found", "integer"),
        Column("only_a", "Only the first", "integer"),
        Column("only_b", "Only the second", "integer"),
        Column("precision", "Precision", "number"),
        Column("recall", "Recall", "number"),
        Column("f1", "F1", "number"),
    )
    rows: list[Row] = [
        (
            *_names(coded, pair),
            pair.sources,
            pair.both,
            pair.only_a,
            pair.only_b,
            pair.precision,
            pair.recall,
            pair.f1,
        )
        for pair in coded.detection
        if pair.sources
    ]
    empty = "No source was read by two of them."
    return Table("detection", "Did both find it?", columns, tuple(rows), empty=empty)


def confusion_table(coded: Coded) -> Table:
    """Return how often two coders gave a unit which two answers, the earlier coder's left."""
    columns = (
        Column("level", "Level"),
        Column("left", "First"),
        Column("right", "Second"),
        Column("count", "Number", "integer"),
        *_TWO,
    )
    asked = [
        (level, coded.answered(level)) for level in coded.levels if level.name in ("direction", "with_states")
    ]
    rows: list[Row] = []
    for pair in coded.detection:
        names = _names(coded, pair)
        for level, units in asked:
            for (left, right), number in sorted(pairs_of(units, pair.a, pair.b).items()):
                words = [_answer(coded, level.name, value) for value in (left, right)]
                rows.append((question(level.name), *words, number, *names))
        found = (("found", "found"), ("found", "not found"), ("not found", "found"))
        for answers, number in zip(found, (pair.both, pair.only_a, pair.only_b), strict=True):
            if number:
                rows.append((question("detection"), *answers, number, *names))
    return Table("confusion", "Who gave what", columns, tuple(rows), empty="Nothing was coded by two.")


def _answer(coded: Coded, level: QuestionName, value: float) -> str:
    scale = coded.grid.scale
    if level == "direction":
        return next(side for side, sign in SIDES.items() if sign == value)
    if value > scale.maximum:
        return next(state for state in STATES if coded.whole.answer(Code(state), scale) == value)
    return scale.label_of(value) or as_written(value)
