"""What leaving out any one issue does to a comparison: the table `robust`, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from positions.grid import StanceGrid
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.robust import robust, without_each
from positions.problems import UsageError
from positions.reports.common.cells import counted
from positions.reports.common.sides import Names
from positions.reports.common.study import Study
from positions.reports.compare.report import compare_grid
from positions.suggest import first_of
from positions.tables import Column, Report, Share, Table, is_thin_ground

MOST_WORK = 5_000_000
"""So many pairs times issues take some seconds."""

_MOST_TOLD = 3


def with_robustness(
    study: Study, how: Comparison, wanted: Collection[str], make: Callable[[Collection[str]], Report]
) -> Report:
    """Return a comparison with the table `robust` and what follows from it in words.

    Args:
        study: the data.
        how: the measure and its options.
        wanted: ids of the tables to make; all where empty.
        make: makes the comparison, of the tables wanted from it.

    Raises:
        UsageError: if it would take too long, the measure does not fit the scale, or a table is wanted that
            there is none of.
    """
    refuse_too_much(study.grid)
    others = [name for name in wanted if name != "robust"]
    report, names = make(others), Names.of(study)
    pairs = compare_grid(study.grid, how)
    kept = report.tables if others or not wanted else ()
    made = (robust_table(names, how, pairs),) if "robust" in wanted or not wanted else ()
    return replace(
        report,
        tables=(*kept, *made),
        shown=(*report.shown, "robust"),
        summary=(*report.summary, *robust_words(names, how, pairs)),
        options={**report.options, "robust": True},
    )


def refuse_too_much(grid: StanceGrid) -> None:
    """Refuse what would take minutes.

    Raises:
        UsageError: if there are too many pairs times issues.
    """
    actors = len(grid.actors)
    work = actors * (actors - 1) // 2 * len(grid.issues)
    if work > MOST_WORK:
        raise UsageError(
            f"--robust takes minutes over {counted(actors, 'actor')} and {len(grid.issues):,} issues",
            "choose some actors or issues",
        )


def robust_table(names: Names, how: Comparison, pairs: Sequence[PairResult]) -> Table:
    """Return each pair's lowest and highest agreement without one issue, and which moves it most."""
    columns = (
        Column("a", "A"),
        Column("b", "B"),
        Column("agreement", "Agreement", "share"),
        Column("lowest", "Lowest without one issue", "share"),
        Column("highest", "Highest without one issue", "share"),
        Column("issue", "Moved most without"),
    )
    rows = tuple(
        (
            names.actors[pair.a],
            names.actors[pair.b],
            Share(pair.agreement, pair.counts.shared, effective=pair.kish),
            Share(found.lowest, pair.counts.shared - 1),
            Share(found.highest, pair.counts.shared - 1),
            None if found.issue is None else names.issues[found.issue],
        )
        for pair, found in zip(pairs, robust(names.grid, how, pairs), strict=True)
    )
    empty = "There are no two actors to compare."
    return Table("robust", "Without any one issue", columns, rows, empty=empty)


def robust_words(names: Names, how: Comparison, pairs: Sequence[PairResult]) -> tuple[str, ...]:
    """Return whether the nearest and the furthest pairs stay so without any one issue."""
    if len(pairs) < 2:
        return ()
    changes = list(without_each(names.grid, how, pairs, lambda shared, n: not is_thin_ground(shared, n)))
    near = [(found.issue, found.nearest) for found in changes if found.nearest is not None]
    far = [(found.issue, found.furthest) for found in changes if found.furthest is not None]
    return (_said(names, "nearest", near), _said(names, "furthest apart", far))


def _said(names: Names, word: str, changes: Sequence[tuple[int, tuple[PairResult, ...]]]) -> str:
    if not changes:
        return f"Whichever one issue is left out, the same are {word}."
    told = [f"{names.issues[issue].label} ({_pairs(names, found)})" for issue, found in changes[:_MOST_TOLD]]
    rest = len(changes) - len(told)
    more = f"; so do {counted(rest, 'more issue')}" if rest else ""
    return f"Who is {word} depends on one issue. Without these it would be others: {'; '.join(told)}{more}."


def _pairs(names: Names, found: Sequence[PairResult]) -> str:
    words = [f"{names.actors[pair.a].label} and {names.actors[pair.b].label}" for pair in found]
    return first_of(words, 2) if words else "too thin to say"
