"""Options that say whom an output is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

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
