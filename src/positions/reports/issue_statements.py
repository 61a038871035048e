"""Each issue by number of statements: how many are for and against it, and when."""

from __future__ import annotations

from collections.abc import Sequence

from positions.charts import Bar, BarPicture, Series, TimePanel, TimePicture
from positions.measures.networks.counts import IssueStatements, count_by_issue
from positions.measures.networks.windows import Bounds
from positions.reports.common.cells import SPAN, counted, listed, sentence
from positions.reports.common.headlines import above, as_headline
from positions.reports.common.study import Study
from positions.reports.network.span import Span
from positions.selection import FILTER_WORDS
from positions.statements import (
    Statement,
    StatementSet,
    collect_statements,
    within_period,
    without_duplicates,
)
from positions.tables import CellValue, Column, Report, Table
from positions.vocabulary import Duplicates

_MOST_TOLD, _MOST_PANELS = 3, 12
_SIDES = (
    Column("for", "For", "integer"),
    Column("against", "Against", "integer"),
    Column("neutral", "Neutral", "integer"),
)
_NUMBERS = (Column("statements", "Statements", "integer"), Column("actors", "Actors", "integer"))


def issue_statements(study: Study, span: Span | None = None, duplicates: Duplicates = "document") -> Report:
    """Return how many statements are for and against each issue, those with most statements first.

    Args:
        study: the data; its selection's filters act on statements.
        span: which days count, and the windows over them.
        duplicates: which statements repeat another; within each window, where there are windows.

    Raises:
        UsageError: if the span makes no sense.
    """
    span = span or Span()
    span.refuse()
    found = collect_statements(study.dataset, study.selection)
    kept = within_period(found.statements, span.first, span.last)
    sided = study.grid.sided
    counts = _counted(found, kept, duplicates, sided)
    order = sorted(range(len(counts)), key=lambda issue: -counts[issue].statements)
    dated = [statement for statement in kept if statement.day is not None]
    bounds = span.bounds(dated)
    moving = [_counted(found, dated[window.first : window.stop], duplicates, sided) for window in bounds]
    windowed, said = span.window is not None, _summary(study, counts, order)
    return Report(
        command="issues",
        dataset=study.info,
        title=study.info.title,
        tables=(
            _table(study, counts, order),
            *((_windows(study, bounds, moving, order),) if windowed else ()),
        ),
        shown=("windows",) if windowed else ("issues",),
        summary=said,
        notes=(*_notes(found, kept, span, counts), *study.notes),
        options={
            "count": "statements",
            "duplicates": duplicates,
            **span.as_options(),
            **study.selection.as_options(),
        },
        **above(
            study,
            as_headline(said[-1:]),
            dated if windowed else without_duplicates(kept, duplicates, by_stance=True),
        ),
        pictures=(_over_time(study, bounds, moving, order) if windowed else _bars(study, counts, order),),
    )


def _counted(
    found: StatementSet, statements: Sequence[Statement], duplicates: Duplicates, sided: int
) -> list[IssueStatements]:
    kept = without_duplicates(statements, duplicates, by_stance=True)
    return count_by_issue(kept, len(found.issues), found.scale, sided)


def _columns(study: Study) -> tuple[Column, ...]:
    return (*_SIDES, *_NUMBERS) if study.grid.has_division else _NUMBERS


def _cells(study: Study, issue: int, number: IssueStatements) -> tuple[CellValue, ...]:
    if not study.grid.has_division:
        return (number.statements, number.actors)
    if not study.grid.is_sided(issue):
        return (None, None, None, number.statements, number.actors)
    return (number.favour, number.against, number.neutral, number.statements, number.actors)


def _table(study: Study, counts: Sequence[IssueStatements], order: Sequence[int]) -> Table:
    rows = tuple(
        (study.issues[issue].id, study.issues[issue].label, *_cells(study, issue, counts[issue]))
        for issue in order
    )
    columns = (Column("id", "Id", detail=True), Column("title", "Issue"), *_columns(study))
    return Table("issues", "Statements on each issue", columns, rows, "The selection leaves no issue.")


