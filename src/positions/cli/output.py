"""A report in the format asked for, to the file or the stream asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from positions.cli.streams import encoded, is_ascii, is_terminal, say, use_color, write_stdout
from positions.files import write_atomically
from positions.library.saving import Saving, refuse_inputs, refuse_unknown_tables, renderer_for, save_report
from positions.problems import UsageError
from positions.render.bounded import bounded, on_screen
from positions.render.registry import Renderer, RenderOptions

if TYPE_CHECKING:
    from positions.cli.options.shared import OutputOptions
    from positions.tables import Report


def write_report(
    report: Report, output: OutputOptions, *, inputs: Sequence[Path] = (), max_bytes: int | None = None
) -> None:
    """Render a report in the format asked for and write it where it was asked for.

    Args:
        report: the report.
        output: the format, the file, the tables, the colours.
        inputs: the files and folders that were read, which must not be overwritten.
        max_bytes: the most that it may take; rows beyond are left out with a note. None: no limit.

    Raises:
        UsageError: if the format or a table is unknown, or the output cannot be written.
        BrokenPipeError: if the reader has gone.
    """
    if output.output is not None and output.is_file:
        folder = output.output.endswith(("/", os.sep)) or Path(output.output).is_dir()
        _say_held_back(report, None if folder else renderer_for(output.format, output.output), output)
        how = Saving(output.format, output.table, output.color == "always", max_bytes)
        save_report(report, output.output, how, inputs)
        return
    refuse_unknown_tables(report, output.table)
    renderer = renderer_for(output.format, None)
    _say_held_back(report, renderer, output)
    options = _stdout_options(output)
    if max_bytes is not None:
        report = bounded(
            report, lambda one: len(encoded(renderer.render(one, options), sys.stdout)), max_bytes
        )
    if renderer.name == "terminal" and not output.table:
        report = on_screen(report)
    if renderer.binary and is_terminal(sys.stdout):
        raise UsageError(
            f"{renderer.name} is a binary format and is not shown on a terminal",
            f"write it to a file: -o FILE{renderer.suffixes[0]}",
        )
    write_stdout(encoded(renderer.render(report, options), sys.stdout))


def _say_held_back(report: Report, renderer: Renderer | None, output: OutputOptions) -> None:
    """Say on stderr what was held back, where it has no place in the format; None stands for a folder."""
    said = report.dataset.held_back
    if said is not None and (renderer is None or renderer.name in ("csv", "tsv")):
        say(said, quiet=output.quiet)


def write_content(content: bytes, place: str | None, *, inputs: Sequence[Path]) -> None:
    """Write the bytes of a file to where they were asked for: a file, or standard output.

    Raises:
        UsageError: if it cannot be written, or would overwrite an input.
    """
    if place in (None, "-"):
        write_stdout(content)
        return
    refuse_inputs(Path(str(place)), inputs)
    write_atomically(Path(str(place)), content)


def _stdout_options(output: OutputOptions) -> RenderOptions:
    """Return how to render to stdout: no width, so no wrapping and no truncation, unless it is a terminal."""
    width = get_terminal_size().columns if is_terminal(sys.stdout) else None
    color = use_color(output.color, sys.stdout)
    return RenderOptions(width=width, color=color, ascii=is_ascii(sys.stdout), tables=output.table or None)
