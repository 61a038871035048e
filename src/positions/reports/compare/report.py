"""Who agrees and disagrees with whom: the stance grid, the matrices, what unites and what divides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, assert_never

from positions.dataset.dates import PartialDate
from positions.grid import StanceGrid
from positions.measures.chance.best_of_many import SEED, BestOfMany, best_of_many, shuffles_for
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.expected import Expectation, expectations
from positions.measures.pairs.results import (
    Comparison,
    PairCounts,
    PairResult,
    Tick,
    UnfitMeasureError,
    no_tick,
)
from positions.measures.structure.blocs import tree_of
from positions.measures.tally import Tally, by_division, tally_issues, uniting
from positions.problems import UsageError
from positions.reports.amounts import no_sides
from positions.reports.common.cells import sentence, stance_matrix
from positions.reports.common.headlines import above, headline_of_sides
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.sides import Names
from positions.reports.common.signing import Signing, not_counted, signing_of
from positions.reports.common.study import Study
from positions.reports.compare.moves import moved_table, moved_words
from positions.reports.compare.pair_words import Pairs, headline_of_pairs
from positions.reports.compare.summary import (
    Words,
    measure_note,
    note_on_network,
    pair_notes,
    said_of_comparison,
)
from positions.suggest import hint_for
from positions.tables import AnyTable, CellValue, Column, Count, Matrix, Ref, Report, Share, Table
from positions.vocabulary import Sort


class Compared(NamedTuple):
    """A comparison, what it shows in words, and what it was made from.

    `united` and `divided` are the issues that unite and that divide, most divided first.
    """

    report: Report
    words: Words
    united: Sequence[Tally]
    divided: Sequence[Tally]
    pairs: Sequence[PairResult]


AGREEMENT, DISAGREEMENT = "Agreement", "Disagreement"
"""What the matrices of pairs are called."""

BY_SIDE = ("agree", "differ", "oppose")
_COUNTS = ("shared", "same", *BY_SIDE, "conditional")
_NOMINAL = "A nominal scale has no sides: stances are the same or not."


def _or_no_sides(text: str, grid: StanceGrid) -> str:
    """Return a text, or that the scale has no sides and what its stances are instead."""
    return text if grid.has_sides else _NOMINAL if grid.scale.is_nominal else no_sides(grid)


def compare(
    study: Study,
    how: Comparison | None = None,
    *,
    sort: Sort = "file",
    wanted: Collection[str] = (),
    tick: Tick = no_tick,
    moved_since: PartialDate | None = None,
) -> Report:
    """Return the comparison of all selected actors.

    Args:
        study: the data.
        how: the measure and its options.
        sort: the order of the actors in the matrices: the file's, of their labels, or of the tree of blocs.
        wanted: ids of the tables to make; all where empty.
        tick: progress callback; takes the number of newly completed pairs.
        moved_since: also who moved since this date: a table `moved` and a sentence.

    Raises:
        UsageError: if the measure does not fit the scale, or a table is wanted that there is none of.
    """
    if moved_since is None:
        return compared(study, how, sort=sort, wanted=wanted or None, tick=tick).report
    moved = moved_table(study, moved_since)
    others = [name for name in wanted if name != moved.id] if wanted else None
    report = compared(study, how, sort=sort, wanted=others, tick=tick).report
    return replace(
        report,
        tables=(moved, *report.tables) if moved.id in wanted or not wanted else report.tables,
        shown=(moved.id, *report.shown),
        summary=(moved_words(moved, moved_since), *report.summary),
        headline=moved_words(moved, moved_since).rstrip(".") if moved.rows else report.headline,
        options={**report.options, "moved_since": str(moved_since)},
    )


def compared(
    study: Study,
    how: Comparison | None = None,
    *,
    sort: Sort = "file",
    wanted: Collection[str] | None = None,
    tick: Tick = no_tick,
) -> Compared:
    """Return the comparison of all selected actors with its words; all else as `compare`.

    Its report has the tables that are wanted, all unless told.
    """
    how = how or Comparison()
    grid, signing = study.grid, signing_of(study)
    names = signing.names
    pairs = compare_grid(grid, how, tick)
    tallies = tally_issues(grid)
    united, divided = uniting(grid, tallies), [tally for tally in by_division(tallies) if tally.opposed]
    order = order_of(grid, pairs, sort)
    builders: dict[str, Callable[[], AnyTable]] = {
        "stances": lambda: stance_matrix(grid, names.actors, names.issues),
        "agreement": lambda: pair_matrix("agreement", AGREEMENT, names.actors, pairs, agreement_share),
        "disagreement": lambda: pair_matrix(
            "disagreement", DISAGREEMENT, names.actors, pairs, disagreement_share
        ),
        "shared": lambda: _shared_matrix(grid, names.actors, pairs),
        "pairs": lambda: pairs_table(
            names.actors, pairs, expect=expectations(grid, how), sided=grid.has_division
        ),
        **_tables_of_sides(signing, united, divided),
    }
    for name in wanted or ():
        if name not in builders:
            raise UsageError(f"there is no table {name!r}", hint_for(name, builders, "tables"))
    told = Pairs.of(pairs, how)
    best = best_of_many(grid, how, told.enough, shuffles_for(grid, how, len(told.enough)))
    told = told._replace(best=best)
    words = said_of_comparison(signing, told, united, divided)
    report = Report(
        command="compare",
        dataset=study.info,
        title=study.info.title,
        tables=tuple(
            _sorted(build(), order) for name, build in builders.items() if wanted is None or name in wanted
        ),
        shown=("stances", "agreement", "disagreement"),
        summary=words.whole,
        notes=(
            measure_note(grid, how),
            *pair_notes(pairs, how),
            *note_on_network(names, told),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={**options_of(study, how), "sort": sort, **_options_of(best)},
        **above(
            study,
            headline_of_sides(signing, united, divided) or headline_of_pairs(names, told),
        ),
    )
    return Compared(report, words, united, divided, pairs)


def tells_sides(grid: StanceGrid) -> bool:
    """Return whether there are tables on sides: `unites` and `divides`; not where all stances are amounts."""
    return grid.has_division


def _tables_of_sides(
    signing: Signing, united: Sequence[Tally], divided: Sequence[Tally]
) -> dict[str, Callable[[], AnyTable]]:
    """Return what makes the tables on sides; nothing where every stance is an amount."""
    if not tells_sides(signing.names.grid):
        return {}
    return {
        "unites": lambda: _unites_table(signing, united),
        "divides": lambda: _divides_table(signing.names, divided),
    }


def _options_of(best: BestOfMany | None) -> dict[str, object]:
    return {"shuffles": best.shuffles, "seed": SEED} if best else {}


def compare_grid(grid: StanceGrid, how: Comparison, tick: Tick = no_tick) -> list[PairResult]:
    """Return every pair's result; `tick` is the progress callback.

    Raises:
        UsageError: if the measure does not fit the scale, or there are more pairs than can be held.
    """
    refuse_what_cannot_end(len(grid.actors), read=False)
    try:
        return compare_pairs(grid, how, tick)
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None


def order_of(grid: StanceGrid, pairs: Sequence[PairResult], sort: Sort) -> list[int]:
    """Return the indices of the actors in the order asked for."""
    actors = range(len(grid.actors))
    match sort:
        case "file":
            return list(actors)
        case "name":
            return sorted(actors, key=lambda actor: (grid.actors[actor].label.casefold(), actor))
        case "bloc":
            return tree_of([actor.id for actor in grid.actors], pairs).order
        case _:
            assert_never(sort)


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


def _sorted(table: AnyTable, order: Sequence[int]) -> AnyTable:
    """Return a matrix with its actors in another order, across too where the columns are actors."""
    if table.kind == "table" or list(order) == list(range(len(table.rows))):
        return table
    square = table.rows == table.columns
    across = order if square else range(len(table.columns))
    return replace(
        table,
        rows=tuple(table.rows[row] for row in order),
        columns=tuple(table.columns[column] for column in across),
        cells=tuple(tuple(table.cells[row][column] for column in across) for row in order),
    )


def pair_matrix(
    name: str,
    title: str,
    actors: tuple[Ref, ...],
    pairs: Sequence[PairResult],
    cell: Callable[[PairResult], CellValue],
) -> Matrix:
    """Return a symmetric actor x actor matrix of shares; the diagonal is None. Equal cells are one object."""
    cells: list[list[CellValue]] = [[None] * len(actors) for _ in actors]
    known: dict[CellValue, CellValue] = {}
    for pair in pairs:
        made = cell(pair)
        cells[pair.a][pair.b] = cells[pair.b][pair.a] = known.setdefault(made, made)
    return Matrix(name, title, "share", actors, actors, tuple(map(tuple, cells)))


def agreement_share(pair: PairResult) -> Share:
    """Return a pair's agreement with what qualifies it."""
    return Share(pair.agreement, pair.counts.shared, pair.counts.conditional, pair.low, pair.high, pair.kish)


