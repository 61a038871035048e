"""Reports for a terminal: the finding and what it rests on in words, then marks and numbers in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from rich.cells import cell_len
from rich.text import Text

from positions.render.common.heading import dateline_of, headline_of, told_of
from positions.render.common.marks import legend, stance_cells
from positions.render.common.share_legend import share_legend
from positions.render.common.sources import Sources
from positions.render.common.table_selection import chosen, has_several
from positions.render.common.text import drawn, visible
from positions.render.registry import RenderOptions
from positions.render.terminal.headings import flowing, key_entries, name_entries
from positions.render.terminal.layout import (
    BOLD,
    QUIET,
    UNLIMITED,
    Block,
    Screen,
    beside,
    block_width,
    hanging,
    printed,
    wrapped,
)
from positions.render.terminal.matrix import forms_of, panel_blocks
from positions.render.terminal.table import table_block
from positions.tables import AnyTable, Drawing, Matrix, Report

_BETWEEN = 4


def render(report: Report, options: RenderOptions) -> str:
    """Return a report as lines for a terminal.

    No line is wider than the terminal, unless the widest cell of a table with its row's label is. Without
    a width nothing is wrapped. Only headings are cut, and their full names are listed below.

    Raises:
        UsageError: if a table is asked for that the report has not.
    """
    screen = Screen(
        UNLIMITED if options.width is None else max(options.width, 1), options.ascii, options.color
    )
    tables = chosen(report, options, people=True)
    blocks = [_opening(report, screen)]
    if options.tables is None and told_of(report):
        blocks.append([line for text in told_of(report) for line in _paragraph(text, screen)])
    sources = Sources.of(tables)
    blocks += _tables(report, tables, sources, screen)
    if options.tables is None:
        blocks += [_drawing(drawing, screen) for drawing in report.drawings]
    blocks.append(
        [
            line
            for number, text in sources.listed(ascii=screen.ascii)
            for line in _source(number, text, screen)
        ]
    )
    if report.notes:
        blocks.append([line for text in report.notes for line in _note(text, screen)])
    lines = [line for block in blocks if block for line in [*block, Text()]]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return printed(lines, color=options.color, ascii=screen.ascii)


def _opening(report: Report, screen: Screen) -> Block:
    """Return the finding, and below it what the report is about."""
    below = dateline_of(report)
    return [
        *wrapped(Text(visible(headline_of(report)), BOLD), screen.width),
        *(_note(below, screen) if below else []),
    ]


def _drawing(drawing: Drawing, screen: Screen) -> Block:
    if drawing.narrow and max(map(cell_len, drawing.ascii_lines), default=0) > screen.width:
        drawing = drawing.narrow
    lines = drawing.ascii_lines if screen.ascii else drawing.lines
    return [
        *wrapped(Text(visible(drawing.title), BOLD), screen.width),
        *(Text(drawn(line)) for line in lines),
    ]


def _paragraph(text: str, screen: Screen) -> Block:
    bullet = "* " if screen.ascii else "• "
    return hanging(visible(text), screen.width, first=bullet, rest="  ")


def _source(number: int, text: str, screen: Screen) -> Block:
    sign = f"[{number}] "
    return hanging(Text(text, QUIET), screen.width, first=sign, rest=" " * len(sign))


def _note(text: str, screen: Screen) -> Block:
    return wrapped(Text(visible(text), QUIET), screen.width)


def _tables(report: Report, tables: tuple[AnyTable, ...], sources: Sources, screen: Screen) -> list[Block]:
    """Return the tables as blocks; matrices of shares that fit stand side by side."""
    blocks: list[Block] = []
    told: set[str] = set()
    waiting = list(tables)
    while waiting:
        table = waiting.pop(0)
        if table.kind == "table":
            title = _title(table, screen) if has_several(report) else []
            blocks += [
                [*title, *table_block(table, sources, screen)],
                [*_legend([table], screen), *_notes(table, screen)],
            ]
            continue
        group = [table]
        while waiting and _goes_with(following := waiting[0], table):
            group.append(following)
            waiting.pop(0)
        blocks += _matrices(group, told, screen)
    return blocks


def _goes_with(table: AnyTable, first: Matrix) -> TypeGuard[Matrix]:
    """Return whether a table is a matrix of the same kind of shares, for which one legend will do."""
    if table.kind != "matrix":
        return False
    return table.type == first.type == "share" and table.counted == first.counted


def _matrices(group: list[Matrix], told: set[str], screen: Screen) -> list[Block]:
    """Return matrices with one legend; names that are explained already are not repeated."""
    forms = forms_of(group, screen)
    panels = [
        panel
        for matrix, form in zip(group, forms, strict=True)
        for panel in (panel_blocks(form, screen) or [_empty(matrix, screen)])
    ]
    keys = {entry: None for form in forms for entry in key_entries(form.matrix, form.headings)}
    refs = [ref for matrix in group for ref in (*matrix.rows, *matrix.columns) if ref.id not in told]
    explained = {form.matrix.columns[index] for form in forms for index in form.headings.shortened}
    names = name_entries(ref for ref in refs if ref not in explained)
    told.update(ref.id for ref in refs)
    last = _legend(group, screen, compact=any(form.compact for form in forms))
    last += [*flowing(keys, screen), *flowing(names, screen)]
    if any(form.halved for form in forms):
        last += _note("A pair that one panel has shown is left out of those after it.", screen)
    return [
        *_side_by_side(panels, screen),
        last,
        [line for matrix in group for line in _notes(matrix, screen)],
    ]


def _legend(tables: Sequence[AnyTable], screen: Screen, *, compact: bool = False) -> Block:
    """Return what the signs in some tables mean, each once."""
    entries = {
        (entry.sign, entry.words): None
        for table in tables
        for entry in (
            *legend(stance_cells(table), words=table.kind == "table", ascii=screen.ascii),
            *share_legend(table, compact=compact, ascii=screen.ascii, shaded=screen.color),
        )
    }
    return flowing(entries, screen)


def _side_by_side(blocks: list[Block], screen: Screen) -> list[Block]:
    out: list[Block] = []
    for block in blocks:
        if (
            out
            and screen.width < UNLIMITED
            and block_width(out[-1]) + _BETWEEN + block_width(block) <= screen.width
        ):
            out[-1] = beside(out[-1], block, _BETWEEN)
        else:
            out.append(block)
    return out


def _title(table: AnyTable, screen: Screen) -> Block:
    return wrapped(Text(visible(table.title), BOLD), screen.width)


def _empty(matrix: Matrix, screen: Screen) -> Block:
    return [*_title(matrix, screen), *wrapped("Nothing to show.", screen.width)]


def _notes(table: AnyTable, screen: Screen) -> Block:
    return [line for text in table.notes for line in _note(text, screen)]
