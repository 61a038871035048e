"""Do several coders read the same in the sources? Overall, by their parts, and unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.coders.codings import Codings
from positions.measures.reliability.alpha import agreeing_pairs, alpha_of
from positions.measures.reliability.bootstrap import RESAMPLES, SEED, Interval
from positions.measures.reliability.codings import CodedCell
from positions.measures.reliability.detection import f1_of
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.headlines import as_headline
from positions.reports.common.sided import left_out_note
from positions.reports.reliability.coded import Answers, Coded, coded
from positions.reports.reliability.pair_tables import confusion_table, detection_table, pair_table
from positions.reports.reliability.tables import (
    alpha_table,
    coefficient_table,
    disputed_table,
    interval_of_alpha,
    pairable,
    part_table,
)
from positions.rounding import half_up, percent
from positions.selection import Selection
from positions.tables import Ref, Report, Table
from positions.vocabulary import UnitKind

_ALPHA_NOTE = (
    "Krippendorff's alpha: 1 is perfect agreement, 0 what chance would bring. It is undefined where all "
    "codings are the same. His advice: rely on 0.8 and above, draw tentative conclusions from 0.667 up. "
    "Where one answer prevails alpha is low and Gwet's AC1 high, however much coders agree."
)
_SIDES_NOTE = "Direction and strength: among stances, the latter among those for or against. "
_LEVELS_NOTE = (
    "Position: a stance or none. {of_sides}Nominal, ordinal, interval: the stances; a cell without one is "
    "missing. With_states: silent, mixed and so on as categories beside the stances; so are the figures by "
    "issue and by actor."
)
_DETECTION_NOTE = (
    "Detection: who found something by an actor on an issue in a source that both have read. F1 needs no "
    "absences; alpha and the percentage count those of the actors found in a source on every issue."
)
_THIN_NOTE = "Below 10 units there is no interval by issue, actor or document: they are too thin."


def reliability(
    codings: Codings,
    selection: Selection | None = None,
    unit: UnitKind | None = None,
    resamples: int = RESAMPLES,
) -> Report:
    """Return how far the coders agree over the selected part of what they have coded.

    Args:
        codings: their readings.
        selection: the part that is compared.
        unit: whether a unit is a cell or a statement; None for statements where a cell holds several.
        resamples: how many there are for each interval.
    """
    selection = selection or Selection()
    found = coded(codings, selection, unit, resamples)
    rows = [_row(answers, resamples) for answers in found.answers]
    has_sources = any(cell.source is not None for cell in found.statements)
    tables = (
        alpha_table(found, rows if has_sources else rows[:-1]),
        detection_table(found),
        pair_table(found),
        *_parts(found),
        disputed_table(found),
        coefficient_table(found),
        confusion_table(found),
    )
    detected = f1_of(found.detection) is not None
    shown = {
        "alpha": True,
        "detection": detected,
        "by_issue": True,
        "by_actor": True,
        "disputed": True,
    }
    coders, said = found.coders, _summary(found)
    return Report(
        command="reliability",
        dataset=found.studies[0].info,
        title=f"{coders[0].dataset.title}: {listed([coding.coder for coding in coders])}",
        tables=tables,
        shown=tuple(name for name, is_shown in shown.items() if is_shown),
        summary=said,
        headline=as_headline(said[1:]),
        notes=(
            _ALPHA_NOTE,
            _LEVELS_NOTE.format(of_sides=_SIDES_NOTE if found.grid.has_division else ""),
            *left_out_note("Direction and strength are", found.studies[0]),
            *((_DETECTION_NOTE,) if detected else ()),
            *_bootstrap_note(rows, found),
            _THIN_NOTE,
            *_history_note(found),
            *_lone_note(found),
            *_filters(found),
            *([codings.held_back] if codings.held_back is not None else []),
        ),
        options={
            "coders": [coding.coder for coding in coders],
            "unit": found.kind,
            "resamples": resamples,
            "seed": SEED,
            **selection.as_options(),
        },
    )


def _row(answers: Answers, resamples: int) -> tuple[Answers, float | None, Interval]:
    """Return a question with its alpha and the interval of it."""
    found = alpha_of(pairable(answers.patterns), answers.metric)
    interval = interval_of_alpha(answers, resamples) if answers.pairable else Interval(None, None, 0)
    return answers, found, interval if found is not None else Interval(None, None, 0)


def _parts(found: Coded) -> tuple[Table, ...]:
    """Return the tables by document, by issue and by actor."""
    actors, issues = found.studies[0].actors, found.studies[0].issues
    titles = {
        name: source.title for coding in found.coders for name, source in coding.dataset.sources.items()
    }
    sources = dict.fromkeys(cell.source for cell in found.cells if cell.source is not None)
    documents = [Ref(name, titles.get(name, name), titles.get(name, name)) for name in sources]
    return (
        part_table(found, "document", documents, [cell.source for cell in found.cells]),
        part_table(found, "issue", issues, [issues[cell.issue].id for cell in found.cells]),
        part_table(found, "actor", actors, [actors[cell.actor].id for cell in found.cells]),
    )


def _unit(found: Coded) -> str:
    return "cell" if found.kind == "cell" else "statement"


def _summary(found: Coded) -> tuple[str, ...]:
    coders, disputed = found.coders, found.disputed
    compared = [cell for cell in found.cells if len(cell.coded) > 1]
    who = f"{sentence(counted(len(coders), 'coder'))}: {listed([coding.coder for coding in coders])}."
    if not compared:
        nothing = f"There is no {_unit(found)} that two of them have coded, so there is nothing to compare."
        return (who, nothing, *_detected(found))
    agreed = len(compared) - len(disputed)
    told = f"They agree on {agreed:,} of {counted(len(compared), _unit(found))} that two or more have coded"
    before = _of_histories(disputed)
    told += f", and by the latest entry on {agreed + before:,}." if before else "."
    same, pairs = agreeing_pairs(found.answered(found.whole))
    alike = (
        f"{percent(same / pairs)} of {counted(pairs, 'pair')} of codings are the same."
        if pairs and len(coders) > 2
        else ""
    )
    return tuple(text for text in (who, told, alike, _kinds(disputed), *_detected(found)) if text)


def _detected(found: Coded) -> tuple[str, ...]:
    """Say how much of what one found the other found too."""
    f1 = f1_of(found.detection)
    if f1 is None:
        return ()
    both = sum(pair.both for pair in found.detection)
    alone = sum(pair.only_a + pair.only_b for pair in found.detection)
    of_pairs = " by pair" if len(found.coders) > 2 else ""
    return (
        f"Of what was found in sources that both have read, both found {both:,} and one alone {alone:,}"
        f"{of_pairs}: F1 {half_up(f1, 2)}.",
    )


def _of_histories(disputed: Sequence[CodedCell]) -> int:
    """Return in how many disputed cells the latest entries are the same, so that only histories differ."""
    return sum(cell.same_now for cell in disputed)


def _history_note(found: Coded) -> tuple[str, ...]:
    if not _of_histories(found.disputed):
        return ()
    return (
        "A cell is disputed where earlier entries differ too; percentages, alpha and other figures compare "
        "the latest entry of each cell (--unit statement compares each entry).",
    )


def _kinds(disputed: Sequence[CodedCell]) -> str:
    """Say what the disputes are about."""
    held = [{code.value is not None for code in cell.coded} for cell in disputed if not cell.same_now]
    kinds = (
        (_of_histories(disputed), "over earlier entries, where the latest agree"),
        (held.count({True, False}), "over whether there is a position at all"),
        (held.count({True}), "over which position it is"),
        (held.count({False}), "over why there is none"),
    )
    told = listed([f"{number} {what}" for number, what in kinds if number])
    return f"{sentence(counted(len(disputed), 'dispute'))}: {told}." if disputed else ""


def _bootstrap_note(rows: Sequence[tuple[Answers, float | None, Interval]], found: Coded) -> tuple[str, ...]:
    dropped = [(answers.name, interval.undefined) for answers, _, interval in rows if interval.undefined]
    what = "documents" if any(answers.by_document for answers, _, _ in rows) else f"{_unit(found)}s"
    text = (
        f"95% interval: percentiles over {found.resamples:,} resamples of the {what}, drawn with a fixed seed"
    )
    if dropped:
        counts = listed([f"{count} ({name})" for name, count in dropped])
        text += f"; resamples without variation are left out: {counts}"
    return (f"{text}.",)


def _lone_note(found: Coded) -> tuple[str, ...]:
    lone = sum(len(cell.coded) == 1 for cell in found.cells)
    if not lone:
        return ()
    verb = "was coded by one coder alone and does" if lone == 1 else "were coded by one coder alone and do"
    return (f"{sentence(counted(lone, _unit(found)))} {verb} not count.",)


def _filters(found: Coded) -> tuple[str, ...]:
    return tuple(
        f"{coding.coder}: {note}"
        for study, coding in zip(found.studies, found.coders, strict=True)
        for note in study.notes_on_filters()
    )
