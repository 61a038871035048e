"""The audience of an output: everyone, unless it goes to the terminal of the team."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.streams import is_terminal
from positions.vocabulary import Audience

AudienceChoice = Annotated[
    Audience | None,
    typer.Option(
        "--audience",
        metavar="WHO",
        help="Leave out what is private (public), or show it (team). Default: team on a terminal, public in "
        "files, pipes and JSON.",
        rich_help_panel="Data",
    ),
]


NamesFile = Annotated[
    str | None,
    typer.Option(
        "--names",
        metavar="FILE",
        help="Show the real names in FILE (ID: NAME) in place of pseudonyms; for the team only.",
        rich_help_panel="Data",
    ),
]


@dataclass(frozen=True)
class AudienceOption:
    """Whom the output is for."""

    audience: AudienceChoice = None


@dataclass(frozen=True)
class NamesOptions(AudienceOption):
    """Whom the output is for, and the real names that the team sees."""

    names_file: NamesFile = None


def audience_of(options: Mapping[str, object], *, on_terminal: bool | None = None) -> Audience:
    """Return whom a command's output is for, by its options: whoever is named, else by where it goes.

    Only what the terminal shows in its own format is for the team unless that is asked for. `on_terminal` is
    whether standard output is one, found out unless given.
    """
    given = options.get("audience")
    if given == "public" or given == "team":  # spelt out so that the type narrows
        return given
    elsewhere = options.get("output") is not None or options.get("format") not in (None, "terminal")
    if on_terminal is None:
        on_terminal = is_terminal(sys.stdout)
    return "public" if elsewhere or not on_terminal else "team"
