"""Rows of CSV and TSV files, compressed or not, with the line that each begins on."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from positions.budget import CELL, COLUMNS
from positions.exchange.bounded_text import Done, bounded_lines, check_size, is_plain, opened
from positions.exchange.swallowed_rows import RowForm
from positions.exchange.tables.settings import AS_IT_IS, FileFormat
from positions.problems import DataError, Location, Problem, UsageError
from positions.render.common.delimited_text import restored

DELIMITERS = (",", ";", "\t", "|")
_SAVE_AS_UTF_8 = "save it as UTF-8: in Excel, Save As > CSV UTF-8"
_UTF_8 = "utf-8-sig"
_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
"""What a text begins with that says how its bytes are characters; the longest first."""
_TAB_NAMES = ("tab", "\\t")
_TITLE_LINES = 20
"""Lines that may stand above the names of the columns and have no delimiter."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, the header first; `line` gives the place of the row just read, from 1.

    `doubts` has, of the rows read so far, the lines on which a cell opens that may be several rows.
    """

    cells: Iterator[list[str]]
    line: Callable[[list[str]], int]
    doubts: list[int] = field(default_factory=list)


@contextmanager
def delimited_rows(path: Path, how: FileFormat = AS_IT_IS) -> Iterator[Rows]:
    """Give the rows of a file; an empty line is an empty row. To be read inside the `with`.

    The delimiter, unless `how` gives it, is the commonest of comma, semicolon, tab and pipe in the first
    line that has one; the encoding is UTF-8, or what the file's first bytes declare.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if it is cut off, not UTF-8, no text, its quotation marks do not match or make one cell of
            several rows, or it has more bytes, lines or columns than are read.
    """
    csv.field_size_limit(CELL.most)
    with opened(path) as binary:
        try:
            encoding = _encoding(binary, path, how)
            check_size(path)
            text = io.TextIOWrapper(cast(BinaryIO, binary), encoding=encoding, newline="")
            first, delimiter = _beginning(text, path, how)
            COLUMNS.check(first.count(delimiter), str(path), 1)
            done = Done()
            lines = bounded_lines(first, text, done, delimiter, path)
            watched = _Watched(path, lines, done, (delimiter, how))
            yield Rows(iter(watched), watched.line, watched.doubts)
        except csv.Error as error:
            raise _quoting(path, str(error), how) from None
        except UnicodeError:
            raise _wrong_encoding(path, how.encoding or encoding) from None
        except EOFError:
            message = "the file is cut off: its compressed data ends before its end"
            raise broken(path, message, "copy or download it again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            if is_plain(path):
                message = "the file is not compressed, though its name ends in .gz"
                raise broken(path, message, "take .gz from its name, or download it again") from None
            message = f"the compressed data is damaged ({str(error).lower()})"
            raise broken(path, message, "copy or download it again") from None


def _beginning(text: TextIO, path: Path, how: FileFormat) -> tuple[str, str]:
    """Return the lines of a file up to the first with a delimiter, and that delimiter."""
    first = text.readline()
    delimiter = _chosen_delimiter(how)
    if delimiter is not None or path.name.lower().removesuffix(".gz").endswith(".tsv"):
        return first, delimiter or "\t"
    lines = first
    for _ in range(_TITLE_LINES):
        if any(sign in first for sign in DELIMITERS) or not first or len(lines) > CELL.most:
            break
        first = text.readline()
        lines += first
    return lines, _delimiter(path, first)


def _chosen_delimiter(how: FileFormat) -> str | None:
    """Return the delimiter that `--delimiter` names, None where it names none.

    Raises:
        UsageError: if it is not one character.
    """
    given = how.delimiter
    if given is None:
        return None
    given = "\t" if given.lower() in _TAB_NAMES else given
    if len(given) != 1 or given in '"\r\n':
        raise UsageError(f"--delimiter {given!r} is not one character", "write --delimiter ';' or tab")
    return given


def delimiter_of(path: Path) -> str:
    """Return the delimiter of a file, from its first line.

    Raises:
        UsageError: if it cannot be opened.
    """
    with opened(path) as binary:
        return _delimiter(path, binary.readline().decode("utf-8-sig", "replace"))


def restored_text(text: str) -> str:
    """Return a cell's text without the apostrophe that keeps spreadsheets from running it."""
    return restored(text) if text.startswith("'") else text


def broken(path: Path, message: str, hint: str | None = None, line: int | None = None) -> DataError:
    """Return the error that a file is no readable table."""
    return DataError([Problem("unreadable-table", message, Location(str(path), line), hint)])


