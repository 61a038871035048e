"""Whether a dataset discloses names that it withholds: in text, values, sources or file names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from positions.dataset.audience.names import RealName, occurrences
from positions.dataset.load import Loaded
from positions.dataset.quotations.source_text import source_text_of
from positions.dataset.yaml.reader import Document, Value
from positions.dataset.yaml.reader import Path as YamlPath
from positions.problems import Location, Problem

_HINT = "write the pseudonym, or leave it out, comments too"


def check_names(loaded: Loaded, names: Mapping[str, RealName], file: Path) -> Iterator[Problem]:
    """Yield an error wherever a real name, or an id of its bearer, can be read by whoever has the dataset.

    Looked through are the YAML files with their comments and with the values that they stand for, the texts
    of sources, and the names of these files. The messages name the stakeholder's id, never the name.

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
        yield from _in_document(document, names)
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


def _in_document(document: Document, names: Mapping[str, RealName]) -> Iterator[Problem]:
    """Yield where a name stands in a file as it is written, and where only what is written stands for it."""
    lines = document.text.splitlines() or [""]
    seen: dict[str, list[int]] = {}
    for one in occurrences(document.text, names):
        seen.setdefault(one.id, []).append(one.start)
        column = one.start - document.text.rfind("\n", 0, one.start)
        excerpt = lines[one.line - 1] if one.line <= len(lines) else None
        where = Location(document.name, one.line, column, excerpt)
        yield _problem(f"the real name, or an id, of {one.id!r} stands here", where, _HINT)
    for path, text, is_key in _texts(document.value):
        for id in _disclosed(text, names):
            span = document.span(path, key=is_key)
            if span is None or any(span.start <= start < span.end for start in seen.get(id, ())):
                continue
            written = "escaped, or broken over lines"
            message = f"the real name, or an id, of {id!r} stands in this {'key' if is_key else 'value'}"
            yield _problem(f"{message}, {written}", document.locate(path, key=is_key), _HINT)


def _texts(value: Value, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str, bool]]:
    """Yield every text in a value with its path, and whether it is the key there."""
    if isinstance(value, str):
        yield path, value, False
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key, True
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _disclosed(text: str, names: Mapping[str, RealName]) -> tuple[str, ...]:
    """Return whose names a text holds, signs in it read as an address or a web page writes them, too."""
    readings = dict.fromkeys((text, unquote(text), unescape(text)))
    return tuple(dict.fromkeys(one.id for reading in readings for one in occurrences(reading, names)))


def _in_name(name: str, names: Mapping[str, RealName]) -> Iterator[Problem]:
    for id in _disclosed(name, names):
        yield _problem(f"the name of a file discloses the real name of {id!r}", Location(name), "rename it")


def _problem(message: str, where: Location, hint: str) -> Problem:
    return Problem("real-name", message, where, hint)
