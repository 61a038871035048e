"""The lines of a text file, compressed or not, and the limits on its bytes, its lines and its rows."""

from __future__ import annotations

import gzip
import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat, takewhile
from pathlib import Path
from typing import BinaryIO, TextIO

from positions.budget import BYTES, COLUMNS, ROWS, line_too_long, longest_line
from positions.exchange.data_files import open_data

_PIECE = 1_000_000
_MOST_COMPRESSED = 1032
"""Bytes that one byte of a gzip file may stand for."""
_ESCAPED_RETURN = "_x000D_"


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO | gzip.GzipFile]:
    """Give the bytes of a file, decompressed where its name ends in .gz.

    Raises:
        UsageError: if it cannot be opened.
    """
    with open_data(path) as plain:
        if path.suffix.lower() != ".gz":
            yield plain
            return
        with gzip.GzipFile(fileobj=plain) as file:
            yield file


def is_plain(path: Path) -> bool:
    """Return whether a file's bytes are not those of a compressed one, whatever its name ends in."""
    with open_data(path) as file:
        return file.read(2) != b"\x1f\x8b"


def check_size(path: Path) -> None:
    """Look over a file once, before any of it is read, where it may be too large.

    Raises:
        DataError: if it has more bytes after decompression, or more or longer lines, than are read.
    """
    status = path.stat()
    if stat.S_ISREG(status.st_mode):
        compressed = path.suffix.lower() == ".gz"
        possible = status.st_size * _MOST_COMPRESSED if compressed else status.st_size
        if possible > min(ROWS.most, longest_line()):
            limits = (BYTES.most, ROWS.most, longest_line())
            _look_over(path.absolute(), status.st_mtime_ns, status.st_size, limits)


@lru_cache(maxsize=8)
def _look_over(path: Path, _changed: int, _size: int, limits: tuple[int, int, int]) -> None:
    """Count the bytes and the lines of a file, which is opened several times and looked over once."""
    _, most_rows, longest = limits
    size = lines = open_line = 0
    with opened(path) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            BYTES.check(size, str(path))
            ends = max(piece.count(b"\n"), piece.count(b"\r"))
            if not ends:
                open_line += len(piece)
            else:
                open_line = len(piece) - max(piece.rfind(b"\n"), piece.rfind(b"\r"))
            lines += ends
            if open_line > longest:
                raise line_too_long(str(path), lines + 1)
            if lines - 1 > most_rows:
                ROWS.check(lines - 1, str(path))


@dataclass(slots=True)
class Done:
    """How many rows have been read."""

    rows: int = 0


def bounded_lines(first: str, text: TextIO, done: Done, delimiter: str, path: Path) -> Iterator[str]:
    """Return the lines of a text, and see that no row goes on and on, over one line or over many.

    Each line ends in a line feed alone, so that a line break within a cell is one character. Excel's
    `_x000D_`, the carriage return that XML would lose, is dropped before it.

    Args:
        first: its lines that have been read.
        text: the rest.
        done: how many rows the reader of these lines has made of them.
        delimiter: what stands between the cells of a row.
        path: the file.

    Raises:
        DataError: if one does.
    """

    def watched() -> Iterator[io.StringIO]:
        pending, before = 0, -1
        for piece in _pieces(first, text):
            pending = pending + len(piece) if done.rows == before else len(piece)
            before = done.rows
            if pending > max(longest_line(), 2 * _PIECE):  # below that it may be many rows
                raise line_too_long(str(path), done.rows + 1)
            if len(piece) > 2 * _PIECE:  # its last line is a long one
                COLUMNS.check(piece[_PIECE:].count(delimiter), str(path), done.rows + 1)
            if "\r" in piece:
                piece = piece.replace("\r\n", "\n").replace("\r", "\n")
            if _ESCAPED_RETURN in piece:
                piece = piece.replace(f"{_ESCAPED_RETURN}\n", "\n")
            yield io.StringIO(piece, newline="")

    return chain.from_iterable(watched())


def _pieces(first: str, text: TextIO) -> Iterator[str]:
    """Return a text, the first line of which has been read, in pieces of whole lines.

    They have a million characters, since a compressed file is slow to be asked line by line.
    """
    pieces = takewhile(bool, (text.read(_PIECE) + text.readline() for _ in repeat(None)))
    return chain([first], pieces)
