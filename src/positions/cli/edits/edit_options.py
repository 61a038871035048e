"""What the commands that change a dataset share: which one, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli import streams
from positions.cli.dataset_path import find_dataset
from positions.cli.interruption import finish
from positions.cli.options.command_words import command_words
from positions.cli.options.shared import Color, Quiet
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.load import Loaded


@dataclass(frozen=True)
class EditOptions:
    """Dataset to change, and how the change is reported."""

    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            "-d",
            metavar="PATH",
            help="Dataset: a file or a folder. Default: POSITIONS_DATA, then data/stakeholders.yaml or "
            "stakeholders.yaml here or above.",
            rich_help_panel="Data",
        ),
    ] = None
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show the change as a diff, and write nothing.", rich_help_panel="Output"
        ),
    ] = False
    color: Color = "auto"
    quiet: Quiet = False

    def path(self) -> Path:
        """Return the dataset's file or folder; the example is never changed.

        Raises:
            UsageError: if there is none, or it is standard input.
        """
        found = find_dataset(self.data, example_allowed=False).path
        if found is None:
            raise UsageError("standard input cannot be changed", "name a file or a folder with --data PATH")
        return found

    def load(self) -> Loaded:
        """Return the dataset as it is now, between two edits; one that was interrupted is undone first.

        Raises:
            DataError: if it has errors.
            UsageError: if there is none, or it cannot be opened.
        """
        from positions.dataset.editing.edit import load_to_edit
        from positions.dataset.load import load

        path = self.path()
        loaded = load(path) if self.dry_run else load_to_edit(path, self.notify)
        loaded.require()
        return loaded

    def notify(self, said: str) -> None:
        """Say on stderr what else was done."""
        streams.say(said, quiet=self.quiet)


def carry_out(
    options: EditOptions,
    plan: Callable[[Loaded], Plan],
    done: Callable[[Edited], str],
    coder: str | None = None,
) -> None:
    """Make an edit and say on stderr what was done and where; with `--dry-run` show the diff on stdout.

    `coder` signs it in the journal.
    """
    from positions.cli.problem_lines import problem_text
    from positions.dataset.editing.edit import edit
    from positions.dataset.editing.recording import Signature

    signature = Signature(command_words(), coder)
    edited = edit(options.path(), plan, dry_run=options.dry_run, signature=signature, notify=options.notify)
    if options.dry_run:
        streams.write_text(edited.diff())
        streams.say("Nothing was written (--dry-run).", quiet=options.quiet)
        return
    finish()
    streams.say(done(edited), quiet=options.quiet)
    if edited.warnings:
        streams.say(problem_text(edited.warnings, ascii=streams.is_ascii()), end="", quiet=options.quiet)