class _Watched:
    """The rows of a reader, counted, each looked at that breaks over lines."""

    def __init__(self, path: Path, lines: Iterator[str], done: Done, form: tuple[str, FileFormat]) -> None:
        self._path, self._done = path, done
        delimiter, how = form
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self._form = RowForm(delimiter, partial(_read_again, path, how))
        self.doubts: list[int] = []

    def line(self, row: list[str]) -> int:
        """Return the line on which a row begins that has just been read."""
        return self._reader.line_num - sum(cell.count("\n") for cell in row)

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the rows.

        Raises:
            DataError: if a row has too many cells, or others in it.
        """
        most, reader, done, before = COLUMNS.most, self._reader, self._done, 0
        for row in reader:
            done.rows += 1
            if len(row) > most:
                COLUMNS.check(len(row), str(self._path), done.rows)
            if reader.line_num > before + 1:
                self._refuse_rows_within(row)
            before = reader.line_num
            if self._form.width is None and row:
                self._form.width = len(row)
            yield row

    def _refuse_rows_within(self, row: list[str]) -> None:
        """Raise that a stray quotation mark has made a cell of rows; note it where that is not certain.

        Raises:
            DataError: if it is certain.
        """
        found = self._form.swallowed(row)
        if found is None:
            return
        opens = self.line(row) + sum(cell.count("\n") for cell in row[: found.cell])
        if found.certain:
            raise _stray(self._path, opens, found.lines)
        self.doubts.append(opens)


def _stray(path: Path, line: int, lines: int) -> DataError:
    rows = (
        "the line after it, which looks like a row"
        if lines == 1
        else f"the {lines:,} lines after it, which look like rows"
    )
    message = f"a quotation mark in this line joins to its cell {rows}"
    hint = 'take the mark away, or write it twice where the cell stands in "..."; join lines of one cell'
    return broken(path, message, hint, line)


def _encoding(file: BinaryIO | gzip.GzipFile, path: Path, how: FileFormat) -> str:
    """Return how the bytes of a file are characters: as chosen, else as its first bytes say, else UTF-8.

    Raises:
        UsageError: if the encoding that was chosen is unknown.
        DataError: if the file is no text.
    """
    try:
        start = file.peek(4096)[:4096]  # type: ignore[union-attr]  # a BufferedReader or a GzipFile: both peek
    except IsADirectoryError:
        raise UsageError(f"cannot open {path}: it is a folder") from None
    if start.startswith(b"PK\x03\x04"):
        raise broken(
            path, "this is a workbook, not a CSV file", "give it the suffix .xlsx or .ods, or save it as CSV"
        )
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        message = "this is a workbook of old Excel (.xls), or one with a password"
        raise broken(path, message, "open it in a spreadsheet program and save it as .xlsx")
    if how.encoding is not None:
        return _known_encoding(how.encoding)
    declared = next((name for mark, name in _MARKS.items() if start.startswith(mark)), None)
    if declared is None and b"\0" in start:
        raise broken(path, "the file holds NUL bytes, so it is not a text table", _SAVE_AS_UTF_8)
    return declared or _UTF_8


def _known_encoding(name: str) -> str:
    """Return an encoding of text as Python calls it; UTF-8 with its mark taken off.

    Raises:
        UsageError: if there is none of that name.
    """
    try:
        "".encode(name)  # refuses those that make bytes of bytes
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        hint = "utf-8, latin-1, windows-1252, utf-16 and mac-roman are some"
        raise UsageError(f"--encoding {name!r} is not a known encoding", hint) from None
    return _UTF_8 if found == "utf-8" else found


def _delimiter(path: Path, first: str) -> str:
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(".tsv"):
        return "\t"
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _quoting(path: Path, error: str, how: FileFormat) -> DataError:
    """Return the error of a row that cannot be read, with the line on which that row begins."""
    if "unexpected end" in error:
        message = "a quotation mark that opens in this row is never closed"
    elif "field larger" in error:
        message = (
            f"a cell in this row is longer than {csv.field_size_limit():,} characters, or a quotation mark "
            "that opens in it is never closed"
        )
    else:
        message = f"this row cannot be read: {error}"
    hint = 'put a cell with a comma, quotation mark or line break in "...", and double its quotation marks'
    if "field larger" in error:
        hint = f"{hint}; {CELL.variable} sets another limit"
    return broken(path, message, hint, _bad_row(path, how))


def _bad_row(path: Path, how: FileFormat) -> int:
    """Return the line on which the first row begins that cannot be read."""
    return 1 + sum(1 + sum(cell.count("\n") for cell in row) for row in _read_again(path, how))


def _read_again(path: Path, how: FileFormat) -> Iterator[list[str]]:
    """Yield the rows of a file up to the first that cannot be read."""
    with opened(path) as binary:
        text = io.TextIOWrapper(cast(BinaryIO, binary), encoding=_encoding(binary, path, how), newline="")
        first, delimiter = _beginning(text, path, how)
        lines = bounded_lines(first, text, Done(), delimiter, path)
        with suppress(csv.Error, DataError):
            yield from csv.reader(lines, delimiter=delimiter, strict=True)


def _wrong_encoding(path: Path, encoding: str) -> DataError:
    """Return the error that a file is not in an encoding, for UTF-8 with the first line that is not."""
    if encoding != _UTF_8:
        return broken(
            path,
            f"the file is not {encoding}: some of its bytes are no characters",
            "--encoding NAME names another",
        )
    hint = f"it is probably Latin-1 or Windows-1252: --encoding windows-1252; or {_SAVE_AS_UTF_8}"
    with opened(path) as file:
        for number, line in enumerate(cast(TextIO, file), start=1):
            try:
                cast(bytes, line).decode("utf-8")
            except UnicodeDecodeError as error:
                byte = cast(bytes, line)[error.start]
                message = f"the file is not UTF-8: byte 0x{byte:02X} in this line"
                return broken(path, message, hint, number)
    return broken(path, "the file is not UTF-8", hint)
