"""`positions check`: is the dataset in order?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, assert_never

import typer

from positions.cli import streams
from positions.cli.dataset_path import DatasetPath, find_dataset, repository_root
from positions.cli.exit_codes import WRONG_DATA
from positions.cli.loading import source_at
from positions.cli.options.groups import takes
from positions.cli.options.shared import ReportingOptions


@takes(reporting=ReportingOptions)
def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Dataset: a file, a folder, or - for standard input."),
    ] = None,
    *,
    data: Annotated[
        str | None,
        typer.Option("--data", "-d", metavar="PATH", help="Dataset to check, as in other commands."),
    ] = None,
    format: Annotated[
        Literal["terminal", "json", "github"],
        typer.Option(
            "--format", "-f", help="Output format: terminal, json, github (annotations in a pull request)."
        ),
    ] = "terminal",
    quotes: Annotated[
        bool,
        typer.Option(
            "--quotes/--no-quotes", help="Look up each quotation in the text of its source, if there is one."
        ),
    ] = True,
    places: Annotated[bool, typer.Option("--places", help="Show where each quotation was found.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and notes too.")] = False,
    names: Annotated[
        str | None,
        typer.Option(
            "--names",
            metavar="FILE",
            help="Find real names from FILE (ID: NAME; kept outside the dataset) that the dataset discloses.",
        ),
    ] = None,
    reporting: ReportingOptions,
) -> None:
    """Check a dataset: its syntax, references, stances and quotations.

    Each problem is shown with its line, its column and a hint. The exit code is 1 if there is an error. For
    a file of a dataset in a folder, the whole folder is checked.

    Examples:

        positions check

        positions check data/ --strict

        positions check -f github
    """
    from positions.cli.problem_lines import problem_github, problem_json, problem_text
    from positions.library.commands.check import check

    named = [*(paths or []), *([] if data is None else [data])]
    found = [DatasetPath(None if text == "-" else Path(text)) for text in named]
    datasets = found or [find_dataset(None, example_allowed=False)]
    result = check(*map(source_at, datasets), quotes=quotes, strict=strict, names_=names)
    match format:
        case "json":
            streams.write_text(problem_json(result.problems))
        case "github":
            streams.write_text(problem_github(result.problems, repository_root()))
        case "terminal":
            color, plain = streams.use_color(reporting.color, sys.stdout), streams.is_ascii(sys.stdout)
            lines = list(result.places) if places else []
            if not reporting.quiet:
                lines += [f"{one.name}: {one.overview}" for one in result.checked if one.overview is not None]
            streams.write_text(problem_text(result.problems, color=color, ascii=plain))
            streams.write_text("".join(f"{line}\n" for line in lines))
        case _:
            assert_never(format)
    if not result.passed:
        raise typer.Exit(WRONG_DATA)
