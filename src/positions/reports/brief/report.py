"""A briefing: who is with whom, on what, what could be signed together, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from positions.grid import bits
from positions.measures.issues import most_divided
from positions.measures.pairs.results import Comparison, PairResult
from positions.page_model import Briefing, Section
from positions.problems import UsageError
from positions.reports.blocs.report import blocs
from positions.reports.brief.issues import IN_ANNEX, on_issues
from positions.reports.brief.words import words_sections
from positions.reports.common.cells import STANCES, counted, listed
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.signing import not_counted
from positions.reports.common.study import Study
from positions.reports.common_ground import Grounds, grounds_of
from positions.reports.compare.moves import moved_table
from positions.reports.compare.report import AGREEMENT, DISAGREEMENT, Compared, compared, tells_sides
from positions.reports.compare.summary import Words
from positions.reports.gaps import GapOptions, gaps
from positions.tables import AnyTable, CellValue, Count, Matrix, Ref, Report, Table, TreePicture

WIDEST = 30
"""A matrix of more columns does not fit a page, not even across it."""

_FEW, _GRID = 5, 12
"""The matrices of so few actors and issues stand in the text, larger ones in an annex."""

_OPEN, _MOST_OPEN = 6, 100
_MOST_ROWS, _A_FEW_MORE = 5, 3
"""A longer list is cut, unless only a few more would be left out."""

_MOST_NAMES, _IN_CELL, _NEAREST = 8, 5, 3
_NOT_FOR_READERS = "quote-not-checked"
_SIGNABLE = ("all_for", "all_against", "nobody_opposed")
_OF_SIGNING = (
    "All ",
    "Both ",
    "Those ",
    "What stands",
    "Contested",
    "Outside",
    "These conditions",
    "Opposition",
)
"""How the sentences of common-ground begin that a briefing prints."""


_MATRICES = {"stances": STANCES, "agreement": AGREEMENT, "disagreement": DISAGREEMENT}
_OF_SIDES = ("unites", "divides")
"""The tables of the comparison that a briefing is made of, and what the matrices are called."""


def brief(study: Study, how: Comparison | None = None) -> Briefing:
    """Return the briefing of the selected actors and issues.

    Raises:
        UsageError: if the measure does not fit the scale, there are fewer than two actors or no issue, or
            more actors than anybody reads.
    """
    how = how or Comparison()
    if len(study.grid.actors) < 2 or not study.grid.issues:
        raise UsageError(
            "there is nothing to brief on: it takes two actors or more, and an issue",
            "name other actors, or leave out a filter",
        )
    refuse_what_cannot_end(len(study.grid.actors), read=True)
    across = _across(study)
    fitting = [name for name, columns in across.items() if columns <= WIDEST]
    found = compared(study, how, wanted=(*fitting, *(_OF_SIDES if tells_sides(study.grid) else ())))
    report, words = found.report, found.words
    ground = None if study.grid.scale.is_nominal else grounds_of(study, with_conditions=True)
    matrices = {name: cast("Matrix", _table(report, name)) for name in fitting}
    in_text = len(study.actors) <= _FEW and len(study.issues) <= _GRID
    numbers = [matrix for name, matrix in matrices.items() if name != "stances"]
    whole: list[Section] = []  # what is cut in the text stands whole in an annex
    sections = (
        _with_whom(study, how, found, numbers if in_text else []),
        *_movement(study),
        on_issues(study, _order(study, report), matrices["stances"] if in_text else None, whole),
        *(_together(study, ground, whole) if ground else ()),
        _open_questions(study, how, whole),
        *whole,
        *(() if in_text else (_annex(across, tuple(matrices.values())),)),
    )
    return Briefing(
        title=report.headline or study.info.title,
        dateline=f"{study.info.title}: {report.dateline}" if report.headline else report.dateline,
        lead=(_who(study), *_in_short(study, report, words)),
        sections=sections,
        words=words_sections(study, _order(study, report)),
        notes=(*study.notes_on_who(), *report.notes),
        about=_about(study),
    )


def _about(study: Study) -> tuple[str, ...]:
    """Return what the dataset says of itself; what is held back of it stands among the notes."""
    return tuple(f"{name.capitalize()}: {text}" for name, text in study.info.about.items())


def _who(study: Study) -> str:
    names = [f"{ref.name} ({ref.label})" if ref.name != ref.label else ref.name for ref in study.actors]
    return f"{some(names, _MOST_NAMES).rstrip('.')}."


def _in_short(study: Study, report: Report, words: Words) -> tuple[str, ...]:
    """Return what unites and what divides; of many actors not who is on which side, which the table tells."""
    divides = _rows(report, "divides")
    if len(study.actors) <= _FEW or not divides:
        return (*words.unites, *words.divides, *words.amounts)
    told = [
        f"{_text(row[0])} ({row[3].number:,} of {row[3].total:,} pairs opposed)"
        for row in divides[:3]
        if isinstance(row[3], Count)
    ]
    number = counted(len(divides), "issue divides", "issues divide")
    return (*words.unites, f"{number} them, most of all {listed(told)}.", *words.amounts)


def _table(report: Report, name: str) -> AnyTable:
    return next(table for table in report.tables if table.id == name)


def _rows(report: Report, name: str) -> tuple[tuple[CellValue, ...], ...]:
    """Return the rows of a table; none where there is no such table."""
    return next((table.rows for table in report.tables if table.kind == "table" and table.id == name), ())


def _with_whom(study: Study, how: Comparison, found: Compared, matrices: Sequence[Matrix]) -> Section:
    """Return who agrees with whom: in words, as blocs where there are many, and as the two matrices."""
    said, points = _blocs(study, how, found.pairs) if len(study.actors) > _FEW else ((), ())
    return Section("Who is with whom", (*found.words.pairs, *said), points, tuple(matrices))


def _blocs(
    study: Study, how: Comparison, pairs: Sequence[PairResult]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is to be said of the blocs, and each with its members; nothing where there are none."""
    try:
        report = blocs(study, how, pairs=pairs)
    except UsageError:
        return (), ()  # agreements connect too few
    (picture,) = (shown for shown in report.pictures if isinstance(shown, TreePicture))
    members: dict[int, list[str]] = {}
    for leaf in picture.order:
        ref, bloc = picture.leaves[leaf]
        members.setdefault(bloc, []).append(ref.label)
    if len(members) < 2:
        return report.summary[:1], ()
    points = (f"Bloc {bloc}: {some(names, _MOST_NAMES)}" for bloc, names in sorted(members.items()))
    return report.summary[:1], tuple(points)


