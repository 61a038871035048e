"""The strict reader: from YAML text to plain values, with the place of every key and value.

It takes PyYAML's events and nothing else of it, so that no tag, alias or constructor can do anything, and
it does not recurse. Everything that is wrong becomes a `Problem`; no text makes it raise.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath

from positions.dataset.yaml.build import PROBLEM_LIMIT, Builder, Found
from positions.dataset.yaml.decode import SIZE_LIMIT, decode, file_bytes, not_text
from positions.dataset.yaml.depth import DEPTH_LIMIT
from positions.dataset.yaml.events import Prepared, open_parser, prepare, read_events, without_collector
from positions.dataset.yaml.scalars import Path, Plain, Value, describe_character
from positions.dataset.yaml.source_map import Lines, Place, Style, find, read_places
from positions.dataset.yaml.syntax_errors import CONFLICT_BEGINS, find_conflict
from positions.problems import Location, Problem

__all__ = [
    "DEPTH_LIMIT",
    "SIZE_LIMIT",
    "Document",
    "Path",
    "Plain",
    "Span",
    "Style",
    "Value",
    "file_bytes",
    "read_bytes",
    "read_file",
    "read_text",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A node's place: offsets in characters into `Document.text`, line and column of its start from 1."""

    start: int
    end: int
    line: int
    column: int


