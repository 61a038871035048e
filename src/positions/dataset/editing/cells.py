"""A cell in words, and a dataset in which it holds other entries."""

from __future__ import annotations

from positions.dataset.models import Dataset, Position


def cell_label(dataset: Dataset, actor: str, issue: str) -> str:
    """Return whose cell it is, and on what, as sentences name it."""
    return f"{dataset.stakeholders[actor].label} on {dataset.issues[issue].title}"


def with_entries(dataset: Dataset, actor: str, issue: str, entries: tuple[Position, ...]) -> Dataset:
    """Return the dataset with other entries in a cell; without the cell where there are none."""
    found = dataset.stakeholders[actor]
    positions = {**found.positions, issue: entries}
    if not entries:
        del positions[issue]
    changed = found.model_copy(update={"positions": positions})
    return dataset.model_copy(update={"stakeholders": {**dataset.stakeholders, actor: changed}})
