"""Cells of a workbook: numbers as numbers, text that is never run, colours that repeat what is written."""

from __future__ import annotations

import math
import re
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from positions.render.common.delimited_text import neutralised
from positions.render.common.marks import in_words, qualifiers
from positions.render.common.palette import SOFT, STEPS, share_tones, stance_tone
from positions.render.common.text import is_thin, share_text
from positions.render.common.values import plain
from positions.rounding import as_written, percent, two_decimals
from positions.tables import CellValue, ColumnType, Count, Ref, Share, StanceCell

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

MOST_LETTERS = 32_767
"""A cell of a workbook holds no more."""

_CUT = " [{} characters cut here: a cell holds no more]"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ACTS = re.compile(r"'*[=+\-@＝＋－＠\t\n]")
_MOST_FORMATS = 150


class CellWriter:
    """Writes values into cells of one workbook.

    A share is a number whose format shows the issues behind it ("67% of 6"), as long as there are few such
    formats: Excel opens no workbook with more than some 200.

    Attributes:
        thin: row and column of the shares on too few issues to rely on, of the sheet being written.
    """

    def __init__(self) -> None:
        from openpyxl.styles import Alignment

        self.thin: set[tuple[int, int]] = set()
        self._formats: set[str] = set()
        self.centre = Alignment(horizontal="center", vertical="top")
        self.wrapped = Alignment(vertical="top", wrap_text=True)

    def write(self, cell: Cell, value: CellValue, kind: ColumnType, *, matrix: bool, sparse: bool) -> str:
        """Write a value; return the text that a person sees, for the width of the column."""
        cell.alignment = self.centre if matrix else self.wrapped
        if isinstance(value, Share):
            return self._share(cell, value, matrix=matrix)
        if isinstance(value, StanceCell):
            return self._stance(cell, value)
        number = value.number if isinstance(value, Count) else value
        if isinstance(number, int | float):
            return self._number(cell, number, kind, sparse=sparse)
        return write_text(cell, value.label if isinstance(value, Ref) else plain_text(value))

    def _share(self, cell: Cell, share: Share, *, matrix: bool) -> str:
        shown = share_text(share)
        if share.value is None:
            if matrix:
                _pale(cell)
                return write_text(cell, shown)
            return ""
        cell.value = share.value
        cell.number_format = _percent_format(share.value)
        if is_thin(share):
            self.thin.add((cell.row, cell.column))
            _pale(cell)
        if not matrix:
            return percent(share.value)
        form = _share_format(share, shown)
        if form in self._formats or len(self._formats) < _MOST_FORMATS:
            self._formats.add(form)
            cell.number_format = form
        return shown

    def _stance(self, cell: Cell, stance: StanceCell) -> str:
        from openpyxl.styles import PatternFill

        tone = stance_tone(stance)
        if tone.fill is not None:
            background = argb(tone.fill)
            cell.font = font(argb(tone.ink))
            cell.fill = PatternFill("solid", start_color=background, end_color=background)
        elif stance.state != "position":
            _pale(cell)
        signs = qualifiers(stance)
        if stance.state == "position" and stance.label is None and stance.value is not None:
            cell.value = stance.value
            cell.number_format = f'General"{signs}"' if signs else "General"
            return f"{as_written(stance.value)}{signs}"
        return write_text(cell, in_words(stance) + signs)

    def _number(self, cell: Cell, number: int | float, kind: ColumnType, *, sparse: bool) -> str:
        if not math.isfinite(number):
            return ""
        cell.value = number
        if kind == "share":
            cell.number_format = _percent_format(number)
            return percent(number)
        whole, shown = isinstance(number, int), two_decimals(number)
        form = "0" if whole else "0.00" if not number or abs(number) >= 0.01 else "General"
        if shown[0] in "<>":
            form = f'"{shown}"'  # what is nearly 1 never reads as 1
        cell.number_format = f'{form};-{form};""' if sparse and form[0] != '"' else form
        return str(number) if whole else shown


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet that has no merged cells, both counted from 1."""
    return cast("Cell", sheet.cell(row, column))


class Look:
    """The font, format, border and alignment that a cell has now, to be given to others of its workbook.

    Setting them one by one compares each with all that the workbook has: of a sheet with 500 rows that are
    ready to be filled in it takes five times as long as all else.
    """

    def __init__(self, cell: Cell) -> None:
        self._style = copy(cast("Any", cell)._style)  # openpyxl has no public way to copy them all at once

    def give(self, cell: Cell) -> None:
        """Replace what a cell looks like."""
        cast("Any", cell)._style = copy(self._style)


def column_letter(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def print_landscape(sheet: Worksheet, *, repeat_first: bool, matrix: bool = False) -> None:
    """Print a sheet across A4, as wide as the page; repeat its first row on each page if asked.

    A matrix is printed on as few pages beside each other as letters of 6 points allow, each with its first
    column; rows of a list are not parted.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    across = 1
    if matrix and sum(widths) > _READABLE_WIDTH:
        across = math.ceil(sum(widths[1:]) / max(_READABLE_WIDTH - widths[0], _READABLE_WIDTH / 2))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if repeat_first:
        sheet.print_title_rows = "1:1"
        if across > 1:
            sheet.print_title_cols = "A:A"


