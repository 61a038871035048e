"""`positions set stakeholder`, `set issue` and `set source`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.commands.set.fields import Clear, new_values
from positions.cli.completion import complete_actor, complete_issue, complete_source
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.cli.options.parts import (
    IssueOptions,
    PartOptions,
    SourceOptions,
    StakeholderOptions,
    given_fields,
)

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.editing.plans.parts import Section
    from positions.dataset.load import Loaded


@takes(fields=StakeholderOptions, how=EditOptions)
def stakeholder(
    id: Annotated[
        str, typer.Argument(metavar="ID", autocompletion=complete_actor, help="By id, short or full name.")
    ],
    *,
    fields: StakeholderOptions,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of a stakeholder.

    Examples:

        positions set stakeholder lga --short LGA --clear note
    """
    _set("stakeholders", id, fields, clear or [], how)


@takes(fields=IssueOptions, how=EditOptions)
def issue(
    id: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete_issue, help="By id or title.")],
    *,
    fields: IssueOptions,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of an issue.

    Examples:

        positions set issue parking --proposition "Parking should cost" --weight 2
    """
    _set("issues", id, fields, clear or [], how)


@takes(fields=SourceOptions, how=EditOptions)
def source(
    id: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete_source, help="By id or title.")],
    *,
    fields: SourceOptions,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of a source.

    Examples:

        positions set source report --date 2026-03 --url https://example.org/report
    """
    _set("sources", id, fields, clear or [], how)


def _set(section: Section, id: str, options: PartOptions, clear: list[str], how: EditOptions) -> None:
    from positions.cli.edits.quotations import look_for_text
    from positions.dataset.editing.plans.fields import set_part
    from positions.dataset.editing.plans.parts import WHAT
    from positions.selection import find_actor, find_part

    given = given_fields(options)
    found = ""
    names: list[str] = []

    def plan(loaded: Loaded) -> Plan:
        nonlocal found, names
        dataset = loaded.require()
        found = find_part(dataset, section, id)
        if "member_of" in given:
            given["member_of"] = [find_actor(dataset, group) for group in given["member_of"]]
        if "tags" in given:
            given["tags"] = list(given["tags"])
        part = getattr(dataset, section)[found]
        required = {
            name: getattr(part, name)
            for name, field in type(part).model_fields.items()
            if field.is_required()
        }
        values = new_values(type(part), required, given, clear)
        names = list(values)
        look_for_text(loaded, given.get("text"))
        return set_part(loaded, section, found, values)

    def done(edited: Edited) -> str:
        where = edited.location
        return f"Set: {WHAT[section]} {found}: {', '.join(names)} ({where.file}:{where.line})"

    carry_out(how, plan, done)
