"""Where in a source's text the statements of the dataset stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from positions.dataset.models import Evidence, Position
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
    context = source, dataset.sources[source], dataset.scale, dataset.issues
    if reading.kept.get("context") != context:
        reading.kept = {"context": context}
    titles = {name: issue.title for name, issue in dataset.issues.items()}
    found: list[Located] = []
    for actor, stakeholder in dataset.stakeholders.items():
        kept = reading.kept.get(("actor", actor))
        if kept is None or kept[0] is not stakeholder:
            statements = list(_of_actor(bench, snapshot, (source, actor), reading, titles))
            reading.kept["actor", actor] = kept = stakeholder, statements
        found += kept[1]
    if within is not None:
        found = [one for one in found if _overlap((one.start, one.end), within)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _of_actor(
    bench: Bench,
    snapshot: Snapshot,
    whose: tuple[str, str],
    reading: SourceReading,
    titles: Mapping[str, str],
) -> Iterator[Located]:
    """Yield an actor's statements whose quotation stands in a source's text."""
    (source, actor), dataset = whose, snapshot.dataset
    about = dataset.sources[source]
    for issue, entries in dataset.stakeholders[actor].positions.items():
        if not any(item.source == source and item.quote for entry in entries for item in entry.evidence):
            continue
        for _, key, entry in snapshot.entries(actor, issue):
            for number, item in enumerate(entry.evidence, 1):
                if item.source != source or item.quote is None:
                    continue
                place, _ = bench.texts.find(item.quote, about, reading)
                if isinstance(place, Found):
                    cell = entry_cell(dataset, issue, entry)
                    yield Located(actor, issue, key, number, entry, item, cell, place.start, place.end)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def count_by_source(snapshot: Snapshot) -> dict[str, int]:
    """Return for each source how many items of evidence cite it."""
    counts = dict.fromkeys(snapshot.dataset.sources, 0)
    for cited in snapshot.cited.values():
        for source, number in cited.sources.items():
            counts[source] += number
    return counts
