"""Who hears what a command says beside its answer: remarks, and how far long work is.

The command line shows them on stderr; a Python program gets remarks as warnings and sees nothing of progress.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from positions.problems import Problem, RemarkWarning

Tick = Callable[[int], None]

_PACKAGE = str(Path(__file__).parent.parent)


class Listener(Protocol):
    """Hears what commands say."""

    def say(self, text: str) -> None:
        """Hear a remark, a sentence for people."""

    def problems(self, problems: Sequence[Problem], *, brief: bool) -> None:
        """Hear of warnings and notes about the data; briefly, that there are some."""

    def waiting(self, what: str) -> AbstractContextManager[None]:
        """Hear that work goes on of which nobody can say how far it is."""

    def progress(self, what: str, total: int) -> AbstractContextManager[Tick]:
        """Hear of work in `total` steps, with a function that takes how many more are done."""


class Warner:
    """Gives remarks as warnings, shown where the program calls the library; of progress nothing."""

    def say(self, text: str) -> None:
        """Warn."""
        warnings.warn(text, RemarkWarning, stacklevel=_outside())

    def problems(self, problems: Sequence[Problem], *, brief: bool) -> None:
        """Warn of how many there are, or of each."""
        if brief:
            many = "1 remark" if len(problems) == 1 else f"{len(problems)} remarks"
            self.say(f"{many} on the data (`positions check` shows them)")
            return
        for problem in problems:
            place = "" if problem.location is None else f"{problem.location}: "
            self.say(f"{place}{problem.severity}: {problem.message}")

    def waiting(self, what: str) -> AbstractContextManager[None]:
        """Show nothing."""
        return nullcontext()

    def progress(self, what: str, total: int) -> AbstractContextManager[Tick]:
        """Show nothing."""
        return nullcontext(lambda done: None)


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def _listener() -> Listener:
    return _LISTENER.get() or Warner()


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let a listener hear what is said inside the `with`."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def say(text: str) -> None:
    """Say a remark, a sentence for people."""
    _listener().say(text)


def say_problems(problems: Sequence[Problem], *, brief: bool = False) -> None:
    """Say what is odd about the data; briefly, that there is something."""
    if problems:
        _listener().problems(problems, brief=brief)


def waiting(what: str) -> AbstractContextManager[None]:
    """Say that work goes on of which nobody can say how far it is."""
    return _listener().waiting(what)


def progress(what: str, total: int) -> AbstractContextManager[Tick]:
    """Say that work in `total` steps goes on; give a function that takes how many more are done."""
    return _listener().progress(what, total)


def say_what_helps(work: str) -> None:
    """Say that some work, the beginning of a sentence, takes long as things are installed."""
    say(f"{work}: pip install 'positions[bulk]' would speed this up.")


def _outside() -> int:
    """Return how many calls above the warning the caller of the library is."""
    import inspect

    frame = inspect.currentframe()
    depth = 0
    while frame is not None:
        if depth > 1 and not frame.f_code.co_filename.startswith(_PACKAGE):
            return depth
        frame, depth = frame.f_back, depth + 1
    return 2
