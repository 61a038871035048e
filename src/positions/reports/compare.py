"""Who agrees and disagrees with whom: the stance grid, the matrices, what unites and what divides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.grid import StanceGrid
from positions.measures.agreement import Comparison, PairResult, compare_pairs
from positions.measures.tally import Tally, by_division, tally_issues, uniting
from positions.problems import UsageError
from positions.reports.cells import counted, listed, sentence, stance_matrix
from positions.reports.study import Study
from positions.tables import CellValue, Column, Matrix, Ref, Report, Share, Table

_MOST_DIVIDING = 3
_MEASURE_WORDS = {
    "side": "the share of shared issues on which the two stand on the same side",
    "exact": "the share of shared issues on which the two hold the same stance",
    "proximity": "1 less the mean distance of the two on the scale",
    "directional": "the mean of (1 + product of the two signed positions) / 2",
}


@dataclass(frozen=True, slots=True)
class _Names:
    """The headings of a study, by index."""

    actors: tuple[Ref, ...]
    issues: tuple[Ref, ...]

    def of(self, actors: Sequence[int]) -> tuple[Ref, ...]:
        return tuple(self.actors[index] for index in actors)


def compare(study: Study, how: Comparison | None = None) -> Report:
    """Return the comparison of all selected actors.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    how = how or Comparison()
    grid, names = study.grid, _Names(study.actors, study.issues)
    pairs = compare_grid(grid, how)
    tallies = tally_issues(grid)
    united, divided = uniting(grid, tallies), [tally for tally in by_division(tallies) if tally.opposed]
    tables = (
        stance_matrix(grid, names.actors, names.issues),
        pair_matrix("agreement", "Agreement", names.actors, pairs, _agreement_cell, how),
        pair_matrix("disagreement", "Disagreement", names.actors, pairs, _disagreement_cell, how),
        _shared_matrix(grid, names.actors, pairs),
        _pairs_table(names, pairs),
        _unites_table(names, united),
        _divides_table(names, divided),
    )
    return Report(
        command="compare",
        dataset=study.info,
        title=study.info.title,
        tables=tables,
        shown=("stances", "agreement", "disagreement"),
        summary=_summary(study, names, pairs, united, divided),
        notes=(measure_note(grid, how), *_thin_note(pairs), *study.notes_on_filters(), *study.notes),
        options=options_of(study, how),
    )


