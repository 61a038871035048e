"""`positions check`: is the dataset in order?"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from positions.cli import streams
from positions.cli.dataset_path import DatasetPath, find_dataset
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
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    reporting: ReportingOptions,
) -> None:
    """Check datasets: form, references, dates and stances.

    Every problem is shown with its line, column and a hint. Exit code 1 if there is an error.

    Examples:

        positions check

        positions check data/ --strict

        positions check -f github
    """
    from positions.cli.problem_lines import problem_github, problem_json, problem_text
    from positions.reports.check import overview, wrong

    found = [DatasetPath(None if path == "-" else _path(path)) for path in paths or []]
    loaded = [load_found(where) for where in found or [find_dataset(None, example_allowed=False)]]
    problems = [problem for one in loaded for problem in one.problems]
    if format == "json":
        streams.write_text(problem_json(problems))
    elif format == "github":
        streams.write_text(problem_github(problems))
    else:
        color, plain = streams.use_color(reporting.color, None), streams.is_ascii(None)
        streams.write_text(problem_text(problems, color=color, ascii=plain))
        if not reporting.quiet:
            streams.write_text("".join(f"{overview(one)}\n" for one in loaded if one.dataset is not None))
    if wrong(problems, strict=strict):
        raise typer.Exit(1)


def _path(text: str):  # type: ignore[no-untyped-def]  # placeholder
    from pathlib import Path

    return Path(text)
