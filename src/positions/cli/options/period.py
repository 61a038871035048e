"""Which days count, and windows over them."""

# Typer evaluates the annotations below, so they are values here, not text
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.shared import a_date, checked_by
from positions.dataset.dates import PartialDate, parse_window


def a_window(value: str | None) -> str | None:
    """Return the length of a window as it is written, if it is one."""
    if value is not None:
        checked_by(parse_window)(value)
    return value


@dataclass(frozen=True)
class PeriodOptions:
    """Which days count, and windows over them."""

    since: Annotated[
        PartialDate | None,
        typer.Option(
            "--since",
            metavar="DATE",
            parser=a_date,
            help="Only statements from this day, month or year on.",
            rich_help_panel="Time",
        ),
    ] = None
    until: Annotated[
        PartialDate | None,
        typer.Option(
            "--until",
            metavar="DATE",
            parser=a_date,
            help="Only statements up to and including this day, month or year.",
            rich_help_panel="Time",
        ),
    ] = None
    window: Annotated[
        str | None,
        typer.Option(
            "--window",
            metavar="LENGTH",
            callback=a_window,
            help="One result per window of this length: days (90d), weeks (12w), months (6m), years (1y), "
            "or statements (100e).",
            rich_help_panel="Time",
        ),
    ] = None
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="LENGTH",
            callback=a_window,
            help="Window step (default: window length).",
            rich_help_panel="Time",
        ),
    ] = None
