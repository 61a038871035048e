"""Power: who can press whom, who converges with whom, and which issues mobilise (MACTOR)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.measures.power import Alliance, Influence, alliance, influences
from positions.reports.common.headlines import above
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.sided import left_out_note, with_sides
from positions.reports.common.signing import not_counted
from positions.reports.common.study import Study
from positions.reports.power.unfit import refuse_unfit
from positions.reports.power.words import (
    MEETINGS,
    headline_of_power,
    meetings,
    notes_on,
    said_of_alliances,
    said_of_influence,
    valued_note,
    what_to_add,
)
from positions.tables import AnyTable, CellValue, Column, ColumnType, Matrix, Report, Share, Table

ORDERS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A column with what stands in it for each row."""

    column: Column
    cells: Sequence[CellValue]


def power(study: Study, *, single_subtraction: bool = False, by_salience: bool = False) -> Report:
    """Return MACTOR's matrices and figures for the selected actors and issues.

    Without any `influences` in the dataset all that needs them (the influences, the forces, order 3) is
    None, and a sentence says what to add.

    Args:
        study: the data.
        by_salience: weigh orders 2 and 3 by salience, MACTOR's valued position, not by the distance from
            neutral.
        single_subtraction: leave an actor's influence on itself out of R's first factor once, not twice.

    Where some issues have amounts, it is of those with sides.

    Raises:
        UsageError: if no issue has sides, or several have scales of their own and stances count by their
            distance from neutral; or if there are more actors than anybody reads.
    """
    whole, study = study, with_sides(study)
    grid = study.grid
    refuse_unfit(grid, by_salience=by_salience)
    refuse_what_cannot_end(len(grid.actors), read=True)
    found = influences(grid, single_subtraction=single_subtraction)
    known = found if found.given else None
    forces = known.force if known else None
    orders: dict[int, Alliance | None] = {
        1: alliance(grid, valued=False),
        2: alliance(grid, by_salience=by_salience),
        3: alliance(grid, forces=forces, by_salience=by_salience) if forces is not None else None,
    }
    tables = (
        _actors(study, known, orders),
        *_influence_matrices(study, known),
        *_alliance_matrices(study, orders),
        _issues(study, orders),
        _totals(orders),
    )
    return Report(
        command="power",
        dataset=study.info,
        title=study.info.title,
        tables=tables,
        shown=("actors", "totals"),
        summary=(
            *(said_of_influence(study.actors, known) if known else what_to_add(study.actors)),
            *said_of_alliances(
                study.actors,
                study.issues,
                orders,
                by_salience=by_salience,
                left_out=not_counted(study.grid),
            ),
        ),
        notes=(
            *notes_on(study, known, single_subtraction=single_subtraction),
            valued_note(study, by_salience=by_salience),
            *left_out_note("Power is", whole),
            *whole.notes_on_filters(),
            *study.notes,
        ),
        options={
            "single_subtraction": single_subtraction,
            "by_salience": by_salience,
            **whole.selection.as_options(),
        },
        **above(study, headline_of_power(study.actors, known, orders, left_out=not_counted(grid))),
    )


def _actors(study: Study, found: Influence | None, orders: Mapping[int, Alliance | None]) -> Table:
    nothing: Sequence[CellValue] = [None] * len(study.actors)
    best = 3 if orders[3] else 2
    headings = [
        _Heading(Column("id", "Actor"), study.actors),
        _number("influence", "Influence", found.influence if found else nothing, kind="integer", shown=found),
        _number(
            "dependence", "Dependence", found.dependence if found else nothing, kind="integer", shown=found
        ),
        _number("midi_diagonal", "On itself", _loops(found) or nothing, kind="integer"),
        _number("r", "R", (found.force if found else None) or nothing, shown=found),
        _number("influence_m", "Influence (MMIDI)", found.influence_m if found else nothing, kind="integer"),
        _number(
            "dependence_m", "Dependence (MMIDI)", found.dependence_m if found else nothing, kind="integer"
        ),
        _number("q", "Q", (found.force_m if found else None) or nothing),
        _number("net", "Net", _net(found) or nothing, kind="integer", shown=found),
    ]
    for name in ("implication", "ambivalence"):
        for order in ORDERS:
            made = orders[order]
            figures = getattr(made, name) if made else nothing
            kind: ColumnType = "share" if name == "ambivalence" else "integer" if order == 1 else "number"
            if made and name == "ambivalence":
                figures = list(map(Share, made.ambivalence, meetings(orders[1], made)))
            headings.append(
                _number(
                    f"{name}_{order}",
                    name.capitalize(),
                    _typed(figures, kind),
                    kind=kind,
                    shown=order == best,
                )
            )
    return _table("actors", "Actors", headings, "The selection leaves no stakeholder.")


def _loops(found: Influence | None) -> list[CellValue]:
    return [row[index] for index, row in enumerate(found.midi)] if found else []


