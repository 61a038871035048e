"""What stands on every page of a Word document: a running title above, the page's number below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_LONGEST = 110


def add_running_lines(document: Document, title: str) -> None:
    """Put a title over every page but the first, and "2 of 4" under each; later sections follow the first."""
    page = document.sections[0]
    page.different_first_page_header_footer = True
    shown = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()} …"
    head = page.header.paragraphs[0]
    head.text, head.style = shown, document.styles["Small"]
    for footer in (page.footer, page.first_page_footer):
        line = footer.paragraphs[0]
        line.style, line.alignment = document.styles["Small"], WD_ALIGN_PARAGRAPH.RIGHT
        _add_field(line, "PAGE")
        line.add_run(" of ")
        _add_field(line, "NUMPAGES")


def _add_field(line: Paragraph, name: str) -> None:
    """Add a number that Word works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = line.add_run("1")
    field.append(run._r)
    line._p.append(field)
