"""`positions remove position|evidence|stakeholder|issue|source`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.completion import complete_actor, complete_issue, complete_source
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.cli.options.position import EntryChoiceOption
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.load import Loaded
    from positions.vocabulary import Section

_Actor = Annotated[
    str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor, help="By id, short or full name.")
]
_Issue = Annotated[
    str, typer.Argument(metavar="ISSUE", autocompletion=complete_issue, help="By id or title.")
]
_WithPositions = Annotated[
    bool,
    typer.Option(
        "--with-positions", help="Also remove everything that refers to it: positions, evidence, links."
    ),
]


def command(ctx: typer.Context) -> None:
    """Remove a position, a piece of evidence, a stakeholder, an issue or a source.

    Comments, order and layout are preserved. `positions undo` restores what was removed.

    Examples:

        positions remove position lga parking --entry 2017-03

        positions remove issue parking --with-positions --dry-run
    """
    if ctx.invoked_subcommand is None:
        raise UsageError(
            "remove what?", f"positions remove {', '.join(COMMANDS)}, see positions remove --help"
        )


@takes(chosen=EntryChoiceOption, how=EditOptions)
def position(actor: _Actor, issue: _Issue, *, chosen: EntryChoiceOption, how: EditOptions) -> None:
    """Remove a position, or one of several entries.

    Examples:

        positions remove position lga parking

        positions remove position lga parking --entry 1
    """
    _from_cell(actor, issue, None, chosen, how)


@takes(chosen=EntryChoiceOption, how=EditOptions)
def evidence(
    actor: _Actor,
    issue: _Issue,
    number: Annotated[int, typer.Argument(metavar="N", help="Number of the item, from 1.")],
    *,
    chosen: EntryChoiceOption,
    how: EditOptions,
) -> None:
    """Remove an item of a position's evidence.

    Examples:

        positions remove evidence lga parking 2
    """
    _from_cell(actor, issue, number, chosen, how)


@takes(how=EditOptions)
def stakeholder(id: _Actor, *, with_positions: _WithPositions = False, how: EditOptions) -> None:
    """Remove a stakeholder.

    Examples:

        positions remove stakeholder lga --with-positions
    """
    _remove_part("stakeholders", id, how, with_positions=with_positions)


@takes(how=EditOptions)
def issue(id: _Issue, *, with_positions: _WithPositions = False, how: EditOptions) -> None:
    """Remove an issue.

    Examples:

        positions remove issue parking --with-positions
    """
    _remove_part("issues", id, how, with_positions=with_positions)


@takes(how=EditOptions)
def source(
    id: Annotated[
        str, typer.Argument(metavar="SOURCE", autocompletion=complete_source, help="By id or title.")
    ],
    *,
    with_positions: _WithPositions = False,
    how: EditOptions,
) -> None:
    """Remove a source.

    --with-positions also removes the evidence that cites it, and positions without any other.

    Examples:

        positions remove source report --with-positions
    """
    _remove_part("sources", id, how, with_positions=with_positions)


COMMANDS = {
    "position": position,
    "evidence": evidence,
    "stakeholder": stakeholder,
    "issue": issue,
    "source": source,
}


def _from_cell(
    actor: str, issue: str, number: int | None, chosen: EntryChoiceOption, how: EditOptions
) -> None:
    from positions.dataset.editing.cells import cell_label
    from positions.dataset.editing.plans.removals import remove_evidence, remove_position
    from positions.selection import find_actor, find_issue

    where = ""

    def plan(loaded: Loaded) -> Plan:
        nonlocal where
        dataset = loaded.require()
        place = find_actor(dataset, actor), find_issue(dataset, issue)
        where = cell_label(dataset, *place)
        if number is None:
            return remove_position(loaded, *place, chosen.choice())
        return remove_evidence(loaded, *place, number, chosen.choice())

    def done(edited: Edited) -> str:
        what = "" if number is None else f"evidence {number} of "
        return f"Removed: {what}{where} ({edited.loaded.name})"

    carry_out(how, plan, done)


def _remove_part(section: Section, id: str, how: EditOptions, *, with_positions: bool) -> None:
    from positions.dataset.editing.plans.parts import WHAT
    from positions.dataset.editing.plans.removals import remove_part
    from positions.selection import find_part

    found = ""

    def plan(loaded: Loaded) -> Plan:
        nonlocal found
        found = find_part(loaded.require(), section, id)
        return remove_part(loaded, section, found, with_positions=with_positions)

    def done(edited: Edited) -> str:
        return f"Removed: {WHAT[section]} {found} ({edited.loaded.name})"

    carry_out(how, plan, done)
