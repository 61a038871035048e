"""Whether a dataset discloses names that it withholds: in its text, its sources, or its file names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from positions.dataset.audience.names import RealName, occurrences
from positions.dataset.load import Loaded
from positions.dataset.quotations.source_text import source_text_of
from positions.problems import Location, Problem

_HINT = "write the pseudonym, or leave it out, comments too"


def check_names(loaded: Loaded, names: Mapping[str, RealName], file: Path) -> Iterator[Problem]:
    """Yield an error wherever a real name, or an id of its bearer, can be read by whoever has the dataset.

    Looked through are the YAML files with their comments, the texts of sources, and the names of these files.
    The messages name the stakeholder's id, never the name.

    Args:
        loaded: the dataset.
        names: the real names by the stakeholder's id.
        file: where they were read, which must lie outside the dataset's folder.
    """
    folder = loaded.folder
    if folder is not None and file.resolve().is_relative_to(folder.resolve()):
        yield _problem(
            "the file of real names lies in the dataset's folder", Location(str(file)), "move it out"
        )
    for document in loaded.origin.documents:
        yield from _in_name(document.name, names)
        lines = document.text.splitlines() or [""]
        for one in occurrences(document.text, names):
            column = one.start - document.text.rfind("\n", 0, one.start)
            excerpt = lines[one.line - 1] if one.line <= len(lines) else None
            where = Location(document.name, one.line, column, excerpt)
            yield _problem(f"the real name, or an id, of {one.id!r} stands here", where, _HINT)
    if loaded.dataset is None or folder is None:
        return
    for id, source in loaded.dataset.sources.items():
        if source.text is None:
            continue
        yield from _in_name(source.text, names)
        read = source_text_of(folder, source.text)
        if isinstance(read, Problem):
            continue
        for one in occurrences(read.text, names):
            line, page = read.line(one.start)
            place = f"line {line}" if page is None else f"page {page}, line {line}"
            message = f"the real name, or an id, of {one.id!r} stands in the text of {id!r}, {place}"
            yield _problem(message, Location(source.text, line), "redact it in the copy, or delete the copy")


def _in_name(name: str, names: Mapping[str, RealName]) -> Iterator[Problem]:
    for id in dict.fromkeys(one.id for one in occurrences(name, names)):
        yield _problem(f"the name of a file discloses the real name of {id!r}", Location(name), "rename it")


def _problem(message: str, where: Location, hint: str) -> Problem:
    return Problem("real-name", message, where, hint)
