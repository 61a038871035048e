"""`positions check`: is the dataset in order?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from positions.cli import streams
from positions.cli.dataset_path import DatasetPath, find_dataset
from positions.cli.exit_codes import WRONG_DATA
from positions.cli.opening import load_found
from positions.cli.options import ReportingOptions, takes


@takes(reporting=ReportingOptions)
def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Datasets: files, folders, or - for standard input."),
    ] = None,
    *,
    format: Annotated[
        Literal["terminal", "json", "github"],
        typer.Option("--format", "-f", help="json for programs, github for annotations in a pull request."),
    ] = "terminal",
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and notes too.")] = False,
    reporting: ReportingOptions,
) -> None:
    """Find every mistake in a dataset: its form, its references, its dates and stances.

    Each problem is shown with its line, its column and a hint. The exit code is 1 if there is an error.

    Examples:

        positions check

        positions check data/ --strict

        positions check -f github
    """
    from positions.cli.problem_lines import problem_github, problem_json, problem_text
    from positions.reports.overview import overview

    found = [DatasetPath(None if path == "-" else Path(path)) for path in paths or []]
    loaded = [load_found(where) for where in found or [find_dataset(None, example_allowed=False)]]
    problems = [problem for one in loaded for problem in one.problems]
    if format == "json":
        streams.write_text(problem_json(problems))
    elif format == "github":
        streams.write_text(problem_github(problems))
    else:
        color, plain = streams.use_color(reporting.color, sys.stdout), streams.is_ascii(sys.stdout)
        streams.write_text(problem_text(problems, color=color, ascii=plain))
        for one in loaded:
            if one.dataset is not None and not reporting.quiet:
                streams.write_text(f"{one.name}: {overview(one.dataset)}\n")
    if any(problem.is_error or strict for problem in problems):
        raise typer.Exit(WRONG_DATA)
