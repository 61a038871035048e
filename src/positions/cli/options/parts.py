"""The fields of stakeholders, issues and sources as options, of `add` and of `set`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any

import typer

from positions.cli.completion import complete_actor
from positions.cli.options.shared import listed
from positions.dataset.dates import PartialDate


@dataclass(frozen=True)
class StakeholderOptions:
    """The fields of a stakeholder."""

    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help="Full name.")] = None
    short: Annotated[str | None, typer.Option("--short", metavar="TEXT", help="Short name for matrices.")] = (
        None
    )
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="TEXT", help="Kind of actor: think tank, union ...")
    ] = None
    member_of: Annotated[
        tuple[str, ...],
        typer.Option(
            "--member-of",
            metavar="ACTOR",
            callback=listed(),
            autocompletion=complete_actor,
            help="Association it belongs to.",
        ),
    ] = ()
    influence: Annotated[
        float | None,
        typer.Option("--influence", metavar="0-100", help="Capability to influence the outcome."),
    ] = None
    url: Annotated[str | None, typer.Option("--url", metavar="TEXT", help="Web address.")] = None
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Remark.")] = None


@dataclass(frozen=True)
class IssueOptions:
    """The fields of an issue."""

    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Short name, as shown in tables.")
    ] = None
    proposition: Annotated[
        str | None,
        typer.Option("--proposition", metavar="TEXT", help="Sentence that a stance is for or against."),
    ] = None
    tags: Annotated[
        tuple[str, ...],
        typer.Option("--tag", metavar="TAG", callback=listed(), help="Tag to filter by."),
    ] = ()
    weight: Annotated[
        float | None, typer.Option("--weight", metavar="N", help="Weight of the issue (default: 1).")
    ] = None
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Remark.")] = None


@dataclass(frozen=True)
class SourceOptions:
    """The fields of a source."""

    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Title of the text or speech.")
    ] = None
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="TEXT", help="Publisher.")] = None
    author: Annotated[str | None, typer.Option("--author", metavar="TEXT", help="Author.")] = None
    type: Annotated[
        str | None, typer.Option("--type", metavar="TEXT", help="Kind of source: article, speech ...")
    ] = None
    section: Annotated[
        str | None, typer.Option("--section", metavar="TEXT", help="Section of the publication.")
    ] = None
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Date of publication: YYYY, YYYY-MM or YYYY-MM-DD."),
    ] = None
    retrieved: Annotated[
        str | None, typer.Option("--retrieved", metavar="DATE", help="Date of retrieval.")
    ] = None
    url: Annotated[str | None, typer.Option("--url", metavar="TEXT", help="Web address.")] = None
    language: Annotated[
        str | None, typer.Option("--language", metavar="TEXT", help="Language, for example en.")
    ] = None
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="FILE",
            help="Copy of the text in the dataset's folder, against which quotations are checked.",
        ),
    ] = None
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Remark.")] = None


def given_fields(options: Any) -> dict[str, Any]:
    """Return the options that were given, by field: dates as text, and text without white space around it."""
    found = {}
    for field in fields(options):
        value = getattr(options, field.name)
        value = value.text if isinstance(value, PartialDate) else value
        value = value.strip() or None if isinstance(value, str) else value
        if value is not None and value != ():
            found[field.name] = value
    return found
