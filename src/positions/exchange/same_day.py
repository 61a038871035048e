"""What to tell people of differing statements that one actor has made on one issue on one day."""

from __future__ import annotations

from collections.abc import Iterator

from positions.dataset.entries import entry_date
from positions.dataset.models import Dataset, Position
from positions.suggest import first_of

_MOST = 3


def same_day_remarks(dataset: Dataset) -> Iterator[str]:
    """Yield a sentence on the cells with differing statements of one coder on one day, if there are any."""
    found = [
        f"{actor.label!r} on {dataset.issues[issue].title!r} ({day})"
        for actor in dataset.stakeholders.values()
        for issue, entries in actor.positions.items()
        if len(entries) > 1
        for day in _repeated_days(dataset, entries)
    ]
    if found:
        many = "once" if len(found) == 1 else f"{len(found):,} times"
        yield (
            f"Differing statements of one actor on one issue on one day, {many}: {first_of(found, _MOST)}. "
            "If it is the latest day, the last in the file counts, but for and against together are mixed; "
            "--entries majority and --entries mean count each of these."
        )


def _repeated_days(dataset: Dataset, entries: tuple[Position, ...]) -> list[str]:
    said: dict[tuple[str, str | None], list[Position]] = {}
    for entry in entries:
        if (day := entry_date(entry, dataset.sources)) is not None:
            own = said.setdefault((day.text, entry.coder), [])
            bare = entry.model_copy(update={"evidence": ()})
            if bare not in own:  # what is said alike once more, with other evidence or none, is no conflict
                own.append(bare)
    return list(dict.fromkeys(day for (day, _), own in said.items() if len(own) > 1))
