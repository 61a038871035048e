"""Tables on a terminal: columns beside each other where they fit, long text under its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from positions.render.common.palette import is_of_disagreement, stance_tone, terminal_colours
from positions.render.common.sources import Sources
from positions.render.common.text import visible
from positions.render.common.values import plain
from positions.render.terminal.cells import aligned_shares
from positions.render.terminal.column_widths import Measured, column_widths
from positions.render.terminal.layout import (
    BOLD,
    GAP,
    QUIET,
    Block,
    Screen,
    Side,
    block_width,
    hanging,
    row_lines,
    wrapped,
)
from positions.tables import CellValue, Column, Count, EvidenceItem, Share, StanceCell, Table

_RIGHT = ("integer", "number", "share")
_LEAST_TEXT = 12
_INDENT = "    "
_FURTHER = "      "


def table_block(table: Table, sources: Sources, screen: Screen) -> Block:
    """Return a table's rows as lines, in several panels where its columns do not fit beside each other."""
    if not table.rows:
        return wrapped(visible(table.empty), screen.width)
    shown = [index for index, column in enumerate(table.columns) if not column.below and not column.detail]
    columns = {index: _column(table, index, screen) for index in shown}
    panels = _panels([columns[index] for index in shown], screen.width)
    blocks = [_rows(panel, [[] for _ in table.rows], screen) for panel in panels[:-1]]
    under = [_all_under(table, row, sources, screen) for row in table.rows]
    blocks.append(_rows(panels[-1] if panels else [], under, screen))
    return [line for number, block in enumerate(blocks) for line in ([Text()] * bool(number) + block)]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column's heading and cells, and how narrow it can be: all of a number, the longest word of a text."""

    head: Text
    cells: tuple[Text, ...]
    side: Side
    least: int
    natural: int


def _column(table: Table, index: int, screen: Screen) -> _Shown:
    column = table.columns[index]
    head = Text(visible(column.label), BOLD)
    values = [row[index] for row in table.rows]
    if any(isinstance(value, Share) for value in values):
        cells = tuple(
            Text(cell.text, cell.style)
            for cell in aligned_shares(values, screen, opposed=is_of_disagreement(column.id))
        )
    else:
        cells = tuple(_text(value, column, screen) for value in values)
    if column.type == "text":
        least = max(min(_longest_word(text.plain), _LEAST_TEXT) for text in cells)
    else:
        least = max(text.cell_len for text in cells)
    return _Shown(
        head,
        cells,
        "right" if column.type in _RIGHT else "left",
        max(least, min(_longest_word(head.plain), _LEAST_TEXT)),
        max(head.cell_len, *(text.cell_len for text in cells)),
    )


def _text(value: CellValue, column: Column, screen: Screen) -> Text:
    text = Text(plain(value, column.type, ascii=screen.ascii))
    if isinstance(value, StanceCell):
        pair = terminal_colours(stance_tone(value))
        text.style = f"{pair[0]} on {pair[1]}" if pair else QUIET
    return text


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split(" ")))


def _panels(columns: Sequence[_Shown], width: int) -> list[list[_Shown]]:
    """Return the columns of each panel; the first column heads every panel."""
    panels = [list(columns[:1])] if columns else []
    for column in columns[1:]:
        used = sum(shown.least + GAP for shown in panels[-1])
        if used + column.least > width and len(panels[-1]) > 1:
            panels.append([columns[0]])
        panels[-1].append(column)
    return panels


def _rows(columns: Sequence[_Shown], under: Sequence[Block], screen: Screen) -> Block:
    """Return the headings, a rule, and each row with what stands under it."""
    sides = [column.side for column in columns]
    widths = column_widths([_measured(column) for column in columns], screen.width - GAP * (len(columns) - 1))
    heads = [wrapped(column.head, width) for column, width in zip(columns, widths, strict=True)]
    height = max((len(head) for head in heads), default=0)
    lines = row_lines([[Text()] * (height - len(head)) + head for head in heads], widths, sides, GAP)
    if lines:
        lines.append(Text(screen.rule * block_width(lines), QUIET))
    rows = [
        row_lines(
            [wrapped(column.cells[number], width) for column, width in zip(columns, widths, strict=True)],
            widths,
            sides,
            GAP,
        )
        for number in range(len(under))
    ]
    # rows of several lines, where most are, stand apart as those do that have something under them
    spaced = any(under) or 2 * sum(len(row) > 1 for row in rows) > len(rows)
    for number, (row, below) in enumerate(zip(rows, under, strict=True)):
        if spaced and number:
            lines.append(Text())
        lines += [*row, *below]
    return lines


def _measured(column: _Shown) -> Measured:
    texts = tuple(text.plain for text in (column.head, *column.cells))
    return Measured(texts, column.least, column.natural)


def _all_under(table: Table, row: Sequence[CellValue], sources: Sources, screen: Screen) -> Block:
    return [
        line
        for column, value in zip(table.columns, row, strict=True)
        if column.below and not column.detail
        for line in _under(column, value, sources, screen)
    ]


def _under(column: Column, value: CellValue, sources: Sources, screen: Screen) -> Block:
    """Return what stands under a row: its heading and text, or each quotation with who said it where."""
    if isinstance(value, tuple) and any(isinstance(item, EvidenceItem) for item in value):
        items = [item for item in value if isinstance(item, EvidenceItem)]
        return [line for item in items for line in _evidence_lines(column.label, item, sources, screen)]
    label = Text(f"{visible(column.label)}: ", QUIET)
    text = plain(value, column.type, ascii=screen.ascii)
    if not text:
        return []
    if isinstance(value, Count | Share | int | float) and _room(screen) < label.cell_len + cell_len(text):
        under = Text(f"{_FURTHER}{text}")  # a number is not parted
        return [*hanging(label, screen.width, first=_INDENT, rest=_FURTHER), under]
    return hanging(Text.assemble(label, text), screen.width, first=_INDENT, rest=_FURTHER)


def _room(screen: Screen) -> int:
    return screen.width - cell_len(_FURTHER)


def _evidence_lines(label: str, item: EvidenceItem, sources: Sources, screen: Screen) -> Block:
    """Return the words behind their label, and below them where they stand."""
    found = sources.text(item, ascii=screen.ascii)
    said = Text.assemble((found.heading(visible(label)), QUIET), " " if found.words else "", found.words)
    where = Text(f"{'--' if screen.ascii else '—'} {found.attribution}" if found.attribution else "", QUIET)
    if not found.words:
        return hanging(Text.assemble(said, " ", where), screen.width, first=_INDENT, rest=_FURTHER)
    lines = hanging(said, screen.width, first=_INDENT, rest=_FURTHER)
    return [*lines, *(hanging(where, screen.width, first=_FURTHER, rest=_FURTHER + "  ") if where else ())]
