"""Words of a Word document that are written from right to left: a run of their own, marked as such."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from positions.one_line import FIRST_STRONG_ISOLATE, POP_ISOLATE, is_leftward, isolated

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R

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


def mark_leftward(document: Document) -> None:
    """Split the runs of a document at words that are written from right to left, and mark these so.

    A paragraph that begins with such words runs from the right as a whole.
    """
    for element in list(document.element.body.iter(qn("w:r"))):
        if is_leftward(element.text):
            _split(element)
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if is_leftward(text) and isolated(text).strip().startswith(FIRST_STRONG_ISOLATE):
            _set(paragraph.get_or_add_pPr(), "w:bidi")


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
