"""`positions set stakeholder`, `set issue` and `set source`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from positions.cli.commands.set.fields import Clear, new_values
from positions.cli.completion import complete_actor, complete_issue, complete_source
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.cli.options.more_fields import (
    MoreOfIssue,
    MoreOfSource,
    MoreOfStakeholder,
    PublishOption,
)
from positions.cli.options.parts import IssueOptions, SourceOptions, StakeholderOptions, given_fields

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.load import Loaded
    from positions.vocabulary import Section


@takes(fields=StakeholderOptions, more=MoreOfStakeholder, public=PublishOption, how=EditOptions)
def stakeholder(
    id: Annotated[
        str, typer.Argument(metavar="ID", autocompletion=complete_actor, help="By id, short or full name.")
    ],
    *,
    fields: StakeholderOptions,
    more: MoreOfStakeholder,
    public: PublishOption,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of a stakeholder.

    Examples:

        positions set stakeholder lga --short LGA --clear note

        positions set stakeholder lga --attribute region=North --private note
    """
    _set(("stakeholders", id), given_fields(fields) | given_fields(more), public.public, clear or [], how)


@takes(fields=IssueOptions, more=MoreOfIssue, public=PublishOption, how=EditOptions)
def issue(
    id: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete_issue, help="By id or title.")],
    *,
    fields: IssueOptions,
    more: MoreOfIssue,
    public: PublishOption,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of an issue.

    Examples:

        positions set issue parking --proposition "Parking should cost" --weight 2
    """
    _set(("issues", id), given_fields(fields) | given_fields(more), public.public, clear or [], how)


@takes(fields=SourceOptions, more=MoreOfSource, public=PublishOption, how=EditOptions)
def source(
    id: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete_source, help="By id or title.")],
    *,
    fields: SourceOptions,
    more: MoreOfSource,
    public: PublishOption,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of a source.

    Examples:

        positions set source report --date 2026-03 --url https://example.org/report

        positions set source report --archived-url https://example.org/copy --archived-on 2026-03-02
    """
    _set(("sources", id), given_fields(fields) | given_fields(more), public.public, clear or [], how)


def _set(
    place: tuple[Section, str],
    options: dict[str, Any],
    public: Sequence[str],
    clear: list[str],
    how: EditOptions,
) -> None:
    from positions.cli.edits.quotations import look_for_text
    from positions.cli.edits.shaping import shaped
    from positions.dataset.editing.plans.fields import set_part
    from positions.dataset.editing.plans.parts import WHAT
    from positions.selection import find_actor, find_part

    section, id = place
    found = ""
    names: list[str] = []

    def plan(loaded: Loaded) -> Plan:
        nonlocal found, names
        dataset = loaded.require()
        found = find_part(dataset, section, id)
        part = getattr(dataset, section)[found]
        whole = "stakeholder" if section == "stakeholders" else ""
        given, _ = shaped(options, dict(part), whole, public)
        if "member_of" in given:
            given["member_of"] = [find_actor(dataset, group) for group in given["member_of"]]
        if "tags" in given:
            given["tags"] = list(given["tags"])
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
