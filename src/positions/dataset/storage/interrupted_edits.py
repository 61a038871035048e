"""An edit that was interrupted between two files: seen by those who read, undone by those who edit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from positions.dataset.storage.dataset_files import yaml_files
from positions.dataset.storage.journal import FOLDER, UNFINISHED, Journal
from positions.dataset.storage.record import FileRecord, Record, digest, written_name
from positions.dataset.storage.staged_files import EDIT_PREFIX, waiting_contents
from positions.dataset.yaml.reader import file_bytes
from positions.files import staged, sync_folder
from positions.problems import DataError, Location, Problem, UsageError
from positions.signals import deferring_signals


@dataclass(slots=True)
class _Standing:
    """Where the files stand that an edit was to change: before it, after it, or neither."""

    record: Record
    before: dict[Path, FileRecord] = field(default_factory=dict)
    after: dict[Path, tuple[FileRecord, bytes]] = field(default_factory=dict)
    neither: list[str] = field(default_factory=list)

    @property
    def is_half_done(self) -> bool:
        return bool(self.before) and bool(self.after)

    @property
    def is_to_be_finished(self) -> bool:
        """Whether a link's target is new, which is not written again: what is old is made new instead."""
        return any(path.is_symlink() for path in self.after)


def unfinished_problems(home: Path, names: Sequence[str]) -> tuple[Problem, ...]:
    """Return what is wrong with the files of a dataset because an edit of them was interrupted.

    Args:
        home: the folder in which they are.
        names: their names there.
    """
    try:
        record = Journal(home).unfinished()
    except DataError as error:
        return error.problems
    if record is None or {file.name for file in record.files}.isdisjoint(map(written_name, names)):
        return ()
    standing = _look(home, names, record)
    does = "finishes" if standing.is_to_be_finished else "undoes"
    hint = f"the next edit of this dataset, for example with `positions rename`, {does} it first"
    return (_problem(home, standing, hint),) if standing.is_half_done else ()


def settle(home: Path, names: Sequence[str]) -> str | None:
    """Undo an edit of the files of a dataset that was interrupted; the caller holds the lock.

    Nothing but a regular file of this folder is written, and only from what the record says the edit left to
    what it says was there before. Where all files are old or all are new, there is nothing to undo. Where
    what a link leads to is new already, the edit is finished instead (see `waiting`).

    Args:
        home: the folder in which the dataset's files are.
        names: their names there.

    Returns:
        what was undone or finished, as a sentence; None where nothing was.

    Raises:
        DataError: if it cannot be undone; no file is then changed.
        UsageError: if a file cannot be written.
    """
    journal = Journal(home)
    record = journal.unfinished()
    if record is None:
        return None
    standing = _look(home, names, record)
    if not standing.is_half_done:
        _remove_waiting(standing)
        if standing.before or standing.neither:
            journal.drop()
        else:
            journal.commit()
        return None
    if standing.is_to_be_finished:
        _finish(home, names, standing)
        _remove_waiting(standing)
        journal.commit()
        return f"An edit that was interrupted ({record.command}) was finished first."
    old = _reverted(home, names, standing)
    _remove_waiting(standing)
    with deferring_signals() as let_through, staged(old, prefix=EDIT_PREFIX) as put:
        put(let_through)
        journal.drop()
    return f"An edit that was interrupted ({record.command}) was undone first."


def _look(home: Path, names: Sequence[str], record: Record) -> _Standing:
    """Return where the files of a record stand. Its names are only compared with those of files here."""
    here = {written_name(name): home / name for name in names}
    with suppress(OSError):
        here |= {written_name(file.name): file for file in yaml_files(home)}
    standing = _Standing(record)
    for file in record.files:
        path = here.get(file.name)
        data = _bytes_of(path) if path is not None else None
        hashed = digest(data) if data is not None else None
        if path is not None and data is not None and hashed == file.after:
            standing.after[path] = (file, data)
        elif path is not None and hashed == file.before:
            standing.before[path] = file
        else:
            standing.neither.append(file.name)
    return standing


def _finish(home: Path, names: Sequence[str], standing: _Standing) -> None:
    """Put what waits beside the files that links lead to in their places.

    Raises:
        DataError: if a file is another dataset's or was changed since, or nothing waits for it.
    """
    by_hand = _require_settled_here(home, names, standing)
    waiting = {
        path: next(waiting_contents(path, file.after), None) if path.is_symlink() else None
        for path, file in standing.before.items()
    }
    lost = [path.name for path, new in waiting.items() if new is None]
    if lost:
        hint = f"the new content of {_listed(lost)} is lost, so the edit was not finished: {by_hand}"
        raise DataError([_problem(home, standing, hint)])
    with deferring_signals():
        for path, new in waiting.items():
            if new is not None:
                os.replace(new, os.path.realpath(path))  # noqa: PTH105  # Path.replace is the same call
                sync_folder(new.parent)


def _remove_waiting(standing: _Standing) -> None:
    """Remove what a killed edit has left beside the files that links lead to; in this folder `sweep` does."""
    files = {**standing.before, **{path: file for path, (file, _) in standing.after.items()}}
    for path, file in files.items():
        for hashed in (file.after, file.before) if path.is_symlink() else ():
            for left in waiting_contents(path, hashed):
                with suppress(OSError):
                    left.unlink()


def _reverted(home: Path, names: Sequence[str], standing: _Standing) -> dict[Path, bytes]:
    """Return the old bytes of the files that are new.

    Raises:
        DataError: if one is another dataset's, was changed since, or does not become the old one.
    """
    by_hand = _require_settled_here(home, names, standing)
    try:
        return {path: file.reverted(data) for path, (file, data) in standing.after.items()}
    except ValueError:
        hint = f"the record does not restore the old files: {by_hand}"
        raise DataError([_problem(home, standing, hint)]) from None


def _require_settled_here(home: Path, names: Sequence[str], standing: _Standing) -> str:
    """Return what to do by hand.

    Raises:
        DataError: if a file of the record is another dataset's or was changed since.
    """
    own = {written_name(name) for name in names}
    if any(file.name not in own for file in standing.record.files):
        does = "finishes" if standing.is_to_be_finished else "undoes"
        hint = f"first edit the whole folder, with --data {home}: that {does} it"
        raise DataError([_problem(home, standing, hint)])
    by_hand = f"make the files agree, then delete {home / FOLDER / UNFINISHED}"
    if standing.neither:
        hint = f"{_listed(standing.neither)} has been changed since, so that it is not undone: {by_hand}"
        raise DataError([_problem(home, standing, hint)])
    return by_hand


def _problem(home: Path, standing: _Standing, hint: str) -> Problem:
    new, old = (_listed([path.name for path in paths]) for paths in (standing.after, standing.before))
    message = f"an edit was interrupted half-way ({standing.record.command}): new are {new}; old are {old}"
    return Problem("unfinished-edit", message, Location(str(home)), hint)


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])]
    return ", ".join(shown)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return file_bytes(path)
    except UsageError:
        return None
