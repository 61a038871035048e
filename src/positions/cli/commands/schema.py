"""`positions schema`: the JSON Schema of the dataset, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from positions.cli import streams
from positions.cli.dataset_path import find_dataset
from positions.cli.loading import load_found
from positions.files import write_atomically
from positions.library.saving import refuse_inputs


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
) -> None:
    """Print the JSON Schema of datasets, for completion and checks in editors.

    Examples:

        positions schema -o positions.schema.json

        positions schema -d stakeholders.yaml -o positions.schema.json
    """
    from positions.dataset.authoring.schema import json_schema, schema_bytes

    if data is None:
        found, dataset = None, None
    else:
        found = find_dataset(data, example_allowed=False)
        dataset = load_found(found).require()
    content = schema_bytes(json_schema(dataset))
    if output is None or output == "-":
        streams.write_stdout(content)
        return
    refuse_inputs(Path(output), found.inputs if found else ())
    write_atomically(Path(output), content)
