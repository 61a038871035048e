"""Sources from files: what a file says of itself, and what a person says in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from positions.dataset.incoming.reading import IncomingSource
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Source
from positions.dataset.quotations.source_text import source_text_of
from positions.library.editing.fields import SourceFields, TitledSourceFields, require_known
from positions.library.editing.values import build, partial_date, tidy
from positions.problems import DataError, Problem, UsageError


def source_fields(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a source as a model takes them: texts tidy, dates as text.

    Raises:
        UsageError: if one is unknown, no text, or no date.
    """
    require_known(fields, TitledSourceFields)
    given: dict[str, object] = {}
    for key, value in fields.items():
        date = partial_date(value) if key in ("date", "retrieved") and value else None  # type: ignore[arg-type]  # a key
        given[key] = date.text if date is not None else tidy(value)  # type: ignore[arg-type]  # of texts
    return given


def incoming_part(incoming: IncomingSource, fields: Mapping[str, object]) -> Source:
    """Return the source that a file makes, without its text: fields win over what was found in it.

    Raises:
        UsageError: if there is no title, or a field is wrong or `text`.
    """
    if fields.get("text"):
        raise UsageError("text: it is the file itself", "leave it out, or add the source without a file")
    found = {key: value for key, value in incoming.found.items() if key not in fields}
    given = {**found, **source_fields(fields)}
    if not given.get("title"):
        raise UsageError("missing: --title", f"{incoming.name} does not say what it is called")
    return build(Source, {key: given.get(key) for key in ("title", *SourceFields.__annotations__)})


def incoming_id(dataset: Dataset, incoming: IncomingSource) -> str:
    """Return a free id made of a file's name.

    Raises:
        UsageError: if its name has no letter or digit that an id could have.
    """
    base = incoming.suggested_id
    if not base:
        raise UsageError("missing: --id", f"no id can be made from the name {incoming.name!r}")
    name, number = base, 1
    while name in dataset.sources or name in ("id", "label"):
        number += 1
        name = f"{base}-{number}"
    return name


def folder_of(loaded: Loaded) -> Path:
    """Return the dataset's folder.

    Raises:
        UsageError: if it has none.
    """
    if loaded.folder is None:
        raise UsageError("this dataset has no folder, so a source's text cannot be stored")
    return loaded.folder


def look_for_text(loaded: Loaded, text: str | None, say: Callable[[str | Problem], None]) -> None:
    """Refuse a text outside the folder, or one that cannot be read; say so if it is not there yet.

    Raises:
        DataError: with what is wrong with it.
    """
    if not text or loaded.folder is None:
        return
    found = source_text_of(loaded.folder, text)
    if not isinstance(found, Problem):
        return
    if found.is_error and found.code != "missing-extra":
        raise DataError([found])
    say(found)
