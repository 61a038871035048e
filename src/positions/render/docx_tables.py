"""Tables of a Word document: matrices with shaded cells, each with its mark or number, and lists of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor

from positions.render.marks import legend, stance_cells
from positions.render.matrix_form import for_people
from positions.render.share_legend import share_legend
from positions.render.svg_canvas import plain_text
from positions.render.svg_heatmap import written
from positions.render.values import plain
from positions.tables import AnyTable, Matrix, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell

_NUMBERS = ("integer", "number", "share")
_HEAD_FILL, _RULE = "F5F2EC", "D9D5CD"
_FEW, _SOME = 8, 16


class Look(NamedTuple):
    """How a cell's text looks; `fill` and `colour` are six digits."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "1B1B1D"
    fill: str | None = None
    centred: bool = False


def add_table(document: Document, table: AnyTable) -> None:
    """Add a table with what its signs and short names mean."""
    if table.kind == "matrix":
        if not table.rows or not table.columns:
            document.add_paragraph("Nothing to show.")
            return
        _matrix(document, for_people(table))
    elif table.rows:
        _rows(document, table)
    else:
        document.add_paragraph(plain_text(table.empty))
        return
    for text in _explained(table):
        document.add_paragraph(text, style="Small")


def _matrix(document: Document, matrix: Matrix) -> None:
    number = len(matrix.columns)
    size = 8.5 if number <= _FEW else 7.0 if number <= _SOME else 5.5
    made = _new(document, len(matrix.rows) + 1, number + 1, _shares(document, number))
    _write(made.cell(0, 0), [""], Look(size))
    for column, ref in enumerate(matrix.columns, 1):
        _write(made.cell(0, column), [ref.label], Look(size, bold=True, centred=True))
    cells = written(matrix)
    for row, ref in enumerate(matrix.rows, 1):
        _write(made.cell(row, 0), [ref.label], Look(size))
        for column, shown in enumerate(cells[row - 1], 1):
            if shown is None:
                _write(made.cell(row, column), ["·"], Look(size, colour=_RULE, centred=True))
                continue
            look = Look(
                size,
                bold=not shown.dashed,
                italic=shown.dashed,
                colour=shown.tone.ink[1:].upper(),
                fill=shown.tone.fill[1:].upper() if shown.tone.fill else None,
                centred=True,
            )
            _write(made.cell(row, column), [shown.large, shown.small], look)


def _shares(document: Document, columns: int) -> list[int]:
    """Return the widths of a matrix's columns, that of the names first; it need not fill the page."""
    room = _room(document)
    first = min(room // 4, int(4.2 * 360000))
    each = min((room - first) // columns, int(2.6 * 360000))
    return [first, *[each] * columns]


def _room(document: Document) -> int:
    page = document.sections[0]
    return int((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0))


def _rows(document: Document, table: Table) -> None:
    shown = [index for index, column in enumerate(table.columns) if not column.detail]
    texts = [[plain(row[index], table.columns[index].type) for index in shown] for row in table.rows]
    heads = [table.columns[index].label for index in shown]
    made = _new(document, len(texts) + 1, len(shown), _widths(document, heads, texts))
    for column, head in enumerate(heads):
        _write(made.cell(0, column), [head], Look(8.5, bold=True))
    for row, line in enumerate(texts, 1):
        for column, text in enumerate(line):
            number = table.columns[shown[column]].type in _NUMBERS
            _write(made.cell(row, column), [text], Look(8.5, centred=number))


def _widths(document: Document, heads: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    """Return widths in proportion to the texts, none narrower than its longest word is likely to need."""
    wants = []
    for column, head in enumerate(heads):
        cells = [head, *(line[column] for line in texts)]
        word = max((len(part) for cell in cells for part in cell.split()), default=1)
        wants.append(max(min(max(map(len, cells)), 60), min(word, 24), 6) ** 0.75)
    room = _room(document)
    return [int(room * want / sum(wants)) for want in wants]


def _new(document: Document, rows: int, columns: int, widths: Sequence[int]) -> WordTable:
    """Return an empty table with thin rules, whose first row repeats on every page."""
    made: WordTable = document.add_table(rows, columns)
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    properties = made._tbl.tblPr
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    for index, wide in enumerate(widths):
        made.columns[index].width = Emu(wide)
        for cell in made.columns[index].cells:
            cell.width = Emu(wide)
    for index, row in enumerate(made.rows):
        settings = row._tr.get_or_add_trPr()
        settings.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if index == 0:
            settings.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            for cell in row.cells:
                _fill(cell, _HEAD_FILL)
    return made


def _fill(cell: _Cell, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'))


def _write(cell: _Cell, lines: Sequence[str], look: Look) -> None:
    """Write a cell: the first line as it is to look, a second one smaller."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if look.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if look.fill:
        _fill(cell, look.fill)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for index, line in enumerate([line for line in lines if line] or [""]):  # an empty line has a size too
        run = paragraph.add_run(plain_text(line))
        if index:
            run._r.insert(0, parse_xml(f"<w:br {nsdecls('w')}/>"))
        run.font.size = Pt(look.size - 1.5 * index)
        run.bold, run.italic = look.bold and not index, look.italic
        run.font.color.rgb = RGBColor.from_string(look.colour)


def _explained(table: AnyTable) -> list[str]:
    """Return what the signs and the short names mean, a paragraph each."""
    entries = [*legend(stance_cells(table), words=table.kind == "table"), *share_legend(table)]
    texts = ["; ".join(f"{plain_text(entry.sign)} {plain_text(entry.words)}" for entry in entries)]
    return [f"{text}." for text in texts if text] + [plain_text(note) for note in table.notes]
