"""Tables on a terminal: columns beside each other where they fit, long text under its row."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from positions.render.palette import colours
from positions.render.terminal_layout import (
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
from positions.render.text import attribution, is_thin, quotation, visible
from positions.render.values import plain
from positions.tables import CellValue, Column, Quote, Share, StanceCell, Table

_RIGHT = ("integer", "number", "share")
_LEAST_TEXT = 12


def table_block(table: Table, screen: Screen) -> Block:
    """Return a table's rows as lines, in several panels where its columns do not fit beside each other."""
    if not table.rows:
        return wrapped(table.empty, screen.width)
    shown = [index for index, column in enumerate(table.columns) if not column.below and not column.detail]
    below = [index for index, column in enumerate(table.columns) if column.below and not column.detail]
    natural = {index: _natural(table, index, screen) for index in shown}
    least = {index: _least(table, index, screen) for index in shown}
    panels = _panels(shown, least, screen.width)
    lines: Block = []
    for number, panel in enumerate(panels):
        if number:
            lines.append(Text())
        lines += _panel(
            table,
            panel,
            below if number == len(panels) - 1 else [],
            _widths(panel, natural, least, screen.width),
            screen,
        )
    return lines


def _text(table: Table, row: Sequence[CellValue], index: int, screen: Screen) -> Text:
    value = row[index]
    text = Text(plain(value, table.columns[index].type, ascii=screen.ascii))
    if isinstance(value, StanceCell):
        pair = colours(value)
        text.style = f"{pair[0]} on {pair[1]}" if pair else QUIET
    elif isinstance(value, Share) and (value.value is None or is_thin(value)):
        text.style = QUIET
    return text


def _natural(table: Table, index: int, screen: Screen) -> int:
    head = Text(visible(table.columns[index].label)).cell_len
    return max(head, *(_text(table, row, index, screen).cell_len for row in table.rows))


def _least(table: Table, index: int, screen: Screen) -> int:
    """Return the width that a column must have: all of a number, the longest word of a text."""
    column = table.columns[index]
    head = _longest_word(visible(column.label))
    texts = [_text(table, row, index, screen) for row in table.rows]
    if column.type != "text":
        return max(head, *(text.cell_len for text in texts))
    return max(head, *(min(_longest_word(text.plain), _LEAST_TEXT) for text in texts))


def _longest_word(text: str) -> int:
    return max((Text(word).cell_len for word in text.split(" ")), default=0)


def _panels(shown: Sequence[int], least: dict[int, int], width: int) -> list[list[int]]:
    """Return the columns of each panel; the first column heads every panel."""
    panels: list[list[int]] = [list(shown[:1])]
    for index in shown[1:]:
        used = sum(least[column] + GAP for column in panels[-1])
        if used + least[index] > width and len(panels[-1]) > 1:
            panels.append([shown[0]])
        panels[-1].append(index)
    return panels


def _widths(panel: Sequence[int], natural: dict[int, int], least: dict[int, int], width: int) -> list[int]:
    """Return the columns' widths: what they would have, the widest made narrower until all fit."""
    widths = {index: natural[index] for index in panel}
    over = sum(widths.values()) + GAP * (len(panel) - 1) - width
    while over > 0:
        spare = {index: widths[index] - least[index] for index in panel if widths[index] > least[index]}
        if not spare:
            break
        widest = max(spare, key=lambda index: (widths[index], -index))
        widths[widest] -= 1
        over -= 1
    return [widths[index] for index in panel]


def _panel(
    table: Table, panel: Sequence[int], below: Sequence[int], widths: Sequence[int], screen: Screen
) -> Block:
    sides: list[Side] = ["right" if table.columns[index].type in _RIGHT else "left" for index in panel]
    heads = [
        wrapped(Text(visible(table.columns[index].label), BOLD), width)
        for index, width in zip(panel, widths, strict=True)
    ]
    height = max(len(head) for head in heads)
    lines = row_lines([[Text()] * (height - len(head)) + head for head in heads], widths, sides, GAP)
    lines.append(Text(screen.rule * max(block_width(lines), 1), QUIET))
    spaced = bool(below)
    for number, row in enumerate(table.rows):
        cells = [
            wrapped(_text(table, row, index, screen), width)
            for index, width in zip(panel, widths, strict=True)
        ]
        under = [line for index in below for line in _under(table.columns[index], row[index], screen)]
        if spaced and number:
            lines.append(Text())
        lines += row_lines(cells, widths, sides, GAP)
        lines += under
    return lines


def _under(column: Column, value: CellValue, screen: Screen) -> Block:
    """Return what stands under a row: its heading and text, or each quotation with who said it where."""
    label = f"{visible(column.label)}: "
    if isinstance(value, tuple) and any(isinstance(item, Quote) for item in value):
        return [line for item in value if isinstance(item, Quote) for line in _quote(label, item, screen)]
    text = plain(value, column.type, ascii=screen.ascii)
    if not text:
        return []
    return hanging(Text(label, QUIET) + Text(text), screen.width, first="    ", rest="      ")


def _quote(label: str, quote: Quote, screen: Screen) -> Block:
    words, who = quotation(quote, ascii=screen.ascii), attribution(quote)
    head = Text(label, QUIET)
    if not words:
        return hanging(head + Text(who, QUIET), screen.width, first="    ", rest="      ")
    dash = "-- " if screen.ascii else "— "
    return [
        *hanging(head + Text(words), screen.width, first="    ", rest="      "),
        *hanging(Text(dash + who, QUIET), screen.width, first="      ", rest="        "),
    ]
