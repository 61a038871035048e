"""A table file of any kind as a header and rows of text with their line numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken, delimited_rows, restored_text
from positions.names import name_key
from positions.problems import Location, Problem, UsageError
from positions.suggest import first_of

SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".xlsx", ".parquet", ".json")
"""How the name of a table file ends."""


def is_table(path: Path) -> bool:
    """Return whether a path names a table file, going by the end of its name.

    JSON may be a dataset as well: it is a table where it begins as this program's reports do.
    """
    name = path.name.lower()
    return name.endswith(SUFFIXES) and (not name.endswith(".json") or _begins_as_report(path))


def _begins_as_report(path: Path) -> bool:
    try:
        with open_data(path) as file:
            return b'"schema_version"' in file.read(100)
    except UsageError:
        return False


def stem(path: Path) -> str:
    """Return a table file's name without the suffix."""
    name = path.name
    suffix = next((end for end in sorted(SUFFIXES, key=len, reverse=True) if name.lower().endswith(end)), "")
    return name[: len(name) - len(suffix)] or name


@dataclass(frozen=True)
class TableFile:
    """A table file; its rows can be read any number of times."""

    path: Path

    @cached_property
    def header(self) -> list[str]:
        """The names of the columns, without spaces around them.

        Raises:
            UsageError: if the file cannot be opened.
            DataError: if it is damaged, there is no row, it names one column only, or a name stands twice.
        """
        with self.opened() as rows:
            first = next((row for row in rows.cells if row), None)
        if first is None:
            hint = "its first row has the names of the columns"
            raise broken(self.path, "the table is empty", self._hint(hint))
        names = [restored_text(name).strip() for name in first]
        if names[0].lower().startswith("sep=") and not any(names[1:]):
            hint = "delete it, so that the names of the columns come first"
            raise broken(self.path, "the first line, which says sep=, is for Excel alone", hint, 1)
        if sum(map(bool, names)) < 2:
            hint = "nothing may stand above the names of the columns; commas, semicolons or tabs part them"
            raise broken(self.path, "the first row names one column only", self._hint(hint))
        keys = [name_key(name) for name in names]
        times = Counter(keys)
        twice = next((name for name, key in zip(names, keys, strict=True) if key and times[key] > 1), None)
        if twice is not None:
            raise broken(self.path, f"two columns are called {twice!r}", "give each a name of its own")
        return names

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of the file: sheets that are not read, and cells that may be rows."""
        lines = first_of([f"{line:,}" for line in sorted(self._doubts)], 3)
        many = len(self._doubts) > 1
        doubts = (
            f"Cells of {self.path} that break over lines may be rows that a stray quotation mark has joined: "
            f"see line{'s' if many else ''} {lines}."
        )
        return (*self._sheets, doubts) if self._doubts else self._sheets

    @cached_property
    def _doubts(self) -> set[int]:
        """The lines, in the rows read so far, on which a cell opens that may be several rows."""
        return set()

    @cached_property
    def _sheets(self) -> tuple[str, ...]:
        if not self.path.name.lower().endswith(".xlsx"):
            return ()
        from positions.exchange.tables.workbooks.xlsx import sheet_names

        read, *others = sheet_names(self.path)
        named = ", ".join(map(repr, others))
        return (f"Read from {self.path}: its first sheet, {read!r}; not read: {named}.",) if others else ()

    def _hint(self, hint: str) -> str:
        return f"{hint}; only the first sheet of a workbook is read" if self._sheets else hint

    @contextmanager
    def rows(self) -> Iterator[Rows]:
        """Give the rows below the header, to be read inside the `with`.

        Raises:
            UsageError: if the file cannot be opened.
            DataError: if it is damaged.
        """
        with self.opened() as rows:
            for row in rows.cells:
                if row:
                    break
            yield rows
            self._doubts.update(rows.doubts)

    def opened(self) -> AbstractContextManager[Rows]:
        """Give all rows, the header first; raises as `rows` does."""
        return _reader(self.path)(self.path)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the header with their lines; raises as `rows` does."""
        with self.rows() as rows:
            for row in rows.cells:
                if row:
                    yield rows.line(row), row

    def problem(self, code: str, message: str, line: int | None = None, hint: str | None = None) -> Problem:
        """Return a problem with a row."""
        return Problem(code, message, Location(str(self.path), line), hint)

    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes.

        Raises:
            UsageError: if it cannot be opened.
        """
        with open_data(self.path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class TableInMemory(TableFile):
    """A table that already exists, its cells as text; `path` is what messages call it."""

    cells: tuple[list[str], ...] = ()

    def opened(self) -> AbstractContextManager[Rows]:
        """Give all rows, the header first; the line of a row is its number, the header 1."""
        return nullcontext(_numbered(self.cells))

    def sha256(self) -> str:
        """Return the SHA-256 of the cells, each with its length before it."""
        digest = hashlib.sha256()
        for row in self.cells:
            digest.update("".join(f"{len(cell)}:{cell}" for cell in row).encode("utf-8", "surrogatepass"))
            digest.update(b"\n")
        return digest.hexdigest()


def _numbered(cells: Sequence[list[str]]) -> Rows:
    at = 0

    def rows() -> Iterator[list[str]]:
        nonlocal at
        for at, row in enumerate(cells, start=1):  # noqa: B007  # `at` is read by the line below
            yield row

    return Rows(rows(), lambda _row: at)


def _reader(path: Path) -> Callable[[Path], AbstractContextManager[Rows]]:
    name = path.name.lower()
    if name.endswith(".xlsx"):
        from positions.exchange.tables.workbooks.xlsx import xlsx_rows

        return xlsx_rows
    if name.endswith(".parquet"):
        from positions.exchange.tables.records.parquet import parquet_rows

        return parquet_rows
    if name.endswith(".json"):
        from positions.exchange.tables.records.json import json_rows

        return json_rows
    return delimited_rows
