"""How far long work is: a bar on stderr, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from positions.cli.streams import is_ascii, is_terminal

AFTER = 0.7
"""Seconds before a bar is shown: work that is done sooner needs none."""


@contextmanager
def progress(
    what: str, total: int, *, quiet: bool = False, after: float = AFTER
) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how much more of `total` is done.

    It draws a bar on stderr once the work has lasted `after` seconds; none is drawn where stderr is no
    terminal, or with `quiet`. The bar is gone when the work ends, however it ends.
    """
    if quiet or not is_terminal(sys.stderr):
        yield lambda done: None
        return
    bar = _Bar(what, total, monotonic() + after)
    try:
        yield bar.tick
    finally:
        bar.close()


class _Bar:
    """A bar that is made when it is first needed."""

    def __init__(self, what: str, total: int, start: float) -> None:
        self._what, self._total, self._start = what, total, start
        self._done = 0
        self._close: Callable[[], None] | None = None
        self._show: Callable[[int], None] | None = None

    def tick(self, done: int) -> None:
        """Count what is done, and show it where it is time to."""
        self._done += done
        if self._show is None and monotonic() >= self._start:
            self._open()
        if self._show is not None:
            self._show(self._done)

    def close(self) -> None:
        """Take the bar away."""
        if self._close is not None:
            self._close()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr, safe_box=is_ascii(sys.stderr), legacy_windows=False),
            transient=True,
        )
        task = bar.add_task(self._what, total=self._total)
        bar.start()
        self._close = bar.stop
        self._show = lambda done: bar.update(task, completed=done)