def _annex(across: Mapping[str, int], fitting: tuple[Matrix, ...]) -> Section:
    """Return the matrices that are too large for the text; in words those that are so for a page."""
    words = tuple(
        f"{_MATRICES[name]}: a table of {columns} columns, too wide for a page; a workbook holds it."
        for name, columns in across.items()
        if columns > WIDEST
    )
    return Section("Annex: the matrices", words, (), fitting, annex=True)


def _across(study: Study) -> dict[str, int]:
    """Return how many columns each matrix has at least, the stances turned as it suits them.

    Of two actors there is one number, which stands in words.
    """
    actors, issues = len(study.actors), len(study.issues)
    found = {"stances": min(actors, issues)}
    return found if actors == 2 else {**found, "agreement": actors, "disagreement": actors}


def _movement(study: Study) -> tuple[Section, ...]:
    """Return who moved, when, from what to what; nothing where nobody did."""
    table = moved_table(study)
    if not table.rows:
        return ()
    points = tuple(
        f"{_text(actor)} on {_text(issue)}: from {before} to {after}" + (f", since {date}" if date else "")
        for actor, issue, before, after, date, _ in table.rows
    )
    return (Section("Who moved", (), points),)


def _shortened(table: Table, whole: list[Section]) -> Table:
    """Return the first rows of a table, with the first few of many names.

    An annex gets it whole, but of very many rows and names the first ones too.
    """
    number = len(table.rows) if len(table.rows) <= _MOST_ROWS + _A_FEW_MORE else _MOST_ROWS
    rows = tuple(tuple(_named(cell) for cell in row) for row in table.rows[:number])
    more = len(table.rows) - number
    if not more:
        return replace(table, rows=rows)
    cut = len(table.rows) > IN_ANNEX
    of_annex = tuple(tuple(_named(cell, at_most=WIDEST) for cell in row) for row in table.rows[:IN_ANNEX])
    title = f"Annex: {table.title.lower()}, {f'the first {IN_ANNEX} issues' if cut else 'in full'}"
    said = (f"Of {len(table.rows):,}, in the same order; a workbook holds all.",) if cut else ()
    whole.append(Section(title, said, (), (replace(table, rows=of_annex),), annex=True))
    told = f"And {counted(more, 'more issue')}" + (
        f"; the annex has the first {IN_ANNEX}." if cut else ", in the annex."
    )
    return replace(table, rows=rows, notes=(*table.notes, told))


def _named(cell: CellValue, at_most: int = _IN_CELL) -> CellValue:
    """Return a cell with the first few of its names where there are more than `at_most`."""
    refs = [item.label for item in cell if isinstance(item, Ref)] if isinstance(cell, tuple) else []
    return some(refs, _IN_CELL) if len(refs) > at_most else cell


def some(names: Sequence[str], most: int) -> str:
    """Return names as a list, of more than `most` the first and how many more there are."""
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[: most - 2])} and {len(names) - most + 2} more"


