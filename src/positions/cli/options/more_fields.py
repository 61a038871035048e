"""Fields of a dataset's parts that take several options, or a mark of privacy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from positions.cli.options.shared import a_date, listed
from positions.dataset.dates import PartialDate

PRIVACY, COPY, CORRECTION = "Privacy", "Copy", "Correction"

_WHOLES = ("stakeholder", "position")

Attributes = Annotated[
    tuple[str, ...],
    typer.Option(
        "--attribute",
        metavar="NAME=VALUE",
        help="Another variable, for example venue=parliament; repeatable. NAME= removes it.",
    ),
]


def _private(*parts: str) -> Any:
    """Return the option that marks parts as private; one that names the whole is marked as such."""
    words = [f"{part} (all of it)" if part in _WHOLES else part for part in parts]
    return typer.Option(
        "--private",
        metavar="PART",
        callback=listed(*parts),
        help=f"Show to the team alone: {', '.join(words)}.",
        rich_help_panel=PRIVACY,
    )


@dataclass(frozen=True)
class MoreOfStakeholder:
    """What else there is of a stakeholder."""

    attributes: Attributes = ()
    private: Annotated[tuple[str, ...], _private("stakeholder", "note", "influence")] = ()


@dataclass(frozen=True)
class MoreOfIssue:
    """What else there is of an issue."""

    scale: Annotated[
        str | None,
        typer.Option(
            "--scale",
            metavar="SCALE",
            help="Scale of its own: five-point, three-point, MIN:MAX, MIN:MAX:NEUTRAL, or MIN:MAX:none for "
            "amounts.",
        ),
    ] = None
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="TEXT", help="Unit of its amounts: t, % ...")
    ] = None
    private: Annotated[tuple[str, ...], _private("note")] = ()


@dataclass(frozen=True)
class MoreOfSource:
    """What else there is of a source."""

    archived_url: Annotated[
        str | None,
        typer.Option(
            "--archived-url", metavar="TEXT", help="Address of an archived copy.", rich_help_panel=COPY
        ),
    ] = None
    archived_on: Annotated[
        PartialDate | None,
        typer.Option(
            "--archived-on",
            metavar="DATE",
            parser=a_date,
            help="Date of the archived copy.",
            rich_help_panel=COPY,
        ),
    ] = None
    sha256: Annotated[
        str | None,
        typer.Option(
            "--sha256",
            metavar="TEXT",
            help="SHA-256 of the local copy, which `check` compares.",
            rich_help_panel=COPY,
        ),
    ] = None
    private: Annotated[tuple[str, ...], _private("note")] = ()


@dataclass(frozen=True)
class MoreOfPosition:
    """What else there is of a position."""

    attributes: Attributes = ()
    accepts: Annotated[
        str | None,
        typer.Option(
            "--accepts",
            metavar="MIN:MAX",
            help="Amounts that it would accept, on a scale without sides: 10:20, 10: or :20.",
        ),
    ] = None
    corrected_from: Annotated[
        str | None,
        typer.Option(
            "--corrected-from",
            metavar="STANCE",
            help="Stance that stood here by mistake, so that the change is no movement.",
            rich_help_panel=CORRECTION,
        ),
    ] = None
    corrected_on: Annotated[
        PartialDate | None,
        typer.Option(
            "--corrected-on",
            metavar="DATE",
            parser=a_date,
            help="Date of the correction.",
            rich_help_panel=CORRECTION,
        ),
    ] = None
    corrected_why: Annotated[
        str | None,
        typer.Option(
            "--corrected-why", metavar="TEXT", help="What the mistake was.", rich_help_panel=CORRECTION
        ),
    ] = None
    private: Annotated[tuple[str, ...], _private("position", "evidence", "note", "salience")] = ()


@dataclass(frozen=True)
class PublishOption:
    """What is no longer private."""

    public: Annotated[
        tuple[str, ...],
        typer.Option(
            "--public",
            metavar="PART",
            callback=listed(),
            help="Show to everyone again what was private, named as for --private.",
            rich_help_panel=PRIVACY,
        ),
    ] = ()
