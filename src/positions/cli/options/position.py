"""The fields of positions and of evidence as options, of `add` and of `set`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.completion import complete_source
from positions.cli.options.shared import a_date
from positions.dataset.dates import PartialDate
from positions.vocabulary import Basis, Confidence, Status

if TYPE_CHECKING:
    from positions.dataset.editing.entry_selection import EntryChoice

WORDS, ENTRY, CELL = "Evidence", "Position", "Where there is a position already"


@dataclass(frozen=True)
class EvidenceOptions:
    """Evidence for the position."""

    quote: Annotated[
        str | None,
        typer.Option("--quote", metavar="TEXT", help="Quotation, word for word.", rich_help_panel=WORDS),
    ] = None
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="ID",
            autocompletion=complete_source,
            help="Source of the quotation.",
            rich_help_panel=WORDS,
        ),
    ] = None
    speaker: Annotated[
        str | None,
        typer.Option(
            "--speaker", metavar="TEXT", help="Speaker or author of the quotation.", rich_help_panel=WORDS
        ),
    ] = None
    locator: Annotated[
        str | None,
        typer.Option(
            "--locator", metavar="TEXT", help="Place in the source: page 3, para 14.", rich_help_panel=WORDS
        ),
    ] = None
    basis: Annotated[
        Basis | None,
        typer.Option(
            "--basis",
            metavar="BASIS",
            help="Basis: stated (own words), reported (a paraphrase), attributed (said by another actor), "
            "inferred (your reading).",
            rich_help_panel=WORDS,
        ),
    ] = None
    translation: Annotated[
        str | None,
        typer.Option(
            "--translation",
            metavar="TEXT",
            help="Translation of the quotation into the dataset's language.",
            rich_help_panel=WORDS,
        ),
    ] = None
    url: Annotated[
        str | None,
        typer.Option(
            "--url",
            metavar="TEXT",
            help="Address of the passage itself, if it has one.",
            rich_help_panel=WORDS,
        ),
    ] = None
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Keep a quotation that is not in the text of its source.", rich_help_panel=WORDS
        ),
    ] = False


@dataclass(frozen=True)
class EntryOptions:
    """Other properties of the position."""

    date: Annotated[
        PartialDate | None,
        typer.Option(
            "--date",
            metavar="DATE",
            parser=a_date,
            help="Date of the position: YYYY, YYYY-MM or YYYY-MM-DD (default: the source's date).",
            rich_help_panel=ENTRY,
        ),
    ] = None
    confidence: Annotated[
        Confidence | None,
        typer.Option(
            "--confidence",
            metavar="LEVEL",
            help="Confidence in the coding: low, medium, high.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    condition: Annotated[
        str | None,
        typer.Option(
            "--condition", metavar="TEXT", help='Condition it depends on: "yes, if".', rich_help_panel=ENTRY
        ),
    ] = None
    needs: Annotated[
        list[str] | None,
        typer.Option(
            "--needs",
            metavar="ISSUE=for|against",
            help="Side that must prevail for the condition to be met; repeatable, with --condition.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    salience: Annotated[
        float | None,
        typer.Option(
            "--salience",
            metavar="0-100",
            help="Salience of the issue to the stakeholder.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="Remark.", rich_help_panel=ENTRY)
    ] = None
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="TEXT", help="Coder.", rich_help_panel=ENTRY)
    ] = None
    status: Annotated[
        Status | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Status of the coding: draft, reviewed, disputed.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    reviewed_by: Annotated[
        str | None, typer.Option("--reviewed-by", metavar="TEXT", help="Reviewer.", rich_help_panel=ENTRY)
    ] = None
    reviewed_on: Annotated[
        PartialDate | None,
        typer.Option(
            "--reviewed-on",
            metavar="DATE",
            parser=a_date,
            help="Date of the review: YYYY, YYYY-MM or YYYY-MM-DD.",
            rich_help_panel=ENTRY,
        ),
    ] = None


@dataclass(frozen=True)
class EntryChoiceOption:
    """Which of a cell's entries."""

    entry: Annotated[
        str | None,
        typer.Option(
            "--entry",
            metavar="N|DATE",
            help="Entry, by its number in the file or its date; required if there are several.",
            rich_help_panel=ENTRY,
        ),
    ] = None

    def choice(self) -> EntryChoice | None:
        """Return the entry that is named, None where none is.

        Raises:
            UsageError: if the text is neither a number nor a date.
        """
        from positions.dataset.editing.entry_selection import parse_entry

        return None if self.entry is None else parse_entry(self.entry)


@dataclass(frozen=True)
class CellOptions:
    """How an existing position is treated."""

    replaces: Annotated[
        bool, typer.Option("--replace", help="Replace the existing position.", rich_help_panel=CELL)
    ] = False
    old_date: Annotated[
        PartialDate | None,
        typer.Option(
            "--old-date",
            metavar="DATE",
            parser=a_date,
            help="Date of the existing position, if the file has none.",
            rich_help_panel=CELL,
        ),
    ] = None
    same_date: Annotated[
        bool,
        typer.Option(
            "--same-date",
            help="Keep both: a second statement of the same date, read together with the first.",
            rich_help_panel=CELL,
        ),
    ] = False
