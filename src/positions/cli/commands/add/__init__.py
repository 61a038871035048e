"""`positions add stakeholder|issue|source|position|evidence`: by options or, on a terminal, by asking."""

from __future__ import annotations

import typer

from positions.cli.commands.add.evidence import evidence
from positions.cli.commands.add.part import issue, stakeholder
from positions.cli.commands.add.position import position
from positions.cli.commands.add.source import source
from positions.problems import UsageError

COMMANDS = {
    "position": position,
    "evidence": evidence,
    "stakeholder": stakeholder,
    "issue": issue,
    "source": source,
}


def command(ctx: typer.Context) -> None:
    """Add a position, a stakeholder, an issue or a source to your dataset.

    Comments, order and layout of the file are preserved. On a terminal, it prompts for missing values.

    Examples:

        positions add position

        positions add stakeholder unison --name UNISON --kind union

        positions add source speech-2026 --title "Speech" --date 2026-03-14
    """
    if ctx.invoked_subcommand is None:
        known = f"positions add {', '.join(list(COMMANDS)[:-1])} or {list(COMMANDS)[-1]}"
        raise UsageError("add what?", f"{known}, see positions add --help")