def compare_grid(grid: StanceGrid, how: Comparison) -> list[PairResult]:
    """Return every pair's result.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    try:
        return compare_pairs(grid, how)
    except ValueError as error:
        raise UsageError(str(error), "choose --measure exact") from None


def options_of(study: Study, how: Comparison) -> dict[str, object]:
    """Return the options that a report was made with, for its machine-readable form."""
    return {
        "measure": how.measure_for(study.grid),
        "min_shared": how.min_shared,
        "weighted": how.weighted,
        "by_salience": how.by_salience,
        "range": how.bounds,
        **study.selection.as_options(),
    }


def pair_matrix(
    name: str,
    title: str,
    actors: tuple[Ref, ...],
    pairs: Sequence[PairResult],
    cell: Callable[[PairResult], CellValue],
    how: Comparison,
) -> Matrix:
    """Return a symmetric actor x actor matrix of shares; the diagonal is None."""
    cells: list[list[CellValue]] = [[None] * len(actors) for _ in actors]
    for pair in pairs:
        cells[pair.a][pair.b] = cells[pair.b][pair.a] = cell(pair)
    return Matrix(name, title, "share", actors, actors, tuple(map(tuple, cells)))


def _agreement_cell(pair: PairResult) -> Share:
    return Share(pair.agreement, pair.counts.shared, pair.counts.conditional, pair.low, pair.high)


def _disagreement_cell(pair: PairResult) -> Share:
    return Share(pair.disagreement, pair.counts.shared)


def _shared_matrix(grid: StanceGrid, actors: tuple[Ref, ...], pairs: Sequence[PairResult]) -> Matrix:
    cells: list[list[CellValue]] = [[None] * len(actors) for _ in actors]
    for pair in pairs:
        cells[pair.a][pair.b] = cells[pair.b][pair.a] = pair.counts.shared
    for index, held in enumerate(grid.held):
        cells[index][index] = held.bit_count()
    return Matrix("shared", "Shared issues", "integer", actors, actors, tuple(map(tuple, cells)))


def _pairs_table(names: _Names, pairs: Sequence[PairResult]) -> Table:
    counts = ("shared", "same", "agree", "differ", "oppose", "conditional")
    columns = (
        Column("a", "A"),
        Column("b", "B"),
        *(Column(name, sentence(name), "integer") for name in counts),
        Column("agreement", "Agreement", "share"),
        Column("disagreement", "Disagreement", "share"),
        Column("low", "Lowest", "share"),
        Column("high", "Highest", "share"),
    )
    rows: tuple[tuple[CellValue, ...], ...] = tuple(
        (
            names.actors[pair.a],
            names.actors[pair.b],
            *(getattr(pair.counts, name) for name in counts),
            _agreement_cell(pair),
            _disagreement_cell(pair),
            pair.low,
            pair.high,
        )
        for pair in pairs
    )
    return Table("pairs", "Pairs", columns, rows, empty="There are no two actors to compare.")


def _unites_table(names: _Names, united: Sequence[Tally]) -> Table:
    columns = (Column("issue", "Issue"), Column("side", "Side"), Column("actors", "Actors"))
    rows = tuple(
        (names.issues[tally.issue], "for" if tally.favour else "against", names.of(tally.favour or tally.against))
        for tally in united
    )
    return Table("unites", "What unites", columns, rows, empty="On no issue do all stand on the same side.")


def _divides_table(names: _Names, divided: Sequence[Tally]) -> Table:
    columns = (
        Column("issue", "Issue"),
        Column("for", "For"),
        Column("against", "Against"),
        Column("opposed", "Opposed pairs", "integer"),
        Column("pairs", "Pairs", "integer"),
        Column("share", "Share", "share"),
    )
    rows = tuple(
        (
            names.issues[tally.issue],
            names.of(tally.favour),
            names.of(tally.against),
            tally.opposed,
            tally.pairs,
            tally.opposed_share,
        )
        for tally in divided
    )
    return Table("divides", "What divides", columns, rows, empty="No two actors oppose each other on any issue.")


def _summary(
    study: Study, names: _Names, pairs: Sequence[PairResult], united: Sequence[Tally], divided: Sequence[Tally]
) -> tuple[str, ...]:
    if not names.actors or not names.issues:
        return ("The selection leaves nothing to compare.",)
    if len(names.actors) == 1:
        return ("One actor alone has nobody to agree with.",)
    everyone = "Both" if len(names.actors) == 2 else f"All {len(names.actors)}"
    sentences = []
    if united:
        wording = [f"{_issue(names, tally)} ({_side(tally)}{_if_conditional(tally)})" for tally in united]
        sentences.append(f"{everyone} stand on the same side of {counted(len(united), 'issue')}: {listed(wording)}.")
    elif not study.grid.scale.is_nominal:
        sentences.append(f"There is no issue on which {everyone.lower()} are known to stand on the same side.")
    if divided:
        sentences.append(f"Most divided: {_divisions(names, divided[:_MOST_DIVIDING])}.")
        rest = len(divided) - _MOST_DIVIDING
        if rest > 0:
            sentences.append(f"{sentence(counted(rest, 'more issue'))} {'divides' if rest == 1 else 'divide'} them.")
    elif not study.grid.scale.is_nominal:
        sentences.append("On no issue do two of them stand on opposite sides.")
    return (*sentences, *_extent(names, pairs))


def _issue(names: _Names, tally: Tally) -> str:
    return names.issues[tally.issue].label


def _side(tally: Tally) -> str:
    return "for" if tally.favour else "against"


def _if_conditional(tally: Tally) -> str:
    number = len(tally.conditional)
    return f", {number} on a condition" if number else ""


def _divisions(names: _Names, divided: Sequence[Tally]) -> str:
    return "; ".join(
        f"{_issue(names, tally)} ({_who(names, tally, tally.favour)} for, {_who(names, tally, tally.against)} against: "
        f"opposed in {tally.opposed} of {tally.pairs} {'pair' if tally.pairs == 1 else 'pairs'})"
        for tally in divided
    )


def _who(names: _Names, tally: Tally, actors: Sequence[int], most: int = 4) -> str:
    shown = [
        names.actors[actor].label + (" on a condition" if actor in tally.conditional else "")
        for actor in actors[: most if len(actors) > most + 1 else None]
    ]
    rest = len(actors) - len(shown)
    return listed([*shown, f"{rest} more"] if rest else shown)


def _extent(names: _Names, pairs: Sequence[PairResult]) -> tuple[str, ...]:
    numbers = [pair.counts.shared for pair in pairs]
    low, high = min(numbers), max(numbers)
    extent = str(low) if low == high else f"{low} to {high}"
    return (f"The pairs share {extent} of {counted(len(names.issues), 'issue')}; a share says no more than its number.",)


def measure_note(grid: StanceGrid, how: Comparison) -> str:
    """Say in a sentence what the shares are shares of."""
    measure = how.measure_for(grid)
    text = f"Agreement ({measure}): {_MEASURE_WORDS[measure]}"
    if measure == "side":
        text += "; disagreement: on which they stand on opposite sides; the rest is one neutral and one not"
    if how.weighted and len(grid.weight_classes) > 1:
        text += "; issues count by their weight"
    if how.by_salience:
        text += "; issues count by the mean salience that the two give them"
    return f"{text}."


def _thin_note(pairs: Sequence[PairResult]) -> tuple[str, ...]:
    without = sum(pair.counts.shared == 0 for pair in pairs)
    if not without:
        return ()
    return (f"{sentence(counted(without, 'pair'))} share no issue: there is no agreement to speak of, high or low.",)
