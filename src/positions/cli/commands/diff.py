"""`positions diff`: what changed between two datasets."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.dataset_path import DatasetPath
from positions.cli.loading import load_found, selection_of
from positions.cli.options.groups import takes
from positions.cli.options.shared import FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.vocabulary import Measure

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


@takes(filters=FilterOptions, output=OutputOptions)
def command(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Earlier dataset: a file, a folder, or REV:PATH in this git repository."
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Later dataset to compare with it.")],
    *,
    measure: Annotated[
        Measure | None,
        typer.Option("--measure", help="Measure of agreement."),
    ] = None,
    may_be_new: Annotated[
        bool,
        typer.Option(
            "--may-be-new", help="Treat everything as new if the path does not exist in OLD's revision."
        ),
    ] = False,
    max_bytes: Annotated[
        int | None,
        typer.Option(
            "--max-bytes",
            metavar="N",
            min=1,
            help="Limit the output to N bytes: leave out the last rows, and say so.",
        ),
    ] = None,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show what changed between two datasets, most important first, and how agreement changed.

    Examples:

        positions diff HEAD:data/stakeholders.yaml data/stakeholders.yaml

        positions diff 2016.yaml 2017.yaml -f markdown

        positions diff HEAD^:d.yaml d.yaml --may-be-new --max-bytes 60000
    """
    from positions.dataset.load import emptied
    from positions.measures.pairs.results import Comparison
    from positions.reports.common.study import study_of
    from positions.reports.diff import diff

    after = _load(new)
    is_new = may_be_new and _is_absent(old)
    before = emptied(after) if is_new else _load(old)
    selection = selection_of(after.require(), filters)
    how = Comparison(measure=measure, min_shared=filters.min_shared)
    report = diff(study_of(before, selection), study_of(after, selection), how)
    if is_new:
        report = replace(report, summary=(f"{old} did not exist: everything is new.", *report.summary))
    inputs = [Path(text) for text in (old, new) if os.path.lexists(text)]
    write_report(report, output, inputs=inputs, max_bytes=max_bytes)


def _is_absent(text: str) -> bool:
    from positions.dataset.revisions.load_revision import is_absent, is_revision

    return not os.path.lexists(text) and is_revision(text) and is_absent(text)


def _load(text: str) -> Loaded:
    from positions.dataset.revisions.load_revision import is_revision, load_revision

    if text == "-":
        return load_found(DatasetPath(None))
    if not os.path.lexists(text) and is_revision(text):
        return load_revision(text)
    return load_found(DatasetPath(Path(text)))
