"""Reports and briefings as Word documents: matrices are real tables, shaded, that can be edited."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from positions.page_model import Briefing, Section
from positions.problems import MissingExtraError, UsageError
from positions.render.briefing import sources_of, stance_of
from positions.render.common.heading import dateline_of, headline_of, told_of
from positions.render.common.matrix_form import for_people
from positions.render.common.palette import ACCENT, INK, SOFT
from positions.render.common.table_selection import chosen
from positions.render.common.text_xml import plain_text
from positions.render.office.zip_file import fixed_time
from positions.render.registry import RenderOptions
from positions.tables import AnyTable, Report

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MOST_COLUMNS = 30
"""A matrix with more columns cannot be read on a page, not even across it."""

_UPRIGHT = 12
_SERIF, _SANS = "Georgia", "Arial"
_INK, _SOFT, _ACCENT = (colour[1:].upper() for colour in (INK, SOFT, ACCENT))


def render(report: Report, options: RenderOptions) -> bytes:
    """Return a report as a .docx file: what it says in words, then its tables.

    Raises:
        MissingExtraError: if python-docx is not installed.
        UsageError: if a table is asked for that the report has not, or one is too wide for a page.
    """
    tables = chosen(report, options, people=True)
    words = told_of(report) if options.tables is None else ()
    sections = tuple(Section(table.title, (), (), (table,)) for table in tables)
    return render_briefing(
        Briefing(headline_of(report), words, sections, (), report.notes, dateline=dateline_of(report))
    )


def render_briefing(briefing: Briefing) -> bytes:
    """Return a briefing as a .docx file; raises as `render` does."""
    try:
        import docx
    except ImportError:
        raise MissingExtraError("docx", "writing .docx") from None
    from positions.render.office.docx_direction import mark_leftward
    from positions.render.office.docx_tables import add_table, explanations

    across = [max(map(_across, section.tables), default=0) for section in briefing.sections]
    widest = max(across, default=0)
    if widest > MOST_COLUMNS:
        raise UsageError(
            f"a table of {widest} columns does not fit a page; the most is {MOST_COLUMNS}",
            "choose fewer actors, or write a workbook: -o tables.xlsx",
        )
    document = docx.Document()
    _set_up(document, briefing)
    _turn(document, landscape=bool(across) and across[0] > _UPRIGHT)
    document.add_paragraph(plain_text(briefing.title), style="Title")
    if briefing.dateline:
        document.add_paragraph(plain_text(briefing.dateline), style="Small")
    for text in briefing.lead:
        document.add_paragraph(plain_text(text), style="Lead")
    noted = begun = False
    for section, columns in zip(briefing.sections, across, strict=True):
        if section.annex and not noted:
            _notes(document, briefing)
            noted = True
        _begin(document, section, landscape=columns > _UPRIGHT, new_page=section.annex and not begun)
        begun = begun or section.annex
        for text in section.paragraphs:
            document.add_paragraph(plain_text(text))
        for text in section.points:
            document.add_paragraph(plain_text(text), style="List Bullet")
        explained = [*map(explanations, section.tables), []]
        for index, table in enumerate(section.tables):
            if len(section.tables) > 1:
                _heading(document, table.title, 2)
            add_table(document, table)
            for text in explained[index]:
                if text not in explained[index + 1]:  # otherwise the next table's legend explains both
                    document.add_paragraph(text, style="Small")
    if not noted:
        _notes(document, briefing)
    _words(document, briefing, new_page=not begun)
    mark_leftward(document)
    return _bytes(document)


def _across(table: AnyTable) -> int:
    if table.kind == "matrix":
        return len(for_people(table).columns)
    return sum(not column.detail for column in table.columns)


def _heading(document: Document, text: str, level: int) -> Paragraph:
    return document.add_paragraph(plain_text(text), style=f"Heading {level}")


def _notes(document: Document, briefing: Briefing) -> None:
    """Write what qualifies the whole, at the end of the briefing proper."""
    if briefing.notes:
        _heading(document, "Notes", 2)
        for text in briefing.notes:
            document.add_paragraph(plain_text(text), style="Small")


def _words(document: Document, briefing: Briefing, *, new_page: bool) -> None:
    """Write the words that the briefing rests on, each with whose they are and where they stand."""
    sources = sources_of(briefing)
    for index, words in enumerate(briefing.words):
        if not index:
            _begin(document, Section(words.title, annex=True), landscape=False, new_page=new_page)
        else:
            _heading(document, words.title, 1)
        document.add_paragraph(plain_text(words.note), style="Small")
        for said in words.items:
            paragraph = document.add_paragraph(style="List Number")
            paragraph.add_run(plain_text(stance_of(said))).bold = True
            found = sources.text(said.item)
            parts = (found.aside, found.words, f"— {found.attribution}" if found.attribution else "")
            paragraph.add_run("".join(f" {plain_text(part)}" for part in parts if part))
    for number, text in sources.listed():
        document.add_paragraph(plain_text(f"[{number}] {text}"), style="Small")
    if briefing.about:
        _heading(document, "About the data", 2)
        for text in briefing.about:
            document.add_paragraph(plain_text(text), style="Small")


def _begin(document: Document, section: Section, *, landscape: bool, new_page: bool) -> None:
    """Write the heading of a part; the first annex begins a page, and so does a change of its direction."""
    page = document.sections[-1]
    upright = int(page.page_width or 0) < int(page.page_height or 0)
    if landscape == upright:
        from docx.enum.section import WD_SECTION

        document.add_section(WD_SECTION.NEW_PAGE)
        _turn(document, landscape=landscape)
        new_page = False
    _heading(document, section.title, 1).paragraph_format.page_break_before = new_page or None


def _turn(document: Document, *, landscape: bool) -> None:
    """Set the last page on: A4, upright or across."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page = document.sections[-1]
    short, long = Cm(21.0), Cm(29.7)
    page.page_width, page.page_height = (long, short) if landscape else (short, long)
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Cm(2.0)
    page.top_margin = page.bottom_margin = Cm(1.2 if landscape else 1.7)


