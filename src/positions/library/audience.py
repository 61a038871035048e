"""Whom an answer is for: everyone, unless the caller says that it is for the team."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

from positions.vocabulary import Audience

if TYPE_CHECKING:
    from positions.dataset.load import Loaded

Loading = TypeVar("Loading", bound="Loaded")

_AUDIENCE: ContextVar[Audience] = ContextVar("audience", default="public")


@contextmanager
def made_for(audience: Audience) -> Iterator[None]:
    """Make what is opened inside the `with` for an audience, where nothing else is asked for."""
    token = _AUDIENCE.set(audience)
    try:
        yield
    finally:
        _AUDIENCE.reset(token)


def shown(loaded: Loading, asked: Audience | None = None) -> Loading:
    """Return a loaded dataset as the audience sees it that was asked for, else as the one it is made for."""
    from positions.dataset.public_view import seen_by

    return seen_by(loaded, audience(asked))


def audience(asked: Audience | None = None) -> Audience:
    """Return whom the answer is for."""
    return asked or _AUDIENCE.get()
