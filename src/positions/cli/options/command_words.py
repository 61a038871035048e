"""The arguments of the running command, for the record of an edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

_WORDS: ContextVar[tuple[str, ...]] = ContextVar("words", default=())


@contextmanager
def running(words: Sequence[str]) -> Iterator[None]:
    """Hold the words for as long as their command runs."""
    token = _WORDS.set(tuple(words))
    try:
        yield
    finally:
        _WORDS.reset(token)


def command_words() -> tuple[str, ...]:
    """Return the words after `positions`; none where no command line is run."""
    return _WORDS.get()
