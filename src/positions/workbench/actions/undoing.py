"""Undo and redo, as on the command line, on the same journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from positions.dataset.editing.undoing import EditHistory, edit_history, redo, undo
from positions.dataset.storage.record import Record
from positions.problems import UsageError
from positions.vocabulary import Turn
from positions.workbench.actions.changes import Changed
from positions.workbench.actions.commands import command_lines
from positions.workbench.actions.naming import edit_words
from positions.workbench.state.bench import Bench


@dataclass(frozen=True)
class PastEdit:
    """An edit in the journal: its id, what it did in words, its command, its time and its coder."""

    id: str
    said: str
    command: str
    time: str
    coder: str | None


def take_back(bench: Bench, what: Turn, expected: str | None) -> Changed:
    """Undo or redo the last edit.

    Raises:
        UsageError: if the last one is not the expected one, or is another coder's who is hidden.
    """
    with bench.lock:
        before = bench.snapshot()
        history = edit_history(bench.path, 1)
        records = history.done if what == "undo" else history.undone
        if records and expected is not None and records[-1].id != expected:
            raise UsageError("another edit was made meanwhile", "look at the history, and try again")
        if records and _is_hidden(bench, history, records[-1]):
            raise UsageError(f"the last edit is another coder's, who is hidden: it cannot be {what}ne here")
        taken = bench.take_back(undo if what == "undo" else redo, (what,))
    did = "Undone" if what == "undo" else "Made again"
    seen = before if what == "undo" else bench.snapshot()  # what an edit added is there after it alone
    return Changed(f"{did}: {edit_words(seen, taken.record)}", command_lines([(what,)], bench.path))


def past_edits(bench: Bench, most: int) -> tuple[Sequence[PastEdit], Sequence[PastEdit]]:
    """Return the edits that can be undone and those that can be made again, the last first.

    Args:
        bench: the dataset.
        most: how many of each, at least 1; who asks for few waits for no more.
    """
    history = edit_history(bench.path, most)
    done, undone = (
        [_past(bench, history, record) for record in reversed(records[-most:])]
        for records in (history.done, history.undone)
    )
    return done, undone


def _past(bench: Bench, history: EditHistory, record: Record) -> PastEdit:
    time = record.time[:16].replace("T", " ")
    if _is_hidden(bench, history, record):
        return PastEdit(record.id, "an edit of another coder", "", time, None)
    original = history.original(record)
    said = edit_words(bench.snapshot(), original)
    return PastEdit(record.id, said, original.command, time, original.coder)


def _is_hidden(bench: Bench, history: EditHistory, record: Record) -> bool:
    """Return whether an edit is another coder's, or anybody's who did not sign, while others are hidden."""
    if bench.coder is None or bench.shows_others:
        return False
    return history.original(record).coder != bench.coder
