"""A report in the format asked for, to the file or the stream asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from positions.cli.streams import encoded, is_ascii, is_terminal, use_color, write_stdout
from positions.files import new_folders, write_atomically, write_together
from positions.problems import UsageError
from positions.render import REGISTRY, Renderer, RenderOptions
from positions.render.bounded import bounded
from positions.suggest import hint_for

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
    _check_tables(report, output.table)
    place = None if output.output in (None, "-") else output.output
    if place is not None and (place.endswith(("/", os.sep)) or os.path.isdir(place)):  # noqa: PTH112  # "x/" is no Path
        if max_bytes is not None:
            raise UsageError("--max-bytes is for one file, and this is a folder", "name a file after -o")
        _write_folder(report, output, Path(place), inputs)
        return
    renderer = _renderer(output.format, place)
    options = _stdout_options(output) if place is None else _file_options(output)
    if max_bytes is not None:
        stream = sys.stdout if place is None else None
        report = bounded(report, lambda one: len(encoded(renderer.render(one, options), stream)), max_bytes)
    if place is None:
        if renderer.binary and is_terminal(sys.stdout):
            raise UsageError(
                f"{renderer.name} is a binary format and is not shown on a terminal",
                f"write it to a file: -o FILE{renderer.suffixes[0]}",
            )
        write_stdout(encoded(renderer.render(report, options), sys.stdout))
        return
    path = Path(place)
    refuse_inputs(path, inputs)
    write_atomically(path, encoded(renderer.render(report, options), None))


def refuse_inputs(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse to write to a file that was read.

    Raises:
        UsageError: if the path is one of the inputs, or a dataset's file in a folder that is one.
    """
    for given in inputs:
        folder = given.is_dir()
        same = (
            [given] if not folder else [file for file in given.iterdir() if file.suffix in (".yaml", ".yml")]
        )
        if path.exists() and any(file.exists() and path.samefile(file) for file in same):
            raise UsageError(f"{path} is the input and would be overwritten", "name another file to write")


def _check_tables(report: Report, wanted: Sequence[str]) -> None:
    known = [table.id for table in report.tables]
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no table {name!r}", hint_for(name, known, "tables"))


def _renderer(name: str | None, place: str | None) -> Renderer:
    """Return the renderer that is named, else the one that the file's suffix implies, else the terminal's."""
    if name is not None:
        return REGISTRY[name]
    if place is None or (os.path.exists(place) and not os.path.isfile(place)):  # noqa: PTH110, PTH113  # a device
        return REGISTRY["terminal"]
    suffix = Path(place).suffix.lower()
    for renderer in REGISTRY.values():
        if suffix in renderer.suffixes:
            return renderer
    known = ", ".join(suffix for renderer in REGISTRY.values() for suffix in renderer.suffixes)
    what = f"the suffix {suffix} implies no format" if suffix else f"{place} has no suffix to imply a format"
    raise UsageError(what, f"use one of {known}, or name the format with -f")


def _write_folder(report: Report, output: OutputOptions, folder: Path, inputs: Sequence[Path]) -> None:
    renderer = REGISTRY[output.format or "csv"]
    if renderer.name not in ("csv", "tsv"):
        raise UsageError(f"{folder} is a folder, and {renderer.name} is one file", "name a file after -o")
    options = _file_options(output)
    names = output.table or tuple(table.id for table in report.tables)
    files = {
        folder / f"{name}{renderer.suffixes[0]}": renderer.render(report, replace(options, tables=(name,)))
        for name in names
    }
    for path in files:
        refuse_inputs(path, inputs)
    with new_folders(folder):
        write_together({path: encoded(text, None) for path, text in files.items()})


def _stdout_options(output: OutputOptions) -> RenderOptions:
    """Return how to render to stdout: no width, so no wrapping and no truncation, unless it is a terminal."""
    width = get_terminal_size().columns if is_terminal(sys.stdout) else None
    color = use_color(output.color, sys.stdout)
    return RenderOptions(width=width, color=color, ascii=is_ascii(sys.stdout), tables=output.table or None)


def _file_options(output: OutputOptions) -> RenderOptions:
    return RenderOptions(width=None, color=output.color == "always", ascii=False, tables=output.table or None)
