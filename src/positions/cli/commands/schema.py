"""`positions schema`: the JSON Schema of the dataset, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.dataset_path import find_dataset
from positions.cli.loading import source_at
from positions.cli.options.audience import AudienceOption
from positions.cli.options.groups import keywords, takes
from positions.cli.output import write_content


@takes(who=AudienceOption)
def command(
    data: Annotated[
        str | None,
        typer.Option(
            "--data", "-d", metavar="PATH", help="Dataset whose ids and stances the schema also lists."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="File to write; - for standard output (default)."
        ),
    ] = None,
    *,
    who: AudienceOption,
) -> None:
    """Print the JSON Schema of datasets, for completion and checks in editors.

    Examples:

        positions schema -o positions.schema.json

        positions schema -d stakeholders.yaml -o positions.schema.json --audience team
    """
    from positions.dataset.authoring.schema import schema_bytes
    from positions.library.commands.schema import schema

    source = None if data is None else source_at(find_dataset(data, example_allowed=False))
    write_content(
        schema_bytes(schema(source, **keywords(who))), output, inputs=source.inputs if source else ()
    )
