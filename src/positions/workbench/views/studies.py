"""The study that the screens compare, or in words why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from positions.problems import UsageError
from positions.render.html.build import Markup, el
from positions.reports.common.study import Study
from positions.workbench.state.snapshot import Snapshot

Found = TypeVar("Found")


def refused(act: Callable[[], Found]) -> Found | Markup:
    """Return what an action gives; where it is refused, the reason as a paragraph."""
    try:
        return act()
    except UsageError as error:
        return el("p", f"{error}: {error.hint}" if error.hint else str(error), class_="note")


def study(snapshot: Snapshot) -> Study | Markup:
    """Return the study of all that the coder sees, as `compare` makes it."""
    return refused(lambda: snapshot.study)