def _net(found: Influence | None) -> list[CellValue]:
    return [sum(row) for row in found.net] if found else []


def _number(
    name: str, label: str, cells: Sequence[CellValue], *, kind: ColumnType = "number", shown: object = None
) -> _Heading:
    return _Heading(Column(name, label, kind, detail=not shown, counted=MEETINGS), cells)


def _typed(figures: Sequence[CellValue], kind: ColumnType) -> list[CellValue]:
    """Return figures, as integers where the column is of integers or all are whole; what is None stays so."""
    numbers = [figure for figure in figures if isinstance(figure, float | int)]
    if kind == "share" or not all(number == int(number) for number in numbers):
        return list(figures)
    return [int(figure) if isinstance(figure, float | int) else figure for figure in figures]


def _table(name: str, title: str, headings: Sequence[_Heading], empty: str) -> Table:
    rows = tuple(zip(*(heading.cells for heading in headings), strict=True))
    return Table(name, title, tuple(heading.column for heading in headings), rows, empty)


def _influence_matrices(study: Study, found: Influence | None) -> list[AnyTable]:
    nothing = tuple((None,) * len(study.actors) for _ in study.actors)
    titles = (
        ("midi", "Influence MIDI"),
        ("mmidi", "Influence MMIDI"),
        ("net", "Net influence"),
    )
    return [
        Matrix(
            name,
            title,
            "integer",
            study.actors,
            study.actors,
            getattr(found, name) if found else nothing,
            sparse=True,
        )
        for name, title in titles
    ]


def _alliance_matrices(study: Study, orders: Mapping[int, Alliance | None]) -> list[AnyTable]:
    """Return MAO, CAA and DAA of each order; where an order is undefined, all cells are None."""
    actors, issues = study.actors, study.issues
    tables: list[AnyTable] = []
    for order in ORDERS:
        made, kind = orders[order], _kind(order)
        cells = made.positions if made else [[None] * len(issues)] * len(actors)
        tables.append(
            Matrix(f"{order}mao", f"Positions {order}MAO", kind, actors, issues, _cells(cells, kind))
        )
    for name, words, attribute in (
        ("caa", "Convergence", "convergence"),
        ("daa", "Divergence", "divergence"),
    ):
        for order in ORDERS:
            made, kind = orders[order], _kind(order)
            cells = getattr(made, attribute) if made else [[None] * len(actors)] * len(actors)
            title = f"{words} {order}{name.upper()}"
            matrix = Matrix(f"{order}{name}", title, kind, actors, actors, _cells(cells, kind), sparse=True)
            tables.append(matrix)
    return tables


def _kind(order: int) -> ColumnType:
    return "integer" if order == 1 else "number"


def _cells(rows: Sequence[Sequence[CellValue]], kind: ColumnType) -> tuple[tuple[CellValue, ...], ...]:
    typed = iter(_typed([cell for row in rows for cell in row], kind))
    return tuple(tuple(next(typed) for _ in row) for row in rows)


def _issues(study: Study, orders: Mapping[int, Alliance | None]) -> Table:
    nothing: Sequence[CellValue] = [None] * len(study.issues)
    first, valued, forced = orders[1], orders[2], orders[3]
    best = 3 if forced else 2
    headings = [
        _Heading(Column("id", "Issue"), study.issues),
        _number("n_for", "For", _sizes(first.favour) if first else nothing, kind="integer", shown=True),
        _number(
            "n_against", "Against", _sizes(first.against) if first else nothing, kind="integer", shown=True
        ),
    ]
    for order, made in ((2, valued), (3, forced)):
        favour, against = (made.favour, made.against) if made else (nothing, nothing)
        for side, label, figures in (("for", "Sum for", favour), ("against", "Sum against", against)):
            cells = _typed(figures, "number")
            headings.append(_number(f"{side}_{order}", label, cells, shown=order == best))
    for order in ORDERS:
        each = orders[order]
        figures = _typed(each.mobilisation if each else nothing, _kind(order))
        headings.append(
            _number(f"mobilisation_{order}", "Mobilisation", figures, kind=_kind(order), shown=order == best)
        )
    return _table("issues", "Issues", headings, "The selection leaves no issue.")


def _sizes(sums: Sequence[float]) -> list[CellValue]:
    return [abs(int(number)) for number in sums]


def _totals(orders: Mapping[int, Alliance | None]) -> Table:
    columns = (
        Column("order", "Order", "integer"),
        Column("convergence", "Convergence", "share", counted=MEETINGS),
        Column("divergence", "Divergence", "share", counted=MEETINGS),
        Column("meetings", "Meetings", "integer", detail=True),
    )
    rows: list[tuple[CellValue, ...]] = []
    for order, made in orders.items():
        number = sum(meetings(orders[1], made)) // 2
        shares = (made.converging, made.diverging) if made else (None, None)
        rows.append((order, *(Share(share, number) for share in shares), number))
    return Table("totals", "Degree of convergence", columns, tuple(rows))
