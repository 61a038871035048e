"""Evidence on the page: own words as a quotation, what others say apart from it, each with its source."""

from __future__ import annotations

from positions.attribution import EvidenceText, evidence_text
from positions.render.html.build import Child, Markup, el, join, link
from positions.tables import EvidenceItem


def evidence_line(item: EvidenceItem, label: str) -> Markup:
    """Return an item of evidence as a paragraph behind its label."""
    found = evidence_text(item)
    dash = " — " if found.attribution else None
    return el("p", el("b", found.heading(label)), " ", found.words, dash, *_attribution(item, found))


def evidence_block(item: EvidenceItem) -> Markup:
    """Return an item of evidence as a block: a quotation only if it holds own words."""
    found = evidence_text(item)
    colon = ":" if found.words else ""
    introduction = el("b", f"{found.introduction}{colon}") if found.introduction else None
    said = el("p", introduction, " " if introduction and found.words else None, found.words, dir="auto")
    footer = el("footer", *_attribution(item, found)) if found.attribution else None
    own = item.kind == "own" and found.words
    return el("blockquote" if own else "div", said, footer, class_=None if own else "said-by-others")


def _attribution(item: EvidenceItem, found: EvidenceText) -> list[Child]:
    """Return who said it, where and when; the title is a link to the source's address."""
    left, right = found.title_marks
    title = join((left, link(found.title, item.url), right)) if found.title else None
    copies = [link(word, address) for word, address in _copies(item)]
    return [found.before_title, title, found.after_title, *(part for copy in copies for part in ("; ", copy))]


def _copies(item: EvidenceItem) -> list[tuple[str, str]]:
    """Return the other addresses of an item: of the passage itself, and of the source in an archive."""
    passage = [("passage", item.passage)] if item.passage else []
    return [*passage, *([("archived copy", item.archived.split(" (")[0])] if item.archived else [])]
