"""What two coders read differently, one after the other, with their words side by side in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from positions.dataset.entries import entry_date
from positions.dataset.models import Evidence, Position
from positions.dataset.quotations.search import Found
from positions.problems import UsageError
from positions.render.common.palette import stance_class
from positions.render.html.build import Markup, el, join
from positions.render.html.cells import stance_said
from positions.reports.common.cells import condition_words, counted, entry_cell
from positions.workbench.actions.reconciling import NEEDS_CODER, Dispute, Reading, disputes
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot
from positions.workbench.state.texts import SourceReading

_AROUND = 400
"""Characters of the text before and behind a quotation."""


def reconcile(bench: Bench, number: int = 0) -> dict[str, Any]:
    """Return the disputed cell of a number, from 0, as HTML, and how many there are.

    Of a number beyond the last one it is the last.
    """
    snapshot = bench.snapshot()
    head = el("h2", "Reconcile")
    try:
        found = disputes(snapshot)
    except UsageError as error:
        said = el("p", f"{error}: {error.hint}" if error.hint else str(error), class_="note")
        return {"html": join((head, said)), "count": 0}
    if not found:
        return {"html": join((head, el("p", "Nothing is disputed."))), "count": 0}
    at = min(number, len(found) - 1)
    return {
        "html": join((head, *_dispute(bench, snapshot, found[at], (at, len(found))))),
        "count": len(found),
        "at": at,
    }


def _dispute(bench: Bench, snapshot: Snapshot, one: Dispute, place: tuple[int, int]) -> Iterator[Markup]:
    dataset, (at, many) = snapshot.dataset, place
    issue = dataset.issues[one.issue]
    steps = (
        el("button", "Previous", type="button", class_="step", data_at=at - 1, disabled=at == 0),
        " ",
        el("button", "Next", type="button", class_="step", data_at=at + 1, disabled=at + 1 == many),
    )
    yield el("p", f"{at + 1} of {counted(many, 'disputed cell')} ", *steps, class_="buttons")
    yield el("h3", f"{dataset.stakeholders[one.actor].label}: {issue.title}")
    if issue.proposition:
        yield el("p", issue.proposition, class_="proposition")
    yield el("div", *(_reading(bench, snapshot, one, reading) for reading in one.readings), class_="readings")
    if bench.coder is None:
        yield el("p", NEEDS_CODER, class_="note")
        return
    coders = [reading.coder for reading in one.readings]
    ways = [
        *((f"Keep {coder}", [coder]) for coder in coders),
        ("Keep both" if len(coders) == 2 else "Keep all", coders),
        ("Keep neither" if len(coders) == 2 else "Keep none", []),
    ]
    buttons = [
        el(
            "button",
            el("kbd", str(key), aria_hidden="true"),
            f" {label}",
            type="button",
            class_="decide",
            data_keep="\n".join(kept),
            data_actor=one.actor,
            data_issue=one.issue,
            data_key=one.key,
        )
        for key, (label, kept) in enumerate(ways, 1)
    ]
    yield el("p", *buttons, class_="buttons")
    yield el("p", f"The decision is signed {bench.coder}; Undo takes it back.", class_="quiet")


def _reading(bench: Bench, snapshot: Snapshot, one: Dispute, reading: Reading) -> Markup:
    parts = [part for _, entry in reading.entries for part in _entry(bench, snapshot, one.issue, entry)]
    return el(
        "section", el("h4", reading.coder), *parts, class_="card", aria_label=f"Reading of {reading.coder}"
    )


def _entry(bench: Bench, snapshot: Snapshot, issue: str, entry: Position) -> Iterator[Markup]:
    dataset = snapshot.dataset
    titles = {name: about.title for name, about in dataset.issues.items()}
    date, condition = entry_date(entry, dataset.sources), condition_words(entry.condition, titles)
    cell = entry_cell(dataset, issue, entry)
    yield el("p", stance_said(cell, strong=True))
    facts = [
        str(date) if date else "no date",
        f"confidence {entry.confidence}" if entry.confidence else None,
        f"on condition: {condition}" if condition else None,
        f"note: {entry.note}" if entry.note else None,
    ]
    yield el("p", ", ".join(fact for fact in facts if fact), class_="quiet")
    for item in entry.evidence:
        yield _words(bench, snapshot, item, stance_class(cell))


def _words(bench: Bench, snapshot: Snapshot, item: Evidence, tone: str) -> Markup:
    """Return the words as they stand in the text, with what is around them; else alone."""
    source = snapshot.dataset.sources.get(item.source or "")
    about = ", ".join(
        part for part in (item.effective_basis, item.speaker, source.title if source else None) if part
    )
    shown: tuple[Markup | str, ...] = (item.quote or item.locator or "no words",)
    reading = bench.texts.of(source, bench.folder) if source is not None and item.quote else None
    if source is not None and item.quote and isinstance(reading, SourceReading):
        place, _ = bench.texts.find(item.quote, source, reading)
        if isinstance(place, Found):
            shown = tuple(_in_text(reading, (place.start, place.end), tone))
    return el("blockquote", el("p", *shown, dir="auto"), el("footer", about))


def _in_text(reading: SourceReading, span: tuple[int, int], tone: str) -> Iterator[Markup | str]:
    start, end = span
    text, paragraph = reading.source.text, reading.at(start)
    low, high = max(paragraph.start, start - _AROUND), min(max(paragraph.end, end), end + _AROUND)
    yield f"{'… ' if low > paragraph.start else ''}{text[low:start]}"
    yield el("mark", text[start:end], class_=f"side-{tone}")
    yield f"{text[end:high]}{' …' if high < paragraph.end else ''}"
