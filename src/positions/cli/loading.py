"""From a command's options to the data that it asks the library to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from positions.cli import streams
from positions.cli.dataset_path import DatasetPath, find_dataset

if TYPE_CHECKING:
    from positions.cli.options.shared import DataOption
    from positions.library.source import Source


def data_of(data: DataOption, *, example_allowed: bool = True) -> Source:
    """Return where the data is that the options name.

    Raises:
        UsageError: if there is none.
    """
    from dataclasses import replace

    found = find_dataset(data.data, example_allowed=example_allowed, example=data.example)
    source = source_at(found)
    if not source.is_table:
        return source
    beside = tuple(Path(name) for name in (data.actors_file, data.issues_file) if name is not None)
    return replace(source, beside=beside)


def source_at(found: DatasetPath) -> Source:
    """Return the source of a path, or of standard input, which is read when it is asked for."""
    from positions.library.source import Source

    return Source(content=_stdin) if found.path is None else Source(found.path, remarks=found.remarks)


def _stdin() -> bytes:
    from positions.dataset.yaml.reader import SIZE_LIMIT

    return streams.read_stdin(SIZE_LIMIT + 1)
