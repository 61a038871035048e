"""An entry with its words, and a cell with all its entries."""

from __future__ import annotations

from typing import Any

from positions.dataset.entries import entry_date
from positions.dataset.models import Evidence, Position
from positions.render.html.build import Markup, el, join
from positions.render.html.cells import stance_said
from positions.reports.common.cells import condition_words, entry_cell
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot

Place = tuple[str, str, str]


def entry(bench: Bench, place: Place) -> dict[str, Any]:
    """Return an entry as HTML and its fields, for the form that changes it."""
    snapshot = bench.snapshot()
    _, found = snapshot.entry(*place)
    return {
        "html": _card(snapshot, place, found),
        "fields": _fields(found),
        "quotes": [_item(one) for one in found.evidence],
    }


def _fields(found: Position) -> dict[str, str]:
    said = {
        "stance": found.stance,
        "date": found.date.text if found.date else "",
        "confidence": found.confidence or "",
        "condition": found.condition.text if found.condition else "",
        "note": found.note or "",
    }
    return {name: str(value) for name, value in said.items()}


def _item(item: Evidence) -> dict[str, str]:
    names = ("source", "quote", "speaker", "locator", "translation")
    return {**{name: getattr(item, name) or "" for name in names}, "basis": item.effective_basis}


def cell(bench: Bench, actor: str, issue: str) -> dict[str, Any]:
    """Return all entries of a cell."""
    snapshot = bench.snapshot()
    dataset = snapshot.dataset
    holder, about = dataset.stakeholders.get(actor), dataset.issues.get(issue)
    if holder is None or about is None:
        return {"html": el("p", "This actor or issue was renamed or removed.")}
    cards = [_card(snapshot, (actor, issue, key), one) for _, key, one in snapshot.entries(actor, issue)]
    head = el("h2", f"{holder.label}: {about.title}")
    said = el("p", about.proposition, class_="proposition") if about.proposition else None
    nothing = None if cards else el("p", "Not researched.", class_="quiet")
    return {"html": join((head, said, nothing, *cards)), "entries": len(cards)}


def _card(snapshot: Snapshot, place: Place, found: Position) -> Markup:
    dataset, (actor, issue, _) = snapshot.dataset, place
    titles = {name: one.title for name, one in dataset.issues.items()}
    date = entry_date(found, dataset.sources)
    condition = condition_words(found.condition, titles)
    facts = [
        str(date) if date else "no date",
        f"confidence {found.confidence}" if found.confidence else None,
        f"coder {found.coder}" if found.coder else None,
        found.status,
    ]
    buttons = (
        el("button", "Change", type="button", class_="change", data_entry="/".join(place)),
        el("button", "Delete", type="button", class_="delete", data_entry="/".join(place)),
    )
    return el(
        "article",
        el("h3", f"{dataset.stakeholders[actor].label}: {titles[issue]}"),
        el("p", stance_said(entry_cell(dataset, issue, found), strong=True)),
        el("p", ", ".join(fact for fact in facts if fact), class_="quiet"),
        el("p", f"On condition: {condition}") if condition else None,
        el("p", f"Note: {found.note}") if found.note else None,
        *(_words(snapshot, place, found, number) for number in range(1, len(found.evidence) + 1)),
        el("p", *buttons, class_="buttons"),
        class_="card",
        data_entry="/".join(place),
    )


def _words(snapshot: Snapshot, place: Place, found: Position, number: int) -> Markup:
    item = found.evidence[number - 1]
    source = snapshot.dataset.sources.get(item.source or "")
    quoted = item.quote and item.effective_basis == "stated"
    words = f"“{item.quote}”" if quoted else item.quote or item.locator or "no words"
    facts = ", ".join(
        part for part in (item.effective_basis, item.speaker, source.title if source else None) if part
    )
    address = f"{'/'.join(place)}/{number}"
    to_text = el(
        "button",
        "To text",
        type="button",
        class_="to-text",
        data_entry=address,
        data_source=item.source or "",
    )
    drop = el(
        "button",
        "Delete words",
        type="button",
        class_="delete",
        data_entry="/".join(place),
        data_evidence=number,
    )
    return el(
        "blockquote" if quoted else "div",
        el("p", words),
        el(
            "footer",
            f"{facts} ",
            to_text if item.quote and source and source.text else None,
            drop if len(found.evidence) > 1 else None,
        ),
        class_=None if quoted else "said-by-others",
    )
