"""A coding sheet that was filled in, brought home into its dataset as one edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from positions.library.notices import say
from positions.problems import Problem
from positions.suggest import first_of

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.load import Loaded
    from positions.dataset.models import Dataset
    from positions.exchange.coding_sheet.returned_sheet import SheetChanges
    from positions.library.selecting import Values

_MOST = 5

Show = Callable[[Sequence[str]], None]
"""Takes the lines that say what is about to be written."""


@dataclass(frozen=True)
class ImportedSheet:
    """What a coding sheet changed in a dataset, or would change.

    Attributes:
        changes: a line for each row that changes something.
        left_out: why rows were left out, with `partial`.
        edited: the edit.
    """

    changes: tuple[str, ...]
    left_out: tuple[Problem, ...]
    edited: Edited = field(repr=False)

    @property
    def dataset(self) -> Dataset:
        """The dataset that comes out."""
        return self.edited.loaded.require()

    @property
    def diff(self) -> str:
        """The change of the files as a unified diff."""
        return self.edited.diff()


def bring_home(
    sheet: Path, dataset: Path, how: Values, words: Sequence[str], show: Show | None = None
) -> ImportedSheet:
    """Write what was changed in a coding sheet into its dataset, as one edit.

    Args:
        sheet: the workbook, .csv or .tsv.
        dataset: the file or folder.
        how: `dry_run` (nothing is written), `partial` (rows that are wrong are left out), `force` (quotations
            are kept that are not in their sources, and a sheet is taken that seems to be another dataset's),
            and of a .csv `encoding` and `delimiter`.
        words: the command line, for the journal.
        show: called before anything is written.

    Raises:
        DataError: with a problem for each row that cannot be read, or that the dataset has changed too.
        UsageError: if a file cannot be opened or written.
    """
    from positions.dataset.editing.edit import edit
    from positions.dataset.editing.recording import Signature
    from positions.dataset.editing.rewrite import rewrite
    from positions.exchange.coding_sheet.reading import read_returned
    from positions.exchange.coding_sheet.returned_sheet import changes_of_sheet
    from positions.exchange.tables.settings import FileFormat

    returned = read_returned(sheet, FileFormat(encoding=how["encoding"], delimiter=how["delimiter"]))
    found: list[SheetChanges] = []

    def plan(loaded: Loaded) -> Plan:
        one = changes_of_sheet(returned, loaded, partial=how["partial"], force=how["force"])
        if show is not None and (not found or found[-1].changes != one.changes):
            show(one.changes)
        found.append(one)
        return rewrite(loaded, one.rewrite)

    edited = edit(dataset, plan, dry_run=how["dry_run"], signature=Signature(tuple(words)), notify=say)
    for remark in (*found[-1].remarks, *_lost_comments(edited.diff())):
        say(remark)
    return ImportedSheet(found[-1].changes, found[-1].left_out, edited)


def _lost_comments(diff: str) -> list[str]:
    """Return a sentence on the comments that a change takes out of a file, none where it takes none."""
    kept = [_comment(line[1:]) for line in diff.splitlines() if line.startswith("+")]
    lost = []
    for line in diff.splitlines():
        text = _comment(line[1:]) if line.startswith("-") and not line.startswith("---") else ""
        if text and text in kept:
            kept.remove(text)
        elif text:
            lost.append(repr(text))
    many = "Comments" if len(lost) > 1 else "A comment"
    return (
        [f"{many} of the file went with what was moved or deleted: {first_of(lost, _MOST)}."] if lost else []
    )


def _comment(line: str) -> str:
    """Return the comment of a line of YAML, nothing where it has none outside quotation marks."""
    for match in re.finditer(r"(?:^|\s)#", line):
        before = line[: match.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return line[match.start() :].strip()
    return ""
