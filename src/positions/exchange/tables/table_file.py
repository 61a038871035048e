"""A table file of any kind as a header and rows of text with their line numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import Rows, broken, delimited_rows, restored_text
from positions.exchange.tables.settings import (
    AS_CALLED,
    AS_IT_IS,
    FileFormat,
    TableSettings,
)
from positions.exchange.tables.values.header_rows import (
    answers_below_groups,
    is_group_row,
    more_headers,
    names_below_groups,
    parts_of_questions,
)
from positions.names import name_key
from positions.problems import Location, Problem, UsageError
from positions.suggest import first_of

_TEXTS = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt", ".tab", ".dat")
_WORKBOOKS = (".xlsx", ".ods")
_RECORDS = (".json", ".jsonl", ".ndjson")
_OF_STATISTICS = (".sav", ".zsav", ".por", ".dta")
SUFFIXES = (*_TEXTS, *_WORKBOOKS, ".parquet", *_RECORDS, *_OF_STATISTICS)
"""How the name of a table file ends."""

_LOOKED_AT = 25
"""Rows at a file's beginning among which the names of the columns are looked for."""
_LOOKED_AT_BY_NAME = 1000
"""As many where it is known which names stand there."""


def is_table(path: Path, settings: TableSettings = AS_CALLED) -> bool:
    """Return whether a path names a table file, going by the end of its name.

    JSON and YAML may be datasets as well: they are tables where they hold a list of records, or begin as this
    program's reports do, or where settings say of which kind the table is, or where its records are.
    """
    name = path.name.lower()
    if name.endswith((".json", ".yaml", ".yml")):
        if settings.kind is not None or settings.format.records is not None:
            return path.is_file()
        from positions.exchange.tables.records.json import holds_records

        return holds_records(path)
    return name.endswith(SUFFIXES)


def stem(path: Path) -> str:
    """Return a table file's name without the suffix."""
    name = path.name
    suffixes = sorted((*SUFFIXES, ".yaml", ".yml"), key=len, reverse=True)
    suffix = next((end for end in suffixes if name.lower().endswith(end)), "")
    return name[: len(name) - len(suffix)] or name


@dataclass(frozen=True, slots=True)
class Top:
    """What stands above the rows of a table.

    Attributes:
        names: the names of the columns.
        line: the line on which they stand.
        above: how many rows that are not empty stand above them.
        below: how many rows between them and the answers say more about the columns.
        titles: the names of columns -> what they are about, where a row says so.
        grouped: whether the names stand in two rows, with headings of groups in the upper one.
    """

    names: tuple[str, ...]
    line: int
    above: int = 0
    below: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)
    grouped: bool = False


