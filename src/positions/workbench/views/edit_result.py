"""The answer to the page after an edit."""

from __future__ import annotations

from typing import Any

from positions.workbench.actions.changes import Changed
from positions.workbench.actions.statements import Coded
from positions.workbench.state.bench import Bench
from positions.workbench.views.frame import frame
from positions.workbench.views.text import changed_paragraphs


def changed(bench: Bench, done: Changed) -> dict[str, Any]:
    """Return the answer after an edit: a sentence, the command, and the current frame."""
    return {"said": done.said, "remarks": done.remarks, "command": done.commands, "frame": frame(bench)}


def coded(bench: Bench, done: Coded) -> dict[str, Any]:
    """Return the answer after a statement, with the paragraphs to redraw."""
    answer: dict[str, Any] = {
        "said": done.said,
        "remarks": done.remarks,
        "command": done.commands,
        "frame": frame(bench),
        "before": done.before,
    }
    if done.source is not None and done.span is not None:
        answer["paragraphs"] = changed_paragraphs(bench, done.source, done.span)
    return answer
