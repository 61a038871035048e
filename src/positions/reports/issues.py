"""Each issue: how many are for and against, how many say nothing, and what divides most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.scale import Scale
from positions.grid import StanceGrid
from positions.measures.issues import IssueProfile, consensual, most_divided
from positions.problems import UsageError
from positions.reports.amounts import no_sides, spread_words
from positions.reports.common.cells import counted, listed, stance_cell
from positions.reports.common.headlines import above
from positions.reports.common.scales import drawn
from positions.reports.common.sides import STATE_WORDS, Names, state_words
from positions.reports.common.signing import not_counted
from positions.reports.common.study import Study
from positions.reports.forecasts import NOTE as FORECASTS_NOTE
from positions.reports.forecasts import IssueForecasts, forecast_columns, forecasts_of, said_of_forecasts
from positions.reports.issue_headlines import (
    headline_of_consensus,
    headline_of_issues,
    is_amount,
)
from positions.tables import (
    MOST_LINES,
    CellValue,
    Column,
    Count,
    LinePicture,
    LineScale,
    PlacedLine,
    Report,
    Share,
    Table,
)
from positions.vocabulary import WITHHELD

_MOST_TOLD = 3
_STATES = tuple(state for state in STATE_WORDS if state != "neutral")
_MEASURES = {
    "rice": "Rice index",
    "hnr": "Hix-Noury-Roland",
    "van_der_eijk_a": "van der Eijk's A",
    "mean": "Mean",
    "median": "Median",
    "weighted_mean": "Weighted mean",
    "weighted_median": "Weighted median",
}
_CONSENSUS_NOTE = (
    "Consensus: of two or more who hold a position, at least nine in ten stand on the same side; "
    "first what they are for, then what they are against."
)
_ORDER_NOTE = (
    "Ordered by the number of opposed pairs, then by their share of the pairs that both hold a position."
)
_AMOUNTS_NOTE = "Ordered by how far the lowest and the highest amount held are apart."
_RANGES_NOTE = (
    "Ordered by how far the lowest and the highest amount held are apart, as a share of the range of the "
    "issue's scale."
)
_MIXED_NOTE = (
    f"{_ORDER_NOTE[:-1]}; amounts, of which none is opposed to another, by how far the lowest and the "
    "highest held are apart, as a share of the range of the issue's scale."
)
_NOMINAL_NOTE = "A nominal scale has no sides: a pair is opposed where its two labels differ."


def issues(study: Study, *, consensus: bool = False) -> Report:
    """Return the profile of every selected issue, what divides most first.

    Args:
        study: the data.
        consensus: only the issues on which there is a consensus: those for, then those against.

    Raises:
        UsageError: if a consensus is asked for where stances are amounts.
    """
    names, amounts = Names.of(study), study.grid.has_amounts
    if consensus and not study.grid.has_division:
        raise UsageError(
            "a consensus is for or against something, and a scale with `neutral: none` has no sides",
            "positions common-ground shows where all meet",
        )
    profiles = study.profiles
    rows = consensual(profiles) if consensus else most_divided(profiles)
    nominal = study.grid.scale.is_nominal
    weighed = forecasts_of(study.grid, rows)
    return Report(
        command="issues",
        dataset=study.info,
        title=study.info.title,
        tables=(_table(names, rows, weighed, consensus=consensus),),
        shown=("issues",),
        summary=(
            *(_agreed(names, rows) if consensus else _divided(names, rows)),
            *said_of_forecasts(names, weighed),
        ),
        notes=(
            _CONSENSUS_NOTE if consensus else _order_note(study.grid, rows),
            *((_NOMINAL_NOTE,) if nominal else (no_sides(study.grid),) if amounts else ()),
            *(_forecasts_note(study.grid) if weighed else ()),
            *_ordinal_note(study.grid.scale, weighed=bool(weighed)),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={"consensus": consensus, **study.selection.as_options()},
        pictures=(_picture(names, rows if names.actors else ()),),
        **above(
            study,
            headline_of_consensus(rows, len(profiles)) if consensus else headline_of_issues(names, rows),
        ),
    )


def _forecasts_note(grid: StanceGrid) -> tuple[str, ...]:
    """Return what forecasts are; what flips a side is left out where no issue has any."""
    return (FORECASTS_NOTE if grid.has_division else FORECASTS_NOTE.partition(" Flipped")[0],)


def _order_note(grid: StanceGrid, rows: Sequence[IssueProfile]) -> str:
    """Return how issues are ordered: those with sides, amounts on one scale or on several, or both."""
    if not grid.has_amounts:
        return _ORDER_NOTE
    if any(row.sided for row in rows):
        return _MIXED_NOTE
    return _RANGES_NOTE if grid.scale.is_mixed else _AMOUNTS_NOTE


def _picture(names: Names, rows: Sequence[IssueProfile]) -> LinePicture:
    """Return the first issues as lines, in the order of the table."""
    grid, words = names.grid, state_words(names.grid)
    lines = tuple(
        PlacedLine(
            names.issues[row.issue],
            grid.issues[row.issue].proposition,
            tuple(
                (names.actors[actor], stance_cell(grid, actor, row.issue))
                for actors in row.values.values()
                for actor in actors
            ),
            tuple((words[state], names.refs(actors)) for state, actors in row.states.items() if actors),
            Count(row.opposed, row.pairs),
            LineScale(*drawn(grid.scale_of(row.issue))),
        )
        for row in rows[:MOST_LINES]
    )
    return LinePicture(lines, len(rows) - len(lines))


_OF_SIDES = frozenset(
    {"for", "against", "neutral", "opposed", "opposed_share", "rice", "rice_2", "hnr", "hnr_2"}
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A column with what stands in it for each issue."""

    column: Column
    cells: tuple[CellValue, ...]


