"""Options of the commands that compute the agreement of pairs."""

# Typer evaluates the annotations below, so they are values here, not text
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.panels import FILTERS
from positions.cli.options.shared import a_date
from positions.dataset.dates import PartialDate
from positions.library.options.keywords import Entries
from positions.vocabulary import MEASURE_ENTRIES, Measure


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
class EntriesOption:
    """Which entries of a cell count."""

    entries: Annotated[
        Entries | None,
        typer.Option(
            "--entries",
            metavar="WHICH",
            help="latest: the last entry of each cell (default); window: all entries, mixed where they are "
            "on both sides; majority: the most frequent stance; mean: the mean stance.",
            rich_help_panel=FILTERS,
        ),
    ] = None


@dataclass(frozen=True)
class EntryOptions(EntriesOption):
    """Which entries of a cell count, in which period."""

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