def _together(study: Study, ground: Grounds, whole: list[Section]) -> Iterator[Section]:
    """Yield what could be signed together, and where amounts meet; each where there are such issues."""
    if ground.sides is not None:
        words = (*ground.sides.agreed, *ground.of_signing, *ground.sides.rest)
        yield _signed(study, ground.sides.table, words, whole)
    if ground.amounts is not None:
        of_signing = () if ground.sides is not None else ground.of_signing
        table, words = ground.amounts.table, (*ground.amounts.agreed, *of_signing, *ground.amounts.rest)
        shown = replace(table, columns=tuple(replace(column, below=False) for column in table.columns))
        title = "Where they meet, and how far apart they are"
        yield Section(title, words, (), (_shortened(shown, whole),))


def _signed(study: Study, table: Table, said: Sequence[str], whole: list[Section]) -> Section:
    """Return what could be signed together and what nobody opposes, with the conditions.

    Where there is nothing, what comes nearest to it: the issues with the fewest against.
    """
    kept = [row for row in table.rows if isinstance(row[1], Ref) and row[1].id in _SIGNABLE]
    kept.sort(key=lambda row: _SIGNABLE.index(cast("Ref", row[1]).id))
    words = [text for text in said if text.startswith(_OF_SIGNING)]
    unseen = {"against"}
    if not kept:
        split = [row for row in table.rows if isinstance(row[1], Ref)]
        kept = sorted(split, key=lambda row: (_size(row[3]) - _size(row[2]), _size(row[3])))[:_NEAREST]
        unseen = {"verdict", "uncommitted"}
        words = [
            "There is no issue on which all are known to be on one side, and none on which somebody holds a "
            f"position and nobody is against or mixed{not_counted(study.grid, list(bits(study.grid.sided)))}."
            + _nearest(len(kept), len(split)),
            *(text for text in words if not text.startswith(("All ", "Both "))),
        ]
    columns = [
        replace(column, detail=column.detail or column.id in unseen, below=False) for column in table.columns
    ]
    shown = _shortened(replace(table, columns=tuple(columns), rows=tuple(kept)), whole)
    title = "What could be signed together, and on which conditions"
    return Section(title, tuple(words), (), (shown,) if kept else ())


def _nearest(shown: int, of: int) -> str:
    """Introduce the issues that come nearest to what could be signed, and say how many there are."""
    number = "" if shown == of else f"the {shown:,} of {of:,} issues "
    return f" Nearest to it, {number}with the fewest against:" if shown else ""


def _size(cell: CellValue) -> int:
    return len(cell) if isinstance(cell, tuple) else 0


def _open_questions(study: Study, how: Comparison, whole: list[Section]) -> Section:
    """Return the gaps that concern the most pairs; an annex gets them all."""
    report = gaps(study, GapOptions(min_shared=how.min_shared))
    table = cast("Table", report.tables[0])
    places = [column.id for column in table.columns]
    at = [places.index(name) for name in ("issue", "kind", "detail", "stakeholder")]
    alike: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        if isinstance(row[2], Ref) and row[2].id == _NOT_FOR_READERS:
            continue
        issue, kind, detail, actor = [_text(row[place]) for place in at]
        alike.setdefault((issue, f"{kind} ({detail})" if detail else kind), []).append(actor)
    points = []
    for (issue, what), actors in alike.items():
        who = some(list(dict.fromkeys(filter(None, actors))), _IN_CELL)
        points.append(f"{issue or 'All issues'}: {what} – {who}".rstrip("– "))
    rest = len(points) - _OPEN
    more: tuple[str, ...] = ()
    if rest > 0:
        cut = len(points) > _MOST_OPEN
        title = f"Annex: the first {_MOST_OPEN} open questions" if cut else "Annex: all open questions"
        more = (
            f"And {rest:,} more{f'; the annex has the first {_MOST_OPEN}' if cut else ', in the annex'}.",
        )
        said = (f"Of {len(points):,}; the others concern as many pairs or fewer.",) if cut else ()
        whole.append(Section(title, said, tuple(points[:_MOST_OPEN]), annex=True))
    return Section(
        "Open questions",
        ("What is missing or weak, first what concerns the most pairs.",) if points else (table.empty,),
        (*points[:_OPEN], *more),
    )


def _text(value: CellValue) -> str:
    return value.label if isinstance(value, Ref) else str(value or "")


def _order(study: Study, report: Report) -> list[int]:
    """Return the issues by index: first what divides, then what unites, then the rest.

    The rest too first where labels are opposed or amounts apart.
    """
    told = [cast("Ref", row[0]).id for name in ("divides", "unites") for row in _rows(report, name)]
    places = {issue.id: index for index, issue in enumerate(study.grid.issues)}
    rest = (profile.issue for profile in most_divided(study.profiles))
    return list(dict.fromkeys([*(places[name] for name in told), *rest]))
