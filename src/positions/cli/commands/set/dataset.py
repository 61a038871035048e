"""`positions set dataset`: what a dataset says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.commands.set.fields import Clear, new_values
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.cli.options.parts import given_fields

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.load import Loaded


def _text(name: str, help: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(f"--{name}", metavar="TEXT", help=help)
    return option


@dataclass(frozen=True)
class DatasetOptions:
    """What a dataset says of itself."""

    title: Annotated[str | None, _text("title", "What it is about.")] = None
    description: Annotated[str | None, _text("description", "Description in a sentence or more.")] = None
    language: Annotated[str | None, _text("language", "Language that it is written in: en ...")] = None
    publisher: Annotated[str | None, _text("publisher", "Who publishes it.")] = None
    contact: Annotated[str | None, _text("contact", "Whom to write to about it.")] = None
    edition: Annotated[str | None, _text("edition", "Which edition it is: 2, 2026-05 ...")] = None
    licence: Annotated[str | None, _text("licence", "Licence under which it may be used.")] = None
    method: Annotated[str | None, _text("method", "How positions were found and coded.")] = None
    cite: Annotated[str | None, _text("cite", "How to cite it.")] = None


@takes(fields=DatasetOptions, how=EditOptions)
def dataset(*, fields: DatasetOptions, clear: Clear = None, how: EditOptions) -> None:
    """Change what the dataset says of itself.

    Examples:

        positions set dataset --title "Parking in the centre" --licence "CC BY 4.0"

        positions set dataset --edition 2026-05 --clear contact
    """
    from positions.dataset.editing.plans.about import set_about
    from positions.dataset.models import ABOUT, Dataset
    from positions.problems import UsageError
    from positions.suggest import hint_for

    given, cleared = given_fields(fields), clear or []
    for word in cleared:
        if word not in (*ABOUT, "title"):
            raise UsageError(f"there is no field {word!r} to clear here", hint_for(word, ABOUT, "fields"))
    names: list[str] = []

    def plan(loaded: Loaded) -> Plan:
        nonlocal names
        now = loaded.require()
        values = new_values(Dataset, {"format": now.format, "title": now.title}, given, cleared)
        names = list(values)
        return set_about(loaded, values)

    def done(edited: Edited) -> str:
        where = edited.location
        return f"Set: {', '.join(names)} of the dataset ({where.file}:{where.line})"

    carry_out(how, plan, done)
