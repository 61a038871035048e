"""Which elements of a page a reader does not see, or sees struck out, and which raised figures are marks."""

from __future__ import annotations

import html
import re

STRUCK_OUT = frozenset(("del", "s", "strike"))
_READINGS = frozenset(("rt", "rp"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
# Elements that may lack an end tag: they end where one of the same group begins, or what holds them ends.
_OPEN_ENDED = {
    **dict.fromkeys(("rt", "rp"), frozenset(("rt", "rp", "rb"))),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    **dict.fromkeys(("td", "th", "tr"), frozenset(("td", "th", "tr", "tbody", "tfoot"))),
    "li": frozenset(("li",)),
    "option": frozenset(("option", "optgroup")),
}
_BLOCKS = """
address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main
nav ol p pre section table ul
"""
_PHRASES = """
a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rp rt ruby s samp small span
strike strong sub sup time tt u var
"""
_ENDS_PARAGRAPH = frozenset(_BLOCKS.split())
_INSIDE_PARAGRAPH = frozenset(_PHRASES.split())
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|text-decoration(?:-line)?\s*:[^;]*\bline-through)\b",
    re.I,
)

_FIGURES = r"\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})*"
_FOOTNOTE = re.compile(
    rf"\s*(?:{_FIGURES}|\[(?:{_FIGURES}|[a-z]{{1,2}}|note\s\d+)\]|[*\u2020\u2021\u00a7\u00b6]+)\s*"
)
_LINKED = re.compile(rf"\s*(?:\[?(?:{_FIGURES}|[a-z])\]?|[*\u2020\u2021\u00a7\u00b6]+)\s*")
_UNITS = frozenset(("m", "km", "cm", "mm", "dm", "ft", "yd", "mi", "nm", "sq", "in", "s", "ha"))
_WORD_BEFORE = re.compile(r"[^\W\d_]*\Z")
_NOTE_LINK = re.compile(r"""(?:class|id|role|epub:type)\s*=\s*["']?[^"'>]*(?:note|ref|cite|fn)""", re.I)

MARKS = re.compile(rf"(?<=[^\s\[(])[ \u00a0]?\[{_FIGURES}\](?![\w(:])")
"""Footnote marks and references in brackets after a word: `buses[12]`, `buses [3, 4].`"""


class Hidden:
    """Follows the tags of a page and says whether what comes is out of the reader's sight.

    `last_closing` holds, by name, where the last end tag of an element begins: an element that is never
    closed hides nothing, unless it needs no end tag.
    """

    def __init__(self, last_closing: dict[str, int]) -> None:
        self._last_closing = last_closing
        self._name = ""
        self._same = 0
        self._others = 0

    def __bool__(self) -> bool:
        """Whether an element that is not seen is open."""
        return self._name != ""

    def take(self, tag: str, name: str, place: int, *, closes: bool) -> None:
        """Take a tag, given as it is written, its name in lower case, and its offset."""
        if self:
            self._go_on(tag, name, place, closes=closes)
        elif not closes:
            self._begin(tag, name, place)

    def _begin(self, tag: str, name: str, place: int) -> None:
        if name in _VOID or tag.endswith("/>") or not (name in STRUCK_OUT | _READINGS or hides(tag)):
            return
        if name in _OPEN_ENDED or name == "p" or self._last_closing.get(name, -1) > place:
            self._name, self._same, self._others = name, 0, 0

    def _go_on(self, tag: str, name: str, place: int, *, closes: bool) -> None:
        if name in _VOID or tag.endswith("/>"):
            if self._name == "p" and name == "hr":
                self._name = ""
            return
        if name == self._name and closes:
            self._same -= 1
            if self._same < 0:
                self._name = ""
            return
        if self._ends_before(name, closes=closes):
            self._name = ""
            if not closes:
                self._begin(tag, name, place)
            return
        if name == self._name:
            self._same += 1
        elif self._name in _OPEN_ENDED:
            self._others += -1 if closes else 1

    def _ends_before(self, name: str, *, closes: bool) -> bool:
        """Whether a tag ends the hidden element that has no end tag of its own."""
        if self._name == "p":
            return name not in _INSIDE_PARAGRAPH if closes else name in _ENDS_PARAGRAPH
        if self._name not in _OPEN_ENDED:
            return False
        return self._others <= 0 and (closes or name in _OPEN_ENDED[self._name])


def hides(tag: str) -> bool:
    """Whether a tag has the attribute `hidden`, or a style that hides it or strikes it out."""
    lower = tag.lower()
    if "hidden" not in lower and "style" not in lower:
        return False
    for attribute in _ATTRIBUTE.finditer(tag, tag.find(" ") if " " in tag else 0):
        name, value = attribute[1].lower(), (attribute[2] or "").strip("\"'")
        if name == "hidden" or (name == "style" and _HIDING_STYLE.search(html.unescape(value))):
            return True
    return False


def names_a_note(tag: str) -> bool:
    """Whether a tag's class, id or role says that it is a footnote's mark."""
    return _NOTE_LINK.search(tag) is not None


def is_footnote_mark(raised: str, before: str, after: str, *, linked: bool) -> bool:
    """Whether raised characters are a footnote's mark, and no part of the text as in `3rd`, `m2` or `10^6`.

    Args:
        raised: the characters.
        before: the text before them, its end at least.
        after: the character after them, "" at the end.
        linked: whether they are a link, or marked up as a note.
    """
    if linked:
        return _LINKED.fullmatch(raised) is not None or _FOOTNOTE.fullmatch(raised) is not None
    if _FOOTNOTE.fullmatch(raised) is None or after.isalnum() or not before.strip():
        return False
    word = _WORD_BEFORE.search(before)
    letters = word[0] if word is not None else ""
    if raised.strip().startswith("["):
        return True
    if before[-1].isdigit() or before[-1].isspace():
        return False
    return not letters or (len(letters) > 1 and letters.lower() not in _UNITS)