@dataclass(frozen=True)
class TableFile:
    """A table file; its rows can be read any number of times."""

    path: Path
    how: FileFormat = AS_IT_IS

    @property
    def header(self) -> list[str]:
        """The names of the columns, without spaces around them.

        Raises:
            UsageError: if the file cannot be opened, or has no row where `how` looks for them.
            DataError: if it is damaged, there is no row, it names one column only, or a name stands twice.
        """
        return list(self.top.names)

    @property
    def is_workbook(self) -> bool:
        """Whether the file is a workbook, which has cells and no delimiters."""
        return self.path.name.lower().endswith(_WORKBOOKS)

    @cached_property
    def top(self) -> Top:
        """The names of the columns, and what stands beside them; raises as `header` does."""
        first = self._first_rows
        if self.how.header_row is not None:
            above = self._chosen(first, self.how.header_row)
        else:
            above = self._above(first if self.how.header else first[:_LOOKED_AT])
        line, cells = first[above]
        names = self._numbered([restored_text(name).strip() for name in cells])
        rows = [row for _, row in first[above + 1 : above + 3]]
        below_groups = names_below_groups(cells, rows[0]) if rows else ()
        parts = parts_of_questions(names, rows) or below_groups
        names = parts or names
        self._refuse_answers(cells, rows, line)
        self._check(names, line)
        below, titles = (1, dict[str, str]()) if parts else more_headers(names, rows)
        if self.path.name.lower().endswith(_OF_STATISTICS):
            from positions.exchange.tables.records.stat import variable_labels

            titles = variable_labels(self.path)
        return Top(names, line, above, below, titles, grouped=bool(below_groups) and parts == below_groups)

    @cached_property
    def _first_rows(self) -> list[tuple[int, list[str]]]:
        """The rows among which the header is looked for, with their lines."""
        with self.opened() as rows:
            numbered = ((rows.line(row), [*row]) for row in rows.cells if row)
            if self.how.header_row is None:
                return list(islice(numbered, _LOOKED_AT_BY_NAME if self.how.header else _LOOKED_AT))
            first = []
            for line, row in numbered:
                first.append((line, row))
                if line >= self.how.header_row:
                    break
            return [*first, *islice(numbered, _LOOKED_AT)]

    def with_names(self, header: tuple[str, ...], repeated: tuple[str, ...]) -> TableFile:
        """Return the same table with its header in the row that has these names, some of them repeated."""
        other = TableFile(self.path, replace(self.how, header=header, repeated=repeated))
        if not header:  # the same rows are searched for it: they need not be read again
            vars(other)["_first_rows"] = self._first_rows
        return other

    def _above(self, first: Sequence[tuple[int, list[str]]]) -> int:
        """Return how many rows of a title stand above the names of the columns."""
        if not first:
            hint = "its first row must be the header"
            raise broken(self.path, "the table is empty", self._hint(hint))
        start = first[0][1]
        if start[0].strip().lower().startswith("sep=") and not any(start[1:]):
            hint = "delete it, so that the header comes first"
            raise broken(self.path, "the first line, which says sep=, is for Excel alone", hint, 1)
        if self.how.header:
            return self._row_with(first, self.how.header)
        places = (
            place for place, (_, row) in enumerate(first) if sum(bool(cell.strip()) for cell in row) > 1
        )
        place = next(places, 0)
        below = first[place + 1][1] if place + 1 < len(first) else []
        return place + 1 if is_group_row(first[place][1], below) else place

    def _row_with(self, first: Sequence[tuple[int, list[str]]], names: Sequence[str]) -> int:
        """Return how many rows stand above the one that has certain names among its cells."""
        wanted = set(map(name_key, names))
        places = (place for place, (_, row) in enumerate(first) if wanted <= set(map(name_key, row)))
        found = next(places, None)
        if found is None:
            message = f"no row names the columns {', '.join(names)}"
            raise broken(self.path, message, "is it another format? --header-row N names the row")
        return found

    def _refuse_answers(self, cells: Sequence[str], rows: Sequence[Sequence[str]], line: int) -> None:
        """Raise where a row below the header has answers for names: a column for each, with a mark in it."""
        groups = answers_below_groups(cells, rows[0]) if rows else []
        if groups:
            listed = first_of(list(map(repr, groups)), 3)
            message = f"below {listed} each answer has a column of its own"
            hint = "make one column of them, with the answer (not a mark) in each cell"
            raise broken(self.path, message, hint, line)

    def _numbered(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names of columns, those that may stand several times numbered from the second on."""
        may, times, found = set(map(name_key, self.how.repeated)), Counter[str](), []
        for name in names:
            key = name_key(name)
            times[key] += 1
            found.append(f"{name} {times[key]}" if key in may and times[key] > 1 else name)
        return tuple(found)

    def _chosen(self, first: Sequence[tuple[int, list[str]]], wanted: int) -> int:
        found = next((place for place, (line, _) in enumerate(first) if line == wanted), None)
        if found is None:
            raise UsageError(f"--header-row {wanted}: {self.path} has no row there, or an empty one")
        return found

    def _check(self, names: Sequence[str], line: int) -> None:
        if sum(map(bool, names)) < 2:
            hint = "commas, semicolons, tabs or pipes part them; --delimiter names another sign"
            raise broken(self.path, "the first row names one column only", self._hint(hint))
        keys = [name_key(name) for name in names]
        times = Counter(keys)
        twice = next((name for name, key in zip(names, keys, strict=True) if key and times[key] > 1), None)
        if twice is not None:
            hint = "give each a name of its own; or is another row the header? --header-row N names it"
            raise broken(self.path, f"two columns are called {twice!r}", hint, None if line == 1 else line)

    @property
    def consumed(self) -> frozenset[str]:
        """The names of columns of which others are made."""
        return frozenset()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of the file: what of it is not read, and cells that may be rows."""
        top = self.top
        found = list(self._sheet_remarks)
        if top.above and self.how.header_row is None:
            found.append(
                f"The header is line {top.line} of {self.path}; what stands above is not read "
                "(--header-row N names another line)."
            )
        if top.grouped:
            found.append(
                f"Lines {top.line} and {top.line + 1} are the header: headings of groups, and the names of "
                "columns below them."
            )
        elif top.below:
            found.append(
                f"Lines {top.line + 1} and {top.line + 2} describe the columns, and are not answers."
                if top.below > 1
                else f"Line {top.line + 1} describes the columns, and is no answer."
            )
        lines = first_of([f"{line:,}" for line in sorted(self._doubts)], 3)
        many = len(self._doubts) > 1
        doubts = (
            f"Cells of {self.path} that break over lines may be rows that a stray quotation mark has joined: "
            f"see line{'s' if many else ''} {lines}."
        )
        return (*found, doubts) if self._doubts else tuple(found)

    @cached_property
    def _doubts(self) -> set[int]:
        """The lines, in the rows read so far, on which a cell opens that may be several rows."""
        return set()

    @cached_property
    def _sheet_remarks(self) -> tuple[str, ...]:
        if not self.is_workbook:
            return ()
        from positions.exchange.tables.workbooks.xlsx import sheet_remarks

        return sheet_remarks(self.path, self.how)

    def _hint(self, hint: str) -> str:
        return f"{hint}; --sheet NAME reads another sheet" if self._sheet_remarks else hint

    @contextmanager
    def rows(self) -> Iterator[Rows]:
        """Give the rows below the header, to be read inside the `with`.

        Raises:
            UsageError: if the file cannot be opened.
            DataError: if it is damaged.
        """
        skipped = self.top.above + 1 + self.top.below
        with self.opened() as rows:
            left = skipped
            for row in rows.cells:
                left -= bool(row)
                if not left:
                    break
            yield rows
            self._doubts.update(rows.doubts)

    def opened(self) -> AbstractContextManager[Rows]:
        """Give all rows, the header first; raises as `rows` does."""
        return _reader(self.path, self.how)(self.path)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the header with their lines; raises as `rows` does."""
        with self.rows() as rows:
            for row in rows.cells:
                if row:
                    yield rows.line(row), row

    @property
    def is_typed(self) -> bool:
        """Whether the file itself tells numbers from texts."""
        return not self.path.name.lower().endswith(_TEXTS)

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


def check_format(path: Path, how: FileFormat) -> None:
    """Refuse to read a file in a way that is for another kind of file.

    Raises:
        UsageError: naming the option.
    """
    name = path.name.lower()
    if how.sheet is not None and not name.endswith(_WORKBOOKS):
        raise UsageError(f"--sheet is for workbooks, and {path} is none")
    of_text = {"--delimiter": how.delimiter, "--encoding": how.encoding, "--decimal": how.decimal}
    option = next((option for option, given in of_text.items() if given is not None), None)
    if option is not None and not name.endswith(_TEXTS):
        raise UsageError(f"{option} is for CSV and other text, and {path} is none")
    if how.decimal not in (None, ".", ","):
        raise UsageError(
            f"--decimal {how.decimal!r} is no sign for decimals", "write --decimal . or --decimal ,"
        )


def _reader(path: Path, how: FileFormat) -> Callable[[Path], AbstractContextManager[Rows]]:
    check_format(path, how)
    name = path.name.lower()
    if name.endswith(_WORKBOOKS):
        from positions.exchange.tables.workbooks.xlsx import xlsx_rows

        return partial(xlsx_rows, how=how)
    if name.endswith(".parquet"):
        from positions.exchange.tables.records.parquet import parquet_rows

        return parquet_rows
    if name.endswith(_OF_STATISTICS):
        from positions.exchange.tables.records.stat import stat_rows

        return stat_rows
    if name.endswith((*_RECORDS, ".yaml", ".yml")):
        from positions.exchange.tables.records.json import json_rows

        return partial(json_rows, how=how)
    return partial(delimited_rows, how=how)
