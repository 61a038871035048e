"""The public part of several readings of the same: what is private in one of them is private in all."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.audience.public_view import PublicView, public_view
from positions.dataset.models import Dataset


def hidden_by_any(datasets: Sequence[Dataset]) -> frozenset[str]:
    """Return the actors, by id, that are private in one of several datasets or more."""
    return frozenset(
        name for dataset in datasets for name, actor in dataset.stakeholders.items() if actor.private
    )


def public_views(datasets: Sequence[Dataset]) -> list[PublicView]:
    """Return the public part of each of several datasets; an actor private in one is absent from all."""
    hidden = hidden_by_any(datasets)

    def marked(dataset: Dataset) -> Dataset:
        actors = {
            name: actor.model_copy(update={"private": True}) if name in hidden else actor
            for name, actor in dataset.stakeholders.items()
        }
        return dataset.model_copy(update={"stakeholders": actors})

    return [public_view(marked(dataset) if hidden else dataset) for dataset in datasets]
