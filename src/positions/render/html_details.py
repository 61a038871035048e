"""What lies behind the cells of the page: the words behind a stance, and a pair issue by issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from positions.pages import Page, PageEntry
from positions.render.html_build import Markup, el, join, link, text
from positions.render.html_cells import Addresses, stance_mark
from positions.render.marks import in_words
from positions.render.text import number, percent
from positions.tables import Quote, Share, StanceCell


def stance_sections(page: Page, addresses: Addresses) -> Iterator[Markup]:
    """Yield for each actor a heading and a section for each stance that has something behind it."""
    for index, actor in enumerate(page.actors):
        sections = [
            _stance(page, addresses, index, issue)
            for issue in range(len(page.issues))
            if addresses.stance(index, issue)
        ]
        if sections:
            kind = el("small", actor.kind) if actor.kind else None
            yield el(
                "section", el("h3", actor.ref.name, " " if kind else None, kind), *sections, class_="who"
            )


def _stance(page: Page, addresses: Addresses, actor: int, issue: int) -> Markup:
    cell = cast("StanceCell", page.stances.cells[actor][issue])
    entries = page.entries[actor, issue]
    found = page.issues[issue]
    counting = next((entry for entry in entries if entry.counts), entries[0])
    others = [entry for entry in entries if entry is not counting]
    history = (
        (
            el("h5", "Other entries"),
            el("ol", *(el("li", *_entry(entry)) for entry in others), class_="history"),
        )
        if others
        else ()
    )
    return el(
        "article",
        el("h4", page.actors[actor].ref.label, " on ", el("span", found.ref.label)),
        el("p", found.proposition, class_="proposition") if found.proposition else None,
        *_entry(counting, cell),
        *history,
        id=addresses.stance(actor, issue),
        class_="stance",
        tabindex="-1",
    )


def _entry(entry: PageEntry, cell: StanceCell | None = None) -> Iterator[Markup]:
    """Yield an entry's stance (or what the cell as a whole says), what qualifies it, and its quotations."""
    shown = cell or entry.cell
    parts = [entry.date] if entry.date else []
    parts += [f"basis: {entry.cell.basis}"] if entry.cell.state == "position" and entry.cell.basis else []
    parts += [f"confidence: {entry.cell.confidence}"] if entry.cell.confidence else []
    parts += [f"salience: {number(entry.salience)}"] if entry.salience is not None else []
    parts += [f"coder: {entry.coder}"] if entry.coder else []
    facts = el("span", "; ".join(parts), class_="facts") if parts else None
    words = text(in_words(shown))
    yield el(
        "p", stance_mark(shown), " ", el("strong", words), " " if facts else None, facts, class_="verdict"
    )
    if entry.cell.condition:
        yield el("p", el("b", "On a condition:"), " ", text(entry.cell.condition), class_="condition")
    for item in entry.evidence:
        yield _quote(item)
    if not entry.evidence and shown.state == "position":
        yield el("p", "No evidence is given.", class_="quiet")
    if entry.note:
        yield el("p", el("b", "Note:"), " ", text(entry.note))


def _quote(quote: Quote) -> Markup:
    source = quote.source or quote.source_id
    dated = f" ({quote.date})" if quote.date else ""
    parts = [text(quote.speaker)] if quote.speaker else []
    if source:
        parts.append(join([link(source, quote.url), dated]))
    parts += [text(quote.locator)] if quote.locator else []
    who = join(piece for index, part in enumerate(parts) for piece in (", " if index else None, part))
    translation = el("p", "In translation: “", text(quote.translation), "”") if quote.translation else None
    words = el("p", "“", text(quote.quote), "”") if quote.quote else None
    footer = el("footer", who, "; " if parts else None, quote.basis)
    return (
        el("blockquote", words, translation, footer)
        if quote.quote or quote.translation
        else el("div", footer, class_="source")
    )


def pair_sections(page: Page, addresses: Addresses) -> Iterator[Markup]:
    """Yield a section for each pair of actors, issue by issue."""
    for a in range(len(page.actors)):
        for b in range(a + 1, len(page.actors)):
            yield _pair(page, addresses, a, b)


def _pair(page: Page, addresses: Addresses, a: int, b: int) -> Markup:
    left, right = page.actors[a].ref, page.actors[b].ref
    heads = (el("th", name, scope="col") for name in ("Issue", left.label, right.label, "Verdict"))
    rows = []
    for issue, found in enumerate(page.issues):
        cells = [cast("StanceCell", page.stances.cells[actor][issue]) for actor in (a, b)]
        stances = (
            el("td", _to_words(cell, addresses.stance(actor, issue)))
            for actor, cell in zip((a, b), cells, strict=True)
        )
        verdict = verdict_words(cells[0], cells[1], (left.label, right.label))
        rows.append(
            el(
                "tr",
                el("th", found.ref.label, scope="row"),
                *stances,
                el("td", *_conditional(verdict, cells)),
            )
        )
    return el(
        "section",
        el("h3", left.label, " and ", right.label),
        el("p", _said(page, a, b)),
        el(
            "table",
            el("caption", "Issue by issue"),
            el("thead", el("tr", *heads)),
            el("tbody", *rows),
            class_="pair",
        ),
        id=addresses.pair(a, b),
        class_="pair",
    )


def _conditional(verdict: str, cells: list[StanceCell]) -> tuple[str, ...]:
    depends = verdict in ("agree", "oppose") and any(cell.condition for cell in cells)
    return (verdict, ", on a condition") if depends else (verdict,)


def _to_words(cell: StanceCell, address: str | None) -> Markup:
    mark = stance_mark(cell)
    words = el("span", in_words(cell), aria_hidden="true")
    return el("a", mark, " ", words, href=f"#{address}") if address else join((mark, " ", words))


def verdict_words(a: StanceCell, b: StanceCell, names: tuple[str, str]) -> str:
    """Return how two stances compare, or which of the two holds none: "agree", "LGA silent"."""
    for cell, name in ((a, names[0]), (b, names[1])):
        if cell.state != "position":
            return f"{name} {cell.state.replace('-', ' ')}"
    if a.side is None:
        return "agree" if a.label == b.label else "oppose"
    if a.side == b.side:
        return "agree"
    return "oppose" if a.side and b.side else "differ"


def _said(page: Page, a: int, b: int) -> str:
    agreement = cast("Share", page.agreement.cells[a][b])
    disagreement = cast("Share", page.disagreement.cells[a][b])
    shared = f"{agreement.shared} shared {'issue' if agreement.shared == 1 else 'issues'}"
    if agreement.value is None or disagreement.value is None:
        return f"They have {shared}: too few for a share." if agreement.shared else "They share no issue."
    return f"Agreement {percent(agreement.value)}, disagreement {percent(disagreement.value)}, of {shared}."
