"""How the page of a report opens: what unites and what divides, with who is on which side."""

from __future__ import annotations

from collections.abc import Sequence

from positions.page_model import Page, PageFinding
from positions.render.common.text import opposed_text
from positions.render.html.build import Markup, el
from positions.render.html.cells import Addresses
from positions.render.html.document import told


def opening(page: Page, addresses: Addresses) -> Markup:
    """Return what unites, what divides and who is near, as parts that stand beside or below the grid."""
    first = page.opening
    evidence = told("On what evidence", page.overview, "evidence")
    if first.unites_words is None and first.divides_words is None and not (first.unites or first.divides):
        title = "What unites, what divides" if page.scale.has_division else "Who is near, who is far"
        return el("div", told(title, first.said, "said"), evidence, class_="opening")
    unites = _part(
        "What unites most" if page.is_many else "What unites",
        first.unites_words,
        _findings(page, addresses, first.unites),
    )
    divides = _part(
        "What divides most",
        first.divides_words,
        _findings(page, addresses, first.divides),
        _more(first.more),
    )
    near = "How the two compare" if len(page.actors) == 2 else "Who is near, who is far"
    return el("div", divides, unites, told(near, first.said, "said"), evidence, class_="opening")


def _part(title: str, words: str | None, *content: Markup | None) -> Markup:
    return el("section", el("h2", title), el("p", words) if words else None, *content, class_="said")


def _more(number: int) -> Markup | None:
    if not number:
        return None
    words = f"{number} more {'issue' if number == 1 else 'issues'}"
    return el("p", el("a", words, href="#issues"), " on which some pairs are opposed", class_="more")


def _findings(page: Page, addresses: Addresses, found: Sequence[PageFinding]) -> Markup | None:
    if not found:
        return None
    return el("ul", *(_finding(page, addresses, finding) for finding in found), class_="findings")


def _finding(page: Page, addresses: Addresses, finding: PageFinding) -> Markup:
    issue, extent = page.issues[finding.issue], finding.extent
    title = issue.proposition if issue.proposition and issue.ref.label == issue.ref.id else issue.ref.label
    counted = el("small", opposed_text(extent)) if extent else None
    sides = (
        el("span", el("b", f"{side}:"), f" {actors}", class_=f"side {_CLASSES[side]}")
        for side, actors in finding.sides
    )
    return el(
        "li",
        el("a", title, href=f"#issue-{addresses.issues[finding.issue]}"),
        " " if counted else None,
        counted,
        *sides,
    )


_CLASSES = {"For": "favour", "Against": "against"}
