"""The text of HTML and Markdown without the markup; its lines stay those of the file."""

from __future__ import annotations

import html
import re

from positions.dataset.quotations.hidden import MARKS, Hidden, is_footnote_mark, names_a_note
from positions.dataset.quotations.wording import BREAK

_LOOK_BACK = 20
"""Characters, and pieces of text, before raised characters that are looked at."""

_DROPPED = {"script", "style", "template"}
# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))
# fmt: on

_MARK = re.compile("<(?=[A-Za-z/!?])")
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/<>]*)(?:[^<>"']|"[^"]*"|'[^']*')*+(>?)""")
# The same with quotation marks taken as characters like others, so that it never reads past the next `<`.
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)[^<>]*+(>?)")
# Of other scripts `str.lower` can change the length.
_LOWER = str.maketrans({upper: upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})

_SPACE = re.compile(r"\s")

_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~\n])")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])")
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+][ \t]+)?", re.MULTILINE)
_MARKDOWN_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>|<!--[^<>]*-->")
_MARKDOWN_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~]{0,5000}(?<!\s)~~(?!~)")
_MARKDOWN_FOOTNOTE = re.compile(r"\[\^[^\]\s\[]{1,60}\](?!:)")
_MAIL = re.compile(r"^[ \t]*+(?:>[ \t]?)++(?![\d=])", re.MULTILINE)
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9]*)")
_MARKDOWN_EMPHASIS = re.compile(r"\*+|_+|~~+|`+")
_ESCAPED = "\ue100"
"""Escaped signs stand at this place of Unicode's private use area until the markup is gone."""


def html_text(text: str) -> str:
    """Return the text of an HTML page that a reader sees: entities decoded, blocks apart.

    Without tags, scripts and styles, what is struck out or hidden, ruby's readings and footnote marks.

    Not by `html.parser`, which in Pythons that are in use takes quadratic time on unclosed tags and raises an
    AssertionError on `<![`.
    """
    stripper = _Stripper(text)
    place = 0
    while (mark := _MARK.search(text, place)) is not None:
        stripper.keep(text[place : mark.start()])
        place = stripper.take_mark(mark.start())
    stripper.keep(text[place:])
    return without_marks("".join(stripper.parts))


class _Stripper:
    """Collects the text; line breaks in what is dropped are put back at the next space."""

    def __init__(self, text: str, *, decodes: bool = True) -> None:
        self._decodes = decodes
        self._hidden = Hidden({found[1].lower(): found.start() for found in _CLOSING.finditer(text)})
        self._raised: int | None = None
        self._linked = self._in_link = False
        self.parts: list[str] = []
        self._text = text
        self._lower = text.translate(_LOWER)
        self._owed = 0
        self._rereading = len(text)

    def keep(self, text: str) -> None:
        if self._hidden:
            self._owed += text.count("\n")
            return
        if self._owed and (space := _SPACE.search(text)):
            self.parts.append(self._decoded(text[: space.start()]))
            self._pay()
            text = text[space.start() :]
        self.parts.append(self._decoded(text))

    def _decoded(self, text: str) -> str:
        return html.unescape(text) if self._decodes and "&" in text else text

    def take_mark(self, mark: int) -> int:
        """Take what begins with `<` at an offset, and return the offset at which to go on."""
        if self._text.startswith("<!--", mark):
            return self.drop(mark, self._after("-->", mark + 4))
        if self._text.startswith(("<!", "<?"), mark):
            return self.drop(mark, self._after(">", mark))
        tag = self._tag(mark)
        if tag is None:
            self.parts.append("<")
            return mark + 1
        return self.take_tag(tag)

    def take_tag(self, tag: re.Match[str]) -> int:
        """Take a tag, and return the offset at which to go on."""
        mark, end, name = tag.start(), tag.end(), tag[2].lower()
        was_hidden = bool(self._hidden)
        self._hidden.take(tag[0], name, mark, closes=bool(tag[1]))
        if was_hidden and self._hidden:
            return self.drop(mark, end)
        if name in _DROPPED and not tag[1] and not tag[0].endswith("/>"):
            closing = self._lower.find(f"</{name}", end)
            end = len(self._text) if closing < 0 else closing
        self.drop(mark, end)
        if name not in _INLINE:
            self._pay()
            self.parts.append(BREAK)
        elif name == "sup":
            self._raise(tag)
        elif name == "a":
            self._in_link = not tag[1]
            self._linked = self._linked or self._in_link
        return end

    def _raise(self, tag: re.Match[str]) -> None:
        """Begin raised characters, or end them: a footnote's mark is dropped."""
        if not tag[1]:
            self._raised = len(self.parts)
            self._linked = self._in_link or names_a_note(tag[0])
        elif self._raised is not None:
            raised = "".join(self.parts[self._raised :])
            before = "".join(self.parts[max(0, self._raised - _LOOK_BACK) : self._raised])[-_LOOK_BACK:]
            after = self._text[tag.end() : tag.end() + 1]
            if is_footnote_mark(raised, before, after, linked=self._linked):
                del self.parts[self._raised :]
                self._owed += raised.count("\n")
            self._raised = None

    def _tag(self, mark: int) -> re.Match[str] | None:
        """Return the tag that begins at an offset, None where none does.

        A tag that is never closed is read in vain up to the end of a quoted value, and what is in there again
        when the next `<` is looked at. Once as much as the whole text has been read in vain, a quotation mark
        no longer lets a value hold `<` and `>`, so that the time stays in proportion to the text.
        """
        if self._rereading <= 0:
            tag = _PLAIN_TAG.match(self._text, mark)
            return tag if tag is not None and tag[3] else None
        tag = _TAG.match(self._text, mark)
        if tag is None or tag[3]:
            return tag
        opens = self._text[tag.end() : tag.end() + 1] in ('"', "'")  # and is not closed: read to the end
        self._rereading -= (len(self._text) if opens else tag.end()) - mark
        return None

    def _after(self, sign: str, start: int) -> int:
        found = self._text.find(sign, start)
        return len(self._text) if found < 0 else found + len(sign)

    def drop(self, start: int, end: int) -> int:
        self._owed += self._text.count("\n", start, end)
        return end

    def _pay(self) -> None:
        self.parts.append("\n" * self._owed)
        self._owed = 0


