"""How far long work is: a bar on stderr, where that is a terminal; and what would make it shorter."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from positions.cli.streams import is_ascii, is_terminal, say

AFTER = 0.7
"""Seconds before a bar is shown: work that is done sooner needs none."""


@contextmanager
def progress(
    what: str, total: int, *, quiet: bool = False, after: float = AFTER
) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how much more of `total` is done.

    It draws a bar on stderr once the work has lasted `after` seconds; none is drawn where stderr is no
    terminal, or with `quiet`. The bar is gone when all is done or the work ends, however it ends.
    """
    if quiet or not is_terminal(sys.stderr):
        yield lambda done: None
        return
    bar = _Bar(what, total)
    start = monotonic() + after

    def tick(done: int) -> None:
        bar.done += done
        if bar.done >= total:
            bar.close()
        elif monotonic() >= start:
            bar.show()

    try:
        yield tick
    finally:
        bar.close()


@contextmanager
def waiting(what: str, *, quiet: bool = False, after: float = AFTER) -> Iterator[None]:
    """Show, as `progress` does, that work goes on of which nobody can say how far it is."""
    if quiet or not is_terminal(sys.stderr):
        yield
        return
    from threading import Timer

    bar = _Bar(what, None)
    timer = Timer(after, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        bar.close()


def say_what_helps(work: str, *, quiet: bool = False) -> None:
    """Say that some work, the beginning of a sentence, takes long as things are installed."""
    say(f"{work}: pip install 'positions[bulk]' would speed this up.", quiet=quiet)


class _Bar:
    """A bar that is made when it is first shown; without a total it only moves."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total = what, total
        self._close: Callable[[], None] | None = None
        self._update: Callable[[int], None] | None = None
        self.done = 0

    def show(self) -> None:
        """Show what is done."""
        if self._update is None:
            self._open()
        if self._update is not None:
            self._update(self.done)

    def close(self) -> None:
        """Take the bar away."""
        if self._close is not None:
            self._close()
            self._close = None

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        known = (TaskProgressColumn(), TimeRemainingColumn())
        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            *(known if self._total is not None else (TimeElapsedColumn(),)),
            console=Console(file=sys.stderr, safe_box=is_ascii(sys.stderr), legacy_windows=False),
            transient=True,
            redirect_stdout=False,
        )
        task = bar.add_task(self._what, total=self._total)
        bar.start()
        self._close = bar.stop
        self._update = lambda done: bar.update(task, completed=done)
