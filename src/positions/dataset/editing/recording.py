"""What the journal keeps of an edit: the way back as splices, and the values that it changed."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from positions.dataset.editing.layout_detection import contents
from positions.dataset.storage.record import (
    ChangeRecord,
    FileRecord,
    Record,
    SpliceRecord,
    digest,
    written_name,
)
from positions.dataset.storage.splices import Splice, reversing
from positions.dataset.yaml.reader import Document, Path, Value
from positions.dataset.yaml.scalar_output import number_text
from positions.dataset.yaml.scalars import Plain

_WHOLE = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose edit it is: the words of the command line, and the coder.

    `undoes` is the id of the edit that it takes back, `redoes` that of the undo that it takes back.
    """

    words: tuple[str, ...] = ()
    coder: str | None = None
    undoes: str | None = None
    redoes: str | None = None


ANONYMOUS = Signature()


@dataclass(frozen=True, slots=True)
class Traced:
    """A file that an edit changes: its bytes and documents before and after, and the splices in order."""

    name: str
    data: tuple[bytes, bytes]
    documents: tuple[Document, Document]
    series: Sequence[Sequence[Splice]]


def record_of(signature: Signature, files: Sequence[Traced]) -> Record:
    """Return the record of an edit that is made now."""
    return Record(
        journal=1,
        id=str(uuid.uuid4()),
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        words=tuple(map(written_name, signature.words)),
        coder=signature.coder,
        undoes=signature.undoes,
        redoes=signature.redoes,
        files=tuple(map(_file_record, files)),
    )


def _file_record(file: Traced) -> FileRecord:
    before, after = file.documents
    nodes = _Nodes(after)
    return FileRecord(
        name=written_name(file.name),
        before=digest(file.data[0]),
        after=digest(file.data[1]),
        splices=tuple(
            SpliceRecord(start=back.start, end=back.end, text=back.text, path=nodes.around(back))
            for back in reversing(before.text, file.series)
        ),
        changes=tuple(changes(before.value, after.value)),
    )


def changes(before: Value, after: Value, path: Path = ()) -> Iterator[ChangeRecord]:
    """Return the smallest values that differ between two files, each with its path.

    Numbers are numbers, so that the record tells 40 from the text "40".
    """
    if before is after:  # the usual case: one entry changes, the rest is shared
        return
    old, new = _parts(before), _parts(after)
    if type(before) is not type(after) or old is None or new is None:
        if before != after:
            yield ChangeRecord(path=path, before=recorded(before), after=recorded(after))
        return
    for key in dict.fromkeys([*old, *new]):
        if key in old and key in new:
            yield from changes(old[key], new[key], (*path, key))
        elif key in old:
            yield ChangeRecord(path=(*path, key), before=recorded(old[key]))
        else:
            yield ChangeRecord(path=(*path, key), after=recorded(new[key]))


def recorded(value: Value) -> object:
    """Return a value of a file as a record has it: an unquoted number that JSON can write alike is one."""
    if isinstance(value, dict):
        return {key: recorded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [recorded(part) for part in value]
    if isinstance(value, Plain):
        number = int(value) if _WHOLE.fullmatch(value) else float(value)
        return number if number_text(number) == value else str(value)
    return value


def _parts(value: Value) -> dict[str | int, Value] | None:
    """Return what is in a mapping or list by its key or number; None of another value."""
    if isinstance(value, dict):
        return {key: value[key] for key in value}
    return dict(enumerate(value)) if isinstance(value, list) else None


class _Nodes:
    """Finds the deepest value around a place; what is in a mapping or list is looked up once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._inside: dict[Path, tuple[list[int], list[Path]]] = {}

    def around(self, splice: Splice) -> Path:
        """Return the path of the deepest value, its key included, that holds all of a splice."""
        path: Path = ()
        while True:
            starts, paths = self._children(path)
            index = bisect_right(starts, splice.start) - 1
            if index < 0:
                return path
            extent = self._document.extent(paths[index])
            if extent is None or splice.end > extent[1]:
                return path
            path = paths[index]

    def _children(self, path: Path) -> tuple[list[int], list[Path]]:
        if path not in self._inside:
            keys = _parts(contents(self._document, path)) or {}
            paths = [(*path, key) for key in keys]
            extents = [self._document.extent(child, key=True) for child in paths]
            self._inside[path] = [extent[0] if extent else 0 for extent in extents], paths
        return self._inside[path]
