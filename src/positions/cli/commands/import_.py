"""`positions import`: other people's data as a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli import streams
from positions.cli.interruption import finish
from positions.cli.options.command_words import command_words
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import ReportingOptions
from positions.cli.options.tables import TableOptions
from positions.cli.problem_lines import problem_text, visible
from positions.library.options.keywords import ImportType, Variable
from positions.problems import DataError


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
        bool, typer.Option("--skip-bad", help="Skip unreadable rows, and report how many.")
    ] = False
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace existing files; of a coding sheet, keep quotations not in their sources, and take "
            "a sheet that seems to be another dataset's.",
        ),
    ] = False
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="DATASET",
            help="Write the changes in a coding sheet (export --type coding-sheet) to its dataset.",
            rich_help_panel="Coding sheet",
        ),
    ] = None
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show the change as a diff, and write nothing.", rich_help_panel="Coding sheet"
        ),
    ] = False
    partial: Annotated[
        bool,
        typer.Option(
            "--partial",
            help="Leave out rows that are wrong or in conflict, and write the others.",
            rich_help_panel="Coding sheet",
        ),
    ] = False


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

        positions import sheet.xlsx --into dataset.yaml --dry-run
    """
    from positions.library.commands.import_ import importing

    options = keywords(how, table)
    if options["output"] == "-":
        options["output"] = None
    if options["into"] is not None:
        _bring_home(file, options, reporting)
        return
    imported = importing(file, options)
    if options["output"] is None:
        streams.write_stdout(imported.yaml.encode())


def _bring_home(file: str, options: dict[str, object], reporting: ReportingOptions) -> None:
    """Show what a coding sheet changes, and write it."""
    from positions.cli.edits.undoing import undo_command
    from positions.library.commands.import_ import importing_sheet

    def show(changes: Sequence[str]) -> None:
        for line in changes:
            streams.say(visible(line), quiet=reporting.quiet)

    done = importing_sheet(file, options, command_words(), show)
    if options["dry_run"]:
        streams.write_text(done.diff)
        streams.say("Nothing was written (--dry-run).", quiet=reporting.quiet)
    elif not done.changes:
        streams.say("Nothing has changed.", quiet=reporting.quiet)
    elif not done.diff:  # rows that have swapped their keys, say
        name = done.edited.loaded.name
        said = f"Nothing was written: together, these changes leave {name} as it is."
        streams.say(said, quiet=reporting.quiet)
    else:
        finish()
        rows = "1 row" if len(done.changes) == 1 else f"{len(done.changes)} rows"
        undo = visible(undo_command(str(options["into"])))
        said = f"Wrote {rows} into {done.edited.loaded.name}. `{undo}` reverts it."
        streams.say(said, quiet=reporting.quiet)
    if done.edited.warnings:
        text = problem_text(done.edited.warnings, ascii=streams.is_ascii())
        streams.say(text, end="", quiet=reporting.quiet)
    if done.left_out:
        raise DataError(done.left_out)
