"""Reading a file that becomes a source: its text and its metadata. Nothing is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

from positions.dataset.incoming.details import tidy_details
from positions.dataset.incoming.html_details import html_details
from positions.dataset.incoming.mail import read_mail
from positions.dataset.incoming.plain_details import plain_details
from positions.dataset.incoming.word_file import read_word
from positions.dataset.quotations.markup import html_text, markdown_text
from positions.dataset.quotations.pdf_pages import read_pdf, unreadable
from positions.dataset.quotations.source_text import (
    MOST_BYTES,
    SOURCE_KINDS,
    SourceKind,
    decoded,
    read_source_bytes,
)
from positions.dataset.quotations.wording import BREAK
from positions.problems import DataError, Problem, UsageError

IncomingKind = SourceKind | Literal["docx", "eml"]
KINDS: dict[str, IncomingKind] = {**SOURCE_KINDS, ".docx": "docx", ".eml": "eml"}
"""What a file is taken for, by the ending of its name."""

INSTEAD = {".doc": ".docx or .pdf", ".rtf": ".docx or .txt", ".odt": ".docx or .pdf", ".msg": ".eml"}
"""How to save what is not read."""
_BEGINNINGS: dict[bytes, str] = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx"}
_NOT_IN_IDS = re.compile(r"[^\w]+")
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class IncomingSource:
    """A file that is to become a source.

    Attributes:
        name: the file's own name, without folders.
        kind: what it is.
        data: its bytes.
        text: its text as a reader sees it; a PDF's pages are parted by form feeds.
        found: what it says of itself: title, author, publisher, date, url, language, those that it has.
        remarks: what a person should know, such as what is attached and was left out.
        path: where it lies, None where it came as bytes.
    """

    name: str
    kind: IncomingKind
    data: bytes
    text: str
    found: dict[str, str]
    remarks: tuple[str, ...] = ()
    path: Path | None = None

    @property
    def suggested_id(self) -> str:
        """An id made of the file's name; empty where the name gives none."""
        stem = unicodedata.normalize("NFKD", PurePosixPath(self.name).stem)
        letters = stem.encode("ascii", "ignore").decode().lower()
        return _NOT_IN_IDS.sub("-", letters).strip("-_")[:_LONGEST_ID].strip("-_")


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    details: Iterable[tuple[str, str | None]]
    remarks: tuple[str, ...] = ()


def read_incoming(data: bytes, name: str) -> IncomingSource:
    """Return what a file holds that came as bytes, from a browser or the clipboard.

    Args:
        data: the file's bytes, at most 25 MB.
        name: its name; the ending says what it is, folders are dropped.

    Raises:
        DataError: with one problem, if it cannot be read.
    """
    own = PureWindowsPath(PurePosixPath(name.replace("\0", "")).name).name or "text.txt"
    return _incoming(data, own, None)


def read_incoming_file(path: Path) -> IncomingSource:
    """Return what a file on the disk holds.

    Raises:
        DataError: with one problem, if it cannot be read.
        UsageError: if it cannot be opened.
    """
    try:
        data = read_source_bytes(path)
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except OSError as error:
        raise UsageError(f"cannot open {path}: {(error.strerror or str(error)).lower()}") from None
    if isinstance(data, Problem):
        raise DataError([data])
    return _incoming(data, path.name, path)


def _incoming(data: bytes, name: str, path: Path | None) -> IncomingSource:
    kind = _kind(data, name)
    read = kind if isinstance(kind, Problem) else _READERS[kind](data, name)
    if isinstance(read, Problem):
        raise DataError([read])
    assert not isinstance(kind, Problem)  # else `read` has returned the problem
    if not read.text.strip():
        raise DataError([unreadable(name, "it is empty")])
    return IncomingSource(name, kind, data, read.text, tidy_details(read.details), read.remarks, path)


def _kind(data: bytes, name: str) -> IncomingKind | Problem:
    """Return what a file is, by its name and its first bytes, which must agree."""
    ending = PurePosixPath(name).suffix.lower()
    kind = KINDS.get(ending)
    if kind is None:
        hint = f"save it as {INSTEAD.get(ending, '.txt, .md, .html, .pdf, .docx or .eml')}"
        return unreadable(name, f"files of the kind {ending} are not read", hint)
    if len(data) > MOST_BYTES:
        return unreadable(
            name, f"it is larger than {MOST_BYTES // 1024**2} MB", "keep the pages that are quoted"
        )
    for beginning, meant in _BEGINNINGS.items():
        if data.startswith(beginning) and KINDS[meant] != kind:
            return unreadable(
                name, f"its content is that of {meant}, not of {ending or 'a text'}", "rename it"
            )
    return kind


def _text(data: bytes, name: str) -> _Read | Problem:
    text = decoded(data, name, marked_up=False)
    return text if isinstance(text, Problem) else _Read(text, plain_details(text))


def _markdown(data: bytes, name: str) -> _Read | Problem:
    text = decoded(data, name, marked_up=False)
    return text if isinstance(text, Problem) else _Read(_lines(markdown_text(text)), plain_details(text))


def _html(data: bytes, name: str) -> _Read | Problem:
    text = decoded(data, name, marked_up=True)
    return text if isinstance(text, Problem) else _Read(_lines(html_text(text)), html_details(text))


def _pdf(data: bytes, name: str) -> _Read | Problem:
    read = read_pdf(data, name)
    if isinstance(read, Problem):
        return read
    keys = {"/Title": "title", "/Author": "author", "/CreationDate": "date"}
    details = [(keys[key], value) for key, value in read.information.items() if key in keys]
    return _Read("\f".join(page.strip("\f") for page in read.pages), details)


def _docx(data: bytes, name: str) -> _Read | Problem:
    read = read_word(data, name)
    return read if isinstance(read, Problem) else _Read(read.text, read.details)


def _eml(data: bytes, name: str) -> _Read | Problem:
    read = read_mail(data, name)
    if isinstance(read, Problem):
        return read
    remarks = (f"Not stored: attachments ({', '.join(read.attached)}).",) if read.attached else ()
    return _Read(read.text, read.details, remarks)


def _lines(text: str) -> str:
    """Return a page's text with a blank line at most between its blocks."""
    return re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", text.replace(BREAK, "\n")).strip() + "\n"


_READERS: dict[IncomingKind, Callable[[bytes, str], _Read | Problem]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "eml": _eml,
}
