"""Rows of a delimited file that a stray quotation mark has made the text of one cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A cell whose text has the form of rows.

    Attributes:
        cell: its index in the row.
        lines: how many lines it goes on after the one on which it opens.
        certain: whether these, and the line on which it opens, hold values that stand in their columns
            elsewhere, so that they are rows.
    """

    cell: int
    lines: int
    certain: bool


class RowForm:
    """What rows of a file look like: how many cells they have, and which values stand in each column.

    Args:
        delimiter: what parts the cells.
        again: the rows of the file, read anew; those that break over lines are passed over.
    """

    def __init__(self, delimiter: str, again: Callable[[], Iterator[Sequence[str]]]) -> None:
        self._delimiter, self._again = delimiter, again
        self.width: int | None = None

    def swallowed(self, row: Sequence[str]) -> Swallowed | None:
        """Return the first cell of a row whose lines have the form of rows, None where there is none.

        If its quotation mark is stray, each line of the file is a row: the line on which it opens, those that
        the cell holds whole, and the one on which it closes, which the cell holds the beginning of. As many
        of them as not must have the table's number of cells; a text with line breaks rarely does.
        """
        for index, cell in enumerate(row):
            if "\n" not in cell:
                continue
            first, *others = [line.split(self._delimiter) for line in cell.split("\n")]
            width = index + len(first) if self.width is None else self.width
            if index + len(first) != width or width < 2:
                continue
            following = len(row) - index - 1
            inner, last = others[:-1], others[-1]
            formed = [line for line in inner if len(line) == width]
            formed += [last] if len(last) + following == width else []
            if 2 * len(formed) >= len(others):
                known = sum(self._is_known(line, index) for line in formed)
                opens = len(first) == 1 or self._is_known([""] * index + first)
                return Swallowed(index, len(others), opens and 2 * known >= len(formed))
        return None

    def _is_known(self, cells: Sequence[str], text_of: int | None = None) -> bool:
        """Whether a value stands in its column elsewhere; of a whole row, in another than the text does."""
        passed_over = text_of if len(cells) == self.width else None
        return any(
            text.strip() in seen
            for index, (text, seen) in enumerate(zip(cells, self._seen, strict=False))
            if text.strip() and index != passed_over
        )

    @cached_property
    def _seen(self) -> list[set[str]]:
        """The values of each column, from the rows of one line."""
        found: list[set[str]] = []
        left = _MOST_CELLS
        for row in self._again():
            if any("\n" in cell for cell in row):
                continue
            found += [set() for _ in row[len(found) :]]
            for seen, text in zip(found, row, strict=False):
                seen.add(text.strip())
            left -= len(row)
            if left < 0:
                break
        return found