def distinct_shares(pairs: Iterable[PairResult]) -> tuple[Share, ...]:
    """Return the agreements of pairs with what qualifies them, equal ones once, in the order of the pairs."""
    found = dict.fromkeys(
        (agreement, counts.shared, counts.conditional, low, high, kish)
        for _, _, counts, agreement, _, low, high, kish in pairs
    )
    return tuple(Share(*said) for said in found)


def disagreement_share(pair: PairResult) -> Share:
    """Return a pair's disagreement with what qualifies it."""
    counts = pair.counts
    return Share(pair.disagreement, counts.shared, counts.oppose_conditional, effective=pair.kish)


def _shared_matrix(grid: StanceGrid, actors: tuple[Ref, ...], pairs: Sequence[PairResult]) -> Matrix:
    matrix = pair_matrix("shared", "Shared issues", actors, pairs, lambda pair: pair.counts.shared)
    cells = [list(row) for row in matrix.cells]
    for index, held in enumerate(grid.held):
        cells[index][index] = held.bit_count()
    return replace(matrix, type="integer", cells=tuple(map(tuple, cells)))


def counted_in(counts: PairCounts, names: Sequence[str], *, sided: bool) -> tuple[int | None, ...]:
    """Return counts by name; amounts have no numbers of issues on one side or on opposite ones."""
    return tuple(None if name in BY_SIDE and not sided else getattr(counts, name) for name in names)


