"""`positions import`: other people's data as a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli import streams
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import ReportingOptions
from positions.cli.options.tables import TableOptions
from positions.library.options.keywords import ImportType, Variable


@dataclass(frozen=True)
class ImportOptions:
    """Type of file and destination."""

    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Dataset to write (default: standard output)."),
    ] = None
    type: Annotated[
        ImportType | None,
        typer.Option(
            "--type",
            help="Type of file: long (one row per answer), wide (actors by issues), dna (Discourse Network "
            "Analyzer), polis (participants-votes.csv). Default: detected.",
        ),
    ] = None
    actor: Annotated[
        Variable,
        typer.Option("--actor", help="Variable of a .dna file that holds the actor."),
    ] = "organization"
    issue: Annotated[
        str | None,
        typer.Option("--issue", metavar="NAME", help="Issue of all rows, if no column has one."),
    ] = None
    save_mapping: Annotated[
        str | None,
        typer.Option(
            "--save-mapping", metavar="FILE", help="Save the table options to a YAML file for --mapping."
        ),
    ] = None
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="Title of the dataset (default: the file's name)."),
    ] = None
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Skip rows that cannot be read, and say how many.")
    ] = False
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False


@takes(how=ImportOptions, table=TableOptions, reporting=ReportingOptions)
def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Table, .dna database or Polis export.")],
    *,
    how: ImportOptions,
    table: TableOptions,
    reporting: ReportingOptions,
) -> None:
    """Import a spreadsheet, a Discourse Network Analyzer database or a Polis conversation as a dataset.

    Examples:

        positions import votes.csv --stance yes=1,no=-1 -o dataset.yaml

        positions import codings.xlsx --column stance=Position -o dataset.yaml

        positions import debate.dna -o dataset.yaml

        positions import participants-votes.csv -o dataset.yaml
    """
    from positions.library.commands.import_ import importing

    options = keywords(how, table)
    if options["output"] == "-":
        options["output"] = None
    imported = importing(file, options)
    if options["output"] is None:
        streams.write_stdout(imported.yaml.encode())
