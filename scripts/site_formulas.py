"""A Markdown extension: $...$ becomes MathML when the site is built, so that no reader fetches a script.

GitHub renders the same signs by itself. Used by zensical.toml; run as `python -m zensical build`.
"""

from __future__ import annotations

from re import Match
from xml.etree.ElementTree import fromstring

from latex2mathml.converter import convert
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

_FORMULA = r"(?<![\\$\w])\$(?=[^\s$])([^$]*[^\s$])\$(?![\w$])"
_BEFORE_ESCAPES = 185  # of Markdown: 190 is code, where a dollar is a dollar; 180 is \{ and the like


class Formulas(Extension):
    """Registers the pattern."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        md.inlinePatterns.register(_Formula(_FORMULA, md), "formula", _BEFORE_ESCAPES)


class _Formula(InlineProcessor):
    def handleMatch(  # noqa: N802  # Markdown's name
        self, m: Match[str], data: str
    ) -> tuple[str, int, int]:
        # with left and right, so that the bars stand close to what is between them
        mathml = convert(m[1].replace(r"\lvert", r"\left|").replace(r"\rvert", r"\right|"))
        fromstring(mathml)  # what is no XML would break the page: better no site than a broken one
        return self.md.htmlStash.store(mathml), m.start(0), m.end(0)


def makeExtension(**settings: object) -> Formulas:  # noqa: N802  # Markdown calls it by this name
    """Return the extension."""
    return Formulas(**settings)
