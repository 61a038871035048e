"""Reports as GitHub-flavoured Markdown: headings, lists and pipe tables that paste into Word and Notion."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from positions.one_line import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated
from positions.render.common.heading import dateline_of, headline_of, told_of
from positions.render.common.marks import Legend, legend, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.common.share_legend import share_legend
from positions.render.common.sources import Sources
from positions.render.common.table_selection import chosen, has_several
from positions.render.common.text import drawn, visible
from positions.render.common.values import in_matrix, plain
from positions.render.registry import RenderOptions
from positions.tables import AnyTable, CellValue, Column, Drawing, EvidenceItem, Matrix, Report, Table

_SPECIAL = re.compile(r"[\\`*\[\]<>|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)")
_BLOCK_START = re.compile(r"^(?=[#+=-])|^(\d{1,9})(?=[.)])")
_NO_ROOM = (FIRST_STRONG_ISOLATE, POP_ISOLATE)
_RIGHT = ("integer", "number", "share")
_WIDEST_ALIGNED = 60


def render(report: Report, options: RenderOptions) -> str:
    """Return a report as Markdown, what it says in words before its tables.

    Raises:
        UsageError: if a table is asked for that the report has not.
    """
    tables = chosen(report, options, people=True)
    blocks = [f"# {escaped(headline_of(report))}", paragraph(dateline_of(report))]
    if options.tables is None and told_of(report):
        blocks.append(_list(told_of(report)))
    sources = Sources.of(tables)
    for table in tables:
        blocks += table_blocks(table, sources, heading=has_several(report))
    if options.tables is None:
        blocks += [block for drawing in report.drawings for block in _drawing_blocks(drawing)]
    told = [f"{number}. {paragraph(text)}" for number, text in sources.listed()]
    blocks += ["## Sources", "\n".join(told)] if told else []
    if report.notes:
        blocks += ["## Notes", _list(report.notes)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Return text in one line that Markdown shows as it stands, in a table or a paragraph.

    Words from right to left keep their place: a page turns the numbers and signs around them otherwise.
    """
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", isolated(visible(text)))


def paragraph(text: str) -> str:
    """Return text that Markdown shows as it stands, also where it begins a line like a list or a heading."""
    return _BLOCK_START.sub(lambda found: f"{found[1] or ''}\\", escaped(text))


def _list(texts: Iterable[str]) -> str:
    return "\n".join(f"- {paragraph(text)}" for text in texts)


def table_blocks(table: AnyTable, sources: Sources, *, heading: bool) -> list[str]:
    """Return a table with its legend and notes, a block each; with its title where a heading is asked for."""
    blocks = [f"## {escaped(table.title)}"] if heading else []
    if table.kind == "matrix":
        blocks += _matrix_blocks(for_people(table))
    else:
        blocks += _rows_blocks(table, sources)
    entries = [*legend(stance_cells(table), words=table.kind == "table"), *share_legend(table)]
    if entries:
        blocks.append(_legend(entries))
    if table.notes:
        blocks.append(_list(table.notes))
    return blocks


def _drawing_blocks(drawing: Drawing) -> list[str]:
    """Return a drawing as a code block, its fence longer than any run of backticks in it."""
    lines = [drawn(line) for line in drawing.lines]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"## {escaped(drawing.title)}", "\n".join([f"{fence}text", *lines, fence])]


def _legend(entries: Sequence[Legend]) -> str:
    return "Legend: " + "; ".join(f"{escaped(entry.sign)} {escaped(entry.words)}" for entry in entries) + "."


