"""The journal of edits: a folder `.positions` beside the dataset, with one file an edit.

`unfinished.json` is the edit that is being made; when it is done it becomes 000001.json, 000002.json and so
on. The folder may have come from anywhere: it is never followed if it is a link, and nothing in it names a
place to write to.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from positions.dataset.storage.record import Record, parse_record
from positions.files import explained, reason, sync_folder, write_new
from positions.problems import DataError, Location, Problem, UsageError

FOLDER = ".positions"
UNFINISHED = "unfinished.json"

MOST_KEPT = 10_000_000
"""Bytes of finished edits that are kept; the oldest go first."""

_FEW, _EVERY = 500, 16
"""Up to how many edits their sizes are added up after each; of more after every so many."""

MOST_READ = 32_000_000
"""Bytes of the largest record that is written or read."""

_NEW = "new.tmp"
_FINISHED = re.compile(r"(?:(?!0{6})[0-9]{6}|[1-9][0-9]{6,8})\.json")
"""As `commit` writes the numbers, which begin at 1, and in no other way."""
_LARGEST = 999_999_999


class Journal:
    """The journal of the datasets in a folder."""

    def __init__(self, folder: Path) -> None:
        """Look at nothing yet; `folder` is where the dataset's files are."""
        self.place = folder / FOLDER
        self._unfinished = self.place / UNFINISHED

    def unfinished(self) -> Record | None:
        """Return the edit that was not finished; None where there is none.

        Raises:
            DataError: if what stands for it is not a record of this program.
        """
        if not _is_folder(self.place):
            return None  # nothing of ours: an edit does not write through a link
        try:
            data = _read(self._unfinished)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(reason(error)) from None
        record = None if data is None else parse_record(data)
        if record is None:
            raise self._unusable("it is not a record of an edit")
        return record

    def begin(self, record: Record) -> None:
        """Write down an edit that is about to be made, flushed to the disk.

        Raises:
            UsageError: if the journal cannot be written, or the edit is too large for it.
        """
        data = record.as_bytes()
        if len(data) > MOST_READ:
            raise UsageError(f"the edit changes too much at once: its record has {len(data):,} bytes")
        with explained(self.place):
            self._make()
            new = self.place / _NEW
            with suppress(FileNotFoundError):
                new.unlink()
            write_new(new, data, 0o600)
            os.replace(new, self._unfinished)  # noqa: PTH105  # Path.replace is the same call
            sync_folder(self.place)

    def commit(self) -> None:
        """Keep the edit as the newest of those that are done; the oldest go where they take too much."""
        with suppress(OSError):  # the files are right: the next edit does this again
            number = max(self._numbers(), default=0) + 1
            if number > _LARGEST:  # somebody has given a file such a name
                number = self._number_anew() + 1
            os.replace(self._unfinished, self._named(number))  # noqa: PTH105  # Path.replace is the same call
            self._prune()
            sync_folder(self.place)

    def drop(self) -> None:
        """Forget the edit that was begun: the files are as they were before it."""
        for name in (UNFINISHED, _NEW):
            with suppress(OSError):
                (self.place / name).unlink()
        sync_folder(self.place)

    def finished(self) -> list[Path]:
        """Return the files of the edits that are done, the oldest first."""
        return list(map(self._named, sorted(self._numbers())))

    def latest(self) -> Iterator[Record]:
        """Yield the edits that are done, the newest first, down to the first that cannot be read."""
        for path in map(self._named, sorted(self._numbers(), reverse=True)):
            try:
                data = _read(path)
            except OSError:
                data = None
            record = None if data is None else parse_record(data)
            if record is None:
                return
            yield record

    def _numbers(self) -> list[int]:
        """Return the numbers of the edits that are done, in no order."""
        if not _is_folder(self.place):
            return []
        with os.scandir(self.place) as entries:  # which knows without a look at each file what it is
            return [
                int(entry.name.removesuffix(".json"))
                for entry in entries
                if _FINISHED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            ]

    def _named(self, number: int) -> Path:
        return self.place / f"{number:06}.json"

    def _number_anew(self) -> int:
        """Give the records the numbers from 1, in their order; return the last one.

        None is lost where this stops half-way: a record's new number is its old one or smaller, and free.
        """
        paths = self.finished()
        for number, path in enumerate(paths, start=1):
            os.replace(path, self._named(number))  # noqa: PTH105  # Path.replace is the same call
        return len(paths)

    def _prune(self) -> None:
        numbers = sorted(self._numbers(), reverse=True)
        if len(numbers) > _FEW and numbers[0] % _EVERY:
            return
        room = MOST_KEPT
        for path in map(self._named, numbers):
            room -= path.lstat().st_size
            if room < 0:
                path.unlink()

    def _make(self) -> None:
        if not _is_folder(self.place):
            if os.path.lexists(self.place):
                raise UsageError(f"cannot keep a journal: {self.place} is not a folder", "move it away")
            self.place.mkdir()
            sync_folder(self.place.parent)
        with suppress(FileExistsError):
            write_new(self.place / ".gitignore", b"*\n")

    def _unusable(self, why: str) -> DataError:
        message = f"there is a record of an unfinished edit that cannot be used: {why}"
        hint = "check the dataset, then delete that file"
        return DataError([Problem("unfinished-edit", message, Location(str(self._unfinished)), hint)])


def _is_folder(path: Path) -> bool:
    """Return whether a path is a folder and no link to one."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _read(path: Path) -> bytes | None:
    """Return a regular file's bytes; None where it is another kind of thing, or too large.

    Raises:
        OSError: if it cannot be opened; a link cannot.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        data = stream.read(MOST_READ + 1)
    return data if len(data) <= MOST_READ else None
