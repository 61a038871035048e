"""What lies behind the cells of the page: the words behind a stance, and a pair issue by issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from positions.page_model import Page, PageEntry
from positions.render.common.marks import qualifiers, with_frequency
from positions.render.html.build import Markup, el, text
from positions.render.html.cells import Addresses, stance_said
from positions.render.html.evidence import evidence_block
from positions.rounding import as_fraction, as_written, percent
from positions.tables import Share, StanceCell
from positions.vocabulary import NOMINAL_VERDICTS, VERDICTS, Verdict

_PAIR_ROWS_IN_FULL = 3_000
"""In a page with more rows of pairs, a pair is shown only by the issues on which both hold a position."""


def stance_sections(page: Page, addresses: Addresses, *, folded: bool) -> Iterator[Markup]:
    """Yield for each actor a heading and a section for each stance that has something behind it.

    `folded`: an actor's stances are shown when its name is clicked.
    """
    for index, actor in enumerate(page.actors):
        sections = [
            _stance(page, addresses, index, issue)
            for issue in range(len(page.issues))
            if (index, issue) in page.entries and addresses.stance(index, issue)
        ]
        if not sections:
            continue
        if folded:
            small = f"{len(sections)} {'stance' if len(sections) == 1 else 'stances'}"
            yield el(
                "details", el("summary", actor.ref.name, " ", el("small", small)), *sections, class_="who"
            )
        else:
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
    public = page.is_public_part
    history = (
        (
            el("h5", "Other entries"),
            el("ol", *(el("li", *_entry(entry, public)) for entry in others), class_="history"),
        )
        if others
        else ()
    )
    return el(
        "article",
        el("h4", page.actors[actor].ref.label, " on ", el("span", found.ref.label)),
        el("p", found.proposition, class_="proposition") if found.proposition else None,
        *_entry(counting, public, cell),
        *history,
        id=addresses.stance(actor, issue),
        class_="stance",
        tabindex="-1",
    )


def _entry(entry: PageEntry, is_public_part: bool, cell: StanceCell | None = None) -> Iterator[Markup]:
    """Yield an entry's stance (or what the cell as a whole says), what qualifies it, and its evidence.

    Where some of the data is held back, only that no evidence is public can be said, of every entry alike.
    """
    shown = cell or entry.cell
    parts = [entry.date] if entry.date else []
    parts += [f"basis: {entry.cell.basis}"] if entry.cell.state == "position" and entry.cell.basis else []
    parts += [f"confidence: {entry.cell.confidence}"] if entry.cell.confidence else []
    parts += [f"salience: {as_written(entry.salience)}"] if entry.salience is not None else []
    parts += [f"coder: {entry.coder}"] if entry.coder else []
    facts = el("span", "; ".join(parts), class_="facts") if parts else None
    yield el("p", stance_said(shown, strong=True), " " if facts else None, facts, class_="verdict")
    if entry.cell.condition:
        yield el(
            "p", el("b", "On a condition:"), " ", text(entry.cell.condition_words or ""), class_="condition"
        )
    for item in entry.evidence:
        yield evidence_block(item)
    if not entry.evidence and shown.state == "position":
        said = "No public evidence is given." if is_public_part else "No evidence is given."
        yield el("p", said, class_="quiet")
    if entry.note:
        yield el("p", el("b", "Note:"), " ", text(entry.note))
    if entry.review:
        yield el("p", el("b", "Checked:"), " ", text(entry.review), class_="review")


def pair_sections(page: Page, addresses: Addresses) -> Iterator[Markup]:
    """Yield a section for each pair of actors, issue by issue; of many, the issues that both speak on."""
    actors = len(page.actors)
    brief = actors * (actors - 1) // 2 * len(page.issues) > _PAIR_ROWS_IN_FULL
    for a in range(actors):
        for b in range(a + 1, actors):
            yield _pair(page, addresses, a, b, brief=brief)


def _pair(page: Page, addresses: Addresses, a: int, b: int, *, brief: bool) -> Markup:
    names = page.actors[a].ref.label, page.actors[b].ref.label
    heads = (el("th", name, scope="col") for name in ("Issue", *names, "Verdict"))
    rows = []
    left_out = 0
    clashes = page.clashes.get((a, b), {})
    for issue, found in enumerate(page.issues):
        x, y = (cast("StanceCell", page.stances.cells[actor][issue]) for actor in (a, b))
        if brief and not x.state == y.state == "position":
            left_out += 1
            continue
        # there may be thousands: end tags that HTML can do without are left out
        left, right = (None if brief else addresses.stance(actor, issue) for actor in (a, b))
        rows.append(
            f"<tr><th scope=row>{text(found.ref.label)}<td>{_short(x, left)}<td>{_short(y, right)}"
            f"<td>{text(verdict_words(x, y, names, clash=issue in clashes))}"
        )
    return el(
        "section",
        el("h3", names[0], " and ", names[1]),
        el("p", _said(page, a, b), f" {_without_position(left_out)}" if left_out else None),
        *(el("p", sentence) for sentence in clashes.values()),
        el("table", el("thead", el("tr", *heads)), el("tbody", Markup("".join(rows)))) if rows else None,
        id=addresses.pair(a, b),
        class_="pair",
    )


def _without_position(number: int) -> str:
    issues = "1 issue is" if number == 1 else f"{number} issues are"
    return f"{issues} left out here, on which one of them or both hold no position."


def _short(cell: StanceCell, address: str | None) -> str:
    """Return a stance in words with its signs, as a link to what is behind it."""
    words = text(with_frequency(cell) + qualifiers(cell))
    return f"<a href=#{address}>{words}</a>" if address else words


_CLASH = "their conditions exclude each other"


def verdict_words(a: StanceCell, b: StanceCell, names: tuple[str, str], *, clash: bool = False) -> str:
    """Return how two stances compare, or who holds none: "same side, on a condition", "both silent".

    `clash` says that their conditions exclude each other.
    """
    without = [
        (name, cell.state.replace("-", " "))
        for cell, name in zip((a, b), names, strict=True)
        if cell.state != "position"
    ]
    if len(without) == 2 and without[0][1] == without[1][1]:
        return f"both {without[0][1]}"
    if without:
        return ", ".join(f"{name} {state}" for name, state in without)
    words, depends = _compared(a, b)
    if clash:
        return f"{words}; {_CLASH}"
    return f"{words}, on a condition" if depends and (a.condition or b.condition) else words


def _compared(a: StanceCell, b: StanceCell) -> tuple[str, bool]:
    """Return how two positions compare, and whether it hangs on their conditions."""
    if a.value is not None and b.value is not None and a.side is None and a.label is None:  # two amounts
        apart = float(abs(as_fraction(a.value) - as_fraction(b.value)))
        unit = f" {a.unit}" if a.unit else ""
        return f"{as_written(apart)}{unit} apart" if apart else "same", False
    if a.side is None:
        return NOMINAL_VERDICTS["agree" if a.label == b.label else "oppose"], True
    verdict: Verdict = "agree"
    if a.side != b.side:
        verdict = "oppose" if a.side and b.side else "differ"
    return VERDICTS[verdict], verdict != "differ"


def _said(page: Page, a: int, b: int) -> str:
    assert page.agreement is not None  # where there are too many pairs for it, none is set out
    assert page.disagreement is not None
    agreement = cast("Share", page.agreement.cells[a][b])
    disagreement = cast("Share", page.disagreement.cells[a][b])
    shared = f"{agreement.shared} shared {'issue' if agreement.shared == 1 else 'issues'}"
    if agreement.value is None or disagreement.value is None:
        return f"They have {shared}: too few for a share." if agreement.shared else "They share no issue."
    agreed = f"{percent(agreement.value)} of {agreement.shared}"
    return f"Agreement {agreed}, disagreement {percent(disagreement.value)} of {shared}."
