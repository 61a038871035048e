"""`positions import`: other people's data as a dataset."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from positions.cli import streams
from positions.cli.options.groups import takes
from positions.cli.options.shared import ReportingOptions
from positions.cli.options.tables import TableOptions
from positions.cli.problem_lines import problem_text
from positions.cli.progress import waiting
from positions.files import new_folders, write_together
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.exchange.import_dataset import Imported


@dataclass(frozen=True)
class ImportOptions:
    """Type of file and destination."""

    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Dataset to write (default: standard output)."),
    ] = None
    type: Annotated[
        Literal["long", "wide", "dna", "polis"] | None,
        typer.Option(
            "--type",
            help="Type of file: long (one row per answer), wide (actors by issues), dna (Discourse Network "
            "Analyzer), polis (participants-votes.csv). Default: detected.",
        ),
    ] = None
    transpose: Annotated[
        bool, typer.Option("--transpose", help="Read a wide table with issues as rows and actors as columns.")
    ] = False
    actor: Annotated[
        Literal["organization", "person"],
        typer.Option("--actor", help="Variable of a .dna file that holds the actor."),
    ] = "organization"
    issue: Annotated[
        str | None,
        typer.Option("--issue", metavar="NAME", help="Issue of all rows, if no column has one."),
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
    from positions.exchange.import_dataset import yaml_of
    from positions.exchange.importing import ImportRequest, guess, import_file, words_for

    target = None if how.output in (None, "-") else Path(how.output)
    settings = table.settings(how.issue)
    inputs = [path for path in (Path(file), settings.actors, settings.issues) if path is not None]
    if target is not None:
        refuse_inputs(target, inputs)
        _refuse_existing([target], force=how.force)
        if not target.parent.is_dir():
            raise UsageError(f"cannot write {target}: there is no folder {target.parent}")
    quiet = reporting.quiet
    request = ImportRequest(Path(file), settings, how.type, how.actor, how.transpose, how.skip_bad, how.title)
    if request.kind is None:  # said before anything can be wrong: it may explain what is
        kind = guess(request)
        request = replace(request, kind=kind)
        streams.say(words_for(kind), quiet=quiet)
    with waiting(f"Importing {Path(file).name}", quiet=quiet):
        imported = import_file(request)
        data = yaml_of(imported, Path(file).name)
    if imported.problems:
        color, plain = streams.use_color(reporting.color, None), streams.is_ascii()
        streams.say(
            problem_text(imported.problems, color=color, ascii=plain), quiet=quiet, end="", painted=True
        )
    for remark in imported.remarks:
        streams.say(remark, quiet=quiet)
    if imported.skipped:
        many = "" if imported.skipped == 1 else "s"
        streams.say(f"Left out: {imported.skipped:,} {imported.unit}{many} that cannot be read.", quiet=quiet)
    if target is None:
        if imported.texts:
            streams.say("The sources' texts are written only with -o FILE.", quiet=quiet)
        streams.write_stdout(data)
        return
    texts = {target.parent / name: text.encode() for name, text in imported.texts.items()}
    _refuse_existing(list(texts), force=how.force)
    with new_folders(*dict.fromkeys(path.parent for path in texts)):
        write_together({**texts, target: data})
    streams.say(_done(imported, target, len(texts)), quiet=quiet)


def _refuse_existing(paths: list[Path], *, force: bool) -> None:
    there = next((path for path in paths if os.path.lexists(path) and not _is_device(path)), None)
    if there is not None and not force:
        raise UsageError(f"{there} is there already", "name another file, or replace it with --force")


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _done(imported: Imported, target: Path, texts: int) -> str:
    said = f"Wrote {target}: {imported.overview()}."
    return f"{said} The sources' texts are in {target.parent / 'sources'}." if texts else said
