"""What the journal keeps of an edit: enough to take it back, and to see that it is still the last one.

A record comes from a file that anybody may have written. It names files by their plain names alone, and
nothing is made of it that has not the hash it promises.
"""

from __future__ import annotations

import hashlib
import shlex
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from positions.dataset.storage.splices import Splice, spliced

BYTE_ORDER_MARK = "\ufeff"
"""What some editors put before a text; offsets in a record are counted without it."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Offset = Annotated[int, Field(ge=0)]
YamlPath = tuple[str | int, ...]
FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\:\x00]{1,255}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class SpliceRecord(_Part):
    """A splice that takes back a part of the edit; `path` is the deepest value around it after the edit."""

    start: Offset
    end: Offset
    text: str
    path: YamlPath = ()


class ChangeRecord(_Part):
    """A value that the edit changed, as YAML has it; not set where there was or is nothing at the path."""

    path: YamlPath
    before: Any = None
    after: Any = None


class FileRecord(_Part):
    """What an edit did to a file: its hash before and after, and the way back.

    The splices have the offsets, in code points and without a byte order mark, of the text after the edit.
    """

    name: FileName
    before: Digest
    after: Digest
    splices: tuple[SpliceRecord, ...]
    changes: tuple[ChangeRecord, ...] = ()

    @model_validator(mode="after")
    def _is_plain(self) -> FileRecord:
        if self.name in (".", ".."):
            raise ValueError("no name of a file")
        if any(splice.start > splice.end for splice in self.splices):
            raise ValueError("a splice ends before it starts")
        return self

    def reversing_splices(self) -> list[Splice]:
        """Return the splices that take the edit back, of the text without a byte order mark."""
        return [Splice(splice.start, splice.end, splice.text) for splice in self.splices]

    def reverted(self, data: bytes) -> bytes:
        """Return the file's bytes before the edit, from those after it.

        Raises:
            ValueError: if the splices do not make them of it.
        """
        text = data.decode()
        mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        before = (mark + spliced(text.removeprefix(mark), self.reversing_splices())).encode()
        if digest(before) != self.before:
            raise ValueError("the splices do not lead back")
        return before


class Record(_Part):
    """An edit: when, by which command and coder, and what it did to each file that it changed.

    `undoes` is the id of the edit that it took back, `redoes` that of the undo that it took back.
    """

    journal: Literal[1]
    id: str
    time: str
    words: tuple[str, ...]
    coder: str | None = None
    undoes: str | None = None
    redoes: str | None = None
    files: Annotated[tuple[FileRecord, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_each_once(self) -> Record:
        if len({file.name for file in self.files}) != len(self.files):
            raise ValueError("a file twice")
        return self

    @property
    def command(self) -> str:
        """The command line, cut where it is long."""
        words = shlex.join(("positions", *self.words))
        return words if len(words) <= _WIDEST else f"{words[: _WIDEST - 3]}..."

    def as_bytes(self) -> bytes:
        """Return the record as JSON."""
        return self.model_dump_json(exclude_unset=True).encode() + b"\n"


_WIDEST = 80


def parse_record(data: bytes) -> Record | None:
    """Return the record that a file holds; None where it is not one of this program's."""
    try:
        return Record.model_validate_json(data)
    except (ValidationError, ValueError, RecursionError):
        return None


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def written_name(name: str) -> str:
    """Return a file's name as records have it: one that is no Unicode is escaped."""
    return name.encode("utf-8", "backslashreplace").decode()