class Document:
    """What a YAML file says, what is wrong with it, and where everything in it stands.

    `value` holds dicts, lists, text, `Plain` numbers and None, `text` the decoded text without byte order
    mark, `problems` everything that the reader found, from top to bottom. Where reading ended early, after
    a syntax error for example, `complete` is False and `value` holds what was read until then.
    """

    def __init__(self, name: str, text: str) -> None:
        """Make a document of which nothing is read yet; `read_text` and its like return read ones."""
        self.name = name
        self.text = text
        self.value: Value = None
        self.problems: tuple[Problem, ...] = ()
        self.complete = True
        self._prepared: Prepared | None = None
        self._lines = Lines(text, name)
        self._root: Place | None = None
        self._places_known = False

    def span(self, path: Path, *, key: bool = False) -> Span | None:
        """Return where the value at a path stands, or the key itself; None in an empty file.

        A path may be longer than what the file has, as pydantic's are: the deepest node that exists is
        taken. A list's item has no key; the item itself is returned. The span of a block ends where the
        last value in it ends.
        """
        extent = self.extent(path, key=key)
        return None if extent is None else Span(*extent, *self._lines.place(extent[0]))

    def extent(self, path: Path, *, key: bool = False) -> tuple[int, int] | None:
        """Return where a span starts and ends, for who does not ask in which line that is."""
        if self.places is None:
            return None
        node = find(self.places, path)
        return node.key if key and node.key is not None else (node.start, node.end)

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Return the same place as `span`, with the text of its line; the first line of an empty file."""
        span = self.span(path, key=key)
        return self._lines.location(span.start if span is not None else 0)

    def style(self, path: Path) -> Style | None:
        """Return how the value at exactly this path is written; None where there is none."""
        if self.places is None:
            return None
        node = find(self.places, path)
        return node.style if node.whole else None

    @property
    def places(self) -> Place | None:
        """Where everything stands, found when somebody first asks; None in an empty file."""
        if self._prepared is not None and not self._places_known:
            with without_collector():
                self._root = read_places(
                    read_events(self._prepared.text), DEPTH_LIMIT, self._prepared.restore
                )
            self._places_known = True
        return self._root

    @property
    def is_plain(self) -> bool:
        """Whether nothing is wrong with it, and the parser got the text as it is."""
        prepared = self._prepared
        return self.complete and not self.problems and prepared is not None and prepared.text == self.text

    @classmethod
    def assembled(cls, name: str, text: str, value: Value, places: Place) -> Document:
        """Return the document of a text of which is known what it says, where, and that nothing is wrong."""
        document = cls(name, text)
        document.value, document._root, document._places_known = value, places, True
        document._prepared = Prepared(text, {}, (), ())
        return document

    def _read(self) -> None:
        self._prepared = prepared = prepare(self.text)
        parser = open_parser(prepared.text)
        builder = Builder(prepared.text, prepared.restore)
        builder.build(parser.get_event)
        parser.dispose()
        self.value, self.complete = builder.value, builder.complete
        found = [_bad_directive(offset) for offset in prepared.bad_directives] + builder.found
        # Beyond the place where reading stopped nobody knows whether a space belongs to a text.
        found += [
            _pasted(self.text[offset], offset)
            for index, offset in enumerate(prepared.pasted)
            if offset - 1 != prepared.pasted[index - 1] and (self.complete or offset <= builder.stopped_at)
        ]
        found += [self._duplicate(path, key, offset) for path, key, offset in builder.duplicates]
        found = _told_once(found, prepared.text)
        if self.value is None and not any(one.severity == "error" for one in found):
            found.append(_empty(self.text))
        found.sort(key=lambda one: one.offset)
        problems = [self._problem(one) for one in found[: PROBLEM_LIMIT + 1]]
        if not self.complete:
            problems.append(self._problem(_rest(builder.stopped_at)))
        self.problems = tuple(problems)

    def _problem(self, found: Found) -> Problem:
        where = self._lines.location(found.offset)
        return Problem(found.code, found.message, where, found.hint, found.severity)

    def _duplicate(self, path: Path, key: str, offset: int) -> Found:
        first = find(self.places, (*path, key)) if self.places is not None else None
        where = ""
        if first is not None and first.key is not None and first.whole:
            line, _ = self._lines.place(first.key[0])
            where = f" (first defined on line {line})"
        message = f"duplicate key `{key}`{where}"
        return Found(offset, "duplicate-key", message, "delete one of the two, or rename it")


def read_text(text: str, name: str = "<text>") -> Document:
    """Read a dataset's text. Everything that is wrong with it is in the document's problems."""
    text = text.lstrip("\ufeff")
    problem = not_text(text, name)
    if problem is not None:
        return _unreadable(name, problem)
    document = Document(name, text)
    document._read()
    return document


def read_bytes(data: bytes, name: str) -> Document:
    """Read a dataset's bytes: UTF-8, at most 25 MB. What is wrong is in the document's problems."""
    text = decode(data, name)
    return _unreadable(name, text) if isinstance(text, Problem) else read_text(text, name)


def read_file(path: FilePath, name: str | None = None) -> Document:
    """Read a dataset's file; `name` is what problems call it, the path unless given.

    Raises:
        UsageError: if the file cannot be opened: missing, no permission, a folder.
    """
    name = str(path) if name is None else name
    return read_bytes(file_bytes(path, name), name)


def _unreadable(name: str, problem: Problem) -> Document:
    document = Document(name, "")
    document.problems, document.complete = (problem,), False
    return document


def _told_once(found: list[Found], text: str) -> list[Found]:
    """Return the problems, with a merge conflict hidden in a text, without warnings that an error repeats."""
    errors = {(one.code, one.offset) for one in found if one.severity == "error"}
    kept = [one for one in found if one.severity == "error" or (one.code, one.offset) not in errors]
    if "<<<<<<<" in text and ">>>>>>>" in text and not any(one.code == "merge-conflict" for one in kept):
        starts = (mark.start() for mark in CONFLICT_BEGINS.finditer(text))
        if hidden := find_conflict(text, starts):
            kept.append(Found(hidden.offset, hidden.code, hidden.message, hidden.hint))
    return kept


def _bad_directive(offset: int) -> Found:
    message = "a line that begins with % is an instruction to YAML programs, and only %YAML 1.2 is read"
    return Found(offset, "directive", message, "delete the line")


def _pasted(character: str, offset: int) -> Found:
    message = f"{describe_character(character)} where an ordinary space belongs"
    return Found(offset, "odd-space", message, "delete it, and type ordinary spaces")


def _empty(text: str) -> Found:
    what = "holds only comments" if "#" in text else "is empty"
    return Found(0, "empty-file", f"the file {what}", "`positions init` writes a dataset to start from")


def _rest(offset: int) -> Found:
    return Found(offset, "rest-not-checked", "the rest of the file was not checked", severity="note")
