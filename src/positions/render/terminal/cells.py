"""Cells of a matrix as aligned and coloured texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from positions.render.common.marks import mark, marked
from positions.render.common.palette import (
    is_of_disagreement,
    share_tone,
    stance_tone,
    terminal_colours,
)
from positions.render.common.text import is_thin, share_text
from positions.render.common.values import in_matrix
from positions.render.terminal.layout import QUIET, Screen
from positions.tables import CellValue, Matrix, Share, StanceCell


class Drawn(NamedTuple):
    """A cell as text, and its style."""

    text: str
    style: str = ""


def drawn_columns(matrix: Matrix, screen: Screen, *, compact: bool) -> tuple[tuple[Drawn, ...], ...]:
    """Return the cells of a matrix column by column; the texts of a column are equally wide and aligned."""
    columns = [[row[index] for row in matrix.cells] for index in range(len(matrix.columns))]
    if matrix.type == "stance":
        return _stances(columns, screen)
    if matrix.type == "share":
        opposed = is_of_disagreement(matrix.id)
        return tuple(aligned_shares(column, screen, compact=compact, opposed=opposed) for column in columns)
    return tuple(_numbers(column, matrix, screen) for column in columns)


def _stances(columns: list[list[CellValue]], screen: Screen) -> tuple[tuple[Drawn, ...], ...]:
    """Return marks that begin under each other, what qualifies them close behind; all columns alike."""
    texts = [
        [marked(cell, ascii=screen.ascii) if isinstance(cell, StanceCell) else "" for cell in column]
        for column in columns
    ]
    width = max((cell_len(text) for column in texts for text in column), default=1)
    return tuple(
        tuple(
            _stance(cell, text + " " * (width - cell_len(text)), screen)
            for cell, text in zip(column, found, strict=True)
        )
        for column, found in zip(columns, texts, strict=True)
    )


def _stance(cell: CellValue, text: str, screen: Screen) -> Drawn:
    if not isinstance(cell, StanceCell):
        return Drawn(text)
    pair = terminal_colours(stance_tone(cell))
    if pair is None:
        return Drawn(text, QUIET if mark(cell, ascii=screen.ascii) in "·.?/○o" else "")
    return Drawn(text, f"bold {pair[0]} on {pair[1]}")


def aligned_shares(
    column: Sequence[CellValue], screen: Screen, *, compact: bool = False, opposed: bool = False
) -> tuple[Drawn, ...]:
    """Return shares aligned where their number of issues begins; thin and undefined ones are pale."""
    of = ("/" if screen.ascii else "·") if compact else " of "
    halves = []
    for cell in column:
        if isinstance(cell, Share):
            text = share_text(cell, compact=compact, ascii=screen.ascii)
        else:
            text = in_matrix(cell, "share", ascii=screen.ascii)
        before, sign, after = text.partition(of)
        halves.append((before, sign + after))
    left = max((len(before) for before, _ in halves), default=0)
    right = max((len(after) for _, after in halves), default=0)
    return tuple(
        Drawn(before.rjust(left) + after.ljust(right), _share_style(cell, opposed=opposed))
        for cell, (before, after) in zip(column, halves, strict=True)
    )


def _share_style(cell: CellValue, *, opposed: bool) -> str:
    if not isinstance(cell, Share):
        return ""
    if cell.value is None or is_thin(cell):
        return QUIET
    pair = terminal_colours(share_tone(cell, opposed=opposed))
    return f"{pair[0]} on {pair[1]}" if pair else ""


def _numbers(column: list[CellValue], matrix: Matrix, screen: Screen) -> tuple[Drawn, ...]:
    texts = [in_matrix(cell, matrix.type, ascii=screen.ascii, sparse=matrix.sparse) for cell in column]
    width = max(map(cell_len, texts), default=0)
    return tuple(Drawn(" " * (width - cell_len(text)) + text, "") for text in texts)
