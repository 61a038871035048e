"""What changed between two datasets: cell by cell, and field by field with the words before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from positions.dataset.dates import PartialDate
from positions.dataset.entries import Reading, entry_date, latest
from positions.dataset.models import Condition, Dataset, Position

Change = Literal[
    "added",
    "gone",
    "moved",
    "corrected",
    "condition",
    "acceptable",
    "entries",
    "reaffirmed",
    "date",
    "evidence",
    "details",
]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs: its entries before and after, none where there was or is no such cell.

    `kind` is the most important difference:

    - "added" or "gone": a whole cell.
    - "moved": the stance that counts is another.
    - "corrected": the stance that counts is another since a coder's mistake was put right: no change of mind.
    - "condition": what it depends on came, went or changed.
    - "acceptable": the amounts that are accepted beside the one that is asked for.
    - "entries": earlier entries have other stances; what counts is the same.
    - "reaffirmed": there are more entries, and what counts is the same.
    - "date": a date came, went or changed, and nothing above.
    - "evidence": quotations or sources; "details": confidence, salience, note, coder.
    """

    actor: str
    issue: str
    kind: Change
    old: tuple[Position, ...]
    new: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class DatasetOn:
    """A dataset as it counts on a day; None counts every entry."""

    dataset: Dataset
    as_of: PartialDate | None = None

    def reading(self, issue: str, entries: Sequence[Position]) -> Reading | None:
        """Return what entries of one cell on an issue say together; None where there are none by that day."""
        return latest(entries, self.dataset.sources, self.dataset.scale_of(issue), self.as_of)

    def cell(self, actor: str, issue: str) -> tuple[Position, ...]:
        """Return the entries of a cell; none where there is no such actor or cell."""
        stakeholder = self.dataset.stakeholders.get(actor)
        return stakeholder.positions.get(issue, ()) if stakeholder else ()

    def withholds(self, actor: str, issue: str) -> bool:
        """Whether there is a cell of which the public sees no entry, so that nothing can be said of it."""
        stakeholder = self.dataset.stakeholders.get(actor)
        return stakeholder is not None and stakeholder.positions.get(issue) == ()

    def date(self, entry: Position) -> PartialDate | None:
        """Return an entry's own date, else that of its sources."""
        return entry_date(entry, self.dataset.sources)


def changed_cells(old: DatasetOn, new: DatasetOn) -> Iterator[CellChange]:
    """Yield the cells that differ: those of the new dataset in its order, then those that are gone.

    A cell whose entries are the same differs too where another of them counts, since the date of a source
    changed.
    """
    for actor, stakeholder in new.dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            if not entries or old.withholds(actor, issue):
                continue
            earlier = old.cell(actor, issue)
            if earlier != entries:
                earlier, entries = _understood(earlier), _understood(entries)
            kind = _kind(old, new, issue, (earlier, entries))
            if kind is not None:
                yield CellChange(actor, issue, kind, earlier, entries)
    for actor, stakeholder in old.dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            if entries and not new.cell(actor, issue) and not new.withholds(actor, issue):
                yield CellChange(actor, issue, "gone", entries, ())


def _understood(entries: tuple[Position, ...]) -> tuple[Position, ...]:
    """Return entries with each basis written out, which changes nothing where it was understood before."""
    return tuple(
        entry.model_copy(
            update={
                "evidence": tuple(
                    item.model_copy(update={"basis": item.effective_basis}) for item in entry.evidence
                )
            }
        )
        for entry in entries
    )


def _kind(
    old: DatasetOn, new: DatasetOn, issue: str, sides: tuple[tuple[Position, ...], tuple[Position, ...]]
) -> Change | None:
    before, after = sides
    if not before:
        return "added"
    earlier, later = old.reading(issue, before), new.reading(issue, after)
    if _stance(earlier) != _stance(later):
        return "corrected" if _is_corrected(earlier, later) else "moved"
    if before == after:
        return None
    if _condition(earlier) != _condition(later):
        return "condition"
    if _accepted(earlier) != _accepted(later):
        return "acceptable"
    stances, now = ([entry.stance for entry in entries] for entries in (before, after))
    if len(now) > len(stances) and set(now) == set(stances):
        return "reaffirmed"
    if stances != now:
        return "entries"
    if [entry.date for entry in before] != [entry.date for entry in after]:
        return "date"
    if [entry.evidence for entry in before] != [entry.evidence for entry in after]:
        return "evidence"
    return "details"


def _is_corrected(earlier: Reading | None, later: Reading | None) -> bool:
    """Whether the later entry says that the earlier stance stood there by mistake."""
    if earlier is None or later is None or later.entry.correction is None:
        return False
    return later.entry.correction.from_ == earlier.stance and earlier.entry.correction is None


def _stance(reading: Reading | None) -> str | int | float | None:
    return None if reading is None else reading.stance


def _accepted(reading: Reading | None) -> tuple[float, float] | None:
    return None if reading is None else reading.entry.accepted


def _condition(reading: Reading | None) -> Condition | None:
    return None if reading is None else reading.entry.condition
