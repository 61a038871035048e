"""Everyone ranked against one actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from positions.grid import bits
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.results import Comparison, PairResult, UnfitMeasureError
from positions.measures.pairs.scores import oppose_plane
from positions.problems import UsageError
from positions.reports.common.cells import counted, listed, sentence, stance_matrix
from positions.reports.common.headlines import as_headline
from positions.reports.common.study import Study
from positions.reports.compare.pair_words import (
    agreed_on,
    certainty,
    enough_words,
    is_enough,
    is_thin_pair,
    nearest_word,
    thin_words,
)
from positions.reports.compare.report import agreement_share, counted_in, disagreement_share, options_of
from positions.reports.compare.summary import measure_note, pair_notes
from positions.tables import Column, Report, Table

_MOST_TOLD = 3
_COUNTS = ("shared", "agree", "conditional", "differ", "oppose")


def rank(study: Study, actor: str, others: Sequence[str] = (), how: Comparison | None = None) -> Report:
    """Return the other actors by their agreement with one, the highest first.

    Actors with an equal share stand in the order of the number of shared issues, then of the file; those
    without a share come last.

    Args:
        study: its grid must hold the actor.
        actor: id of the actor that the others are ranked against.
        others: ids of the actors to rank; all others where empty.
        how: the measure and its options.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    how = how or Comparison()
    grid, headings = study.grid, study.actors
    subject = grid.actor_index(actor)
    against = [
        index
        for index, other in enumerate(grid.actors)
        if index != subject and (not others or other.id in others)
    ]
    try:
        note = measure_note(grid, how)
        ranked = sorted((compare_pair(grid, subject, index, how) for index in against), key=_rank_key)
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None
    kept = [subject, *(result.b for result in ranked)]
    matrix = stance_matrix(grid, headings, study.issues)
    stances = replace(
        matrix,
        rows=tuple(matrix.rows[index] for index in kept),
        cells=tuple(matrix.cells[index] for index in kept),
    )
    said = _summary(study, subject, ranked, how)
    return Report(
        command="compare",
        dataset=study.info,
        title=f"{headings[subject].name}: who is nearest",
        tables=(stances, _ranking_table(study, subject, ranked)),
        shown=("stances", "ranking"),
        summary=said,
        notes=(note, *pair_notes(ranked, how), *study.notes_on_filters(), *study.notes),
        options={"with": actor, **options_of(study, how)},
        headline=as_headline(said),
    )


def _rank_key(result: PairResult) -> tuple[float, int, int]:
    share = -1.0 if result.agreement is None else result.agreement
    return -share, -result.counts.shared, result.b


def _ranking_table(study: Study, subject: int, ranked: Sequence[PairResult]) -> Table:
    columns = (
        Column("actor", "Actor"),
        Column("agreement", "Agreement", "share"),
        Column("disagreement", "Disagreement", "share"),
        *(Column(name, sentence(name), "integer", detail=True) for name in _COUNTS),
        Column("divided_on", "Opposed on", detail=not study.grid.has_division),
    )
    rows = tuple(
        (
            study.actors[result.b],
            agreement_share(result),
            disagreement_share(result),
            *counted_in(result.counts, _COUNTS, sided=study.grid.has_division),
            tuple(study.issues[issue] for issue in bits(oppose_plane(study.grid, subject, result.b))),
        )
        for result in ranked
    )
    title = f"Agreement with {study.actors[subject].label}"
    return Table("ranking", title, columns, rows, empty="There is nobody to rank.")


def _summary(study: Study, subject: int, ranked: Sequence[PairResult], how: Comparison) -> tuple[str, ...]:
    name, grid = study.actors[subject].label, study.grid
    if not ranked:
        return (f"There is nobody else to rank against {name}.",)
    known = [result for result in ranked if result.agreement is not None]
    enough = [result for result in known if is_enough(result)]
    thin = [result for result in known if is_thin_pair(result)]
    without = [result for result in ranked if result.agreement is None]

    def labels(results: Sequence[PairResult]) -> str:
        return listed([study.actors[result.b].label for result in results])

    sentences = []
    if enough:
        best = [result for result in enough if result.agreement == enough[0].agreement]
        told = [
            f"{study.actors[result.b].label} (they {agreed_on(grid, result, how)})"
            for result in best[:_MOST_TOLD]
        ]
        if len(best) > len(told):
            told.append(f"and {counted(len(best) - len(told), 'more actor')} just as near")
        word = nearest_word(enough[0].agreement or 0.0)
        to = f"{word} to {name}" if word == "Nearest" else f"{word}, with {name}"
        sentences.append(f"{to}, of those that {enough_words(ranked)}: {'; '.join(told)}.")
        sentences += [certainty(ranked, best, "actor")] if how.bounds else []
    elif known:
        sentences.append(
            f"With {name} every share rests on {thin_words(ranked)}: too thin to say who is nearest."
        )
    if thin and enough:
        sentences.append(f"On {thin_words(ranked)}, and so on thin ground: {labels(thin)}.")
    if without:
        sentences.append(f"No share, for want of shared issues: {labels(without)}.")
    return tuple(sentences)
