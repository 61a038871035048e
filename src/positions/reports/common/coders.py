"""Several coders' entries in one cell: nobody but the reader chooses among them."""

from __future__ import annotations

from positions.dataset.models import Dataset
from positions.grid import StanceGrid
from positions.offers import option
from positions.problems import UsageError
from positions.selection import Selection


def refuse_several_coders(dataset: Dataset, selection: Selection, grid: StanceGrid) -> None:
    """Refuse a grid for which a coder would have to be chosen.

    Args:
        dataset: all of it.
        selection: what was asked for; its clauses on coders are how one is chosen.
        grid: the actors and issues that it left.

    Raises:
        UsageError: if the entries of a selected cell are by several coders, with what to write.
    """
    titles = {issue.id: issue.title for issue in grid.issues}
    found: list[str] = []
    coders: dict[str, None] = {}
    for actor in grid.actors:
        for issue, entries in dataset.stakeholders[actor.id].positions.items():
            if len(entries) < 2 or issue not in titles:
                continue
            here = dict.fromkeys(entry.coder for entry in selection.of_coders(entries) if entry.coder)
            if len(here) > 1:
                found.append(f"{actor.label} on {titles[issue]}")
                coders |= here
    if not found:
        return
    where = found[0] if len(found) == 1 else f"{found[0]} and {len(found) - 1} more"
    choices = " or ".join(option("--coder", name) for name in coders)
    unsigned = any(
        entry.coder is None
        for actor in grid.actors
        for entries in dataset.stakeholders[actor.id].positions.values()
        for entry in entries
    )
    beside = " (add --where coder= for the entries that name none, too)" if unsigned else ""
    raise UsageError(
        f"entries by several coders in one cell: {where}",
        f"choose whose entries to read: {choices}{beside}; `positions reliability` compares them",
    )
