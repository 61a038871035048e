"""Everyone ranked against one actor."""

from __future__ import annotations

from collections.abc import Sequence

from positions.grid import bits
from positions.measures.agreement import Comparison, PairResult, compare_pair
from positions.measures.scores import oppose_plane
from positions.problems import UsageError
from positions.reports.cells import counted, listed, stance_matrix
from positions.reports.compare import measure_note, options_of
from positions.reports.study import Study
from positions.tables import Column, Ref, Report, Share, Table


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
    try:
        measure = how.measure_for(study.grid)
    except ValueError as error:
        raise UsageError(str(error), "choose --measure exact") from None
    subject = study.grid.actor_index(actor)
    against = [
        index
        for index, other in enumerate(study.grid.actors)
        if index != subject and (not others or other.id in others)
    ]
    results = {index: compare_pair(study.grid, subject, index, how) for index in against}
    order = sorted(against, key=lambda index: _rank_key(results[index], index))
    headings = study.actors
    table = _ranking_table(study, subject, [(index, results[index]) for index in order])
    kept = [subject, *order]
    matrix = stance_matrix(study.grid, headings, study.issues)
    stances = type(matrix)(
        matrix.id,
        matrix.title,
        matrix.type,
        tuple(matrix.rows[index] for index in kept),
        matrix.columns,
        tuple(matrix.cells[index] for index in kept),
    )
    return Report(
        command="compare",
        dataset=study.info,
        title=f"{headings[subject].name}: who stands how near",
        tables=(stances, table),
        shown=("stances", "ranking"),
        summary=_summary(headings, subject, [(index, results[index]) for index in order]),
        notes=(measure_note(study.grid, how), *study.notes_on_filters(), *study.notes),
        options={"with": actor, **options_of(study, how), "measure": measure},
    )


def _rank_key(result: PairResult, index: int) -> tuple[float, int, int]:
    share = -1.0 if result.agreement is None else result.agreement
    return -share, -result.counts.shared, index


def _ranking_table(study: Study, subject: int, ranked: Sequence[tuple[int, PairResult]]) -> Table:
    headings, issues = study.actors, study.issues
    columns = (
        Column("actor", "Actor"),
        Column("agreement", "Agreement", "share"),
        Column("disagreement", "Disagreement", "share"),
        *(
            Column(name, label, "integer")
            for name, label in (
                ("shared", "Shared"),
                ("agree", "Agree"),
                ("conditional", "If"),
                ("differ", "Differ"),
                ("oppose", "Oppose"),
            )
        ),
        Column("divided_on", "Opposed on", below=True),
    )
    rows = tuple(
        (
            headings[index],
            Share(result.agreement, result.counts.shared, result.counts.conditional, result.low, result.high),
            Share(result.disagreement, result.counts.shared),
            result.counts.shared,
            result.counts.agree,
            result.counts.conditional,
            result.counts.differ,
            result.counts.oppose,
            tuple(issues[issue] for issue in bits(oppose_plane(study.grid, subject, index))),
        )
        for index, result in ranked
    )
    title = f"Agreement with {headings[subject].label}"
    return Table("ranking", title, columns, rows, empty="There is nobody to rank.")


def _summary(
    headings: Sequence[Ref], subject: int, ranked: Sequence[tuple[int, PairResult]]
) -> tuple[str, ...]:
    known = [(index, result) for index, result in ranked if result.agreement is not None]
    if not known:
        return (f"{headings[subject].label} shares no issue with anyone else.",)
    best = known[0][1].agreement
    nearest = [(index, result) for index, result in known if result.agreement == best]
    wording = [
        f"{headings[index].label} ({result.counts.agree} of {counted(result.counts.shared, 'shared issue')}{_if(result)})"
        for index, result in nearest
    ]
    sentences = [f"Nearest to {headings[subject].label}: {listed(wording)}."]
    without = [headings[index].label for index, result in ranked if result.agreement is None]
    if without:
        sentences.append(f"Too few shared issues to tell: {listed(without)}.")
    return tuple(sentences)


def _if(result: PairResult) -> str:
    number = result.counts.conditional
    return f", {number} if conditions are met" if number else ""
