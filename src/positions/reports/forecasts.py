"""Forecasts of issues as a table and in words: what each falls on, by how much, and who would flip it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from positions.dataset.scale import Scale
from positions.grid import StanceGrid
from positions.measures.forecast import Forecast, forecasts
from positions.measures.issues import IssueProfile
from positions.reports.common.cells import counted, listed
from positions.reports.common.sides import Names
from positions.rounding import percent, short_number
from positions.tables import CellValue, Column, Share

_MOST_TOLD = 3
_MOST_NAMED = 6
_MODEL_WORDS = {"weighted_mean": "weighted mean", "weighted_median": "weighted median"}
_SIDE_WORDS = {1: "for", -1: "against", 0: "neutral", None: "no side"}
NOTE = (
    "Forecasts: by influence times salience, over the positions for which both are given. Flipped without: "
    "actors without any single one of whom the forecast would be on another side of neutral."
)


@dataclass(frozen=True, slots=True)
class IssueForecasts:
    """An issue (by index) with its forecasts, mean and median."""

    issue: int
    mean: Forecast
    median: Forecast


def forecasts_of(grid: StanceGrid, rows: Sequence[IssueProfile]) -> tuple[IssueForecasts, ...]:
    """Return the forecasts of the issues that have any, in the order of the rows."""
    found = ((row.issue, forecasts(grid.scale_of(row.issue), row.weighed)) for row in rows)
    return tuple(IssueForecasts(issue, *both) for issue, both in found if both)


def forecast_columns(
    names: Names, found: Sequence[IssueForecasts], issues: Sequence[int]
) -> Iterator[tuple[Column, tuple[CellValue, ...]]]:
    """Yield the columns that qualify the forecasts, each with its cells for these issues.

    A cell is None where an issue has no forecast. People see what each falls on and who would flip it.
    """
    by_issue = {one.issue: one for one in found}
    scales = [names.grid.scale_of(one.issue) for one in found] or [names.grid.scale]
    labelled = any(scale.labels for scale in scales)
    sided = any(not scale.is_amount for scale in scales)
    ranged = any(not scale.labels for scale in scales)
    for model, word in (("mean", "Mean"), ("median", "Median")):
        rows = [getattr(by_issue.get(issue), model, None) for issue in issues]
        for name, label, kind, shown, cell in (
            ("side", f"{word} falls", "text", sided and ranged, _side),
            ("level", f"{word} nearest to", "text", labelled, _level),
            ("margin", f"{word}'s margin", "number", False, _margin),
            *((("spare", "Spare weight", "share", False, _spare),) if model == "median" else ()),
            ("flipped_by", f"{word} flipped without", "text", sided, lambda row: names.refs(row.flipped_by)),
        ):
            column = Column(
                f"weighted_{model}_{name}",
                label,
                kind,
                detail=not (shown and found),
                counted="positions",
            )
            yield column, tuple(None if row is None else cell(row) for row in rows)


def _side(forecast: Forecast) -> CellValue:
    return None if forecast.side is None else _SIDE_WORDS[forecast.side]


def _level(forecast: Forecast) -> CellValue:
    return forecast.level


def _margin(forecast: Forecast) -> CellValue:
    return forecast.margin


def _spare(forecast: Forecast) -> CellValue:
    return Share(forecast.spare, forecast.n)


def said_of_forecasts(names: Names, found: Sequence[IssueForecasts]) -> Iterator[str]:
    """Yield a few sentences on each of the first few forecasts, and how many more there are."""
    for one in found[:_MOST_TOLD]:
        if names.grid.scale_of(one.issue).is_amount:
            yield _values(names, one)
            continue
        yield " ".join((_values(names, one), *_disagreement(one), *_flips(names, one)))
    rest = len(found) - _MOST_TOLD
    if rest > 0:
        yield f"There are forecasts for {counted(rest, 'more issue')}: see the table."


def _values(names: Names, one: IssueForecasts) -> str:
    unit = names.grid.issues[one.issue].unit
    counted_in = f" {unit}" if unit and names.grid.scale_of(one.issue).is_amount else ""
    told = (
        f"the {_MODEL_WORDS[each.model]} is {_place(names.grid.scale_of(one.issue), each)}{counted_in}"
        for each in (one.mean, one.median)
    )
    positions = counted(one.mean.n, "position")
    return f"Forecast for {names.issue(one.issue)}, from {positions}: {'; '.join(told)}."


def _place(scale: Scale, forecast: Forecast) -> str:
    value = short_number(forecast.value)
    if scale.is_amount:
        return value
    positions = counted(forecast.n, "position")
    spare = (
        ""
        if forecast.spare is None
        else f", with {percent(forecast.spare)} of the weight of {positions} to spare"
    )
    if not scale.labels:
        side = _SIDE_WORDS[forecast.side]
        margin = (
            f", {short_number(forecast.margin)} from neutral" if forecast.side and forecast.margin else ""
        )
        return f"{value} ({side}{margin}{spare})"
    if forecast.level is None:
        return f"{value} (halfway between two levels{spare})"
    margin = (
        ""
        if forecast.margin is None
        else f", {short_number(forecast.margin)} from the border to the next level"
    )
    return f"{value} (nearest to “{forecast.level.replace('-', ' ')}”{margin}{spare})"


def _disagreement(one: IssueForecasts) -> tuple[str, ...]:
    if one.mean.side != one.median.side:
        sides = f"{_SIDE_WORDS[one.mean.side]}, the other {_SIDE_WORDS[one.median.side]}"
        return (f"The two disagree, one {sides}: which it is depends on the model.",)
    if one.mean.level != one.median.level:
        return ("The two are on the same side, but nearest to different levels.",)
    return ()


def _flips(names: Names, one: IssueForecasts) -> tuple[str, ...]:
    if one.mean.n == 1:
        return ("It rests on a single actor.",)
    if not (one.mean.flipped_by or one.median.flipped_by):
        return ("No actor alone would move either to another side.",)
    if one.mean.flipped_by == one.median.flipped_by:
        return (f"Without {_any_of(names, one.mean)}, both would be on another side.",)
    return tuple(
        f"Without {_any_of(names, forecast)}, the {_MODEL_WORDS[forecast.model]} would be on another side."
        for forecast in (one.mean, one.median)
        if forecast.flipped_by
    )


def _any_of(names: Names, forecast: Forecast) -> str:
    who = [names.actors[actor].label for actor in forecast.flipped_by]
    if len(who) == 1:
        return f"{who[0]} alone"
    more = [f"{len(who) - _MOST_NAMED} more"] if len(who) > _MOST_NAMED else []
    return f"any one of {listed([*who[:_MOST_NAMED], *more], last='or')}"
