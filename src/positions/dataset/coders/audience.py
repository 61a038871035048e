"""Several coders' readings as an audience sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from positions.dataset.audience.names import RealName, with_real_names
from positions.dataset.audience.public_view import HeldBack, PublicView, public_view, sum_of, team_words
from positions.dataset.audience.public_views import hidden_by_any, public_views
from positions.dataset.coders.codings import Codings, only
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.models import Dataset
from positions.dataset.scale import Scale
from positions.problems import UsageError
from positions.vocabulary import Audience


def codings_seen_by(codings: Codings, audience: Audience) -> Codings:
    """Return the codings without what is private in them; for the team with a word that it is there.

    Actors that one coder marks as private are absent for all, and so is a coder whose every entry is held
    back. Where anything is held back, the hashes are those of what is left.

    Raises:
        UsageError: if the public sees the entries of fewer than two coders.
    """
    datasets = [coding.dataset for coding in codings.coders]
    views, hidden = public_views(datasets), hidden_by_any(datasets)
    held_back = _held_back(codings, views, len(hidden))
    if not held_back.words():
        return codings
    if audience == "team":
        return replace(codings, held_back=team_words(held_back.words()))
    coders = [
        replace(coding, dataset=view.dataset)
        for coding, view in zip(codings.coders, views, strict=True)
        if _has_entries(view.dataset) or not _has_entries(coding.dataset)
    ]
    if len(coders) < 2:
        raise UsageError(
            "the public view holds the readings of fewer than two coders",
            "compare all that is private too with --audience team",
        )
    digests = tuple(hashlib.sha256(dataset_to_yaml(one.dataset).encode()).hexdigest() for one in coders)
    if coders[0].dataset.scale.is_nominal:
        labels = tuple(dict.fromkeys(label for one in coders for label in one.dataset.scale.labels))
        scale = Scale.nominal(labels)
        coders = [replace(one, dataset=one.dataset.model_copy(update={"scale": scale})) for one in coders]
    said = held_back.said_to_the_public()
    return replace(codings, coders=tuple(coders), sha256=digests, held_back=said)


def _has_entries(dataset: Dataset) -> bool:
    return any(entries for actor in dataset.stakeholders.values() for entries in actor.positions.values())


def _held_back(codings: Codings, views: Sequence[PublicView], actors: int) -> HeldBack:
    """Return how much several readings hold back together.

    An actor counts once, however many coders there are; and where all are parts of one dataset, so does what
    is private of its actors, issues and sources, which every part has.
    """
    total = sum_of([view.held_back for view in views])
    total.actors = actors
    first, *others = codings.coders
    if all(coding.origin is first.origin for coding in others):
        total.fields -= len(others) * public_view(only(first.dataset, lambda _: False)).held_back.fields
    return total


def with_names_of_actors(codings: Codings, names: Mapping[str, RealName], file: str) -> Codings:
    """Return the codings with the real names of actors, which stand in a file of this name.

    Raises:
        UsageError: if a name is that of no actor.
    """
    coders = tuple(
        replace(coding, dataset=with_real_names(coding.dataset, names, file)) for coding in codings.coders
    )
    return replace(codings, coders=coders)
