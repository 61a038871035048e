"""The one budget of all that is read: bytes after decompression, rows, columns, the length of a cell.

It is generous for data that people have, and raised by environment variables. Nothing is limited by the
clock, so that the same input gives the same answer on every machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from positions.problems import DataError, Location, Problem, UsageError


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of something that is read, and the environment variable that sets another limit."""

    unit: str
    variable: str
    default: int

    @property
    def most(self) -> int:
        """The limit in force.

        Raises:
            UsageError: if the variable holds no positive whole number.
        """
        return self.most_or(self.default)

    def most_or(self, default: int) -> int:
        """Return the limit in force where an input has another default; raises as `most` does."""
        text = os.environ.get(self.variable, "").strip().replace("_", "")
        if not text:
            return default
        if not (text.isascii() and text.isdecimal() and len(text) <= 18 and int(text) > 0):
            raise UsageError(
                f"{self.variable} is not a positive whole number: {os.environ[self.variable]!r}",
                f"for example {self.variable}={self.default}",
            )
        return int(text)

    def check(self, number: int, file: str, line: int | None = None, *, default: int | None = None) -> None:
        """Raise where there are more than the limit.

        Raises:
            DataError: if so.
        """
        most = self.most_or(self.default if default is None else default)
        if number > most:
            raise exceeded(self, f"more than {most:,} {self.unit}", most, Location(file, line))


BYTES = Limit("bytes", "POSITIONS_MAX_BYTES", 4_000_000_000)
"""Of a file, after decompression."""

ROWS = Limit("rows", "POSITIONS_MAX_ROWS", 50_000_000)
"""Of a table; in CSV and TSV every line counts."""

COLUMNS = Limit("columns", "POSITIONS_MAX_COLUMNS", 250_000)
"""Of a table, and issues, which are the columns of a long table's matrix."""

CELL = Limit("characters in a cell", "POSITIONS_MAX_CELL", 131_072)

COLUMNAR_ROWS = 200_000_000
"""Rows of a Parquet file that the database counts without any of them being read one by one."""

_BYTES_IN_LINE = 80
"""A line of text is held in memory as a whole: it may have one part in so many of the bytes."""


def longest_line() -> int:
    """Return how many bytes a line of text, or a row over several, may have."""
    return max(1, BYTES.most // _BYTES_IN_LINE)


def line_too_long(file: str, line: int) -> DataError:
    """Return the error of a line that is too long to be held in memory."""
    message = f"a line of more than {longest_line():,} bytes"
    return exceeded(BYTES, message, BYTES.most, Location(file, line))


def exceeded(limit: Limit, what: str, most: int, where: Location) -> DataError:
    """Return the error that an input goes beyond a limit, with the variable that raises it."""
    hint = f"if the file is sound, raise the limit: {limit.variable}={2 * most} positions ..."
    return DataError([Problem("too-large", f"{what}, the most that is read", where, hint)])
