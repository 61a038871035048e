"""Tables of a Word document: matrices with shaded cells, each with its mark or number, and lists of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor
from docx.table import _Cell

from positions.one_line import is_leftward
from positions.render.common.marks import legend, stance_cells
from positions.render.common.matrix_cells import written
from positions.render.common.matrix_form import for_people
from positions.render.common.palette import INK, RULE, WASH
from positions.render.common.share_legend import share_legend
from positions.render.common.text import visible
from positions.render.common.text_width import width, wrapped
from positions.render.common.text_xml import plain_text
from positions.render.common.values import plain
from positions.tables import AnyTable, Matrix, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable

_NUMBERS = ("integer", "number", "share")
_HEAD_FILL, _RULE = WASH[1:].upper(), RULE[1:].upper()
_FEW, _SOME = 8, 16
_SMALLEST = 4.0
_CM, _PT = 360000, 12700
_PAD, _TIGHT = 0.5, 0.12
"""The space at the sides of a cell's text, in centimetres, and that of many columns."""

_INDENT_CM = 0.19
"""What a table is set in by, so that its edge and not its text stands below that of the text."""

_NAMES_CM = 4.2
"""What the names beside a matrix take across at most."""

_SENTENCE = 40
"""A longer name, such as one with what an issue proposes, gets half of the page."""

_TURNED_CM, _LINE = (3.2, 4.0, 5.0), 1.3
"""What those above it take upwards, more only where needed; and the distance of lines, in sizes of type."""

_ALONE = 2
"""So many rows of a table do not stand alone at the foot or at the head of a page."""

_WORD_CM = 4.0
"""A longer word is broken."""


_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
"""What stands behind the borders in a table's properties, in the order of the format."""


