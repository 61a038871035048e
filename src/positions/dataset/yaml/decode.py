"""From a file to text: the size cap, UTF-8 and nothing else."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path as FilePath

from positions.problems import Location, Problem, UsageError

SIZE_LIMIT = 25_000_000
"""Bytes that a file may have at most."""

_AS_UTF_8 = "save the file as UTF-8: in an editor under 'Save with encoding', in Notepad under 'Save as'"
_PLAIN_TEXT = "a dataset is a plain text file; `positions init` writes one to start from"

# What YAML allows, and U+FEFF; the rest are control characters and halves of surrogate pairs.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAGIC = {
    b"PK\x03\x04": "a zip or Office file (xlsx, docx)",
    b"\xd0\xcf\x11\xe0": "an old Office file (xls, doc)",
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3\0": "a database",
}


def file_bytes(path: FilePath, name: str | None = None) -> bytes:
    """Return a file's bytes, at most one more than the size limit.

    A pipe or device is read until it ends or passes the limit.

    Raises:
        UsageError: if the file cannot be opened or read: missing, no permission, a folder, a pipe without a
            writer.
    """
    name = str(path) if name is None else name
    try:
        with open(path, "rb", opener=_open_at_once) as file:  # Path.open takes no opener
            data: bytes = file.read(SIZE_LIMIT + 1)
            if not data and stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
                raise UsageError(f"cannot read {name}: it is a pipe, and nothing was written to it")
            return data
    except IsADirectoryError:
        raise UsageError(f"cannot open {name}: it is a folder, not a file") from None
    except FileNotFoundError:
        raise UsageError(
            f"cannot open {name}: there is no such file", "check the spelling of its path"
        ) from None
    except PermissionError:
        raise UsageError(f"cannot open {name}: you have no permission to read it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot open {name}: {reason[:1].lower()}{reason[1:]}") from None


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting; a pipe that something writes to is then read as usual, waiting for it."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def decode(data: bytes, name: str) -> str | Problem:
    """Return the text that UTF-8 bytes stand for, byte order mark and all, or what is wrong."""
    if len(data) > SIZE_LIMIT:
        message = f"the file is larger than {SIZE_LIMIT // 1_000_000} MB, the most that is read"
        return Problem("too-large", message, Location(name), "split it into several files in one folder")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return Problem("not-text", f"this is {what}, not a text file", Location(name), _PLAIN_TEXT)
    wide = _wide_encoding(data)
    if wide is not None:
        return Problem("not-utf-8", f"the file is encoded as {wide}, not as UTF-8", Location(name), _AS_UTF_8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _bad_bytes(data, error, name)
    return not_text(text, name) or text


def not_text(text: str, name: str) -> Problem | None:
    """Return the problem with a text that holds NUL, a control character or half a surrogate pair."""
    found = _NOT_TEXT.search(text)
    if found is None:
        return None
    where = place_of(text, found.start(), name)
    character = found[0]
    if character == "\0":
        return Problem(
            "not-text", "the file holds a NUL character, which no text file has", where, _PLAIN_TEXT
        )
    message = f"a character that cannot be seen and is not allowed: U+{ord(character):04X}"
    return Problem("control-character", message, where, "delete it; it may hide between two letters")


def place_of(text: str, offset: int, name: str) -> Location:
    """Return the line and column, from 1, of an offset, lines ending as in an editor: LF, CRLF or CR."""
    lines = re.split("\r\n|\r|\n", text[:offset])
    excerpt = lines[-1] + re.split("[\r\n]", text[offset : offset + 1000], maxsplit=1)[0]
    return Location(name, len(lines), len(lines[-1]) + 1, excerpt)


def _wide_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    start = data[:400]
    if len(start) >= 8 and (not any(start[1::2]) or not any(start[::2])) and any(start):
        return "UTF-16"
    return None


def _bad_bytes(data: bytes, error: UnicodeDecodeError, name: str) -> Problem:
    before, rest = data[: error.start].decode("utf-8"), data[error.start :]
    bad = data[error.start]
    line_end = re.split(rb"[\r\n]", rest[:1000], maxsplit=1)[0].decode("utf-8", "replace")
    where = place_of(before + line_end, len(before), name)
    sample = data[:4096]
    if b"\0" in sample or sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample) * 20 > len(sample):
        return Problem("not-text", "this is not a text file", Location(name), _PLAIN_TEXT)
    guess = rest[:1].decode("cp1252", "replace")
    readable = guess.isprintable() and guess != "\ufffd"
    as_latin = f" (in a Western European encoding it would be {guess!r})" if readable else ""
    return Problem("not-utf-8", f"the byte 0x{bad:02X} here is not UTF-8{as_latin}", where, _AS_UTF_8)
