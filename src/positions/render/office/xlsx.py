"""Reports as Excel workbooks: a sheet a table, numbers as numbers, and a sheet that says how it was computed.

Made to be printed and projected as it is: headings stay in view, each page repeats them, sheets fit the
page's width. Text is text even where it starts like a formula.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from positions._version import __version__
from positions.problems import MissingExtraError, UsageError
from positions.render.common.marks import legend, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.common.palette import SOFT, WASH, is_of_disagreement
from positions.render.common.share_legend import share_legend
from positions.render.common.table_selection import chosen
from positions.render.office.xlsx_cells import (
    CellWriter,
    argb,
    cell_at,
    column_letter,
    font,
    plain_text,
    print_landscape,
    shade_shares,
    writable,
    write_text,
)
from positions.render.office.zip_file import book_bytes
from positions.render.registry import RenderOptions
from positions.tables import AnyTable, CellValue, ColumnType, Matrix, Ref, Report, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet holds."""

ABOUT = "About"
_HEADING, _QUIET = argb(WASH), argb(SOFT)
_NARROWEST, _WIDEST, _ABOUT_WIDTH = 8, 36, 100
_LINE, _HIGHEST = 15, 405
_NUMBERS = ("integer", "number", "share")
_Side = Literal["left", "center", "right"]
_NOT_IN_NAMES = re.compile("[\\[\\]:*?/\\\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def render(report: Report, options: RenderOptions) -> bytes:
    """Return a report as an .xlsx file.

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if a table is asked for that the report has not, or that no sheet can hold.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError("xlsx", "writing .xlsx") from None
    tables = chosen(report, options, people=False)
    names = sheet_names([table.title for table in tables])
    for table in tables:
        _require_room(table)
    book = Workbook()
    book.remove(book.worksheets[0])
    writer = CellWriter()
    for name, table in zip(names, tables, strict=True):
        sheet = book.create_sheet(name)
        _fill(sheet, writer, for_people(table) if table.kind == "matrix" else table)
        _set_up_print(sheet, report, table.title, matrix=table.kind == "matrix")
    _about(book.create_sheet(ABOUT), report, dict(zip(names, tables, strict=True)))
    _set_up_print(book[ABOUT], report, ABOUT)
    book.properties.title = writable(report.title)
    book.properties.creator = f"positions {__version__}"
    return book_bytes(book)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a name for each sheet: at most 31 letters, none that Excel refuses, no two alike."""
    names: list[str] = []
    taken = {ABOUT.casefold(), "history"}  # Excel keeps the word History for itself
    for title in titles:
        base = _NOT_IN_NAMES.sub(" ", title).strip(" '")[:31].strip(" '") or "Sheet"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base[: 30 - len(str(number))]} {number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _require_room(table: AnyTable) -> None:
    rows, columns = len(table.rows) + 1, len(table.columns) + (table.kind == "matrix")
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UsageError(
            f"the table {table.id} has {rows:,} rows and {columns:,} columns, and a sheet holds "
            f"{MOST_ROWS:,} by {MOST_COLUMNS:,}",
            f"write it as CSV or Parquet: --table {table.id} -o {table.id}.csv",
        )


def _fill(sheet: Worksheet, writer: CellWriter, table: AnyTable) -> None:
    sheet.freeze_panes = "B2"
    writer.thin.clear()
    matrix, sparse = table.kind == "matrix", table.kind == "matrix" and table.sparse
    heads, kinds, rows = _matrix_parts(table) if table.kind == "matrix" else _table_parts(table)
    widths = [len(max(head.split() or [""], key=len)) + 1 for head in heads]
    long: list[tuple[int, int, str]] = [(1, column, head) for column, head in enumerate(heads)]
    for column, head in enumerate(heads):
        side: _Side = "center" if matrix and column else "right" if kinds[column] in _NUMBERS else "left"
        _heading(sheet, 1, column + 1, head, side)
    for number, row in enumerate(rows, start=2):
        for column, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            cell = cell_at(sheet, number, column + 1)
            shown = writer.write(cell, value, kind, matrix=matrix and column > 0, sparse=sparse)
            if len(shown) > _WIDEST or "\n" in shown:
                long.append((number, column, shown))
            widths[column] = max(widths[column], *map(len, shown.split("\n")))
        if matrix:
            _heading(sheet, number, 1, plain_text(row[0]), "left")
    widths = [min(max(width, _NARROWEST), _WIDEST) + 2 for width in widths]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[column_letter(column)].width = width
    _make_room(sheet, ((row, widths[column], text) for row, column, text in long))
    for opposed, columns in _shares(table).items():
        _shade(sheet, columns, len(rows), writer.thin, opposed=opposed)
    if table.kind == "matrix":
        _below(sheet, len(rows) + 3, [*_explained(table), *table.notes])
    elif rows:
        sheet.auto_filter.ref = f"A1:{column_letter(len(heads))}{len(rows) + 1}"
    else:
        _below(sheet, 3, [table.empty])


def _make_room(sheet: Worksheet, texts: Iterable[tuple[int, int, str]]) -> None:
    """Make rows as high as their texts need: (row, width of the column, text)."""
    lines: dict[int, int] = {}
    for row, width, text in texts:
        needed = sum(len(textwrap.wrap(part, width - 2)) or 1 for part in text.split("\n"))
        lines[row] = max(lines.get(row, 1), needed)
    for row, number in lines.items():
        if number > 1:
            sheet.row_dimensions[row].height = min(number * _LINE, _HIGHEST)


_Parts = tuple[list[str], list[ColumnType], Sequence[Sequence[CellValue]]]


def _matrix_parts(matrix: Matrix) -> _Parts:
    """Return the headings, the type of each column, and the rows: the first column has the row's heading."""
    heads = [matrix.title, *(column.label for column in matrix.columns)]
    rows = [(row.label, *cells) for row, cells in zip(matrix.rows, matrix.cells, strict=True)]
    return heads, ["text", *[matrix.type] * len(matrix.columns)], rows


def _table_parts(table: Table) -> _Parts:
    return [column.label for column in table.columns], [column.type for column in table.columns], table.rows


def _explained(matrix: Matrix) -> list[str]:
    """Return what the signs and the short names in a matrix mean, a line each."""
    refs: dict[str, Ref] = {ref.label: ref for ref in (*matrix.rows, *matrix.columns)}
    entries = [*legend(stance_cells(matrix), words=True), *share_legend(matrix, shaded=True)]
    return [
        *(f"{entry.sign}  {entry.words}" for entry in entries),
        *(f"{ref.label}  {ref.name}" for ref in refs.values() if ref.name != ref.label),
    ]


def _shares(table: AnyTable) -> dict[bool, list[int]]:
    """Return the columns of shares, counted from 1: those of disagreement (True) and the others."""
    found: dict[bool, list[int]] = {False: [], True: []}
    if table.kind == "matrix":
        found[is_of_disagreement(table.id)] += (
            range(2, len(table.columns) + 2) if table.type == "share" else ()
        )
        return found
    for number, column in enumerate(table.columns, start=1):
        if column.type == "share":
            found[is_of_disagreement(column.id)].append(number)
    return found


def _shade(
    sheet: Worksheet, shares: Sequence[int], rows: int, thin: Collection[tuple[int, int]], *, opposed: bool
) -> None:
    """Colour columns of shares but those on few issues, in areas as large as can be."""
    before: list[tuple[int, int]] = []
    start = 2
    for row in range(2, rows + 3):
        runs = _runs([column for column in shares if (row, column) not in thin]) if row < rows + 2 else []
        if runs != before:
            for left, right in before:
                shade_shares(sheet, (start, left), (row - 1, right), opposed=opposed)
            before, start = runs, row


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of neighbouring columns."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _heading(sheet: Worksheet, row: int, column: int, text: str, side: _Side) -> None:
    from openpyxl.styles import Alignment, PatternFill

    cell = cell_at(sheet, row, column)
    write_text(cell, text)
    cell.font = font(bold=True)
    cell.fill = PatternFill("solid", start_color=_HEADING, end_color=_HEADING)
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)


