"""The public part of several datasets on the same: who is private in one of them is private in all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from positions.dataset.audience.public_view import PublicView, public_view
from positions.dataset.models import Dataset


def hidden_by_any(datasets: Sequence[Dataset]) -> frozenset[str]:
    """Return the actors, by id, that are private in one of several datasets or more."""
    return frozenset(
        name for dataset in datasets for name, actor in dataset.stakeholders.items() if actor.private
    )


def with_private(dataset: Dataset, names: Collection[str]) -> Dataset:
    """Return a dataset in which these actors, those that it has, are private too."""
    found = {
        name: actor.model_copy(update={"private": True})
        for name, actor in dataset.stakeholders.items()
        if name in names and not actor.private
    }
    return (
        dataset.model_copy(update={"stakeholders": {**dataset.stakeholders, **found}}) if found else dataset
    )


def public_views(datasets: Sequence[Dataset]) -> list[PublicView]:
    """Return the public part of each of several datasets; an actor private in one is absent from all.

    Where any of them holds back an actor, an entry or evidence, none has a source on which nothing public
    rests in all of them: it may be that of what is held back.
    """
    hidden = hidden_by_any(datasets)
    views = [public_view(with_private(dataset, hidden)) for dataset in datasets]
    if not any(view.held_back.of_positions for view in views):
        return views
    cited = {name for view in views for name in view.dataset.cited_sources}
    return [replace(view, dataset=_with_sources(view.dataset, cited)) for view in views]


def _with_sources(dataset: Dataset, cited: Collection[str]) -> Dataset:
    kept = {name: source for name, source in dataset.sources.items() if name in cited}
    return dataset.model_copy(update={"sources": kept})
