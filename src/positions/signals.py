"""Deferring Ctrl-C during work that must not stop half-way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")  # SIGINT last: its handler may raise as soon as it is restored

INTERRUPTING = tuple(int(getattr(signal, name)) for name in _NAMES if hasattr(signal, name))
"""The numbers of the signals that interrupt this program."""


@contextmanager
def deferring_signals() -> Iterator[Callable[[], None]]:
    """Defer the signals that interrupt this program until the block ends.

    Gives a function for the moments at which stopping is safe: it lets through what came until then, so that
    after Ctrl-C it raises KeyboardInterrupt. What the system handles without Python, as it does SIGKILL, is
    not deferred. Outside the main thread, where no signal arrives, nothing happens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield _nothing
        return
    came: list[int] = []
    handlers: dict[int, Callable[[int, FrameType | None], object]] = {}

    def let_through() -> None:
        if came:
            number = came.pop(0)
            handlers[number](number, None)

    try:
        for number in INTERRUPTING:
            handler = signal.getsignal(number)
            if callable(handler):
                handlers[number] = handler
                signal.signal(number, lambda number, _frame: came.append(number))
        yield let_through
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        let_through()


def _nothing() -> None:
    """Stand for the function that lets signals through, where none arrives."""
