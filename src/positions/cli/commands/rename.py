"""`positions rename actor|issue OLD NEW`: another id, everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_actor, complete_issue
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.problems import UsageError
from positions.vocabulary import Renamable

Forget = Annotated[bool, typer.Option("--forget", help="Do not keep the old id under `was`.")]
Merge = Annotated[
    bool, typer.Option("--merge", help="Merge into the existing NEW, with the dated entries of both.")
]


def command(ctx: typer.Context) -> None:
    """Rename a stakeholder or an issue: change its id everywhere in the dataset.

    Comments, order and layout are preserved. The old id is kept under `was`, and commands still take it.

    Examples:

        positions rename actor lga local-government-association

        positions rename issue new-structures structures --dry-run
    """
    if ctx.invoked_subcommand is None:
        raise UsageError("rename what?", "positions rename actor or issue, see positions rename --help")


@takes(how=EditOptions)
def actor(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", autocompletion=complete_actor, help="Stakeholder by id, short or full name."
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="New id.")],
    *,
    forget: Forget = False,
    merge: Merge = False,
    how: EditOptions,
) -> None:
    """Rename a stakeholder: in its section, in `influences` and in `member_of`.

    Examples:

        positions rename actor lga local-government-association
    """
    _rename("stakeholders", (old, new), how, forget=forget, merge=merge)


@takes(how=EditOptions)
def issue(
    old: Annotated[
        str, typer.Argument(metavar="OLD", autocompletion=complete_issue, help="Issue by id or title.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="New id.")],
    *,
    forget: Forget = False,
    merge: Merge = False,
    how: EditOptions,
) -> None:
    """Rename an issue: in its section and in all positions.

    Examples:

        positions rename issue new-structures structures
    """
    _rename("issues", (old, new), how, forget=forget, merge=merge)


COMMANDS = {"actor": actor, "issue": issue}


def _rename(
    section: Renamable,
    names: tuple[str, str],
    how: EditOptions,
    *,
    forget: bool,
    merge: bool,
) -> None:
    from positions.library.editing.renaming import Renaming

    renaming = Renaming(section, *names, forget, merge)
    carry_out(how, renaming.plan, renaming.done)
