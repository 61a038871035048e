"""Options of the commands that compute the agreement of pairs."""

# Typer evaluates the annotations below, so they are values here, not text
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from positions.cli.options.panels import FILTERS
from positions.cli.options.shared import FilterOptions, a_date
from positions.dataset.dates import PartialDate
from positions.problems import UsageError
from positions.vocabulary import MEASURE_ENTRIES, Measure

if TYPE_CHECKING:
    from positions.measures.pairs.results import Comparison
    from positions.selection import Selection


@dataclass(frozen=True)
class MeasureOptions:
    """How pairs are compared."""

    measure: Annotated[
        Measure | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="; ".join(f"{entry.name}: {entry.summary}" for entry in MEASURE_ENTRIES.values()) + ".",
            rich_help_panel="Measure",
        ),
    ] = None
    unweighted: Annotated[
        bool, typer.Option("--unweighted", help="Ignore the issues' weights.", rich_help_panel="Measure")
    ] = False
    by_salience: Annotated[
        bool,
        typer.Option(
            "--by-salience",
            help="Weight each issue by its salience to both actors.",
            rich_help_panel="Measure",
        ),
    ] = False


@dataclass(frozen=True)
class EntryOptions:
    """Which dated entries of a cell count."""

    entries: Annotated[
        Literal["latest", "window"] | None,
        typer.Option(
            "--entries",
            metavar="WHICH",
            help="latest: the last entry of each cell (default); window: all entries of a period, mixed "
            "where they are on both sides.",
            rich_help_panel=FILTERS,
        ),
    ] = None
    since: Annotated[
        PartialDate | None,
        typer.Option(
            "--since",
            metavar="DATE",
            parser=a_date,
            help="First day of the window.",
            rich_help_panel=FILTERS,
        ),
    ] = None
    until: Annotated[
        PartialDate | None,
        typer.Option(
            "--until",
            metavar="DATE",
            parser=a_date,
            help="Last day of the window.",
            rich_help_panel=FILTERS,
        ),
    ] = None


def comparison(how: MeasureOptions, filters: FilterOptions, *, bounds: bool = False) -> "Comparison":
    """Return the comparison that the options describe.

    Raises:
        UsageError: if two of them exclude each other.
    """
    from positions.measures.pairs.results import Comparison

    if bounds and how.by_salience:
        raise UsageError(
            "--range and --by-salience do not go together",
            "what is not known has no salience: leave one of them out",
        )
    return Comparison(
        measure=how.measure,
        min_shared=filters.min_shared,
        weighted=not how.unweighted,
        by_salience=how.by_salience,
        bounds=bounds,
    )


def with_entries(selection: "Selection", chosen: EntryOptions) -> "Selection":
    """Return the selection, limited to the chosen entries.

    Raises:
        UsageError: if two of the options exclude each other.
    """
    from dataclasses import replace

    if chosen.entries != "window":
        if chosen.since or chosen.until:
            raise UsageError("--since and --until bound a window of entries", "add --entries window")
        return selection
    if selection.as_of is not None:
        raise UsageError(
            "--as-of and --entries window do not go together", "end the window with --until instead"
        )
    if chosen.since and chosen.until and chosen.since.first > chosen.until.last:
        raise UsageError(f"the window ends before it begins: {chosen.since} is after {chosen.until}")
    return replace(selection, entries="window", since=chosen.since, until=chosen.until)
