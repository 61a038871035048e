"""Messages of a running command on stderr: remarks, and a progress bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from positions.cli import streams
from positions.cli.streams import is_ascii, is_terminal

if TYPE_CHECKING:
    from positions.problems import Problem

AFTER = 0.7
"""Seconds before a bar is shown: work that is done sooner needs none."""


@contextmanager
def progress(
    what: str, total: int, *, quiet: bool = False, after: float = AFTER
) -> Iterator[Callable[[int], None]]:
    """Give a progress callback, which takes the newly completed part of `total`.

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


@dataclass(frozen=True)
class Terminal:
    """Shows what commands say, unless it is to be quiet."""

    quiet: bool = False
    color: streams.ColorChoice = "auto"

    def say(self, text: str) -> None:
        """Write a remark."""
        streams.say(text, quiet=self.quiet)

    def problems(self, problems: Sequence[Problem], *, brief: bool) -> None:
        """Write warnings and notes; briefly, how many there are and where."""
        from positions.cli.problem_lines import count_line, problem_text

        if brief:
            self.say(f"{count_line(problems)} (`positions check` shows them)")
            return
        color, plain = streams.use_color(self.color, None), streams.is_ascii()
        streams.say(problem_text(problems, color=color, ascii=plain), quiet=self.quiet, end="", painted=True)

    def waiting(self, what: str) -> AbstractContextManager[None]:
        """Show that work goes on."""
        return waiting(what, quiet=self.quiet)

    def progress(self, what: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Show how far work is."""
        return progress(what, total, quiet=self.quiet)


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
