"""A dataset with the entries that there were by a day."""

from __future__ import annotations

from positions.dataset.dates import PartialDate
from positions.dataset.entries import in_period
from positions.dataset.models import Dataset, Position, Stakeholder


def by_day(dataset: Dataset, until: PartialDate) -> Dataset:
    """Return a dataset with the entries until the end of a date, and those that have none.

    A cell of later entries alone is not there; one that is withheld stays so. Actors, issues and sources are
    all kept: nothing says when they came.
    """

    def cells(actor: Stakeholder) -> dict[str, tuple[Position, ...]]:
        found = {
            issue: tuple(in_period(entries, dataset.sources, None, until))
            for issue, entries in actor.positions.items()
        }
        return {issue: kept for issue, kept in found.items() if kept or not actor.positions[issue]}

    actors = {
        name: actor.model_copy(update={"positions": cells(actor)})
        for name, actor in dataset.stakeholders.items()
    }
    return dataset.model_copy(update={"stakeholders": actors})
