"""Options of `compare` for datasets too large for a matrix."""

# Typer evaluates the annotations below, so they are values here, not text
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.panels import MANY
from positions.cli.options.shared import a_share, at_least, checked_by


@dataclass(frozen=True)
class ManyOptions:
    """How a comparison of very many pairs is cut down."""

    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="ATTRIBUTE",
            help="Compare groups of actors: by kind, or by a column of --actors.",
            rich_help_panel=MANY,
        ),
    ] = None
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            metavar="K",
            callback=at_least(1),
            help="Show the K nearest and furthest actors of each.",
            rich_help_panel=MANY,
        ),
    ] = None
    min_agreement: Annotated[
        float | None,
        typer.Option(
            "--min-agreement",
            metavar="SHARE",
            parser=a_share,
            help="Only pairs with at least this agreement: 0.8, or 80%.",
            rich_help_panel=MANY,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class PartOf:
    """Which share of how many, from 1."""

    number: int
    of: int


def read_part(text: str) -> PartOf:
    """Return which share of how many is meant, from 1: "3/8".

    Raises:
        ValueError: if it is none.
    """
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST_PARTS):
        raise ValueError(f"{text!r} is no share I/N, such as 1/8 (at most {MOST_PARTS:,} shares)")
    return PartOf(int(number), int(of))


MOST_PARTS = 100_000
"""More shares than this of one comparison have less in them than it takes to start one."""


@dataclass(frozen=True)
class ShareOptions:
    """All pairs in shares, which several machines make."""

    part: Annotated[
        PartOf | None,
        typer.Option(
            "--part",
            metavar="I/N",
            parser=checked_by(read_part),
            help="Write one of N shares of all pairs into the folder after -o, unless it is finished.",
            rich_help_panel=MANY,
        ),
    ] = None
    collect: Annotated[
        str | None,
        typer.Option(
            "--collect",
            metavar="FOLDER",
            help="Join the shares in a folder into the Parquet file after -o.",
            rich_help_panel=MANY,
        ),
    ] = None
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="Make all pairs in shares on the workers of a Dask cluster (tcp://HOST:PORT).",
            rich_help_panel=MANY,
        ),
    ] = None
