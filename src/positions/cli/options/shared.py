"""Options that many commands share, in groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from typing import Annotated, TypeVar

import typer

from positions.cli.completion import complete_actor, complete_clause, complete_coder, complete_issue
from positions.cli.options.audience import AudienceChoice, NamesFile
from positions.cli.options.panels import FILTERS
from positions.cli.options.tables import TableOptions
from positions.cli.streams import ColorChoice
from positions.dataset.dates import PartialDate, parse_date
from positions.library.options.readers import clauses, names, share, whole
from positions.render.registry import REGISTRY

# Typer evaluates the annotations below, so they are values here, not text
from positions.vocabulary import BASES, Confidence

Given = TypeVar("Given")
Parsed = TypeVar("Parsed")


def listed(*choices: str) -> Callable[[list[str] | None], list[str]]:
    """Return the callback of an option that repeats and takes commas; with choices, no other word passes."""
    read = checked_by(names(*choices))
    return lambda values: list(read(values or ()))


def one_of(choices: Callable[[], Sequence[str]]) -> Callable[[str | None], str | None]:
    """Return the callback of an option whose choices are computed on use."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in choices():
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(choices())}.")
        return value

    return check


def at_least(least: int, most: int | None = None) -> Callable[[int | None], int | None]:
    """Return the callback of an option that takes a number from `least` on, up to `most`, or none."""
    read = checked_by(whole(least, most))
    return lambda value: None if value is None else read(value)


def checked_by(read: Callable[[Given], Parsed]) -> Callable[[Given], Parsed]:
    """Return a parser or a callback of an option: `read`, whose ValueError says what is wrong with it."""

    @wraps(read)
    def checked(value: Given) -> Parsed:
        try:
            return read(value)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None

    return checked


def clause_list(values: list[str] | None) -> list[str]:
    """Return the clauses of an option that repeats, each FIELD=VALUE."""
    return list(checked_by(clauses)(values or ()))


a_share = checked_by(share)
"""Parses a number from 0 to 1, or a percentage."""

a_date = checked_by(parse_date)
"""Parses the date that an option names."""


@dataclass(frozen=True)
class DataOption(TableOptions):
    """Which dataset, and how a table in place of one is read."""

    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            "-d",
            metavar="PATH",
            help="Dataset: a file, a folder, a table, or - for standard input. Default: POSITIONS_DATA, then "
            "data/stakeholders.yaml or stakeholders.yaml here or above, then the example.",
            rich_help_panel="Data",
        ),
    ] = None
    example: Annotated[
        bool,
        typer.Option("--example", help="Use the built-in example dataset.", rich_help_panel="Data"),
    ] = False
    audience: AudienceChoice = None
    names_file: NamesFile = None

    @property
    def table(self) -> TableOptions:
        """The options for reading a table."""
        return TableOptions(**{field.name: getattr(self, field.name) for field in fields(TableOptions)})


