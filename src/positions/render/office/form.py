"""A workbook to fill in: lists to choose from, a frozen heading, text that stays text, empty rows ready."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from positions._version import __version__
from positions.form_model import GUIDE, KEPT, LISTS, Choice, Form, FormColumn, FormSheet
from positions.problems import MissingExtraError, UsageError
from positions.render.common.palette import RULE, SOFT, TONES, WASH
from positions.render.office.xlsx_cells import (
    Look,
    argb,
    cell_at,
    column_letter,
    font,
    print_landscape,
    writable,
    write_text,
)
from positions.render.office.zip_file import book_bytes

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border
    from openpyxl.worksheet.worksheet import Worksheet

_TEXT = "@"
_MOST_COLUMNS = 16_384
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255
_GUIDE_WIDTH = 100
_LINE, _HIGHEST = 15, 405
_BEYOND = 2000
"""Rows below the ready ones whose cells offer their lists too."""

_TAB = argb(TONES["f2"].fill or WASH)


def form_book(form: Form) -> bytes:
    """Return a form as an .xlsx file.

    Every cell is text, also those that are still empty, so that a spreadsheet makes no day of `2017-03`. No
    sheet is protected, since protected sheets cannot be sorted.

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if a sheet has more columns than a spreadsheet holds.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError("xlsx", "writing .xlsx") from None
    for sheet in form.sheets:
        if len(sheet.columns) > _MOST_COLUMNS:
            raise UsageError(f"the sheet {sheet.name} would have {len(sheet.columns):,} columns")
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet(GUIDE), form)
    ranges = dict(_lists(form))
    for sheet in form.sheets:
        _fill(book.create_sheet(sheet.name), sheet, ranges)
    _tone(book[form.toned[0]], form)
    for name, rows in ((LISTS, _list_rows(form)), (KEPT, form.kept)):
        hidden = book.create_sheet(name)
        hidden.sheet_state = "hidden"
        _write_rows(hidden, rows, formulas=name == LISTS)
    book.properties.title = writable(form.title)
    book.properties.creator = f"positions {__version__}"
    return book_bytes(book)