def _below(sheet: Worksheet, row: int, lines: Sequence[str]) -> None:
    """Write lines for people under a table."""
    from openpyxl.styles import Alignment

    for number, line in enumerate(lines, start=row):
        cell = cell_at(sheet, number, 1)
        write_text(cell, line)
        cell.font = font(_QUIET)
        cell.alignment = Alignment(vertical="top", wrap_text=False)


def _set_up_print(sheet: Worksheet, report: Report, title: str, *, matrix: bool = False) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

    print_landscape(sheet, repeat_first=sheet.title != ABOUT, matrix=matrix)
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(_in_header(report.title)), right=_HeaderFooterPart(_in_header(title))
    )
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart("&P / &N"))


def _in_header(text: str) -> str:
    return writable(" ".join(text.split())).replace("&", "&&")[:100].rstrip("&")


def _about(sheet: Worksheet, report: Report, tables: Mapping[str, AnyTable]) -> None:
    """Write what the workbook is about and how it was computed."""
    from openpyxl.styles import Alignment

    lines = [
        *([("Finding", report.headline)] if report.headline else []),
        ("Title", report.title),
        *([("Compared", report.dateline)] if report.dateline else []),
        *([("Sources", report.credit)] if report.credit else []),
        *(("What it says", said) for said in report.summary),
        *(("How it was computed", note) for note in report.notes),
        *((name, note) for name, table in tables.items() for note in table.notes),
        ("Shares", "A cell holds the share itself, to 16 digits; its format shows it in per cent."),
        ("Command", f"positions {report.command}"),
        *(("Option", f"{name}: {_option(value)}") for name, value in report.options.items()),
        ("Dataset", report.dataset.title),
        *((f"Dataset: {name}", said) for name, said in report.dataset.about.items()),
        *([("Who may see what", report.dataset.held_back)] if report.dataset.held_back else []),
        ("SHA-256 of the dataset", report.dataset.sha256),
        ("Made with", f"positions {__version__}"),
    ]
    before = ""
    for number, (name, text) in enumerate(lines, start=1):
        head, body = cell_at(sheet, number, 1), cell_at(sheet, number, 2)
        write_text(head, "" if name == before else name)
        write_text(body, text)
        head.font = font(bold=True)
        head.alignment = body.alignment = Alignment(vertical="top", wrap_text=True)
        before = name
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, _ABOUT_WIDTH
    _make_room(sheet, ((number, _ABOUT_WIDTH, text) for number, (_, text) in enumerate(lines, start=1)))


def _option(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not given" if value is None else str(value)
