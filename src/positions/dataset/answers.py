"""Whether a dataset holds answers, such as votes or a survey, and not positions coded from documents."""

from __future__ import annotations

from positions.dataset.models import Dataset

_BY_HAND = 40
"""Who codes documents by hand has no more actors and issues than this without naming a source."""


def are_answers(dataset: Dataset) -> bool:
    """Return whether a dataset holds answers: more than a person codes by hand, and no evidence anywhere."""
    if dataset.sources or max(len(dataset.stakeholders), len(dataset.issues)) <= _BY_HAND:
        return False
    return not any(
        entry.evidence
        for actor in dataset.stakeholders.values()
        for entries in actor.positions.values()
        for entry in entries
    )
