"""What a dataset holds, in one line."""

from __future__ import annotations

from positions.dataset.models import Dataset
from positions.dataset.scale import NON_POSITIONS


def overview(dataset: Dataset) -> str:
    """Return the numbers of actors, issues, sources, positions and cells without one."""
    cells = [entries for actor in dataset.stakeholders.values() for entries in actor.positions.values()]
    without = sum(all(entry.stance in NON_POSITIONS for entry in entries) for entries in cells)
    unresearched = len(dataset.stakeholders) * len(dataset.issues) - len(cells)
    numbers = [
        _number(len(dataset.stakeholders), "stakeholder"),
        _number(len(dataset.issues), "issue"),
        _number(len(dataset.sources), "source"),
        _number(len(cells) - without, "position"),
    ]
    if without:
        numbers.append(f"{_number(without, 'cell')} without one")
    if unresearched:
        numbers.append(f"{unresearched} not researched")
    return ", ".join(numbers)


def _number(count: int, singular: str) -> str:
    return f"{count} {singular}" if count == 1 else f"{count} {singular}s"
