"""The options of `positions add position`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from positions.cli.completion import complete_source
from positions.cli.options.shared import a_date
from positions.dataset.dates import PartialDate
from positions.vocabulary import Basis

WORDS, ENTRY, CELL = "Evidence", "Position", "Where there is a position already"


@dataclass(frozen=True)
class EvidenceOptions:
    """The words that the position rests on."""

    quote: Annotated[
        str | None,
        typer.Option("--quote", metavar="TEXT", help="The words themselves.", rich_help_panel=WORDS),
    ] = None
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="ID",
            autocompletion=complete_source,
            help="Where they stand.",
            rich_help_panel=WORDS,
        ),
    ] = None
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="TEXT", help="Who said or wrote them.", rich_help_panel=WORDS),
    ] = None
    locator: Annotated[
        str | None,
        typer.Option(
            "--locator", metavar="TEXT", help="Where in the source: page 3, para 14.", rich_help_panel=WORDS
        ),
    ] = None
    basis: Annotated[
        Basis | None,
        typer.Option(
            "--basis",
            metavar="BASIS",
            help="stated: own words; reported: a paraphrase; attributed: another actor says so; inferred: "
            "your reading.",
            rich_help_panel=WORDS,
        ),
    ] = None
    translation: Annotated[
        str | None,
        typer.Option(
            "--translation",
            metavar="TEXT",
            help="The words in the dataset's language.",
            rich_help_panel=WORDS,
        ),
    ] = None
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Keep a quotation that is not in its source's text.", rich_help_panel=WORDS
        ),
    ] = False


@dataclass(frozen=True)
class EntryOptions:
    """What else is said of the position."""

    date: Annotated[
        PartialDate | None,
        typer.Option(
            "--date",
            metavar="DATE",
            parser=a_date,
            help="When it was taken: YYYY, YYYY-MM or YYYY-MM-DD; its source's date unless given.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    confidence: Annotated[
        Literal["low", "medium", "high"] | None,
        typer.Option(
            "--confidence", metavar="LEVEL", help="Yours: low, medium, high.", rich_help_panel=ENTRY
        ),
    ] = None
    condition: Annotated[
        str | None,
        typer.Option(
            "--condition", metavar="TEXT", help='What it depends on: "yes, if".', rich_help_panel=ENTRY
        ),
    ] = None
    needs: Annotated[
        list[str] | None,
        typer.Option(
            "--needs",
            metavar="ISSUE=for|against",
            help="A side that must prevail for the condition to be met; repeatable, beside --condition.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    salience: Annotated[
        float | None,
        typer.Option("--salience", metavar="0-100", help="How much it matters to it.", rich_help_panel=ENTRY),
    ] = None
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A remark.", rich_help_panel=ENTRY)
    ] = None
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="TEXT", help="Who coded it.", rich_help_panel=ENTRY)
    ] = None


@dataclass(frozen=True)
class CellOptions:
    """What becomes of the position that is there."""

    replaces: Annotated[
        bool, typer.Option("--replace", help="Put the new one in its place.", rich_help_panel=CELL)
    ] = False
    old_date: Annotated[
        PartialDate | None,
        typer.Option(
            "--old-date",
            metavar="DATE",
            parser=a_date,
            help="When the older one was taken, if the file does not say.",
            rich_help_panel=CELL,
        ),
    ] = None
