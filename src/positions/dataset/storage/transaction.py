"""The write of an edit: all of its files or none, with a record of it in the journal."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from positions.dataset.storage.journal import Journal
from positions.dataset.storage.record import Record
from positions.dataset.storage.staged_files import EDIT_PREFIX, links_last
from positions.files import NotUndoneError, staged
from positions.signals import deferring_signals

_ABANDONED = 3600  # seconds after which nobody writes to another command's temporary file any more


def replace_files(
    home: Path, record: Record, changes: Mapping[Path, tuple[bytes, bytes]], check: Callable[[], None]
) -> None:
    """Replace the files of an edit, which is written down first; the caller holds the lock.

    All new contents are on the disk beside the files before the journal says that the edit began, and it says
    so on the disk before the first file is replaced. An error or Ctrl-C puts back what was replaced; after a
    crash `settle` does.

    Args:
        home: the folder with the dataset's files and the journal.
        record: what the journal keeps of the edit.
        changes: the bytes of each file before and after.
        check: raises where the files are no longer what the edit started from; called right before the first
            is replaced.

    Raises:
        ReplacedMeanwhileError: if another program wrote a file at that moment; it is as that left it.
        NotUndoneError: if the edit stopped half-way and a file could not be put back.
        UsageError: if a file or the journal cannot be written; all files are then as they were.
    """
    journal = Journal(home)
    before, after = ({file: sides[number] for file, sides in changes.items()} for number in range(2))
    with deferring_signals() as let_through, staged(links_last(after), EDIT_PREFIX, before) as put:
        try:
            journal.begin(record)
            check()
            put(let_through)
        except NotUndoneError:
            raise
        except BaseException:
            journal.drop()
            raise
        journal.commit()


def sweep(home: Path) -> None:
    """Remove the temporary files that killed programs have left; the caller holds the lock."""
    for file in home.glob(".positions-*.tmp"):
        with suppress(OSError):
            is_old = time.time() - file.lstat().st_mtime > _ABANDONED
            if is_old or file.name.startswith(EDIT_PREFIX):
                file.unlink()
