"""Changing a dataset's files: read, change the text, read again, compare, and only then write.

Whatever is asked for, a file is as it was unless the new text reads back as the old dataset plus exactly
what was asked for, and has no error.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as FilePath

from positions.dataset.editing.locking import locked
from positions.dataset.editing.splice import Splice, spliced
from positions.dataset.load import Loaded, dataset_files, load_files
from positions.dataset.models import Dataset
from positions.dataset.yaml.reader import Document, Path, file_bytes, read_bytes
from positions.files import write_atomically
from positions.problems import DataError, Location, PositionsError, Problem, UsageError

MOST_ATTEMPTS = 20
"""How often an edit begins anew because the file was changed meanwhile."""

_BYTE_ORDER_MARK = "\ufeff"
_ABANDONED = 3600  # seconds after which nobody writes to a temporary file any more
_NO_LINE_END = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class Step:
    """One change to one file: a function from the document to the splices of its text."""

    document: int
    splices: Callable[[Document], Sequence[Splice]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit does: its steps, the dataset that must come out, and the path of what it is about."""

    steps: tuple[Step, ...]
    expected: Dataset
    about: Path


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did, or would do.

    `loaded` is the dataset that comes out, `about` the path of what was added and `location` where it
    stands, `changes` holds each changed file before and after, `warnings` what is to be said of the dataset
    now and was not before.
    """

    loaded: Loaded
    about: Path
    location: Location
    changes: Mapping[FilePath, tuple[bytes, bytes]]
    warnings: tuple[Problem, ...]

    def diff(self) -> str:
        """Return the changes as a unified diff."""
        return "".join(_diff(file, *sides) for file, sides in self.changes.items())


class EditError(PositionsError):
    """An edit that would change more than it was asked to: nothing is written."""


class _ChangedMeanwhileError(Exception):
    """The file is not what it was when the edit began."""


def edit(path: FilePath, plan: Callable[[Loaded], Plan], *, dry_run: bool = False) -> Edited:
    """Change the dataset at a path.

    Two edits at once wait for each other, and a file that another program writes meanwhile is read anew, so
    that no change is lost. A file is replaced whole; of several, each by itself.

    Args:
        path: the dataset's file or folder.
        plan: from the dataset as it is to what is to be done; it may be called more than once.
        dry_run: whether only to say what would be done.

    Raises:
        DataError: if the dataset has errors, or would have.
        EditError: if the new text does not read back as it should.
        UsageError: if a file cannot be read or written, and whatever the plan raises.
    """
    for file in dataset_files(path):
        if file.exists() and not stat.S_ISREG(file.stat().st_mode):
            raise UsageError(f"cannot edit {file}: it is no ordinary file")
    if dry_run:
        return _edited(path, plan)[0]
    folder = FilePath(os.path.realpath(path))
    folder = folder if folder.is_dir() else folder.parent
    with locked(folder):
        _sweep(folder)
        for _ in range(MOST_ATTEMPTS):
            edited, contents = _edited(path, plan)
            try:
                _write(edited, contents)
            except _ChangedMeanwhileError:
                continue
            return edited
    raise UsageError(f"{path} is changed by another program all the time", "try again in a moment")


def _edited(path: FilePath, plan: Callable[[Loaded], Plan]) -> tuple[Edited, dict[FilePath, bytes]]:
    contents = {file: file_bytes(file) for file in dataset_files(path)}
    loaded = _loaded(contents, path)
    loaded.require()
    planned = plan(loaded)
    files, changed = list(contents), dict(contents)
    for step in planned.steps:
        file, data = files[step.document], changed[files[step.document]]
        unchanged = data is contents[file]
        document = loaded.origin.documents[step.document] if unchanged else read_bytes(data, str(file))
        mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK.encode()) else ""
        changed[file] = (mark + spliced(document.text, step.splices(document))).encode()
    result = _loaded(changed, path)
    _require_expected(result, planned.expected)
    changes = {file: (contents[file], changed[file]) for file in files if contents[file] != changed[file]}
    known = {(problem.code, problem.message) for problem in loaded.problems}
    warnings = tuple(problem for problem in result.problems if (problem.code, problem.message) not in known)
    where = result.origin.locate(planned.about, key=True)
    return Edited(result, planned.about, where, changes, warnings), contents


def _loaded(contents: Mapping[FilePath, bytes], path: FilePath) -> Loaded:
    files = [(file.name, str(file), data) for file, data in contents.items()]
    return load_files(files, path if path.is_dir() else path.parent, is_folder=path.is_dir())


def _require_expected(result: Loaded, expected: Dataset) -> None:
    """Refuse a result with errors of its own, or that is not what was asked for."""
    found = result.dataset
    if found is None:
        errors = [problem for problem in result.problems if problem.is_error]
        raise DataError(errors)
    if found.scale.is_nominal:  # whose labels may be those that occur
        expected = expected.model_copy(update={"scale": found.scale})
    if found != expected:
        raise EditError(
            "this file is laid out in a way that cannot be changed safely: nothing was written; "
            "make the change in an editor, and please report it with the file"
        )


def _write(edited: Edited, contents: Mapping[FilePath, bytes]) -> None:
    if any(file_bytes(file) != data for file, data in contents.items()):
        raise _ChangedMeanwhileError
    for file, (_, after) in edited.changes.items():
        write_atomically(file, after)


def _sweep(folder: FilePath) -> None:
    """Clear away the temporary files that programs which were killed while they wrote have left."""
    for file in folder.glob(".positions-*.tmp"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _ABANDONED:
                file.unlink()


def _diff(file: FilePath, before: bytes, after: bytes) -> str:
    old, new = (_lines(data.decode().removeprefix(_BYTE_ORDER_MARK)) for data in (before, after))
    lines = difflib.unified_diff(old, new, str(file), str(file))
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [line for line in re.split("(?<=\n)", text) if line]
