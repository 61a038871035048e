"""What to tell people of salience and influence that seem to be parts of 1, where both are from 0 to 100."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from positions.dataset.models import Dataset, Stakeholder

_FULL = 100


def parts_of_one_remarks(dataset: Dataset) -> Iterator[str]:
    """Yield a sentence for salience and one for influence where all values lie in 0..1, and not all are 0.

    Values that are private count, and none is shown.
    """
    actors = dataset.stakeholders.values()
    values = {"salience": _saliences(actors), "influence": (actor.influence for actor in actors)}
    for what, some in values.items():
        given = [value for value in some if value is not None]
        if any(given) and max(given) <= 1:
            yield (
                f"Every {what} in this table is between 0 and 1, and {what} is from 0 to {_FULL}: multiply "
                f"by {_FULL} if 1 is the most."
            )


def _saliences(actors: Iterable[Stakeholder]) -> Iterator[float | None]:
    return (entry.salience for actor in actors for entries in actor.positions.values() for entry in entries)