_READABLE_WIDTH = 240
"""Letters of 11 points that stand beside each other on A4, across, when they are shrunk to 6."""

_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that Excel, and our own reader, would take for the start of an escape such as `_x0041_`."""


def write_text(cell: Cell, text: str) -> str:
    """Write text as text, whatever it looks like, and return what the cell then holds.

    A text that a spreadsheet would run, were it typed in, is marked as text. What XML cannot hold is spelled
    out, and what is too long is cut.
    """
    text = writable(text)
    if text.startswith("'"):
        text = neutralised(text)  # else who reads it could not tell the apostrophe from one added
    if len(text) > MOST_LETTERS:
        room = MOST_LETTERS - len(_CUT) - len(f"{len(text):,}")
        text = text[:room] + _CUT.format(f"{len(text) - room:,}")
    if not text:
        return text
    cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if _ACTS.match(text):
        cell.quotePrefix = True
    return text


def writable(text: str) -> str:
    """Return text with the characters that XML cannot hold spelled out."""
    return _UNWRITABLE.sub(_spelled, text)


def plain_text(value: CellValue) -> str:
    """Return a value as text, line breaks kept."""
    return value if isinstance(value, str) else plain(value)


def shade_shares(
    sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], *, opposed: bool = False
) -> None:
    """Colour the shares of agreement (or disagreement) between two cells by size, also after a change."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    start, end = sheet.cell(*first).coordinate, sheet.cell(*last).coordinate
    for step, tone in reversed(list(enumerate(share_tones(opposed=opposed)))):
        if tone.fill is None:
            continue
        colour = argb(tone.fill)
        rule = FormulaRule(  # type: ignore[no-untyped-call]  # the stubs of openpyxl leave it out
            formula=[f"AND(ISNUMBER({start}),{start}>={step / STEPS:g})"],
            stopIfTrue=True,
            font=Font(color=argb(tone.ink)),
            fill=PatternFill("solid", start_color=colour, end_color=colour),
        )
        sheet.conditional_formatting.add(f"{start}:{end}", rule)


def argb(colour: str) -> str:
    """Return an opaque colour such as "#5b2a86" as a workbook writes it."""
    return f"FF{colour[1:].upper()}"


def font(colour: str | None = None, *, bold: bool = False) -> Font:
    """Return the one typeface of a workbook."""
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, bold=bold, color=colour)


def _share_format(share: Share, shown: str) -> str:
    """Return the number format that shows a share as `share_text` does."""
    said = percent(share.value or 0)
    before, _, after = shown.partition(said)
    number = _percent_format(share.value or 0)
    return (f'"{before}"' if before else "") + number + (f'"{after}"' if after else "")


def _percent_format(share: float) -> str:
    """Return the number format of a whole per cent; what is not quite none or all never reads as such."""
    said = percent(share)
    return f'"{said}"' if said[0] in "<>" else "0%"


def _pale(cell: Cell) -> None:
    cell.font = font(argb(SOFT))


def _spelled(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
