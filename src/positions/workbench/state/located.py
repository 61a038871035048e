"""Where in a source's text the statements of the dataset stand."""

from __future__ import annotations

from dataclasses import dataclass

from positions.dataset.models import Evidence, Position
from positions.dataset.quotations.check import evidence_items
from positions.dataset.quotations.search import Found
from positions.reports.common.cells import entry_cell
from positions.tables import StanceCell
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot
from positions.workbench.state.texts import SourceReading


@dataclass(frozen=True)
class Located:
    """An item of evidence and its place in the text."""

    actor: str
    issue: str
    key: str
    number: int
    entry: Position
    item: Evidence
    cell: StanceCell
    start: int
    end: int

    @property
    def address(self) -> str:
        """What the page calls it: actor, issue, key of the entry and number of the evidence from 1."""
        return f"{self.actor}/{self.issue}/{self.key}/{self.number}"


def located(
    bench: Bench,
    snapshot: Snapshot,
    source: str,
    reading: SourceReading,
    within: tuple[int, int] | None = None,
) -> list[Located]:
    """Return the statements whose quotation stands in a source's text, or in a span of it, in its order."""
    dataset = snapshot.dataset
    about, titles = dataset.sources[source], {name: issue.title for name, issue in dataset.issues.items()}
    found: list[Located] = []

    def place_of(item: Evidence) -> tuple[int, int] | None:
        if item.source != source or item.quote is None:
            return None
        place, _ = bench.texts.find(item.quote, about, reading)
        if not isinstance(place, Found) or (within and not _overlap((place.start, place.end), within)):
            return None
        return place.start, place.end

    for actor, stakeholder in dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            if not any(place_of(item) for entry in entries for item in entry.evidence):
                continue
            for _, key, entry in snapshot.entries(actor, issue):
                for number, item in enumerate(entry.evidence, 1):
                    span = place_of(item)
                    if span is not None:
                        cell = entry_cell(dataset.scale_of(issue), entry, titles)
                        found.append(Located(actor, issue, key, number, entry, item, cell, *span))
    return sorted(found, key=lambda one: (one.start, one.end))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def count_by_source(snapshot: Snapshot) -> dict[str, int]:
    """Return for each source how many items of evidence cite it."""
    counts = dict.fromkeys(snapshot.dataset.sources, 0)
    for _, item in evidence_items(snapshot.dataset):
        if item.source in counts and (item.quote is not None or item.locator is not None):
            counts[item.source] += 1
    return counts
