"""How wide the columns of a table are that does not fit: so that it takes few lines and breaks few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

_BROKEN = 3
"""A break within a word is as bad as so many lines."""

_MOST_ROWS = 200
"""Of a longer table so many rows are measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A column: its texts from the heading down, how narrow it can be, and how wide it would be."""

    texts: tuple[str, ...]
    least: int
    natural: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A width of a column, with the lines that each of its texts takes and the breaks within words."""

    width: int
    lines: tuple[int, ...]
    broken: int


def column_widths(columns: Sequence[Measured], room: int) -> list[int]:
    """Return the columns' widths: what they would have, or narrower ones that fit in the room.

    Columns are narrowed step by step, each to the next width that changes its lines, first where that costs
    the fewest lines, and words broken, for the room it gives. A line that another column takes anyway costs
    nothing. The widths exceed the room only where all columns are at their least.

    Args:
        columns: the columns of a panel, each with as many texts.
        room: the width without the gaps between columns.
    """
    if sum(column.natural for column in columns) <= room:
        return [column.natural for column in columns]
    narrower = [_steps(column, room) for column in columns]
    chosen = [next(steps) for steps in narrower]
    following = [next(steps, None) for steps in narrower]
    while (over := sum(step.width for step in chosen) - room) > 0:
        cost = _cost(chosen)
        options = [
            (
                (_cost([*chosen[:n], step, *chosen[n + 1 :]]) - cost)
                / min(chosen[n].width - step.width, over),
                n,
            )
            for n, step in enumerate(following)
            if step is not None
        ]
        if not options:
            break
        _, best = min(options)
        chosen[best], following[best] = following[best] or chosen[best], next(narrower[best], None)
    return [step.width for step in chosen]


def _cost(steps: Sequence[_Step]) -> int:
    """Return the lines that the rows take, each as many as its longest cell, and more for broken words."""
    rows: Iterable[tuple[int, ...]] = zip(*(step.lines for step in steps), strict=True)
    return sum(max(row) for row in rows) + _BROKEN * sum(step.broken for step in steps)


def _steps(column: Measured, room: int) -> Iterator[_Step]:
    """Yield the widths of a column that change its lines, the widest first, down to its least."""
    texts = [[(word, cell_len(word)) for word in text.split(" ")] for text in column.texts[:_MOST_ROWS]]
    width = min(column.natural, max(room, column.least))
    while True:
        filled = [_filled(words, width) for words in texts]
        used = max(column.least, *(longest for _, longest, _ in filled))
        yield _Step(used, tuple(lines for lines, _, _ in filled), sum(broken for _, _, broken in filled))
        if used == column.least:
            return
        width = used - 1


def _filled(words: Sequence[tuple[str, int]], width: int) -> tuple[int, int, int]:
    """Return how many lines words take at a width, how long the longest is, and how often words are broken.

    Signs that take two columns may part anywhere: what consists of them is not broken.
    """
    lines, used, longest, broken = 1, 0, 0, 0
    for word, length in words:
        if used and used + 1 + length <= width:
            used += 1 + length
        else:
            lines += used > 0
            longest, used = max(longest, used), length
            if length > width:
                pieces = [cell_len(piece) for piece in chop_cells(word, width)]
                lines += len(pieces) - 1
                longest, used = max(longest, *pieces), pieces[-1]
                broken += (len(pieces) - 1) * (length == len(word))
    return lines, max(longest, used), broken
