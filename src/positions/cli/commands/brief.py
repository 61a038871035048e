"""`positions brief`: a few pages to take into a meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption, MeasureOptions
from positions.cli.options.shared import ActorNames, DataOption, FilterOptions, Quiet
from positions.cli.streams import is_terminal, write_stdout, write_text


@takes(how=MeasureOptions, data=DataOption, which=EntriesOption, filters=FilterOptions)
def command(
    actors: ActorNames = None,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write: .docx for Word, .pdf, .md for Markdown; - for Markdown on standard output.",
            rich_help_panel="Output",
        ),
    ] = None,
    quiet: Quiet = False,
    how: MeasureOptions,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
) -> None:
    """Write a briefing: who agrees with whom and on what, common ground, open questions.

    Matrices are editable Word tables; an annex has the evidence with its sources.

    Examples:

        positions brief -o briefing.docx

        positions brief localis LGA CCN -o briefing.md

        positions brief -o briefing.pdf

        positions brief --min-shared 3 -o briefing.docx
    """
    from positions.library.commands.brief import brief
    from positions.library.documents import briefing_suffix

    if output not in (None, "-"):
        briefing_suffix(Path(str(output)))  # refuses a wrong name before anything is read
    source = data_of(data, example_allowed=False)
    briefing = brief(source, *(actors or []), **keywords(how, data.table, which, filters))
    if output not in (None, "-"):
        briefing.save(str(output))
    elif is_terminal(sys.stdout):
        write_text(briefing.markdown())
    else:
        write_stdout(briefing.markdown().encode("utf-8", "replace"))
