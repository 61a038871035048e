"""Words of a Word document that are written from right to left: a run of their own, marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from positions.one_line import FIRST_STRONG_ISOLATE, POP_ISOLATE, is_leftward, isolated, runs_leftward

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

_BACK = "\u200e"
"""Turns the direction back: else a number behind a name in Arabic would stand before it."""

_BEHIND = {
    "w:rtl": ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"),
    "w:bidi": (
        *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
        *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap"),
        *("w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
    ),
}
"""What stands behind a property, in the order of the format."""


_ALSO = {"w:b": "w:bCs", "w:i": "w:iCs", "w:sz": "w:szCs"}
"""Looks with the name of the same for words from right to left, which stands right behind it."""


def mark_leftward(document: Document) -> None:
    """Split the runs of a document at words that are written from right to left, and mark these so.

    They have the size and weight of the words around them. A paragraph of such words runs from the right as
    a whole; a name in a sentence in English does not turn it.
    """
    stories = list(_stories(document))
    runs = [run for story in stories for run in story.iter(qn("w:r")) if is_leftward(run.text)]
    if not runs:
        return
    for root in (document.styles.element, *stories):
        for element in list(root.iter(*map(qn, _ALSO))):
            _also(element)
    for run in runs:
        _split(run)
    for story in stories:
        for paragraph in story.iter(qn("w:p")):
            text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
            if runs_leftward(text):
                _set(paragraph.get_or_add_pPr(), "w:bidi")


def _stories(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield the body, and the header and footer of each section that has its own."""
    yield document.element.body
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield part._element  # python-docx has no public name for it


def _also(element: BaseOxmlElement) -> None:
    """Give words from right to left the same look: Word and others keep theirs apart."""
    name = next(name for name in _ALSO if element.tag == qn(name))
    properties = cast("BaseOxmlElement", element.getparent())
    for old in properties.findall(qn(_ALSO[name])):
        properties.remove(old)
    made = OxmlElement(_ALSO[name])
    made.attrib.update(element.attrib)
    element.addnext(made)


def _split(run: CT_R) -> None:
    """Put each run of words of one direction into a run of its own, with the same looks."""
    parts: list[tuple[str, bool]] = []
    for piece in isolated(run.text).split(FIRST_STRONG_ISOLATE):
        inside, mark, after = piece.partition(POP_ISOLATE)
        parts += [(inside, True), (after, False)] if mark else [(inside, False)]
    last = run
    for text, leftward in [part for part in parts if part[0]]:
        made = deepcopy(run)
        made.text = text if leftward or last is run else f"{_BACK}{text}"
        if leftward:
            _set(made.get_or_add_rPr(), "w:rtl")
        last.addnext(made)
        last = made
    run.getparent().remove(run)


def _set(properties: object, name: str) -> None:
    """Switch a property on, in its place in the order of the format."""
    properties.insert_element_before(OxmlElement(name), *_BEHIND[name])  # type: ignore[attr-defined]  # python-docx
