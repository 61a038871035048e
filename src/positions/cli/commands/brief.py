"""`positions brief`: a few pages to take into a meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.measures import MeasureOptions, comparison
from positions.cli.options.shared import ActorNames, DataOption, FilterOptions, Quiet
from positions.cli.streams import is_terminal, write_stdout, write_text
from positions.files import write_atomically
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

_MARKDOWN, _WORD = (".md", ".markdown"), ".docx"


@takes(how=MeasureOptions, data=DataOption, filters=FilterOptions)
def command(
    actors: ActorNames = None,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write: .docx for Word, .md for Markdown; - for Markdown on standard output.",
            rich_help_panel="Output",
        ),
    ] = None,
    quiet: Quiet = False,
    how: MeasureOptions,
    data: DataOption,
    filters: FilterOptions,
) -> None:
    """Write a briefing: who agrees with whom and on what, common ground, open questions.

    Matrices are editable Word tables; an annex has the evidence with its sources.

    Examples:

        positions brief -o briefing.docx

        positions brief localis LGA CCN -o briefing.md

        positions brief --min-shared 3 -o briefing.docx
    """
    from positions.reports.brief.report import brief

    suffix = _suffix(output)
    chosen = comparison(how, filters)
    study, found = open_study(data, filters, actors or [], quiet=quiet, example_allowed=False)
    briefing = brief(study, chosen)
    if suffix == _WORD:
        from positions.render.office.docx import render_briefing

        content = render_briefing(briefing)
    else:
        from positions.render.briefing import briefing_markdown

        content = briefing_markdown(briefing).encode("utf-8", "replace")
    if output is None or (output == "-" and suffix != _WORD):
        _to_stdout(content)
        return
    refuse_inputs(Path(output), found.inputs)
    write_atomically(Path(output), content)


def _to_stdout(content: bytes) -> None:
    if is_terminal(sys.stdout):
        write_text(content.decode("utf-8"))
    else:
        write_stdout(content)


def _suffix(output: str | None) -> str:
    """Return which form is asked for, before anything is read.

    Raises:
        UsageError: if the name is that of neither.
    """
    if output in (None, "-"):
        return _MARKDOWN[0]
    path = Path(str(output))
    if path.suffix.lower() == _WORD:
        return _WORD
    if path.suffix.lower() in _MARKDOWN or (path.exists() and not path.is_file() and not path.is_dir()):
        return _MARKDOWN[0]
    raise UsageError(f"{output} is not the name of a briefing", "let it end in .docx or .md")
