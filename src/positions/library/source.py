"""Where data comes from: a path, standard input, bytes, a data frame, or a study that already exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


@runtime_checkable
class DataFrame(Protocol):
    """A data frame: of pandas, Polars, or any library whose frames have `columns` and `to_dict`."""

    @property
    def columns(self) -> Any:
        """The names of its columns."""

    def to_dict(self, *args: Any, **kwargs: Any) -> Any:
        """Return its columns by name."""


@dataclass(frozen=True)
class Source:
    """Data that has not been read yet.

    Attributes:
        path: the file or folder; None for bytes and data frames.
        content: gives the bytes of YAML where there is no path.
        frame: a data frame, read as a table.
        remarks: what to say once it has been opened.
        beside: files that are read with it.
        mapped: whether a mapping reads it as a table, whatever its name ends in.
    """

    path: Path | None = None
    content: Callable[[], bytes] | None = None
    frame: DataFrame | None = None
    remarks: tuple[str, ...] = ()
    beside: tuple[Path, ...] = ()
    mapped: bool = False

    @property
    def inputs(self) -> tuple[Path, ...]:
        """What must not be overwritten by the output."""
        return self.beside if self.path is None else (self.path, *self.beside)

    @property
    def is_table(self) -> bool:
        """Whether it is read as a table."""
        from positions.exchange.tables.table_file import is_table

        if self.frame is not None or self.mapped:
            return True
        return self.path is not None and is_table(self.path)


def source_of(data: object) -> Source:
    """Return the source that a value stands for: a path, the bytes of a YAML file, or a data frame.

    Raises:
        UsageError: if it is not one of these.
    """
    if isinstance(data, Source):
        return data
    if isinstance(data, (bytes, bytearray)):
        held = bytes(data)
        return Source(content=lambda: held)
    if isinstance(data, (str, PathLike)):
        return Source(Path(cast("str | PathLike[str]", data)))
    if isinstance(data, DataFrame):
        return Source(frame=data)
    values = "give the result of positions.build"
    known = "name a file or a folder, or give a data frame or what positions.load returns"
    raise UsageError(
        f"{type(data).__name__} is not data that can be read", values if isinstance(data, Mapping) else known
    )


def load_source(source: Source, *, several_coders: bool = False) -> Loaded:
    """Return the dataset in YAML that a source holds, with its problems.

    Raises:
        UsageError: if it cannot be opened, or is a table.
    """
    from positions.dataset.load import load, load_bytes

    if source.path is not None and source.is_table:
        from positions.offers import shell_word

        raise UsageError(
            f"{source.path} is a table, not a dataset in YAML",
            f"make a dataset of it: positions import {shell_word(str(source.path))} -o dataset.yaml",
        )
    if source.path is not None:
        return load(source.path, several_coders=several_coders)
    if source.content is None:
        raise UsageError("a data frame is a table, not a dataset in YAML")
    return load_bytes(source.content(), several_coders=several_coders)


def frame_columns(frame: DataFrame) -> Mapping[str, list[object]]:
    """Return the columns of a data frame by name.

    Polars is asked for lists, pandas for the same in its own words; other frames as pandas is.

    Raises:
        UsageError: if a column has no name that is text, or the frame cannot be read so.
    """
    try:
        found = _columns(frame)
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"this data frame cannot be read: {error}") from None
    for name in found:
        if not isinstance(name, str):
            raise UsageError(f"the column {name!r} of the data frame has no text as its name", "rename it")
    return found


def _columns(frame: DataFrame) -> dict[str, list[object]]:
    is_polars = hasattr(frame, "get_columns")
    found = frame.to_dict(as_series=False) if is_polars else frame.to_dict("list")
    return {name: list(values) for name, values in found.items()}
