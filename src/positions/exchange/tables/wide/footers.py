"""Rows of a wide table that are nobody's: totals, notes below it, and its header once more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from positions.exchange.tables.delimited import Rows, restored_text
from positions.exchange.tables.table_file import TableFile, Top
from positions.exchange.tables.values.headings import plain_heading
from positions.exchange.tables.values.numbers import parse_amount
from positions.exchange.tables.values.stance_texts import LONGEST
from positions.suggest import first_of

_TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "overall", "overall total", "sum", "mean", "average"),
        *("all respondents", "all participants", "all responses", "total respondents", "total responses"),
        *("median", "responses", "number of responses", "std dev", "standard deviation", "average score"),
        *("mean score", "percent", "percentage", "gesamt", "insgesamt", "alle befragten", "summe"),
        *("mittelwert", "durchschnitt", "moyenne", "total général"),
    )
)
"""What rows of totals are called, wherever they stand."""

_TOTALS_BELOW = frozenset(("avg", "count", "n", "base", "sd"))
"""What they are called at the end alone: elsewhere these may be a party's letters, or a name."""

_SIZE = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]|,?\s*n\s*=\s*\d+)\s*$", re.IGNORECASE)
"""What stands behind the word: `Total (n=3)`."""

_NOTE = re.compile(
    r"(n|base)\s*[=:]\s*\d.*|(sources?|notes?|quelle|anmerkung|hinweis|legend|key|scale|base|weighted|exported"
    r"|printed|generated|last updated|updated|prepared by|copyright|see also)\b\s*[:.(-].*|"
    r"(exported|printed|generated|last updated|prepared|copyright)\b.*|[*†‡©(\[].*|https?://\S*",
    re.IGNORECASE | re.DOTALL,
)
_MOST = 4
_OWN = "id"


@dataclass(frozen=True)
class WithoutFooters(TableFile):
    """A wide table without the rows that are nobody's; `left_out` are these, by their lines."""

    base: TableFile = field(kw_only=True)
    left_out: tuple[tuple[int, str], ...] = ()

    @cached_property
    def top(self) -> Top:
        """The names of the columns, and what stands beside them; raises as `TableFile.header`."""
        return self.base.top

    @property
    def consumed(self) -> frozenset[str]:
        """The names of columns of which others are made."""
        return self.base.consumed

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of the file, and which rows are left out."""
        if not self.left_out:
            return self.base.remarks
        listed = first_of([f"{text!r} (line {line})" for line, text in self.left_out], _MOST)
        many = len(self.left_out) > 1
        rows, are = (
            ("Rows", "are totals, notes or headings")
            if many
            else ("A row", "is a total, a note or a heading")
        )
        return (*self.base.remarks, f"{rows} that {are}, and nobody's: left out {listed}.")

    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes."""
        return self.base.sha256()

    @contextmanager
    def rows(self) -> Iterator[Rows]:
        """Give the rows below the header that are somebody's; raises as `TableFile.rows`."""
        lines = {line for line, _ in self.left_out}
        with self.base.rows() as rows:
            kept = (row for row in rows.cells if rows.line(row) not in lines) if lines else rows.cells
            yield Rows(kept, rows.line, rows.doubts)


def without_footers(file: TableFile) -> TableFile:
    """Return a wide table without its totals, its notes and its header once more, where it has such rows."""
    header = [name.strip() for name in file.header]
    named = header[0] == _OWN  # as this program writes it: each row is somebody's
    found: list[tuple[int, str]] = []
    totals: list[tuple[int, str]] = []
    for line, row in file.numbered():
        filled = [cell for cell in row if cell and not cell.isspace()]
        if not filled:
            continue
        first = restored_text(filled[0]).strip()
        if not named and _is_total(first, filled[1:], _TOTALS):
            found.append((line, first))
        elif not named and _is_total(first, filled[1:], _TOTALS_BELOW):
            totals.append((line, first))
        elif (row[0].strip() == header[0] and _is_header(row, header)) or (
            len(filled) == 1 and _is_note(first)
        ):
            found.append((line, first[:LONGEST]))
        elif len(filled) > 1:
            totals.clear()
    left_out = tuple(sorted((*found, *totals)))
    return WithoutFooters(file.path, file.how, base=file, left_out=left_out) if left_out else file


def _is_total(first: str, others: Sequence[str], words: Collection[str]) -> bool:
    name = _SIZE.sub("", first) if len(first) <= LONGEST else first
    return plain_heading(name) in words and all(parse_amount(cell.strip()) is not None for cell in others)


def _is_header(row: Sequence[str], header: Sequence[str]) -> bool:
    cells = [restored_text(cell).strip() for cell in row]
    return cells[: len(header)] == list(header) and not any(cells[len(header) :])


def _is_note(text: str) -> bool:
    return len(text) > LONGEST or _NOTE.fullmatch(text) is not None
