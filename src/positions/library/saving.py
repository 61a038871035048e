"""A report written to a file, in the format that is named or that the file's name implies."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from positions.files import new_folders, write_atomically, write_together
from positions.problems import UsageError
from positions.render.bounded import bounded
from positions.render.registry import REGISTRY, Renderer, RenderOptions
from positions.suggest import hint_for
from positions.tables import Report

_NEAREST = "replace"


@dataclass(frozen=True, slots=True)
class Saving:
    """How a report is written.

    Attributes:
        format: a renderer's name; None for the one that the file's name implies.
        tables: ids of the only tables to write, in that order; none for those that the format shows.
        color: whether text for a terminal is coloured.
        max_bytes: the most that a file may take; rows beyond are left out with a note. None: no limit.
    """

    format: str | None = None
    tables: tuple[str, ...] = ()
    color: bool = False
    max_bytes: int | None = None

    @property
    def render_options(self) -> RenderOptions:
        """How to render: no width, so no wrapping and no truncation."""
        return RenderOptions(width=None, color=self.color, ascii=False, tables=self.tables or None)


def save_report(report: Report, place: str, how: Saving, inputs: Sequence[Path] = ()) -> None:
    """Write a report to a file, or one CSV a table into a folder, whole or not at all.

    Args:
        report: the report.
        place: the file, or a folder: one that is there, or whose name ends in a slash.
        how: the format and the tables.
        inputs: the files and folders that were read, which must not be overwritten.

    Raises:
        UsageError: if the format or a table is unknown, or the output cannot be written.
        BrokenPipeError: if the path is a pipe whose reader has gone.
    """
    refuse_unknown_tables(report, how.tables)
    if place.endswith(("/", os.sep)) or os.path.isdir(place):  # noqa: PTH112  # "x/" is no Path
        if how.max_bytes is not None:
            raise UsageError("--max-bytes is for one file, and this is a folder", "name a file after -o")
        _save_folder(report, how, Path(place), inputs)
        return
    renderer = renderer_for(how.format, place)
    options = how.render_options
    if how.max_bytes is not None:
        report = bounded(report, lambda one: len(encoded(renderer.render(one, options))), how.max_bytes)
    path = Path(place)
    refuse_inputs(path, inputs)
    write_atomically(path, encoded(renderer.render(report, options)))


def encoded(text: str | bytes, encoding: str = "utf-8") -> bytes:
    """Return text in an encoding, what it lacks spelled out; bytes as they are."""
    return text if isinstance(text, bytes) else text.encode(encoding, _NEAREST)


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


def refuse_unknown_tables(report: Report, wanted: Sequence[str]) -> None:
    """Refuse tables that a report has not.

    Raises:
        UsageError: naming the first of them.
    """
    known = [table.id for table in report.tables]
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no table {name!r}", hint_for(name, known, "tables"))


def renderer_for(name: str | None, place: str | None) -> Renderer:
    """Return the renderer that is named, else the one that a file's suffix implies, else the terminal's.

    Raises:
        UsageError: if there is none of that name, or the suffix implies none.
    """
    if name is not None:
        if name not in REGISTRY:
            raise UsageError(f"there is no format {name!r}", hint_for(name, list(REGISTRY), "formats"))
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


def _save_folder(report: Report, how: Saving, folder: Path, inputs: Sequence[Path]) -> None:
    renderer = REGISTRY[how.format or "csv"]
    if renderer.name not in ("csv", "tsv"):
        raise UsageError(f"{folder} is a folder, and {renderer.name} is one file", "name a file after -o")
    options = how.render_options
    names = how.tables or tuple(table.id for table in report.tables)
    files = {
        folder / f"{name}{renderer.suffixes[0]}": renderer.render(report, replace(options, tables=(name,)))
        for name in names
    }
    for path in files:
        refuse_inputs(path, inputs)
    with new_folders(folder):
        write_together({path: encoded(text) for path, text in files.items()})
