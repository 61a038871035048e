"""Datasets made of Python values, checked as a file is, and written as one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from positions.dataset.dates import PartialDate
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.editing.yaml_nodes import Node, entry_lines, node_of
from positions.dataset.load import Loaded, load_bytes
from positions.dataset.models import FORMAT, Dataset
from positions.files import write_atomically
from positions.library.audience import shown
from positions.library.loading import study_from
from positions.library.options.reading import place_of
from positions.library.selecting import checked
from positions.problems import DataError, UsageError
from positions.reports.common.study import Study
from positions.selection import Selection
from positions.vocabulary import Audience

_NAME = "<values>"


def build(
    values: Mapping[str, Any] | Dataset,
    selection: Selection | None = None,
    *,
    audience: Audience | None = None,
) -> Study:
    """Return a study of a dataset that is given as values, laid out as in a file.

    The values are what a file holds: `title`, `scale`, `issues`, `sources` and `stakeholders`, these by id.
    Dates may be texts or days; None stands for nothing; `format` may be left out. They are checked as a file
    is, and problems name the line that the value would have in one.

    Args:
        values: the parts of the dataset.
        selection: what to compare of it; all where None.
        audience: "public" unless given, or "team": whether what is private is taken out, as in `load`.

    Raises:
        DataError: with every problem, if the data is wrong.
        UsageError: if a value is of a type that no dataset holds, or a name in the selection is unknown.

    Examples:
        data = positions.build(
            {
                "title": "Parking",
                "issues": {"evening": {"title": "Evening", "proposition": "It should cost more"}},
                "stakeholders": {"council": {"name": "Council", "positions": {"evening": "support"}}},
            }
        )
    """
    loaded = shown(_loaded(values), audience)
    chosen = Selection() if selection is None else checked(loaded.require(), selection)
    return study_from(loaded, chosen)


def write(
    data: Study | Dataset | Mapping[str, Any], path: str | PathLike[str], *, force: bool = False
) -> Path:
    """Write a dataset as a YAML file that reads back as the same, and return the path.

    All of a study's dataset is written, whatever was selected of it, but without what is private unless the
    study was made for the team; comments of a file that it was read from
    are not: to change a file, use `editing`.

    Args:
        data: a study, its dataset or values as for `build`.
        path: the file.
        force: whether a file that is there is replaced.

    Raises:
        DataError: with every problem, if the data is wrong.
        UsageError: if a file already exists, or it cannot be written.
    """
    target = Path(place_of(path))
    dataset = data.dataset if isinstance(data, Study) else _loaded(data).require()
    if os.path.lexists(target) and not force:
        raise UsageError(f"{target} already exists", "name another file, or replace it with --force")
    text = dataset_to_yaml(dataset).encode()
    errors = [problem for problem in load_bytes(text, str(target)).problems if problem.is_error]
    if errors:
        raise DataError(errors)
    write_atomically(target, text)
    return target


def _loaded(values: Mapping[str, Any] | Dataset) -> Loaded:
    if isinstance(values, Dataset):
        return load_bytes(dataset_to_yaml(values).encode(), _NAME)
    if not isinstance(values, Mapping):
        raise UsageError(
            f"{type(values).__name__} is not a dataset", "give a mapping with title, issues, stakeholders"
        )
    parts = {"format": FORMAT, **values}
    lines = [
        line
        for key, value in parts.items()
        if value is not None
        for line in entry_lines(str(key), _node(value, (str(key),)), 0)
    ]
    return load_bytes(("\n".join(lines) + "\n").encode(), _NAME)


def _node(value: object, path: tuple[str, ...]) -> Node:
    """Return a value as what a file holds.

    Raises:
        UsageError: naming its place, if a file can hold no such value.
    """
    match value:
        case BaseModel():
            return node_of(value)
        case str() | int() | float() | PartialDate():
            return value
        case date():
            return value.isoformat()[:10]
        case Mapping():
            held = {str(key): part for key, part in value.items() if part is not None}
            return {key: _node(part, (*path, key)) for key, part in held.items()}
        case Iterable() if not isinstance(value, bytes):
            return [_node(part, (*path, str(place))) for place, part in enumerate(value)]
        case _:
            number = getattr(value, "item", lambda: None)()  # a NumPy scalar
            if isinstance(number, str | int | float):
                return number
            raise UsageError(f"{'.'.join(path)}: no dataset holds a value of the type {type(value).__name__}")
