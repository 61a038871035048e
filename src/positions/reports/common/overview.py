"""What a dataset holds, in one line."""

from __future__ import annotations

from positions.dataset.models import Dataset
from positions.reports.common.cells import counted
from positions.vocabulary import NON_POSITIONS


def overview(dataset: Dataset) -> str:
    """Return the numbers of actors, issues, sources, positions and cells without one."""
    cells = [entries for actor in dataset.stakeholders.values() for entries in actor.positions.values()]
    without = sum(all(entry.stance in NON_POSITIONS for entry in entries) for entries in cells)
    unresearched = len(dataset.stakeholders) * len(dataset.issues) - len(cells)
    numbers = [
        counted(len(dataset.stakeholders), "stakeholder"),
        counted(len(dataset.issues), "issue"),
        counted(len(dataset.sources), "source"),
        counted(len(cells) - without, "position"),
    ]
    if without:
        numbers.append(f"{counted(without, 'cell')} without one")
    if unresearched:
        numbers.append(f"{unresearched} not researched")
    return ", ".join(numbers)