def markdown_text(text: str) -> str:
    """Return the text of a Markdown file without emphasis, links' addresses, headings' and lists' signs.

    What is struck out or hidden, and footnote marks, are left out as in HTML.
    """
    text = _MARKDOWN_ESCAPE.sub(_escaped, text)
    text = _without_tags(text)
    text = _MARKDOWN_FOOTNOTE.sub("", text)
    text = _MARKDOWN_LINK.sub(_link, text)
    text = _MARKDOWN_LINE.sub("", text)
    text = _MARKDOWN_STRUCK.sub(_struck, text)
    text = _MARKDOWN_EMPHASIS.sub(_emphasis, text)
    text = re.sub("[\ue100-\ue17f]", lambda match: chr(ord(match.group()) - ord(_ESCAPED)), text)
    return without_marks(html.unescape(text))


def plain_text(text: str) -> str:
    """Return a plain text without the `>` before lines of quoted mail, and without footnote marks."""
    return without_marks(_MAIL.sub("", text) if ">" in text else text)


def without_marks(text: str) -> str:
    """Return a text without footnote marks in brackets after a word: `buses[12]`."""
    return MARKS.sub("", text) if "[" in text else text


def _without_tags(text: str) -> str:
    stripper, done = _Stripper(text, decodes=False), 0
    for tag in _MARKDOWN_TAG.finditer(text):
        if tag.start() < done:
            continue  # text inside a script element
        stripper.keep(text[done : tag.start()])
        done = stripper.drop(*tag.span()) if tag[2] is None else stripper.take_tag(tag)
    stripper.keep(text[done:])
    return "".join(stripper.parts)


def _struck(match: re.Match[str]) -> str:
    text = match.group()
    return text if re.search(r"\n[ \t]*\n", text) else "\n" * text.count("\n")


def _escaped(match: re.Match[str]) -> str:
    sign = match.group(1)
    return sign if sign == "\n" else chr(ord(_ESCAPED) + ord(sign))


def _link(match: re.Match[str]) -> str:
    return match.group(1)


def _emphasis(match: re.Match[str]) -> str:
    """Take emphasis away, but no asterisk between spaces and no underline between letters."""
    run, text = match.group(), match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if run[0] == "*":
        return run if before.isspace() and after.isspace() else ""
    return run if run[0] == "_" and before.isalnum() and after.isalnum() else ""