def _table(
    names: Names, rows: Sequence[IssueProfile], weighed: Sequence[IssueForecasts], *, consensus: bool
) -> Table:
    amounts = not names.grid.has_division
    all_headings = [
        _heading("id", "Id", "text", [names.issues[row.issue].id for row in rows], detail=True),
        _heading("title", "Issue", "text", [names.issue(row.issue) for row in rows]),
        *_sides(rows),
        *_states(rows, state_words(names.grid)),
        _heading("n", "Positions", "integer", [row.n for row in rows], detail=True),
        *_spread(names, rows),
        _heading(
            "opposed",
            "Opposed pairs",
            "integer",
            [None if is_amount(row) else Count(row.opposed, row.pairs) for row in rows],
            detail=all(map(is_amount, rows)) if rows else amounts,
        ),
        _heading("pairs", "Pairs", "integer", [row.pairs for row in rows], detail=True),
        _heading(
            "opposed_share",
            "Opposed share",
            "share",
            [None if is_amount(row) else Share(row.opposed_share, row.pairs) for row in rows],
            detail=True,
        ),
        *_measures(rows),
        *(
            _Heading(column, cells)
            for column, cells in forecast_columns(names, weighed, [row.issue for row in rows])
        ),
    ]
    alone = amounts and all(map(is_amount, rows))
    headings = [heading for heading in all_headings if not (alone and _is_of_sides(heading.column.id))]
    return Table(
        "issues",
        "Consensus" if consensus else "Issues",
        tuple(heading.column for heading in headings),
        tuple(zip(*(heading.cells for heading in headings), strict=True)),
        empty="There is no issue on which there is a consensus."
        if consensus
        else "The selection leaves no issue.",
    )


def _is_of_sides(column: str) -> bool:
    """Whether a column says what only a scale with sides has."""
    return column in _OF_SIDES or column.endswith("_side")


def _heading(
    name: str, label: str, kind: str, cells: Sequence[CellValue], *, detail: bool = False
) -> _Heading:
    return _Heading(Column(name, label, kind, detail=detail), tuple(cells))  # type: ignore[arg-type]  # a literal


def _sides(rows: Sequence[IssueProfile]) -> list[_Heading]:
    """Return the sides; people do not see `neutral` where nobody is."""
    sides = {
        "for": [len(row.tally.favour) for row in rows],
        "against": [len(row.tally.against) for row in rows],
        "neutral": [len(row.tally.neutral) for row in rows],
    }
    sided = any(row.sided for row in rows) if rows else True
    return [
        _heading(
            side,
            side.capitalize(),
            "integer",
            [number if row.sided else None for number, row in zip(numbers, rows, strict=True)],
            detail=not sided or (side == "neutral" and not any(numbers)),
        )
        for side, numbers in sides.items()
    ]


def _spread(names: Names, rows: Sequence[IssueProfile]) -> list[_Heading]:
    """Return the lowest and the highest amount held, and their distance; nothing where there are sides."""
    if not names.grid.has_amounts:
        return []
    unseen = bool(rows) and not any(map(is_amount, rows))
    held = [[value for value, actors in row.values.items() if actors and not row.sided] for row in rows]
    return [
        _heading("lowest", "Lowest", "number", [min(values, default=None) for values in held], detail=unseen),
        _heading(
            "highest", "Highest", "number", [max(values, default=None) for values in held], detail=unseen
        ),
        _heading(
            "apart",
            "Apart",
            "number",
            [row.spread if row.n and not row.sided else None for row in rows],
            detail=unseen,
        ),
        _heading("unit", "Unit", "text", [names.grid.issues[row.issue].unit for row in rows], detail=unseen),
    ]


