"""An edit of the journal in words, as the page names it."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.models import Dataset
from positions.dataset.storage.record import Record
from positions.workbench.state.snapshot import Snapshot

_OF_CELL = {
    ("add", "evidence"): "more evidence for",
    ("set", "position"): "a change of",
    ("remove", "position"): "the removal of",
    ("remove", "evidence"): "the removal of words from",
}


def edit_words(snapshot: Snapshot, record: Record) -> str:
    """Return what an edit did to a cell in words, else its command; ids that are gone stay as they are."""
    dataset = snapshot.dataset
    match record.words:
        case ("add", "position", actors, issue, stance, *_):
            is_number = issue in dataset.issues and dataset.scale_of(issue).is_range
            said = stance if is_number else dataset.in_words(issue, stance)
            return f"{_cell(dataset, actors.split(','), issue)}, {said}"
        case (verb, what, actor, issue, *_) if (verb, what) in _OF_CELL:
            return f"{_OF_CELL[verb, what]} {_cell(dataset, [actor], issue)}"
        case _:
            return record.command


def _cell(dataset: Dataset, actors: Sequence[str], issue: str) -> str:
    holders = [dataset.stakeholders.get(actor) for actor in actors]
    names = [holder.label if holder else actor for holder, actor in zip(holders, actors, strict=True)]
    title = dataset.issues[issue].title if issue in dataset.issues else issue
    return f"{', '.join(names)} on {title}"
