"""Matrices on a terminal: one panel if it fits, with shortened headings if it must, else several panels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.text import Text

from positions.render.common.matrix_form import is_symmetric, transposed
from positions.render.common.text import visible
from positions.render.terminal.cells import Drawn, drawn_columns
from positions.render.terminal.headings import Headings, headings_for
from positions.render.terminal.layout import (
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
from positions.tables import Matrix

_GAP = 1
_MARGIN = 2
_ROW_LABEL = 30
_LEAST_ROW_LABEL = 16


@dataclass(frozen=True, slots=True)
class MatrixForm:
    """A matrix as it will be shown.

    Attributes:
        matrix: the matrix, turned where that is better.
        columns: its cells, column by column.
        labels: width of the row labels.
        headings: the column headings and their widths.
        panels: the indices of the columns in each panel.
        compact: whether shares are in their shorter form.
        halved: whether each panel leaves out the rows whose pairs an earlier one has shown.
    """

    matrix: Matrix
    columns: tuple[tuple[Drawn, ...], ...]
    labels: int
    headings: Headings
    panels: tuple[tuple[int, ...], ...]
    compact: bool = False
    halved: bool = False


def forms_of(matrices: Sequence[Matrix], screen: Screen) -> list[MatrixForm]:
    """Return the form of each matrix of one kind; where one has to be compact, all write shares that way."""
    forms = [_form_of(matrix, screen) for matrix in matrices]
    if any(form.compact for form in forms):
        forms = [form if form.compact else _form_of(form.matrix, screen, (True,)) for form in forms]
    return _alike(forms, screen)


def _form_of(matrix: Matrix, screen: Screen, notations: Sequence[bool] = (False, True)) -> MatrixForm:
    """Return the first form of one panel, else the one of the fewest panels that shortens least."""
    forms = []
    for form in _forms(matrix, screen, notations):
        if len(form.panels) <= 1:
            return form
        forms.append(form)
    best = min(forms, key=lambda form: (len(form.panels), len(form.headings.shortened)))
    return replace(best, halved=is_symmetric(best.matrix))


def _forms(matrix: Matrix, screen: Screen, notations: Sequence[bool]) -> Iterator[MatrixForm]:
    """Yield the forms that a matrix can have, from the best to read on, its shares compact or not."""
    turns = [transposed(matrix), matrix] if matrix.type == "stance" else [matrix]
    drawn: dict[tuple[int, bool], tuple[tuple[Drawn, ...], ...]] = {}
    for numbered, least_label in ((False, _ROW_LABEL), (False, _LEAST_ROW_LABEL), (True, _LEAST_ROW_LABEL)):
        for compact in notations if matrix.type == "share" else (False,):
            for number, turn in enumerate(turns):
                if (number, compact) not in drawn:
                    drawn[number, compact] = drawn_columns(turn, screen, compact=compact)
                columns = drawn[number, compact]
                least = [max((cell_len(cell.text) for cell in column), default=1) for column in columns]
                room = screen.width - _label_width(turn, least_label) - _MARGIN
                for headings in headings_for(turn, least, room, _GAP, screen, numbered=numbered):
                    labels = _fitting_label(turn, headings, least_label, screen)
                    panels = _panels(headings.widths, screen.width - labels - _MARGIN)
                    yield MatrixForm(turn, columns, labels, headings, panels, compact)


def _label_width(matrix: Matrix, most: int) -> int:
    """Return the width of the longest row label, or `most`, but never less than a word of the title needs."""
    longest = max((cell_len(visible(row.label)) for row in matrix.rows), default=0)
    title = max(map(cell_len, visible(matrix.title).split(" ")))
    return max(min(longest, most), title)


def _fitting_label(matrix: Matrix, headings: Headings, least: int, screen: Screen) -> int:
    """Return the width of the row labels: what they need, or what the columns leave them."""
    whole = _label_width(matrix, UNLIMITED if screen.width >= UNLIMITED else _ROW_LABEL)
    needed = sum(headings.widths) + _GAP * len(headings.widths) + _MARGIN
    narrow = _label_width(matrix, least)
    return max(narrow, min(whole, screen.width - needed)) if screen.width - needed >= narrow else narrow


def _panels(widths: Sequence[int], room: int) -> tuple[tuple[int, ...], ...]:
    panels: list[list[int]] = []
    used = room + 1
    for index, width in enumerate(widths):
        if used + width > room:
            panels.append([])
            used = 0
        panels[-1].append(index)
        used += width + _GAP
    return tuple(map(tuple, panels))


def _alike(forms: Sequence[MatrixForm], screen: Screen) -> list[MatrixForm]:
    """Return forms of one panel each over the same columns with the same widths, where those fit."""
    if len({(form.matrix.columns, form.compact, len(form.panels)) for form in forms}) > 1:
        return list(forms)
    widths = tuple(map(max, zip(*(form.headings.widths for form in forms), strict=True)))
    labels = max(form.labels for form in forms)
    if len(forms[0].panels) != 1 or labels + _MARGIN + sum(widths) + _GAP * len(widths) > screen.width:
        return list(forms)
    return [replace(form, labels=labels, headings=replace(form.headings, widths=widths)) for form in forms]


def panel_blocks(form: MatrixForm, screen: Screen) -> list[Block]:
    """Return each panel as lines: the title beside the headings, a rule, the rows."""
    return [_panel(form, number, screen) for number in range(len(form.panels))]


def _panel(form: MatrixForm, number: int, screen: Screen) -> Block:
    columns = form.panels[number]
    widths = [form.labels + _MARGIN - _GAP, *(form.headings.widths[index] for index in columns)]
    corner = wrapped(visible(form.matrix.title), form.labels)
    if len(form.panels) > 1:
        corner = [*corner, Text(f"{number + 1} of {len(form.panels)}", "not bold dim")]
    heads = [corner, *(form.headings.lines[index] for index in columns)]
    sides: list[Side] = ["left"]
    sides += ["centre" for _ in columns]
    head = row_lines(_bottomed(heads), widths, sides, _GAP)
    for line in head:
        line.style = BOLD
    lines = [*head, Text(screen.rule * (sum(widths) + _GAP * len(columns)), QUIET)]
    first = columns[0] if form.halved else 0
    for index, row in enumerate(form.matrix.rows[first:], first):
        label = wrapped(visible(row.label), form.labels)
        cells = [_filled(form.columns[column][index], form.headings.widths[column]) for column in columns]
        lines += [joined([padded(label[0], widths[0], "left"), *cells], _GAP), *label[1:]]
    return lines


def _bottomed(cells: list[Block]) -> list[Block]:
    height = max(len(cell) for cell in cells)
    return [[Text()] * (height - len(cell)) + cell for cell in cells]


def _filled(cell: Drawn, width: int) -> Text:
    """Return a cell across the whole of its column, in one colour."""
    gap = width - cell_len(cell.text)
    return Text(" " * (gap // 2) + cell.text + " " * (gap - gap // 2), cell.style)
