"""The text of HTML and Markdown without the markup; its lines stay those of the file."""

from __future__ import annotations

import html
import re

from positions.dataset.quotations.wording import BREAK

_DROPPED = {"script", "style", "template"}
# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
))
# fmt: on

_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/<>]*)(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
# Of other scripts `str.lower` can change the length.
_LOWER = str.maketrans({upper: upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})

_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~\n])")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])")
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+][ \t]+)?", re.MULTILINE)
_MARKDOWN_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>|<!--[^<>]*-->")
_MARKDOWN_EMPHASIS = re.compile(r"\*+|_+|~~+|`+")
_ESCAPED = "\ue100"
"""Escaped signs stand at this place of Unicode's private use area until the markup is gone."""


def html_text(text: str) -> str:
    """Return the text of an HTML page: without tags, scripts and styles, entities decoded, blocks apart.

    Not by `html.parser`, which in Pythons that are in use takes quadratic time on unclosed tags and raises an
    AssertionError on `<![`.
    """
    stripper = _Stripper(text)
    place = 0
    while (mark := text.find("<", place)) >= 0:
        stripper.keep(text[place:mark])
        place = stripper.take_mark(mark)
    stripper.keep(text[place:])
    return "".join(stripper.parts)


class _Stripper:
    """Collects the text; line breaks in what is dropped are put back at the next space."""

    def __init__(self, text: str) -> None:
        self.parts: list[str] = []
        self._text = text
        self._lower = text.translate(_LOWER)
        self._owed = 0

    def keep(self, text: str) -> None:
        if text[:1].isspace():
            self._pay()
        self.parts.append(html.unescape(text))

    def take_mark(self, mark: int) -> int:
        """Take what begins with `<` at an offset, and return the offset at which to go on."""
        if self._text.startswith("<!--", mark):
            return self._drop(mark, self._after("-->", mark + 4))
        if self._text.startswith(("<!", "<?"), mark):
            return self._drop(mark, self._after(">", mark))
        tag = _TAG.match(self._text, mark)
        if tag is None:
            self.parts.append("<")
            return mark + 1
        name = tag[2].lower()
        end = tag.end()
        if name in _DROPPED and not tag[1] and not tag[0].endswith("/>"):
            closing = self._lower.find(f"</{name}", end)
            end = len(self._text) if closing < 0 else closing
        self._drop(mark, end)
        if name not in _INLINE:
            self._pay()
            self.parts.append(BREAK)
        return end

    def _after(self, sign: str, start: int) -> int:
        found = self._text.find(sign, start)
        return len(self._text) if found < 0 else found + len(sign)

    def _drop(self, start: int, end: int) -> int:
        self._owed += self._text.count("\n", start, end)
        return end

    def _pay(self) -> None:
        self.parts.append("\n" * self._owed)
        self._owed = 0


def markdown_text(text: str) -> str:
    """Return the text of a Markdown file without emphasis, links' addresses, headings' and lists' signs."""
    text = _MARKDOWN_ESCAPE.sub(_escaped, text)
    text = _MARKDOWN_TAG.sub(_tag, text)
    text = _MARKDOWN_LINK.sub(_link, text)
    text = _MARKDOWN_LINE.sub("", text)
    text = _MARKDOWN_EMPHASIS.sub(_emphasis, text)
    text = re.sub("[\ue100-\ue17f]", lambda match: chr(ord(match.group()) - ord(_ESCAPED)), text)
    return html.unescape(text)


def _escaped(match: re.Match[str]) -> str:
    sign = match.group(1)
    return sign if sign == "\n" else chr(ord(_ESCAPED) + ord(sign))


def _tag(match: re.Match[str]) -> str:
    lines = "\n" * match.group().count("\n")
    return lines if (match.group(1) or "a").lower() in _INLINE else BREAK + lines


def _link(match: re.Match[str]) -> str:
    return match.group(1)


def _emphasis(match: re.Match[str]) -> str:
    """Take emphasis away, but no asterisk between spaces and no underline between letters."""
    run, text = match.group(), match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if run[0] == "*":
        return run if before.isspace() and after.isspace() else ""
    return run if run[0] == "_" and before.isalnum() and after.isalnum() else ""