def _matrix_blocks(matrix: Matrix) -> list[str]:
    if not matrix.rows or not matrix.columns:
        return ["Nothing to show."]
    head = ["", *(escaped(column.label) for column in matrix.columns)]
    body = [
        [escaped(row.label), *(escaped(in_matrix(cell, matrix.type, sparse=matrix.sparse)) for cell in cells)]
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
    side = "right" if matrix.type in _RIGHT else "centre"
    blocks = [pipe_table(head, body, ["left", *([side] * len(matrix.columns))])]
    named = {ref.label: ref.name for ref in (*matrix.rows, *matrix.columns) if ref.name != ref.label}
    if named:
        blocks.append(
            "Names: " + "; ".join(f"{escaped(label)}: {escaped(name)}" for label, name in named.items()) + "."
        )
    return blocks


def _rows_blocks(table: Table, sources: Sources) -> list[str]:
    if not table.rows:
        return [paragraph(table.empty)]
    if table.tasks:
        return ["\n".join(f"- [ ] {_task(row, table.columns)}" for row in table.rows)]
    shown = [index for index, column in enumerate(table.columns) if not column.below and not column.detail]
    below = [index for index, column in enumerate(table.columns) if column.below and not column.detail]
    head = [escaped(table.columns[index].label) for index in shown]
    sides = ["right" if table.columns[index].type in _RIGHT else "left" for index in shown]
    blocks = [
        pipe_table(
            head, [[_cell(row[index], table.columns[index]) for index in shown] for row in table.rows], sides
        )
    ]
    for row in table.rows:
        items = [item for index in below for item in _items(table.columns[index], row[index], sources)]
        if items:
            blocks += [
                f"**{_cell(row[shown[0]], table.columns[shown[0]])}**" if shown else "",
                "\n".join(items),
            ]
    return blocks


def _task(row: Sequence[CellValue], columns: Sequence[Column]) -> str:
    """Return a row in one line: its texts as they stand, its numbers with their heading."""
    parts = []
    for value, column in zip(row, columns, strict=True):
        text = "" if column.detail else _cell(value, column)
        if text:
            parts.append(
                f"{escaped(column.label.lower())} {text}" if column.type in (*_RIGHT, "date") else text
            )
    return ", ".join(parts)


def _items(column: Column, value: CellValue, sources: Sources) -> list[str]:
    """Return list items of what stands under a row: one a quotation, else one for the text."""
    label = escaped(column.label)
    if isinstance(value, tuple) and any(isinstance(item, EvidenceItem) for item in value):
        return [
            f"- {evidence_line(item, sources, column.label)}"
            for item in value
            if isinstance(item, EvidenceItem)
        ]
    text = _cell(value, column)
    return [f"- {label}: {text}"] if text else []


def evidence_line(item: EvidenceItem, sources: Sources, label: str, *, bold: bool = False) -> str:
    """Return an item of evidence behind its label, escaped: "LGA (according to ...): words — source"."""
    found = sources.text(item)
    aside = f" {escaped(found.aside)}" if found.aside else ""
    head = f"**{escaped(label)}**{aside}" if bold else escaped(found.heading(visible(label)))
    parts = (f" {escaped(found.words)}" if found.words else "", f" — {escaped(found.attribution)}")
    return f"{head}{parts[0]}{parts[1] if found.attribution else ''}"


def _cell(value: CellValue, column: Column) -> str:
    return escaped(plain(value, column.type))


def pipe_table(head: Sequence[str], body: Sequence[Sequence[str]], sides: Sequence[str]) -> str:
    """Return a pipe table of texts that are escaped already, its columns aligned in the source as well.

    A text longer than a line does not widen its column: all other rows would be spaces.
    """
    widths = [
        min(_WIDEST_ALIGNED, max(3, *(display_width(row[index]) for row in (head, *body))))
        for index in range(len(head))
    ]
    rules = [_rule(width, side) for width, side in zip(widths, sides, strict=True)]
    lines = [
        _line(head, widths, sides),
        f"| {' | '.join(rules)} |",
        *(_line(row, widths, sides) for row in body),
    ]
    return "\n".join(lines)


def _rule(width: int, side: str) -> str:
    return {"left": "-" * width, "right": "-" * (width - 1) + ":", "centre": ":" + "-" * (width - 2) + ":"}[
        side
    ]


def _line(cells: Sequence[str], widths: Sequence[int], sides: Sequence[str]) -> str:
    padded = []
    for cell, width, side in zip(cells, widths, sides, strict=True):
        gap = max(0, width - display_width(cell))
        left = {"left": 0, "right": gap, "centre": gap // 2}[side]
        padded.append(" " * left + cell + " " * (gap - left))
    return f"| {' | '.join(padded)} |"


def display_width(text: str) -> int:
    """Return how many columns a text takes in a font of one width."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or letter in _NO_ROOM:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