@dataclass(frozen=True)
class FilterOptions:
    """Filters, the same on every command that compares."""

    issue: Annotated[
        tuple[str, ...],
        typer.Option(
            "--issue",
            metavar="ISSUE",
            callback=listed(),
            autocompletion=complete_issue,
            help="Only these issues, by id or title.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    tag: Annotated[
        tuple[str, ...],
        typer.Option(
            "--tag",
            metavar="TAG",
            callback=listed(),
            help="Only issues with one of these tags.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    kind: Annotated[
        tuple[str, ...],
        typer.Option(
            "--kind",
            metavar="KIND",
            callback=listed(),
            help="Only stakeholders of these kinds.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    source: Annotated[
        tuple[str, ...],
        typer.Option(
            "--source",
            metavar="SOURCE",
            callback=listed(),
            help="Only positions with evidence from one of these sources.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    as_of: Annotated[
        PartialDate | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=a_date,
            help="Positions as of a date: a year, a month or a day.",
            rich_help_panel=FILTERS,
        ),
    ] = None
    basis: Annotated[
        tuple[str, ...],
        typer.Option(
            "--basis",
            metavar="BASIS",
            callback=listed(*BASES),
            help=f"Only positions with one of these bases: {', '.join(BASES)}.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    min_confidence: Annotated[
        Confidence | None,
        typer.Option(
            "--min-confidence",
            metavar="LEVEL",
            help="Only positions coded with at least this confidence: low, medium, high.",
            rich_help_panel=FILTERS,
        ),
    ] = None
    min_shared: Annotated[
        int,
        typer.Option(
            "--min-shared",
            metavar="N",
            callback=at_least(1),
            help="Compute no share for a pair with fewer shared issues of positive weight.",
            rich_help_panel=FILTERS,
        ),
    ] = 1
    no_conditional: Annotated[
        bool,
        typer.Option(
            "--no-conditional",
            help='Leave out positions that depend on a condition ("yes, if").',
            rich_help_panel=FILTERS,
        ),
    ] = False
    actor: Annotated[
        tuple[str, ...],
        typer.Option(
            "--actor",
            metavar="ACTOR",
            callback=listed(),
            autocompletion=complete_actor,
            help="Include only these stakeholders, by id, short or full name.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    coder: Annotated[
        tuple[str, ...],
        typer.Option(
            "--coder",
            metavar="NAME",
            callback=listed(),
            autocompletion=complete_coder,
            help="Include only entries by these coders.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    where: Annotated[
        tuple[str, ...],
        typer.Option(
            "--where",
            metavar="FIELD=VALUE",
            callback=clause_list,
            autocompletion=complete_clause,
            help="Include only what has this value: actor, kind, issue, tag, source, stance, basis, coder, "
            "status, an attribute of actors by name, or entry.NAME; repeat for alternatives.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...],
        typer.Option(
            "--exclude",
            metavar="FIELD=VALUE",
            callback=clause_list,
            autocompletion=complete_clause,
            help="Leave out what has this value; fields as for --where.",
            rich_help_panel=FILTERS,
        ),
    ] = ()
    min_answers: Annotated[
        int,
        typer.Option(
            "--min-answers",
            metavar="N",
            callback=at_least(0),
            help="Leave out stakeholders with fewer than N positions.",
            rich_help_panel=FILTERS,
        ),
    ] = 0
    min_minority: Annotated[
        float,
        typer.Option(
            "--min-minority",
            metavar="SHARE",
            parser=a_share,
            help="Leave out issues on which the smaller side is less than this share: 0.025, or 2.5%.",
            rich_help_panel=FILTERS,
        ),
    ] = 0.0


ActorNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ACTOR]...",
        autocompletion=complete_actor,
        help="Actor by id, short or full name (default: all).",
    ),
]

Color = Annotated[
    ColorChoice,
    typer.Option(
        "--color", metavar="WHEN", help="Use colour: auto, always, never.", rich_help_panel="Output"
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Print no remarks on stderr, only errors.", rich_help_panel="Output"),
]


@dataclass(frozen=True)
class OutputOptions:
    """Output format and destination."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=one_of(lambda: tuple(REGISTRY)),
            autocompletion=lambda incomplete: [name for name in REGISTRY if name.startswith(incomplete)],
            help=f"Output format: {', '.join(REGISTRY)} (default: by the suffix of -o, else terminal).",
            rich_help_panel="Output",
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file, in the format of its suffix; to FOLDER/, one CSV for each table.",
            rich_help_panel="Output",
        ),
    ] = None
    table: Annotated[
        tuple[str, ...],
        typer.Option(
            "--table",
            metavar="ID",
            callback=listed(),
            help="Only these tables, by id.",
            rich_help_panel="Output",
        ),
    ] = ()
    color: Color = "auto"
    quiet: Quiet = False

    @property
    def is_file(self) -> bool:
        """Whether a file is written, not standard output."""
        return self.output not in (None, "-")


@dataclass(frozen=True)
class ReportingOptions:
    """Colour and remarks, on a command with a single output format."""

    color: Color = "auto"
    quiet: Quiet = False
