"""Matrices on a terminal: one panel if it fits, with shortened labels if it must, else several panels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from positions.render.marks import mark, marked, qualifiers
from positions.render.matrix_form import transposed
from positions.render.palette import colours
from positions.render.terminal_headings import Headings, headings_for, key_lines
from positions.render.terminal_layout import (
    BOLD,
    QUIET,
    UNLIMITED,
    Block,
    Screen,
    Side,
    joined,
    padded,
    row_lines,
    wrapped,
)
from positions.render.text import is_thin, share_text, visible
from positions.render.values import in_matrix
from positions.tables import CellValue, Matrix, Share, StanceCell

_GAP = 1
_MARGIN = 1
_ROW_LABEL = 30
_LEAST_ROW_LABEL = 10


@dataclass(frozen=True, slots=True)
class MatrixForm:
    """A matrix as it will be shown.

    Attributes:
        matrix: the matrix, turned where that is better.
        cells: its cells as texts of one width.
        labels: width of the row labels.
        headings: the column headings and their widths.
        panels: the indices of the columns in each panel.
        compact: whether shares are in their shorter form.
    """

    matrix: Matrix
    cells: tuple[tuple[Text, ...], ...]
    labels: int
    headings: Headings
    panels: tuple[tuple[int, ...], ...]
    compact: bool = False


def form_of(matrix: Matrix, screen: Screen) -> MatrixForm:
    """Return the form with the fewest panels; of several, the one that shortens least."""
    forms: list[MatrixForm] = []
    for form in _forms(matrix, screen):
        if len(form.panels) <= 1:
            return form
        forms.append(form)
    return min(forms, key=lambda form: len(form.panels))


def _forms(matrix: Matrix, screen: Screen) -> Iterator[MatrixForm]:
    """Yield the forms that a matrix can have, from the best to read on."""
    turns = [transposed(matrix), matrix] if matrix.type == "stance" else [matrix]
    densities = [False, True] if matrix.type == "share" else [False]
    built = [
        (turn, compact, _cells(turn, screen, compact), _label_width(turn, screen))
        for compact in densities
        for turn in turns
    ]
    for numbered in (False, True):
        for turn, compact, cells, labels in built:
            least = max((cell.cell_len for row in cells for cell in row), default=1)
            room = screen.width - labels - _MARGIN
            for headings in headings_for(turn, least, room, _GAP, screen, numbered=numbered):
                yield MatrixForm(turn, cells, labels, headings, _panels(headings.widths, room), compact)


def _label_width(matrix: Matrix, screen: Screen) -> int:
    longest = max((cell_len(visible(row.label)) for row in matrix.rows), default=0)
    if screen.width >= UNLIMITED:
        return longest
    return min(longest, max(_LEAST_ROW_LABEL, min(_ROW_LABEL, screen.width * 2 // 5)))


def _panels(widths: Sequence[int], room: int) -> tuple[tuple[int, ...], ...]:
    panels: list[list[int]] = []
    used = room + 1
    for index, width in enumerate(widths):
        if used + _GAP + width > room:
            panels.append([])
            used = 0
        panels[-1].append(index)
        used += _GAP + width
    return tuple(map(tuple, panels))


def panel_blocks(form: MatrixForm, screen: Screen) -> list[Block]:
    """Return each panel as lines: the headings, a rule, the rows."""
    return [_panel(form, columns, screen) for columns in form.panels]


def key_block(form: MatrixForm, screen: Screen) -> Block:
    """Return the full names behind shortened and numbered headings."""
    return key_lines(form.matrix, form.headings, screen)


def _panel(form: MatrixForm, columns: tuple[int, ...], screen: Screen) -> Block:
    widths = [form.labels, *(form.headings.widths[index] for index in columns)]
    sides: list[Side] = ["left", *("centre" for _ in columns)]
    head = row_lines(
        _bottomed([[Text()], *(form.headings.lines[index] for index in columns)]), widths, sides, _GAP
    )
    for line in head:
        line.stylize(BOLD)
    rule = Text(screen.rule * (sum(widths) + _GAP * len(columns)), QUIET)
    lines = [*head, rule]
    for row, cells in zip(form.matrix.rows, form.cells, strict=True):
        label = wrapped(visible(row.label), form.labels)
        first = [padded(label[0], widths[0], "left")]
        first += [_filled(cells[index], form.headings.widths[index]) for index in columns]
        lines.append(joined(first, _GAP))
        lines += label[1:]
    return lines


def _bottomed(cells: list[Block]) -> list[Block]:
    height = max(len(cell) for cell in cells)
    return [[Text()] * (height - len(cell)) + cell for cell in cells]


def _filled(cell: Text, width: int) -> Text:
    """Return a cell across the whole of its column, in one colour."""
    out = padded(cell, width, "centre")
    if cell.style:
        out.stylize(cell.style)
    return out


def _cells(matrix: Matrix, screen: Screen, compact: bool) -> tuple[tuple[Text, ...], ...]:
    if matrix.type == "stance":
        return _stances(matrix, screen)
    if matrix.type == "share":
        return _shares(matrix, screen, compact)
    texts = [
        [in_matrix(cell, matrix.type, ascii=screen.ascii, sparse=matrix.sparse) for cell in row]
        for row in matrix.cells
    ]
    width = max((cell_len(text) for row in texts for text in row), default=0)
    return tuple(tuple(padded(Text(text), width, "right") for text in row) for row in texts)


def _stances(matrix: Matrix, screen: Screen) -> tuple[tuple[Text, ...], ...]:
    """Return marks under each other, what qualifies them in a column of its own."""
    stances = [cell for row in matrix.cells for cell in row if isinstance(cell, StanceCell)]
    tail = max((len(qualifiers(cell, ascii=screen.ascii)) for cell in stances), default=0)
    core = max((cell_len(mark(cell, ascii=screen.ascii)) for cell in stances), default=1)

    def text(cell: CellValue) -> Text:
        if not isinstance(cell, StanceCell):
            return Text()
        sign = mark(cell, ascii=screen.ascii)
        signs = marked(cell, ascii=screen.ascii)[len(sign) :]
        out = padded(padded(Text(sign), core, "centre"), core, "left") + Text(signs.ljust(tail))
        pair = colours(cell)
        out.style = f"bold {pair[0]} on {pair[1]}" if pair else ""
        return out

    return tuple(tuple(map(text, row)) for row in matrix.cells)


def _shares(matrix: Matrix, screen: Screen, compact: bool) -> tuple[tuple[Text, ...], ...]:
    """Return shares aligned where the number of issues begins; thin and undefined ones are pale."""
    of = ("/" if screen.ascii else "·") if compact else " of "
    halves = [[_halves(cell, matrix, of, screen, compact) for cell in row] for row in matrix.cells]
    left = max((cell_len(half[0]) for row in halves for half in row), default=0)
    right = max((cell_len(half[1]) for row in halves for half in row), default=0)

    def text(cell: CellValue, half: tuple[str, str]) -> Text:
        pale = isinstance(cell, Share) and (cell.value is None or is_thin(cell))
        return Text(half[0].rjust(left) + half[1].ljust(right), QUIET if pale else "")

    return tuple(
        tuple(text(cell, half) for cell, half in zip(row, pair, strict=True))
        for row, pair in zip(matrix.cells, halves, strict=True)
    )


def _halves(cell: CellValue, matrix: Matrix, of: str, screen: Screen, compact: bool) -> tuple[str, str]:
    if not isinstance(cell, Share):
        return in_matrix(cell, matrix.type, ascii=screen.ascii), ""
    before, sign, after = share_text(cell, compact=compact, ascii=screen.ascii).partition(of)
    return before, sign + after
