"""The text and the metadata of a Word file (.docx), read in memory and within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from positions.dataset.quotations.pdf_pages import unreadable
from positions.problems import Problem

_MOST_MEMBERS = 10_000
MOST_XML = 60_000_000
"""Bytes of one part after decompression."""

MOST_CHARACTERS = 25_000_000
"""Of its text."""

_PIECE = 1 << 16
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "pPr"))
"""Elements whose content a reader does not see: deleted, moved away, drawn a second time, codes."""
_HIDES = frozenset(("vanish", "strike", "dstrike"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_PROPERTIES = {"title": "title", "creator": "author", "language": "language", "created": "date"}


@dataclass(frozen=True, slots=True)
class WordFile:
    """The paragraphs of a Word file, parted by blank lines, and details with what it says of each."""

    text: str
    details: tuple[tuple[str, str | None], ...]


class _RefusedError(Exception):
    """A part that is not read: too much, or with declarations that no Word file has."""


def read_word(data: bytes, name: str) -> WordFile | Problem:
    """Return what a Word file holds, or the error `source-unreadable` (without a location).

    Deleted, hidden and struck-out words are left out; foot- and endnotes follow the text.
    """
    hint = "save it again as .docx, or its text as .txt"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            if len(names) > _MOST_MEMBERS or "word/document.xml" not in names:
                return unreadable(name, "it is not a Word file", hint)
            body = _Paragraphs()
            for part in ("word/document.xml", *_NOTES):
                if part in names:
                    _parse(parts, part, body)
            details = tuple(_details(parts, names))
    except _RefusedError as refused:
        return unreadable(name, str(refused), hint)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, EOFError, ValueError) as error:
        return unreadable(name, f"it is a broken Word file ({error})", hint)
    except (NotImplementedError, RuntimeError) as error:  # an unknown compression; a password
        return unreadable(name, f"it is an unusual Word file ({error})", hint)
    text = "\n\n".join(body.paragraphs)
    if not text.strip():
        return unreadable(
            name, "it holds no text", "it may hold pictures only: type the text into a .txt file"
        )
    return WordFile(text + "\n", details)


class _Paragraphs:
    """Collects paragraphs from a part's XML; those in text boxes stand after the one that holds the box."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._names: list[str] = []
        self._skipping = self._length = 0
        self._in_text = self._hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        parent = self._names[-1] if self._names else ""
        self._names.append(name)
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name == "p" and "wordprocessingml" in tag:
            self._open.append([])
        elif name == "r":
            self._hidden = False
        elif name in _HIDES and parent == "rPr" and _is_on(attributes):
            self._hidden = True
        elif name == "t":
            self._in_text = True
        elif name in _SIGNS and parent == "r":
            self._add(_SIGNS[name])

    def end(self, tag: str) -> None:
        self._names.pop()
        if self._skipping:
            self._skipping -= 1
            return
        name = tag.rpartition(" ")[2]
        if name == "t":
            self._in_text = False
        elif name == "p" and "wordprocessingml" in tag and self._open:
            text = "".join(self._open.pop()).strip()
            if text:
                self.paragraphs.append(text)

    def data(self, text: str) -> None:
        if self._in_text and not self._skipping:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._hidden or not self._open:
            return
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise _RefusedError("it holds too much text")
        self._open[-1].append(text)


class _Properties:
    """Collects the texts of a part's elements that are properties of the document."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._text: list[str] = []

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self._text = []

    def end(self, tag: str) -> None:
        self.found.append((tag.rpartition(" ")[2], "".join(self._text)))
        self._text = []

    def data(self, text: str) -> None:
        if len(self._text) < 100:
            self._text.append(text)


def _details(parts: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str | None]]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        if part not in names:
            continue
        properties = _Properties()
        _parse(parts, part, properties)
        for name, text in properties.found:
            if name in _PROPERTIES:
                yield _PROPERTIES[name], text
            elif name == "Company":
                yield "publisher", text


def _is_on(attributes: dict[str, str]) -> bool:
    given = next((value for name, value in attributes.items() if name.endswith("val")), "true")
    return given not in ("0", "false", "off")


def _parse(parts: zipfile.ZipFile, part: str, into: _Paragraphs | _Properties) -> None:
    """Read a part's XML, piece by piece.

    Raises:
        _RefusedError: if it is too long, or declares entities or a document type.
        expat.ExpatError: if it is not XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = into.start
    parser.EndElementHandler = into.end
    parser.CharacterDataHandler = into.data
    left = MOST_XML
    with parts.open(part) as stream:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise _RefusedError(f"its {part} holds more than {MOST_XML // 1_000_000} MB")
            parser.Parse(piece, False)  # expat takes it by place alone
    parser.Parse(b"", True)  # see above: expat takes the argument by place alone


def _refuse(*_declared: object) -> None:
    raise _RefusedError("it declares entities or a document type, which no Word file does")
