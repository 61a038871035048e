"""What changed between two datasets, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from positions.dataset.models import Dataset, Position

Change = Literal["added", "gone", "moved", "evidence", "details"]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose entries differ: its entries before and after, none where there was or is no such cell.

    `kind` is "added" or "gone" for a whole cell; "moved" where the stances differ, or their dates; "evidence"
    where only the evidence does; "details" where it is a condition, confidence, salience, note or coder.
    """

    actor: str
    issue: str
    kind: Change
    old: tuple[Position, ...]
    new: tuple[Position, ...]


def changed_cells(old: Dataset, new: Dataset) -> Iterator[CellChange]:
    """Yield the cells that differ: those of the new dataset in its order, then those that are gone."""
    for actor, stakeholder in new.stakeholders.items():
        before = old.stakeholders[actor].positions if actor in old.stakeholders else {}
        for issue, entries in stakeholder.positions.items():
            earlier = before.get(issue, ())
            if earlier != entries:
                yield CellChange(actor, issue, _kind(earlier, entries), earlier, entries)
    for actor, stakeholder in old.stakeholders.items():
        after = new.stakeholders[actor].positions if actor in new.stakeholders else {}
        for issue, entries in stakeholder.positions.items():
            if issue not in after:
                yield CellChange(actor, issue, "gone", entries, ())


def _kind(old: tuple[Position, ...], new: tuple[Position, ...]) -> Change:
    if not old:
        return "added"
    if [(entry.stance, entry.date) for entry in old] != [(entry.stance, entry.date) for entry in new]:
        return "moved"
    if [entry.evidence for entry in old] != [entry.evidence for entry in new]:
        return "evidence"
    return "details"