def _set_up(document: Document, briefing: Briefing) -> None:
    """Set the styles, what stands on every page, and what the file says of itself."""
    from positions.render.office.docx_pages import add_running_lines

    _styles(document)
    add_running_lines(document, plain_text(briefing.dateline or briefing.title))
    links = document.part.package.rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[name]  # a small picture of the empty file that python-docx begins with
    when = fixed_time().replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.comments = plain_text(briefing.title)[:255], "positions", ""
    about.language = "en-GB"
    about.created = about.modified = when
    about.last_modified_by, about.revision = "positions", 1


def _styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for name in ("Lead", "Small"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    looks: dict[str, tuple[str, float, str, float, float]] = {
        "Normal": (_SANS, 9.5, _INK, 0, 4),
        "Title": (_SERIF, 20, _INK, 0, 6),
        "Lead": (_SANS, 10.5, _SOFT, 0, 3),
        "Heading 1": (_SERIF, 13, _INK, 10, 3),
        "Heading 2": (_SERIF, 10.5, _INK, 6, 2),
        "List Bullet": (_SANS, 9.5, _INK, 0, 1),
        "List Number": (_SANS, 9, _INK, 0, 2),
        "Small": (_SANS, 8, _SOFT, 3, 2),
    }
    for name, (font, size, colour, before, after) in looks.items():
        style = styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.bold = name in ("Title", "Heading 1", "Heading 2")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{kind}"), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    _accent(styles["Title"].element)


def _accent(title: object) -> None:
    """Give the title the bar of the page and the pictures, in place of the line that Word draws below it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    properties = title.get_or_add_pPr()  # type: ignore[attr-defined]  # an element of python-docx
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    bar = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="36" w:space="8" w:color="{_ACCENT}"/></w:pBdr>'
    )
    properties.insert_element_before(
        bar, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def _bytes(document: Document) -> bytes:
    """Return the file; every time in it is that of SOURCE_DATE_EPOCH, else the first day of 1980."""
    when: datetime = fixed_time()
    saved, again = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells on which system it was made
            new.writestr(entry, old.read(member))
    return again.getvalue()
