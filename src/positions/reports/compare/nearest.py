"""Of very many actors: who is nearest to each and who furthest, and the pairs that agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from positions.measures.pairs.expected import expectations
from positions.measures.pairs.nearest import agreeing_pairs, neighbours
from positions.measures.pairs.nearness import Neighbours
from positions.measures.pairs.results import Comparison, PairResult, Tick, UnfitMeasureError, no_tick
from positions.problems import UsageError
from positions.reports.common.cells import counted, sentence
from positions.reports.common.headlines import as_headline
from positions.reports.common.study import Study
from positions.reports.compare.pair_words import is_enough, is_thin_pair, thin_words
from positions.reports.compare.report import (
    agreement_share,
    counted_in,
    disagreement_share,
    options_of,
    pairs_table,
)
from positions.reports.compare.summary import measure_note
from positions.rounding import as_fraction, as_written
from positions.suggest import hint_for
from positions.tables import CellValue, Column, Report, Table

MOST_PAIRS = 2_000_000
"""More pairs than this are written to a file one by one, and not made into a table."""

_COUNTS = ("shared", "agree", "differ", "oppose", "conditional")


def nearest(
    study: Study,
    how: Comparison,
    most: int,
    *,
    least: float | None = None,
    wanted: Collection[str] = (),
    tick: Tick = no_tick,
) -> Report:
    """Return the nearest and the furthest of each actor.

    Args:
        study: the data.
        how: the measure and its options.
        most: how many of either to list.
        least: the least agreement (0..1) of a pair that is listed; None lists all.
        wanted: ids of the tables to make; both where empty.
        tick: progress callback; takes the number of newly completed pairs.

    Raises:
        UsageError: if the measure does not fit the scale, or a table is wanted that there is none of.
    """
    for name in wanted:
        if name not in ("nearest", "furthest"):
            known = ("nearest", "furthest")
            raise UsageError(f"there is no table {name!r}", hint_for(name, known, "tables with --top"))
    try:
        note = measure_note(study.grid, how)
        found = neighbours(study.grid, how, most, least, tick)
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None
    tables = (
        _table(study, "nearest", "Nearest", [(one, one.nearest) for one in found]),
        _table(study, "furthest", "Furthest", [(one, one.furthest) for one in found]),
    )
    return Report(
        command="compare",
        dataset=study.info,
        title=f"{study.info.title}: {_who(most)} of each",
        tables=tuple(table for table in tables if not wanted or table.id in wanted),
        shown=("nearest", "furthest"),
        summary=_summary(found),
        notes=(note, _order_note(how), *_least_note(least), *study.notes_on_filters(), *study.notes),
        options={**options_of(study, how), "top": most, "min_agreement": least},
        headline=_headline(study, found),
    )


def agreeing(study: Study, how: Comparison, least: float, *, tick: Tick = no_tick) -> Report:
    """Return the pairs whose agreement is at least `least` (0..1), in the order of the file.

    Raises:
        UsageError: if the measure does not fit the scale, or there are more than can be shown.
    """
    pairs: list[PairResult] = []
    try:
        note = measure_note(study.grid, how)
        for pair in agreeing_pairs(study.grid, how, least, tick):
            pairs.append(pair)
            if len(pairs) > MOST_PAIRS:
                raise UsageError(
                    f"more than {MOST_PAIRS:,} pairs agree on {_threshold(least)} or more",
                    "write them to a file: -o pairs.parquet; or raise --min-agreement or --min-shared",
                )
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None
    expect = expectations(study.grid, how)
    table = pairs_table(
        study.actors, pairs, expect=expect, empty=f"No pair agrees on {_threshold(least)} or more."
    )
    number = len(study.actors)
    told = counted(len(pairs), "pair").split()[0]
    said = (
        f"{sentence(told)} of {number * (number - 1) // 2:,} pairs "
        f"{'agrees' if told == '1' else 'agree'} on {_threshold(least)} or more.",
    )
    return Report(
        command="compare",
        dataset=study.info,
        title=f"{study.info.title}: pairs that agree on {_threshold(least)} or more",
        tables=(table,),
        shown=("pairs",),
        summary=said,
        notes=(note, *study.notes_on_filters(), *study.notes),
        options={**options_of(study, how), "min_agreement": least},
        headline=as_headline(said),
    )


def _table(
    study: Study, name: str, title: str, found: Sequence[tuple[Neighbours, Sequence[PairResult]]]
) -> Table:
    columns = (
        Column("actor", "Actor"),
        Column("rank", "Rank", "integer"),
        Column("other", title),
        Column("agreement", "Agreement", "share"),
        Column("disagreement", "Disagreement", "share"),
        *(Column(count, sentence(count), "integer", detail=True) for count in _COUNTS),
    )
    rows: list[tuple[CellValue, ...]] = []
    for one, pairs in found:
        for rank, pair in enumerate(pairs, start=1):
            other = pair.a if pair.b == one.actor else pair.b
            rows.append(
                (
                    study.actors[one.actor],
                    rank,
                    study.actors[other],
                    agreement_share(pair),
                    disagreement_share(pair),
                    *counted_in(pair.counts, _COUNTS, sided=study.grid.has_division),
                )
            )
    return Table(name, title, columns, tuple(rows), empty="There is no pair with a share to list.")


def _who(most: int) -> str:
    return "the nearest and the furthest" if most == 1 else f"the {most} nearest and furthest"


def _summary(found: Sequence[Neighbours]) -> tuple[str, ...]:
    alone = sum(not one.nearest for one in found)
    nearest = [one.nearest[0] for one in found if one.nearest]
    thin = sum(map(is_thin_pair, nearest))
    said = []
    if alone:
        verb = "has" if alone == 1 else "have"
        said.append(f"{sentence(counted(alone, 'actor'))} {verb} no pair to list.")
    if thin:
        rests, says = ("rests", "says") if thin == 1 else ("rest", "say")
        said.append(
            f"For {counted(thin, 'actor')} the nearest {rests} on {thin_words(nearest)} and "
            f"{says} little: --min-shared asks for more."
        )
    return tuple(said)


def _headline(study: Study, found: Sequence[Neighbours]) -> str:
    """Return which pair of all agrees most, in a line; "" where its share is thin, or there is no pair.

    The first of each actor's list is its nearest, so that the nearest pair of all is the first of a list.
    """
    listed = [pair for one in found for pair in one.nearest]
    most = max((pair.agreement or 0.0 for pair in listed), default=None)
    level = {(pair.a, pair.b): pair for pair in listed if pair.agreement == most}
    first = max(filter(is_enough, level.values()), key=lambda pair: pair.counts.shared, default=None)
    if first is None:
        return ""
    names = f"{study.actors[first.a].label} and {study.actors[first.b].label}"
    return f"{names} {'agree most' if len(level) == 1 else 'are among the pairs that agree most'}"


def _order_note(how: Comparison) -> str:
    text = "Of equal agreement, those with more shared issues come first, then the order of the file."
    if how.min_shared > 1:
        text += f" Pairs with fewer than {how.min_shared} shared issues are not listed."
    return text


def _threshold(least: float) -> str:
    """Return the least agreement that was asked for, as it was."""
    return f"{as_written(float(as_fraction(least) * 100))}%"


def _least_note(least: float | None) -> tuple[str, ...]:
    return () if least is None else (f"Pairs that agree on less than {_threshold(least)} are not listed.",)