def _lists(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the range of each list by its name: as long as the part of it that is not empty."""
    for number, choice in enumerate(form.choices, 1):
        last = len(_list_column(form, choice)) + 1
        column = column_letter(number)
        whole = f"{LISTS}!${column}$2:${column}${last}"
        if choice.sheet is None:
            yield choice.name, whole
        else:  # what is empty at the end is not offered
            size = f'MAX(1,COUNTIF({whole},"?*"))'
            yield choice.name, f"OFFSET({LISTS}!${column}$2,0,0,{size},1)"


def _list_rows(form: Form) -> list[tuple[str, ...]]:
    """Return the rows of the sheet of lists: a column for each, its name first."""
    columns = [(choice.name, *_list_column(form, choice)) for choice in form.choices]
    longest = max(map(len, columns))
    return [tuple(column[row] if row < len(column) else "" for column in columns) for row in range(longest)]


def _list_column(form: Form, choice: Choice) -> Sequence[str]:
    """Return what stands below each other in a list: texts, or formulas that follow another sheet."""
    if choice.sheet is None or choice.label is None:
        return choice.values
    sheet = next(sheet for sheet in form.sheets if sheet.name == choice.sheet)
    label = column_letter(sheet.column(choice.label))
    detail, unit = (column_letter(sheet.column(one)) if one else None for one in (choice.detail, choice.unit))
    found = []
    for row in range(2, len(sheet.rows) + sheet.ready + 2):
        first = f"{sheet.name}!{label}{row}"
        said = first
        if detail is not None:
            second = f"{sheet.name}!{detail}{row}"
            third = f"{sheet.name}!{unit}{row}"
            measured = f'{first}&IF({third}="",""," ("&{third}&")")' if unit is not None else first
            said = f'LEFT({measured}&IF({second}="","",": "&{second}),{choice.cut})'
        found.append(f'=IF({first}="","",{said})')
    return found


def _write_rows(sheet: Worksheet, rows: Sequence[Sequence[str]], *, formulas: bool = False) -> None:
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = cell_at(sheet, number, column)
            if formulas and number > 1 and text.startswith("="):
                cell.value = text
            elif text:
                write_text(cell, text)
                cell.number_format = _TEXT


def _fill(sheet: Worksheet, form: FormSheet, ranges: dict[str, str]) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.properties import Outline

    last = len(form.rows) + form.ready + 1
    sheet.sheet_properties.tabColor = _TAB
    sheet.sheet_properties.outlinePr = Outline(summaryRight=False)
    sheet.freeze_panes = f"{column_letter(form.frozen + 1)}2"
    sheet.auto_filter.ref = f"A1:{column_letter(len(form.columns))}{last}"
    wrapped, unbroken = (
        Alignment(vertical="top", wrap_text=True),
        Alignment(horizontal="fill", vertical="top"),
    )
    _columns(sheet, form, wrapped)
    ordinary, quiet = font(), font(argb(SOFT))
    border = _border()
    looks: dict[bool, Look] = {}
    for number in range(2, last + 1):
        row = form.rows[number - 2] if number - 2 < len(form.rows) else ()
        for index, column in enumerate(form.columns):
            text = row[index] if index < len(row) else ""
            if not text and column.folded:
                continue  # the format of the column holds
            cell = cell_at(sheet, number, index + 1)
            look = looks.get(column.quiet)
            if look is None:
                cell.number_format = _TEXT
                cell.alignment = unbroken if column.quiet else wrapped
                cell.border = border
                cell.font = quiet if column.quiet else ordinary
                looks[column.quiet] = Look(cell)
            else:
                look.give(cell)
            if text:
                write_text(cell, text)
        if row:
            cells = zip(row, form.columns, strict=True)
            seen = [(text, one.width) for text, one in cells if not one.quiet and not one.folded]
            _make_room(sheet, number, seen)
    for index, column in enumerate(form.columns, 1):
        if column.choice is not None:
            reach = f"{column_letter(index)}2:{column_letter(index)}{last + _BEYOND}"
            _offer(sheet, reach, column, ranges[column.choice])
    print_landscape(sheet, repeat_first=sheet.title != GUIDE)


def _make_room(sheet: Worksheet, number: int, texts: Sequence[tuple[str, int]]) -> None:
    """Make a row as high as its texts need, each with the width of its column; a longer text makes it higher.

    That it is, in spreadsheets, only where the file does not say that somebody chose the height.
    """
    from openpyxl.worksheet.dimensions import RowDimension

    class Fitting(RowDimension):
        customHeight = property(lambda self: False)  # noqa: N815  # as openpyxl and the format call it

    lines = [sum(len(textwrap.wrap(part, width)) or 1 for part in text.split("\n")) for text, width in texts]
    if max(lines, default=1) > 1:
        sheet.row_dimensions[number] = Fitting(sheet, index=number, ht=min(_LINE * max(lines) + 2, _HIGHEST))


def _columns(sheet: Worksheet, form: FormSheet, alignment: Alignment) -> None:
    """Write the headings with a note on each, and give columns their width and format."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    fill = PatternFill("solid", start_color=argb(WASH), end_color=argb(WASH))
    line = Border(bottom=Side("medium", color=_TAB))
    for index, column in enumerate(form.columns, 1):
        dimension = sheet.column_dimensions[column_letter(index)]
        dimension.width = column.width + 2
        dimension.number_format = _TEXT
        dimension.alignment = alignment
        dimension.font = font(argb(SOFT)) if column.quiet else font()
        if column.folded:
            dimension.outlineLevel = 1
            dimension.hidden = True
        cell = cell_at(sheet, 1, index)
        write_text(cell, column.label)
        cell.font = font(argb(SOFT) if column.quiet else None, bold=True)
        cell.fill, cell.border, cell.number_format = fill, line, _TEXT
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if column.meaning:
            said = f"{column.meaning}{' (needed)' if column.required else ''}"
            note = Comment(writable(said), "positions")
            note.width, note.height = 260, 30 + 18 * (len(said) // 34 + 1)
            cell.comment = note
    sheet.row_dimensions[1].height = 32


def _offer(sheet: Worksheet, cells: str, column: FormColumn, formula: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation(type="list", formula1=formula, allow_blank=True)
    offered.showErrorMessage = column.strict
    if column.strict:
        offered.errorTitle = f"Not in the list: {column.label}"[:_LONGEST_TITLE]
        offered.error = "Choose from the list. What is not in it yet goes into its own sheet first."[
            :_LONGEST_PROMPT
        ]
    offered.add(cells)
    sheet.add_data_validation(offered)


def _tone(sheet: Worksheet, form: Form) -> None:
    """Colour the words of a column, also after a change."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    name, heading, tones = form.toned
    drawn = next(one for one in form.sheets if one.name == name)
    column = column_letter(drawn.column(heading))
    last = len(drawn.rows) + drawn.ready + 1
    for word, tone in tones.items():
        fill, ink = TONES[tone].fill, TONES[tone].ink
        quoted = writable(word).replace('"', '""')
        if len(quoted) > _LONGEST_PROMPT:
            continue
        colours = (
            {}
            if fill is None
            else {"fill": PatternFill("solid", start_color=argb(fill), end_color=argb(fill))}
        )
        rule = FormulaRule(  # type: ignore[no-untyped-call]  # the stubs of openpyxl leave it out
            formula=[f'${column}2="{quoted}"'], font=Font(color=argb(ink)), **colours
        )
        sheet.conditional_formatting.add(f"{column}2:{column}{last}", rule)


def _border() -> Border:
    from openpyxl.styles import Border, Side

    side = Side("thin", color=argb(RULE))
    return Border(bottom=side, right=side)


def _guide(sheet: Worksheet, form: Form) -> None:
    """Write the first sheet: what this is, how it is filled in, and what each column means."""
    from openpyxl.styles import Alignment

    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = _GUIDE_WIDTH
    number = 1
    meanings = [
        (
            f"Columns of {one.name}",
            tuple((column.label, column.meaning) for column in one.columns if column.meaning),
        )
        for one in form.sheets
    ]
    wrapped = Alignment(vertical="top", wrap_text=True)
    for heading, paragraphs in form.guide:
        number = _guide_heading(sheet, number, heading)
        for text in paragraphs:
            cell = cell_at(sheet, number, 2)
            write_text(cell, text)
            cell.alignment, cell.font = wrapped, font()
            _make_room(sheet, number, [(text, _GUIDE_WIDTH)])
            number += 1
        number += 1
    for heading, columns in meanings:
        number = _guide_heading(sheet, number, heading)
        for label, meaning in columns:
            for place, text in ((1, label), (2, meaning)):
                cell = cell_at(sheet, number, place)
                write_text(cell, text)
                cell.alignment, cell.font = wrapped, font()
            _make_room(sheet, number, [(meaning, _GUIDE_WIDTH)])
            number += 1
        number += 1
    print_landscape(sheet, repeat_first=sheet.title != GUIDE)


def _guide_heading(sheet: Worksheet, number: int, heading: str) -> int:
    """Write a heading; return the row below it."""
    from openpyxl.styles import Border, PatternFill, Side

    for column in (1, 2):
        cell = cell_at(sheet, number, column)
        cell.fill = PatternFill("solid", start_color=argb(WASH), end_color=argb(WASH))
        cell.border = Border(bottom=Side("medium", color=_TAB))
    write_text(cell_at(sheet, number, 1), heading)
    cell_at(sheet, number, 1).font = font(bold=True)
    return number + 1
