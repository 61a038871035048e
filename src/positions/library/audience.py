"""Whom an answer is for: everyone, unless the caller says that it is for the team."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from positions.problems import UsageError
from positions.vocabulary import Audience

if TYPE_CHECKING:
    from positions.dataset.load import Loaded

Loading = TypeVar("Loading", bound="Loaded")

_AUDIENCE: ContextVar[Audience] = ContextVar("audience", default="public")


_NAMES: ContextVar[Path | None] = ContextVar("names", default=None)


@contextmanager
def made_for(audience: Audience, names: Path | None = None) -> Iterator[None]:
    """Make what is opened inside the `with` for an audience, where nothing else is asked for.

    `names` is a file with the real names of stakeholders, for the team.
    """
    token, names_token = _AUDIENCE.set(audience), _NAMES.set(names)
    try:
        yield
    finally:
        _AUDIENCE.reset(token)
        _NAMES.reset(names_token)


def names_file(asked: Path | None = None) -> Path | None:
    """Return the file with real names that are to be shown; None where there is none."""
    return asked or _NAMES.get()


def shown(
    loaded: Loading,
    asked: Audience | None = None,
    names: Path | None = None,
    beside: Collection[str] = (),
) -> Loading:
    """Return a loaded dataset as the audience sees it that was asked for, else as the one it is made for.

    Args:
        loaded: the dataset.
        asked: the audience that was asked for.
        names: a file with the real names of stakeholders, which the team alone sees.
        beside: stakeholders of a dataset that this one is compared with, who may have a name in the file too.

    Raises:
        DataError, UsageError: if the names cannot be read, or what is made is for the public.
    """
    from positions.dataset.audience.public_view import seen_by

    seen, names = seen_by(loaded, audience(asked)), names_file(names)
    if names is None:
        return seen
    if audience(asked) == "public":
        refuse_names_in_public()
    return _with_names(seen, names, beside)


def refuse_names_in_public() -> NoReturn:
    """Refuse real names in what is for the public.

    Raises:
        UsageError: always.
    """
    raise UsageError(
        "--names shows real names, and this output is for the public",
        "add --audience team, or leave out --names",
    )


def with_names_said(held_back: str | None, number: int) -> str:
    """Return what an output says of itself that has real names, by what it says of private parts."""
    names = f"the real {'name' if number == 1 else 'names'} of {number:,} of the stakeholders"
    return f"{held_back or 'For the team only, not to be passed on.'} It has {names}."


def _with_names(loaded: Loading, file: Path, beside: Collection[str]) -> Loading:
    from positions.dataset.audience.names import read_names, with_real_names

    names = read_names(file)
    if loaded.dataset is None:
        return loaded
    return replace(
        loaded,
        dataset=with_real_names(loaded.dataset, names, file.name, beside),
        held_back=with_names_said(loaded.held_back, len(names)),
    )


def audience(asked: Audience | None = None) -> Audience:
    """Return whom the answer is for."""
    return asked or _AUDIENCE.get()