class Look(NamedTuple):
    """How a cell's text looks; `fill` and `colour` are six digits."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = INK[1:].upper()
    fill: str | None = None
    centred: bool = False


def add_table(document: Document, table: AnyTable) -> None:
    """Add a table, or a sentence where there is nothing in it."""
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


def _matrix(document: Document, matrix: Matrix) -> None:
    number = len(matrix.columns)
    size = 8.5 if number <= _FEW else 7.0 if number <= _SOME else 5.0
    tight = number > _FEW
    names = [ref.label for ref in matrix.rows]
    told = matrix.type == "stance" and number <= _FEW and max(map(len, names)) > _SENTENCE
    head = Look(size, bold=True, centred=True)
    heads = [ref.label for ref in matrix.columns]
    pad = _TIGHT if tight else _PAD
    longest = max(_word(text, head) for text in heads)
    shares = _shares(document, number, told=told, wanted=longest + pad)
    made = _new(document, len(matrix.rows) + 1, shares, tight=tight)
    _keep_together(made, whole=not told)
    turned = longest > shares[1] / _CM - pad
    _write(made[0][0], [""], head)
    if turned:
        _turn_heads(made[0], heads, head, shares[1] / _CM - _TIGHT)
    else:
        for cell, text in zip(made[0][1:], heads, strict=True):
            _write(cell, [text], head)
    cells = written(matrix)
    for row, (ref, found) in enumerate(zip(matrix.rows, cells, strict=True), 1):
        _write(made[row][0], [ref.label], Look(size))
        for cell, shown in zip(made[row][1:], found, strict=True):
            if shown is None:
                _write(cell, [""], Look(size))
                continue
            look = Look(
                size,
                bold=not shown.dashed,
                italic=shown.dashed,
                colour=shown.tone.ink[1:].upper(),
                fill=shown.tone.fill[1:].upper() if shown.tone.fill else None,
                centred=True,
            )
            small = shown.small if number <= _SOME else shown.small.replace("of ", "").replace(" *", "*")
            _write(cell, [shown.large, small], look)


def _turn_heads(cells: Sequence[_Cell], heads: Sequence[str], look: Look, wide: float) -> None:
    """Write headings that run upwards in columns so wide, as high as they need; a very long one is cut.

    Those from right to left stay level, word below word: LibreOffice draws them outside a turned cell.
    """
    level = [is_leftward(text) for text in heads]
    most = max(1, int(wide / (look.size * _LINE * _PT / _CM)))
    longest = max(_wide(text, look) for text in heads)
    high, lines = longest, [[visible(text)] for text in heads]
    for tried in _TURNED_CM if longest > _TURNED_CM[0] else ():
        high = min(tried, longest)
        lines = [wrapped(visible(text), high * _CM / _PT, look.size, "bold", most=most) for text in heads]
        if not any(line.endswith("…") for found in lines for line in found):
            break
    for cell, text, found, is_level in zip(cells[1:], heads, lines, level, strict=True):
        if is_level:
            fitting = look.size * min(1.0, wide / _word(text, look))  # a word in parts has other letters
            _write(cell, [visible(text)], look._replace(size=max(fitting, _SMALLEST)))
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            continue
        _write(cell, [" ".join(found)], look)
        direction = parse_xml(f'<w:textDirection {nsdecls("w")} w:val="btLr"/>')
        properties = cell._tc.get_or_add_tcPr()
        properties.insert_element_before(direction, "w:tcFitText", "w:vAlign", "w:hideMark")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    row = cells[0]._tc.getparent()
    height = parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{int((high + 0.3) * 567)}" w:hRule="exact"/>')
    row.get_or_add_trPr().append(height)


def _wide(text: str, look: Look) -> float:
    """Return the width of a text in centimetres."""
    return width(text, look.size, "bold" if look.bold else "regular") * _PT / _CM


def _word(text: str, look: Look) -> float:
    """Return the width of the longest word of a text in centimetres."""
    return max((_wide(word, look) for word in text.split()), default=0.0)


def _shares(document: Document, columns: int, *, told: bool, wanted: float) -> list[int]:
    """Return the widths of a matrix's columns, that of the names first; `told`: these are sentences.

    Sentences leave the other columns what their headings want, in centimetres, down to a third of the page.
    """
    room = _room(document)
    if told:
        first = max(min(room // 2, room - columns * (int(wanted * _CM) + 1)), room // 3)
    else:
        first = min(room // 4, int(_NAMES_CM * _CM))
    each = min((room - first) // columns, int(2.6 * _CM))
    return [first, *[each] * columns]


def _room(document: Document) -> int:
    page = document.sections[-1]
    edges = (page.left_margin or 0) + (page.right_margin or 0) + int(_INDENT_CM * _CM)
    return int((page.page_width or 0) - edges)


def _rows(document: Document, table: Table) -> None:
    shown = [index for index, column in enumerate(table.columns) if not column.detail]
    texts = [[plain(row[index], table.columns[index].type) for index in shown] for row in table.rows]
    heads = [table.columns[index].label for index in shown]
    made = _new(document, len(texts) + 1, _widths(document, heads, texts))
    for cell, head in zip(made[0], heads, strict=True):
        _write(cell, [head], Look(8.5, bold=True))
    for cells, line in zip(made[1:], texts, strict=True):
        for column, (cell, text) in enumerate(zip(cells, line, strict=True)):
            number = table.columns[shown[column]].type in _NUMBERS
            _write(cell, [text], Look(8.5, centred=number))


def _widths(document: Document, heads: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    """Return widths that give each column its longest word, and share the rest by what there is to say."""
    look = Look(8.5, bold=True)
    least, wants = [], []
    for column, head in enumerate(heads):
        cells = [head, *(line[column] for line in texts)]
        least.append(min(max(_word(cell, look) for cell in cells), _WORD_CM) + _PAD)
        longest = max(_wide(cell, look) for cell in cells[1:])  # a heading may take two lines
        wants.append(max(min(longest + _PAD, 12.0) - least[-1], 0.0) ** 0.75)
    room = _room(document) / _CM
    spare = room - sum(least)
    if spare < 0:  # very many columns, or very long words
        return [int(_CM * room * share / sum(least)) for share in least]
    total = sum(wants) or 1.0
    given = min(spare, sum(wants)) if sum(wants) < spare else spare
    return [int(_CM * (share + given * want / total)) for share, want in zip(least, wants, strict=True)]


def _new(document: Document, rows: int, widths: Sequence[int], *, tight: bool = False) -> list[list[_Cell]]:
    """Return the cells of an empty table with thin rules, whose first row repeats on every page.

    The first row does not stand alone at the foot of one.
    """
    made: WordTable = document.add_table(rows, len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    properties = made._tbl.tblPr
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
    properties.insert_element_before(borders, *_AFTER_BORDERS)
    indent = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="{int(_INDENT_CM * 567)}" w:type="dxa"/>')
    properties.insert_element_before(indent, "w:tblBorders", *_AFTER_BORDERS)
    if tight:
        ends = "".join(f'<w:{side} w:w="28" w:type="dxa"/>' for side in ("left", "right"))
        margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{ends}</w:tblCellMar>")
        properties.insert_element_before(margins, "w:tblLook")
    for column, wide in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(wide)
    # python-docx looks all cells of a table up anew for each cell that is asked for
    cells = [[_Cell(cell, made) for cell in row.tc_lst] for row in made._tbl.tr_lst]
    for index, (row, found) in enumerate(zip(made._tbl.tr_lst, cells, strict=True)):
        settings = row.get_or_add_trPr()
        settings.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if index == 0:
            settings.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for cell, wide in zip(found, widths, strict=True):
            cell.width = Emu(wide)
            if index == 0:
                _fill(cell, _HEAD_FILL)
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    return cells


def _keep_together(rows: Sequence[Sequence[_Cell]], *, whole: bool) -> None:
    """Let a table begin a page rather than part at the end of one, where a page has room for it.

    One whose rows are sentences is tall, and each row is read by itself: it may part, though not so that a
    few rows stand alone at either end. The last row does not hold on to what follows the table.
    """
    for number, row in enumerate(rows[:-1]):
        if whole or number <= _ALONE or number >= len(rows) - 1 - _ALONE:
            row[0].paragraphs[0].paragraph_format.keep_with_next = True


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
    for index, line in enumerate([line for line in lines if line] or [""]):  # an empty one has a size too
        run = paragraph.add_run(plain_text(line))
        if index:
            run._r.insert(0, parse_xml(f"<w:br {nsdecls('w')}/>"))
        run.font.size = Pt(max(look.size - 1.5 * index, _SMALLEST))
        run.bold, run.italic = look.bold and not index, look.italic
        run.font.color.rgb = RGBColor.from_string(look.colour)


def explanations(table: AnyTable) -> list[str]:
    """Return what the signs and the short names of a table mean, a paragraph each."""
    if not table.rows or (table.kind == "matrix" and not table.columns):
        return []
    entries = [*legend(stance_cells(table), words=table.kind == "table"), *share_legend(table, shaded=True)]
    texts = ["; ".join(f"{plain_text(entry.sign)} {plain_text(entry.words)}" for entry in entries)]
    return [f"{text}." for text in texts if text] + [plain_text(note) for note in table.notes]
