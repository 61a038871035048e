"""Stance grids made for tests: from plain tables, and at random on every kind of scale."""

from __future__ import annotations

from hypothesis import strategies as st

from helpers.oracle import PlainCell, PlainTable
from positions.dataset.models import Position
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.grid import Actor, Detail, GridIssue, Row, StanceGrid
from positions.vocabulary import NON_POSITIONS

UNEVEN = Scale(
    "levels", {"never": -4.0, "hardly": -1.0, "perhaps": 0.5, "yes": 1.0, "always": 2.0}, -4.0, 2.0, 0.5
)
TWO_LEVELS = Scale("levels", {"against": -1.0, "for": 1.0}, -1.0, 1.0, 0.0)
ONE_SIDED = Scale("levels", {"none": 0.0, "some": 1.0, "all": 3.0}, 0.0, 3.0, 0.0)
RANGE = Scale("range", {}, 0.0, 100.0, 30.0, "interval")
NOMINAL = Scale.nominal(("bus", "tram", "train"))
SIDED = (FIVE_POINT, THREE_POINT, UNEVEN, TWO_LEVELS, ONE_SIDED, RANGE)
SCALES = (*SIDED, NOMINAL)
STATES = (*NON_POSITIONS, "excluded")


def as_grid(table: PlainTable) -> StanceGrid:
    """Return the grid of a plain table."""
    scale = table.scale
    held = {cell.value for row in table.cells for cell in row if cell.value is not None}
    values = tuple(sorted(scale.labels.values())) or tuple(sorted(held))
    return StanceGrid(
        actors=tuple(Actor(f"a{index}", f"Actor {index}", f"A{index}") for index in range(len(table.cells))),
        issues=tuple(
            GridIssue(f"i{index}", f"Issue {index}", None, weight)
            for index, weight in enumerate(table.weights)
        ),
        scale=scale,
        values=values,
        rows=tuple(_row(row, values) for row in table.cells),
        details={
            (actor, issue): Detail(Position(stance="x", salience=cell.salience))
            for actor, row in enumerate(table.cells)
            for issue, cell in enumerate(row)
            if cell.salience is not None
        },
    )


def _row(cells: tuple[PlainCell, ...], values: tuple[float, ...]) -> Row:
    levels, states, conditional = [0] * len(values), dict[str, int](), 0
    for issue, cell in enumerate(cells):
        bit = 1 << issue
        if cell.value is not None:
            levels[values.index(cell.value)] |= bit
            conditional |= bit if cell.condition else 0
        elif cell.state != "not-researched":
            states[cell.state] = states.get(cell.state, 0) | bit
    return Row(tuple(levels), states, conditional)


def plain(scale: Scale, *rows: str) -> PlainTable:
    """Return a table from words: labels or numbers, states, "-" for not researched, "?" after a condition."""
    return PlainTable(
        scale,
        tuple(tuple(_cell(scale, word) for word in row.split()) for row in rows),
        tuple(1.0 for _ in rows[0].split()),
    )


def _cell(scale: Scale, word: str) -> PlainCell:
    label = word.rstrip("?")
    if label == "-":
        return PlainCell()
    if label in STATES:
        return PlainCell(state=label)
    value = scale.labels[label] if scale.labels else float(label)
    return PlainCell(value, "position", word.endswith("?"))


def values_of(scale: Scale) -> st.SearchStrategy[float]:
    """Values of a scale; on a range, whole numbers and some between."""
    if scale.labels:
        return st.sampled_from(tuple(scale.labels.values()))
    numbers = st.sampled_from([scale.minimum, scale.neutral, scale.maximum, 12.5, 55.0])
    return numbers | st.integers(int(scale.minimum), int(scale.maximum)).map(float)


def cells_of(scale: Scale) -> st.SearchStrategy[PlainCell]:
    """Cells that hold a value more often than not."""
    held = st.builds(
        PlainCell,
        values_of(scale),
        st.just("position"),
        st.booleans(),
        st.none() | st.sampled_from([0.0, 20.0, 50.0, 100.0]),
    )
    empty = st.builds(PlainCell, st.none(), st.sampled_from((*STATES, "not-researched")))
    return held | held | empty


@st.composite
def tables(
    draw: st.DrawFn, *, scales: tuple[Scale, ...] = SCALES, actors: int = 4, issues: int = 7
) -> PlainTable:
    """Return a table at random on one of the scales, of at least two actors and up to so many issues."""
    scale = draw(st.sampled_from(scales))
    width = draw(st.integers(0, issues))
    rows = st.lists(
        st.lists(cells_of(scale), min_size=width, max_size=width).map(tuple), min_size=2, max_size=actors
    )
    one = st.just((1.0,) * width)
    some = st.lists(st.sampled_from([0.25, 1.0, 3.0]), min_size=width, max_size=width).map(tuple)
    return PlainTable(scale, tuple(draw(rows)), draw(one | some))