def _windows(
    study: Study,
    bounds: Sequence[Bounds],
    moving: Sequence[Sequence[IssueStatements]],
    order: Sequence[int],
) -> Table:
    columns = (
        *SPAN,
        Column("id", "Id", detail=True),
        Column("title", "Issue"),
        *_columns(study),
    )
    rows = tuple(
        (
            window.start.isoformat(),
            window.end.isoformat(),
            study.issues[issue].id,
            study.issues[issue].label,
            *_cells(study, issue, counts[issue]),
        )
        for window, counts in zip(bounds, moving, strict=True)
        for issue in order
    )
    return Table("windows", "Statements by window", columns, rows, "No window holds a statement.")


def _summary(study: Study, counts: Sequence[IssueStatements], order: Sequence[int]) -> tuple[str, ...]:
    total = sum(number.statements for number in counts)
    if not total:
        return ("There is no statement to count.",)
    spoken = [issue for issue in order if counts[issue].statements]
    told = [f"{study.issues[issue].label} ({_in_words(study, issue, counts[issue])})" for issue in spoken]
    rest = len(told) - _MOST_TOLD
    most = listed([*told[:_MOST_TOLD], f"{rest:,} more"] if rest > 0 else told)
    return (
        sentence(f"{counted(total, 'statement')} on {counted(len(spoken), 'issue')}."),
        f"Most statements about {most}.",
    )


def _in_words(study: Study, issue: int, number: IssueStatements) -> str:
    if not study.grid.is_sided(issue):
        return counted(number.statements, "statement")
    sides = f"{number.favour:,} for, {number.against:,} against"
    return f"{sides}, {number.neutral:,} neutral" if number.neutral else sides


def _notes(
    found: StatementSet, kept: Sequence[Statement], span: Span, counts: Sequence[IssueStatements]
) -> tuple[str, ...]:
    notes = ["Statements are counted, not actors: who says a thing ten times counts ten times."]
    repeated = len(kept) - sum(number.statements for number in counts)
    if repeated:
        notes.append(
            sentence(
                f"{counted(repeated, 'statement')} left out that {'repeats' if repeated == 1 else 'repeat'} "
                "an earlier one (--duplicates)."
            )
        )
    undated = sum(statement.day is None for statement in found.statements)
    if undated and (span.window is not None or span.since or span.until):
        notes.append(sentence(f"{counted(undated, 'statement')} without a date left out."))
    notes += [
        sentence(f"{counted(number, 'statement')} left out: {FILTER_WORDS.get(name, name)}.")
        for name, number in found.excluded.items()
    ]
    return tuple(notes)


def _bars(study: Study, counts: Sequence[IssueStatements], order: Sequence[int]) -> BarPicture:
    return BarPicture(
        "Statements for and against" if study.grid.has_sides else "Statements",
        tuple(
            Bar(
                study.issues[issue].label,
                number.favour,
                number.against,
                number.neutral if study.grid.is_sided(issue) else number.statements,
                counted(number.actors, "actor"),
            )
            for issue in order
            if (number := counts[issue]).statements
        ),
    )


def _over_time(
    study: Study,
    bounds: Sequence[Bounds],
    moving: Sequence[Sequence[IssueStatements]],
    order: Sequence[int],
) -> TimePicture:
    spoken = [issue for issue in order if any(counts[issue].statements for counts in moving)]
    drawn = spoken[:_MOST_PANELS]
    sided = study.grid.is_sided
    high = max(
        (max(w[i].favour, 0 if sided(i) else w[i].statements) for w in moving for i in drawn), default=0
    )
    low = max((w[i].against for w in moving for i in drawn), default=0)

    def series(issue: int) -> tuple[Series, ...]:
        own = [counts[issue] for counts in moving]
        if not sided(issue):
            return (Series("statements", "plain", tuple(number.statements for number in own)),)
        found = (
            Series("for", "for", tuple(number.favour for number in own)),
            Series("against", "against", tuple(number.against for number in own)),
        )
        neutral = tuple(number.neutral for number in own)
        return (*found, Series("neutral", "neutral", neutral)) if any(neutral) else found

    left = len(spoken) - len(drawn)
    return TimePicture(
        "Statements over time",
        tuple(window.start.isoformat() for window in bounds),
        tuple(window.end.isoformat() for window in bounds),
        tuple(
            TimePanel(study.issues[issue].label, series(issue), -float(low), float(high), bars=True)
            for issue in drawn
        ),
        (f"The {_MOST_PANELS} issues with most statements are drawn; {left:,} more are not.",)
        if left > 0
        else (),
    )