def pairs_table(
    actors: Sequence[Ref],
    pairs: Iterable[PairResult],
    *,
    expect: Expectation,
    sided: bool = True,
    empty: str = "There are no two actors to compare.",
) -> Table:
    """Return the table of pairs, a row for each; `sided`: whether their scale is not one of amounts."""
    counts = [name for name in _COUNTS if sided or name not in BY_SIDE]
    columns = (
        Column("a", "A"),
        Column("b", "B"),
        *(Column(name, sentence(name), "integer") for name in counts),
        Column("agreement", "Agreement", "share"),
        Column("disagreement", "Disagreement", "share"),
        Column("low", "Lowest", "share", detail=True),  # people read them in brackets beside the agreement
        Column("high", "Highest", "share", detail=True),
        Column("effective", "Effective n", "number"),
        Column("expected", "Expected", "share"),
        Column("kappa", "Kappa", "number"),
    )
    rows: tuple[tuple[CellValue, ...], ...] = tuple(
        (
            actors[pair.a],
            actors[pair.b],
            *counted_in(pair.counts, counts, sided=sided),
            agreement_share(pair),
            disagreement_share(pair),
            pair.low,
            pair.high,
            pair.effective,
            *_expected(pair, expect),
        )
        for pair in pairs
    )
    return Table("pairs", "Pairs", columns, rows, empty=empty)


def _expected(pair: PairResult, expect: Expectation) -> tuple[Share, float | None]:
    expected, kappa = expect(pair)
    return Share(expected, pair.counts.shared, effective=pair.kish), kappa


def _unites_table(signing: Signing, united: Sequence[Tally]) -> Table:
    names, told = signing.names, any(tally.issue in signing.refused for tally in united)
    columns = (
        Column("issue", "Issue"),
        Column("side", "Side"),
        Column("actors", "Actors"),
        *([Column("signing", "In the way of signing", below=True)] if told else []),
    )
    rows = tuple(
        (
            names.issues[tally.issue],
            "for" if tally.favour else "against",
            names.refs(tally.favour or tally.against, tally),
            *([signing.issue_words(tally.issue)] if told else []),
        )
        for tally in united
    )
    empty = f"There is no issue on which all stand on the same side{not_counted(names.grid)}."
    return Table(
        "unites",
        "What unites",
        columns,
        rows,
        empty=_or_no_sides(empty, names.grid),
    )


def _divides_table(names: Names, divided: Sequence[Tally]) -> Table:
    columns = (
        Column("issue", "Issue"),
        Column("for", "For"),
        Column("against", "Against"),
        Column("opposed", "Opposed pairs", "integer"),
        Column("pairs", "Pairs", "integer", detail=True),
        Column("share", "Share", "share", counted="pairs"),
    )
    rows = tuple(
        (
            names.issues[tally.issue],
            names.refs(tally.favour, tally),
            names.refs(tally.against, tally),
            Count(tally.opposed, tally.pairs),
            tally.pairs,
            Share(tally.opposed_share, tally.pairs),
        )
        for tally in divided
    )
    empty = f"On no issue do two of them stand on opposite sides{not_counted(names.grid)}."
    return Table(
        "divides",
        "What divides",
        columns,
        rows,
        empty=_or_no_sides(empty, names.grid),
    )
