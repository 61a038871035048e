"""From the options of `set` to new values of a model's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from positions.cli.options.shared import listed
from positions.library.editing.values import build
from positions.problems import UsageError
from positions.suggest import hint_for

if TYPE_CHECKING:
    from pydantic import BaseModel

Clear = Annotated[
    list[str] | None,
    typer.Option("--clear", metavar="FIELD", callback=listed(), help="Remove a field: note, date ..."),
]


def new_values(
    model: type[BaseModel], required: Mapping[str, Any], given: Mapping[str, Any], cleared: Sequence[str]
) -> dict[str, object]:
    """Return new values by field, as the model holds them: those given, and the default of those cleared.

    Args:
        model: the part's model.
        required: the fields that it cannot be without, as they are now.
        given: the new values.
        cleared: names of fields, with hyphens or underscores.

    Raises:
        UsageError: if a value is wrong, or a field is unknown, cannot be cleared, or is given as well.
    """
    built = build(model, {**required, **given})
    values = {name: getattr(built, name) for name in given}
    optional = {name: field for name, field in model.model_fields.items() if not field.is_required()}
    for word in cleared:
        name = word.replace("-", "_")
        if name in values:
            raise UsageError(f"--clear {word}: the field is also given a value", "leave one of the two out")
        if name in model.model_fields and name not in optional:
            raise UsageError(f"--clear {word}: there has to be one", f"give it another value: --{word}")
        if name not in optional:
            raise UsageError(
                f"there is no field {word!r}",
                hint_for(word, [field.replace("_", "-") for field in optional], "fields"),
            )
        values[name] = optional[name].default
    if not values:
        raise UsageError("no new value is given", "name a field with its value, or one with --clear")
    return values