def _states(rows: Sequence[IssueProfile], words: Mapping[str, str]) -> list[_Heading]:
    """Return the states that are no position; people see those that occur."""
    headings = []
    for state in _STATES:
        numbers = [len(row.states.get(state, ())) for row in rows]
        label = words[state].capitalize()
        headings.append(_heading(state.replace("-", "_"), label, "integer", numbers, detail=not any(numbers)))
    return headings


def _measures(rows: Sequence[IssueProfile]) -> list[_Heading]:
    """Return the measures; people see the weighted ones, where there are any."""
    weighted = any(row.weighed for row in rows)
    headings = [
        _heading(
            name,
            label,
            "number",
            [getattr(row, name) for row in rows],
            detail=not (weighted and name.startswith("weighted")),
        )
        for name, label in _MEASURES.items()
    ]
    numbers = [len(row.weighed) for row in rows]
    beside = {"rice_2": "Rice of pairs", "hnr_2": "Hix-Noury-Roland of pairs"}
    return [
        *headings,
        _heading("weighted_n", "Weighted positions", "integer", numbers, detail=not weighted),
        *(
            _heading(name, label, "number", [getattr(row, name) for row in rows], detail=True)
            for name, label in beside.items()
        ),
    ]


def _divided(names: Names, rows: Sequence[IssueProfile]) -> tuple[str, ...]:
    if not names.actors or not rows:
        return ("The selection leaves nothing to show.",)
    amounts = [row for row in rows if is_amount(row)]
    of_amounts = tuple(
        f"{names.issue(row.issue)}: {spread_words(names, row)}." for row in amounts[:_MOST_TOLD]
    )
    if not names.grid.has_division:
        return of_amounts
    return (*_opposed(names, rows), *of_amounts)


def _opposed(names: Names, rows: Sequence[IssueProfile]) -> tuple[str, ...]:
    """Return what divides most, and how much: of issues with sides or labels; the headline says how many."""
    divided = [row for row in rows if row.opposed]
    if not divided and len(names.actors) > 1:
        return ()
    if not divided:
        left_out = not_counted(names.grid, [row.issue for row in rows if not is_amount(row)])
        return (f"On no issue do two of them stand on opposite sides{left_out}.",)
    sentences = list[str]()
    for row in divided[:_MOST_TOLD]:
        standing = f"{names.standing(row.tally)}; " if row.sided else ""
        opposed = f"{row.opposed:,} of {row.pairs:,} {'pair' if row.pairs == 1 else 'pairs'} opposed"
        sentences.append(f"{names.issue(row.issue)}: {standing}{opposed}.")
    return tuple(sentences)


def _agreed(names: Names, rows: Sequence[IssueProfile]) -> tuple[str, ...]:
    sentences = []
    for side in ("for", "against"):
        found = [row for row in rows if row.consensus == side]
        if found:
            words = [f"{names.issue(row.issue)} ({_extent(names, row, side)})" for row in found]
            sentences.append(f"Consensus {side} {counted(len(found), 'issue')}: {listed(words)}.")
        else:
            sentences.append(f"There is no consensus {side} any issue.")
    return tuple(sentences)


def _extent(names: Names, row: IssueProfile, side: str) -> str:
    agreed = row.tally.favour if side == "for" else row.tally.against
    conditional = len(row.tally.conditional.intersection(agreed))
    condition = f", {conditional} on a condition" if conditional else ""
    out = len(row.states.get("excluded", ()))
    silent = sum(len(actors) for actors in row.states.values()) - out
    without = f", {silent} without a position" if silent else ""
    withheld = sum(of.withheld >> row.issue & 1 for of in names.grid.rows)
    told = ((out - withheld, "left out by a filter"), (withheld, WITHHELD))
    left_out = "".join(f", {number} {words}" for number, words in told if number)
    return f"{len(agreed):,} of {row.n:,}{condition}{without}{left_out}"


def _ordinal_note(scale: Scale, *, weighed: bool) -> tuple[str, ...]:
    """Say that the level `ordinal` changes no mean: what people see of one takes the steps as equal."""
    if not weighed or scale.level != "ordinal":
        return ()
    return (
        "Means take the steps between named levels as equal. `level: ordinal` changes no "
        "mean; the median does without that.",
    )
