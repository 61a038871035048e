"""The text of a source, read from a file of the dataset's folder: .txt, .md, .html or .pdf."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Literal

from positions.dataset.quotations.encodings import decode_text
from positions.dataset.quotations.markup import html_text, markdown_text, plain_text, without_marks
from positions.dataset.quotations.pdf_pages import read_pdf, unreadable
from positions.dataset.quotations.search import SourceText
from positions.problems import Problem

MOST_BYTES = 25 * 1024 * 1024
SourceKind = Literal["text", "markdown", "html", "pdf"]
SOURCE_KINDS: dict[str, SourceKind] = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
"""What a source's text is taken for, by the ending of its file's name."""


def resolve_source_path(folder: Path, text: str) -> Path | Problem:
    """Return the file that a source's `text` names, or what is wrong with it.

    The file must lie in the dataset's folder, links followed. A problem is the error `source-path-outside`,
    the note `source-text-missing` where nothing is there, or the error `source-unreadable`; without location.
    """
    if text.startswith(("http://", "https://")):
        hint = "`text` names a file in the dataset's folder; a web address goes under `url`"
        return Problem("source-text-missing", f"{text!r} is not a file", hint=hint, severity="note")
    windows = PureWindowsPath(text)
    if text.startswith("~") or windows.anchor or Path(text).is_absolute() or ".." in windows.parts:
        return _outside(f"{text!r} may lead out of the dataset's folder")
    try:
        inside = folder.resolve()
        path = (folder / text).resolve()
        if not path.is_relative_to(inside):
            return _outside(f"{text!r} is a link that leads out of the dataset's folder")
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        hint = "on this system folders are parted by `/`" if "\\" in text else _MISSING_HINT
        message = f"there is no file {text!r} in the dataset's folder, so its quotations are not checked"
        return Problem("source-text-missing", message, hint=hint, severity="note")
    except (OSError, RuntimeError, ValueError) as error:
        return unreadable(text, _reason(error))
    if not stat.S_ISREG(mode):
        return unreadable(text, "it is a folder" if stat.S_ISDIR(mode) else "it is not a regular file")
    return path


def is_pdf(text: str) -> bool:
    """Whether a source's `text` names a PDF file."""
    return SOURCE_KINDS.get(PureWindowsPath(text).suffix.lower()) == "pdf"


def read_source_text(path: Path) -> SourceText | Problem:
    """Return the text of a source's file, or the error `source-unreadable` (without a location).

    Of HTML and Markdown the text without the markup, its lines being those of the file; of a PDF the text
    layer, page by page. Without the optional package for PDF the error is `missing-extra`.
    """
    kind = SOURCE_KINDS.get(path.suffix.lower())
    if kind is None:
        hint = "save the text as .txt, .md, .html or .pdf"
        return unreadable(path.name, f"files of the kind {path.suffix} are not read", hint)
    try:
        data = read_source_bytes(path)
    except OSError as error:
        return unreadable(path.name, _reason(error))
    if isinstance(data, Problem):
        return data
    if kind == "pdf":
        return _pdf(data, path.name)
    text = decoded(data, path.name, marked_up=kind == "html")
    return text if isinstance(text, Problem) else SourceText(_READERS[kind](text))


def source_text_of(folder: Path, text: str) -> SourceText | Problem:
    """Return the text that a source's `text` names, or why it cannot be read (without a location)."""
    path = resolve_source_path(folder, text)
    return path if isinstance(path, Problem) else read_source_text(path)


_READERS: dict[str, Callable[[str], str]] = {"text": plain_text, "html": html_text, "markdown": markdown_text}


_MISSING_HINT = "put a copy of the source there, or leave `text` out"


def _outside(message: str) -> Problem:
    hint = "write the path from the dataset's folder, without `..`, for example sources/report.txt"
    return Problem("source-path-outside", message, hint=hint)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def read_source_bytes(path: Path) -> bytes | Problem:
    """Return a source's file, or the error `source-unreadable` (without a location).

    Raises:
        OSError: if it cannot be opened.
    """
    # Not to wait for a writer, should a pipe have taken the file's place since it was looked at.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  # Path.open takes no descriptor
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return unreadable(path.name, "it is not a regular file")
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return unreadable(
            path.name, f"it is larger than {MOST_BYTES // 1024**2} MB", "keep the pages that are quoted"
        )
    return data


def decoded(data: bytes, name: str, *, marked_up: bool) -> str | Problem:
    """Return the text of a file with LF at line ends, or the error `source-unreadable` (without location).

    Args:
        data: the file's bytes.
        name: what the error calls it.
        marked_up: whether it is HTML or XML, which may declare an encoding in its text.
    """
    hint = "open it in an editor and save it as UTF-8"
    try:
        text = decode_text(data, marked_up=marked_up)
    except UnicodeDecodeError as error:
        if error.encoding != "utf-8":
            return unreadable(name, f"it is not {error.encoding}, as it declares", hint)
        if b"\0" in data:
            return unreadable(name, "it is not text: it holds NUL bytes")
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"it is not UTF-8 (byte 0x{data[error.start]:02X} in line {line})"
        return unreadable(name, reason, f"it is probably Windows-1252 or Latin-1: {hint}")
    if "\0" in text:
        return unreadable(name, "it is not text: it holds NUL bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pdf(data: bytes, name: str) -> SourceText | Problem:
    read = read_pdf(data, name)
    if isinstance(read, Problem):
        return read
    pages = [without_marks(page) for page in read.pages]
    starts, offset = [], 0
    for text in pages:
        starts.append(offset)
        offset += len(text) + 1
    return SourceText("\n".join(pages), tuple(starts))
