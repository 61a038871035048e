"""A briefing: who is with whom, on what, what could be signed together, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from positions.measures.agreement import Comparison
from positions.pages import Briefing, Quoted, Section
from positions.problems import UsageError
from positions.reports.cells import counted, listed, quotes, stance_cell
from positions.reports.common_ground import common_ground_of
from positions.reports.compare import compare
from positions.reports.gaps import GapOptions, gaps
from positions.reports.study import Study
from positions.tables import AnyTable, CellValue, Column, Matrix, Ref, Report, Table

WIDEST = 12
"""A matrix of more actors does not fit a page."""

_OPEN, _MOST_QUOTED = 8, 24
_ORDER = ("stated", "reported", "attributed", "inferred")
_ON_PAIRS = ("Nearest", "Furthest", "The pairs", "The two", "No two")
_SIGNABLE = ("all_for", "all_against", "nobody_opposed")


def brief(study: Study, how: Comparison | None = None) -> Briefing:
    """Return the briefing of the selected actors and issues.

    Raises:
        UsageError: if the measure does not fit the scale, or there are fewer than two actors or no issue.
    """
    how = how or Comparison()
    if len(study.grid.actors) < 2 or not study.grid.issues:
        raise UsageError(
            "there is nothing to brief on: it takes two actors or more, and an issue",
            "name other actors, or leave out a filter",
        )
    compared = compare(study, how)
    ground = None if study.grid.scale.is_nominal else common_ground_of(study, with_conditions=True)
    sections = (
        _with_whom(compared),
        _on_what(compared),
        *((_together(ground),) if ground else ()),
        _open_questions(study, how),
    )
    return Briefing(
        title=study.info.title,
        lead=(_who(study), *(text for text in compared.summary if not text.startswith(_ON_PAIRS))),
        sections=sections,
        quoted=_quoted(study, compared),
        notes=compared.notes,
    )


def _who(study: Study) -> str:
    names = [
        f"{ref.name} ({ref.label})" if ref.name != ref.label else ref.name for ref in study.actors[:WIDEST]
    ]
    rest = len(study.actors) - len(names)
    return (
        f"{counted(len(study.actors), 'actor')}, {counted(len(study.issues), 'issue')}: "
        f"{', '.join(names)}{f' and {rest} more' if rest else ''}."
    )


def _table(report: Report, name: str) -> AnyTable:
    return next(table for table in report.tables if table.id == name)


def _with_whom(compared: Report) -> Section:
    """Return who agrees with whom, in words and as the two matrices."""
    words = tuple(text for text in compared.summary if text.startswith(_ON_PAIRS))
    matrices = [cast("Matrix", _table(compared, name)) for name in ("agreement", "disagreement")]
    return Section(
        "Who is with whom", words or compared.summary[-2:], (), *_that_fit(matrices, "their agreement")
    )


def _that_fit(matrices: Sequence[Matrix], what: str) -> tuple[tuple[AnyTable, ...]]:
    across = max(len(_across(matrix)) for matrix in matrices)
    if across <= WIDEST:
        return (tuple(matrices),)
    left_out = Table(
        "left_out",
        matrices[0].title,
        (Column("what", "What"),),
        (),
        f"{what.capitalize()} is a table of {across} columns, too wide for a page: positions compare -o "
        "compare.xlsx has it.",
    )
    return ((left_out,),)


def _across(matrix: Matrix) -> Sequence[Ref]:
    return matrix.rows if matrix.type == "stance" else matrix.columns


def _on_what(compared: Report) -> Section:
    """Return every stance, and what divides."""
    stances = cast("Matrix", _table(compared, "stances"))
    (tables,) = _that_fit([stances], "the grid of stances")
    return Section("On what", (), (), (*tables, _table(compared, "divides")))


def _together(ground: Report) -> Section:
    """Return what could be signed together and what nobody opposes, with the conditions."""
    table = cast("Table", ground.tables[0])
    kept = [row for row in table.rows if isinstance(row[1], Ref) and row[1].id in _SIGNABLE]
    kept.sort(key=lambda row: _SIGNABLE.index(cast("Ref", row[1]).id))
    columns = [replace(column, detail=column.id == "against", below=False) for column in table.columns]
    empty = "There is nothing that all are known to be for, and nothing that nobody is known to oppose."
    return Section(
        "What could be signed together, and on which conditions",
        tuple(text for text in ground.summary if text.startswith(("All ", "Both ", "There is nothing"))),
        (),
        (replace(table, columns=tuple(columns), rows=tuple(kept), empty=empty),),
    )


def _open_questions(study: Study, how: Comparison) -> Section:
    """Return the gaps that concern the most pairs."""
    report = gaps(study, GapOptions(min_shared=how.min_shared))
    table = cast("Table", report.tables[0])
    names = [column.id for column in table.columns]
    alike: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        values = {name: _text(value) for name, value in zip(names, row, strict=True)}
        detail = f" ({values['detail']})" if values["detail"] else ""
        alike.setdefault((values["issue"], values["kind"] + detail), []).append(values["stakeholder"])
    points = [
        f"{issue or 'All issues'}: {what} – {listed(list(dict.fromkeys(filter(None, actors))))}".rstrip("– ")
        for (issue, what), actors in list(alike.items())[:_OPEN]
    ]
    rest = len(alike) - len(points)
    more = (f"{counted(rest, 'more', 'more')}: positions gaps lists them.",) if rest > 0 else ()
    return Section(
        "Open questions",
        ("What is missing or weak, first what concerns the most pairs.",) if points else (table.empty,),
        (*points, *more),
    )


def _text(value: CellValue) -> str:
    return value.label if isinstance(value, Ref) else str(value or "")


def _quoted(study: Study, compared: Report) -> tuple[Quoted, ...]:
    """Return the best quotation of each cell, first on what divides and unites; the first few of many."""
    told = [
        cast("Ref", row[0]).id
        for name in ("divides", "unites")
        for row in cast("Table", _table(compared, name)).rows
    ]
    places = {issue.id: index for index, issue in enumerate(study.grid.issues)}
    order = [*(places[name] for name in told), *(place for name, place in places.items() if name not in told)]
    found = []
    for issue in order:
        for actor in range(len(study.grid.actors)):
            detail = study.grid.details.get((actor, issue))
            if detail is None or study.grid.state(actor, issue) == "excluded":
                continue
            items = [item for item in quotes(detail.entry.evidence, study.dataset.sources) if item.quote]
            if items:
                best = min(items, key=lambda item: _ORDER.index(item.basis))
                cell = stance_cell(study.grid, actor, issue)
                words = cell.label or (f"{cell.value:g}" if cell.value is not None else cell.state)
                found.append(
                    Quoted(
                        study.issues[issue].label,
                        study.actors[actor].label,
                        words.replace("-", " ") if cell.side is not None else words,
                        best,
                    )
                )
    return tuple(found[:_MOST_QUOTED])
