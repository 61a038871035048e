"""Undo and redo on the command line: one edit after another, each reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.cli import streams
from positions.cli.dataset_path import find_dataset
from positions.cli.edits.edit_options import EditOptions
from positions.cli.interruption import finish
from positions.cli.options.command_words import command_words
from positions.cli.problem_lines import visible
from positions.problems import UsageError
from positions.vocabulary import Turn

if TYPE_CHECKING:
    from positions.dataset.editing.undoing import TakenBack
    from positions.dataset.storage.record import Record


def take_back(what: Turn, number: int, how: EditOptions) -> None:
    """Undo or redo a number of edits, one after the other, and say each."""
    from positions.dataset.editing import undoing
    from positions.dataset.editing.recording import Signature

    signature = Signature(command_words())
    act = undoing.undo if what == "undo" else undoing.redo
    for _ in range(1 if how.dry_run else number):
        taken = act(how.path(), signature, dry_run=how.dry_run, notify=how.notify)
        _say(taken, what, how)


def _say(taken: TakenBack, what: Turn, how: EditOptions) -> None:
    if how.dry_run:
        streams.write_text(taken.edited.diff())
        streams.say("Nothing was written (--dry-run).", quiet=how.quiet)
        return
    finish()
    did = "Undone" if what == "undo" else "Made again"
    streams.say(f"{did}: {_line(taken.record)}", quiet=how.quiet)


def undo_command(place: str) -> str:
    """Return the command that takes back the last edit of the dataset at a place, from where one stands."""
    from positions.offers import shell_word

    try:
        found = find_dataset(None, example_allowed=False).path
        is_usual = found is not None and found.samefile(place)
    except (UsageError, OSError):
        is_usual = False
    if is_usual:
        return "positions undo"
    return f"positions undo -d {shell_word(f'./{place}' if place.startswith('-') else place)}"


def list_edits(how: EditOptions) -> None:
    """List the edits that can be undone, the last first."""
    from positions.dataset.editing.undoing import edit_history

    history = edit_history(how.path())
    for number, record in enumerate(reversed(history.done), 1):
        streams.write_text(f"{number:>3}  {_line(history.original(record))}\n")
    if not history.done:
        streams.say("There is no edit to undo.", quiet=how.quiet)


def _line(record: Record) -> str:
    """Return an edit in a line: its command, its time (UTC) and its coder."""
    coder = f", by {record.coder}" if record.coder else ""
    return visible(f"{record.command} ({record.time[:16].replace('T', ' ')} UTC{coder})")
