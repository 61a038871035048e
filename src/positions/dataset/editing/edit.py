"""Changing a dataset's files: read, change the text, read again, compare, and only then write.

Whatever is asked for, a file is as it was unless the new text reads back as the old dataset plus exactly
what was asked for, and has no error.
"""

from __future__ import annotations

import difflib
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path as FilePath

from positions.dataset.editing.recording import ANONYMOUS, Signature, Traced, record_of, recorded
from positions.dataset.load import Loaded, digest_of_contents, load_contents
from positions.dataset.models import Dataset
from positions.dataset.storage.dataset_files import dataset_files, home_of, names_at_home
from positions.dataset.storage.interrupted_edits import settle
from positions.dataset.storage.locking import locked
from positions.dataset.storage.record import BYTE_ORDER_MARK
from positions.dataset.storage.snapshot import read_between_edits
from positions.dataset.storage.splices import Splice, spliced
from positions.dataset.storage.transaction import replace_files, sweep
from positions.dataset.yaml.reader import Document, Path, file_bytes
from positions.dataset.yaml.reread import read_bytes_again
from positions.files import ReplacedMeanwhileError
from positions.problems import DataError, Location, PositionsError, Problem, UsageError

MOST_ATTEMPTS = 20
"""How often an edit begins anew because the file was changed meanwhile."""

_NO_LINE_END = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class Step:
    """One change to one file: a function from the document to the splices of its text."""

    document: int
    splices: Callable[[Document], Sequence[Splice]]


@dataclass(frozen=True, slots=True)
class Values:
    """What the files that an edit changes must say afterwards, by their number."""

    by_document: Mapping[int, object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit does: its steps, what must come out, and the path of what it is about.

    The steps are taken one by one, each after the one before it is made. What must come out is a dataset, or
    the values of files as records have them.
    """

    steps: Iterable[Step]
    expected: Dataset | Values
    about: Path


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did, or would do.

    `loaded` is the dataset that comes out, `about` the path of what was added, `changes` holds each changed
    file before and after, `warnings` what is to be said of the dataset now and was not before.
    """

    loaded: Loaded
    about: Path
    changes: Mapping[FilePath, tuple[bytes, bytes]]
    warnings: tuple[Problem, ...]

    @property
    def location(self) -> Location:
        """Where what was added stands."""
        return self.loaded.origin.locate(self.about, key=True)

    def diff(self) -> str:
        """Return the changes as a unified diff."""
        return "".join(_diff(file, *sides) for file, sides in self.changes.items())


class EditError(PositionsError):
    """An edit that would change more than it was asked to: nothing is written."""


class _ChangedMeanwhileError(Exception):
    """The file is not what it was when the edit began."""


def _silent(_said: str) -> None:
    """Take a sentence that nobody wants to read."""


def edit(
    path: FilePath,
    plan: Callable[[Loaded], Plan],
    *,
    dry_run: bool = False,
    signature: Signature = ANONYMOUS,
    notify: Callable[[str], None] = _silent,
    known: Loaded | None = None,
) -> Edited:
    """Change the dataset at a path.

    Two edits at once wait for each other, and a file that another program writes meanwhile is read anew, so
    that no change is lost. The files are replaced together or not at all, and the journal keeps what was
    done. An earlier edit that was interrupted half-way is undone first.

    Args:
        path: the dataset's file or folder.
        plan: from the dataset as it is to what is to be done; it may be called more than once.
        dry_run: whether only to say what would be done.
        signature: whose edit it is, for the journal.
        notify: takes a sentence on each other thing that was done.
        known: the dataset as it was read before, which is not read again where the files are still the same.

    Raises:
        DataError: if the dataset has errors, or would have, or an interrupted edit cannot be undone.
        EditError: if the new text does not read back as it should.
        UsageError: if a file cannot be read or written, and whatever the plan raises.
    """
    _require_regular(path)
    if dry_run:
        contents, unfinished = read_between_edits(path)
        if unfinished:
            raise DataError(unfinished)
        return _Attempt(path, contents, plan, known).edited
    with _ready(path, notify):
        for _ in range(MOST_ATTEMPTS):
            attempt = _Attempt(path, _contents(path), plan, known)
            parted = [file for file in attempt.edited.changes if file.stat().st_nlink > 1]
            try:
                attempt.write(signature)
            except (_ChangedMeanwhileError, ReplacedMeanwhileError):
                continue
            for file in parted:
                notify(f"{file} had other names (hard links): those keep the old text.")
            return attempt.edited
    raise UsageError(f"{path} is changed by another program all the time", "try again in a moment")


def load_to_edit(path: FilePath, notify: Callable[[str], None] = _silent) -> Loaded:
    """Read a dataset that is about to be edited: an edit that was interrupted half-way is undone first.

    Raises:
        DataError: if the interrupted edit cannot be undone.
        UsageError: if a file cannot be read or written.
    """
    _require_regular(path)
    with _ready(path, notify):
        return load_contents(_contents(path), path)


@contextmanager
def _ready(path: FilePath, notify: Callable[[str], None]) -> Iterator[None]:
    """Keep the dataset locked, in which no half of an earlier edit is left."""
    home = home_of(path)
    with locked(home):
        undone = settle(home, names_at_home(path, dataset_files(path)))
        if undone is not None:
            notify(undone)
        sweep(home)
        yield


class _Attempt:
    """An edit of the files as they were read, not written yet."""

    def __init__(
        self,
        path: FilePath,
        contents: Mapping[FilePath, bytes],
        plan: Callable[[Loaded], Plan],
        known: Loaded | None,
    ) -> None:
        self._path, self._contents = path, contents
        same = known is not None and known.sha256 == digest_of_contents(contents, path)
        self._loaded = known if same and known is not None else load_contents(contents, path)
        self._loaded.require()
        self._files = list(contents)
        self._series: dict[FilePath, list[Sequence[Splice]]] = {}
        planned = plan(self._loaded)
        changed, read = self._changed(planned.steps)
        result = load_contents(changed, path, before=self._loaded, nearer=read)
        _require_expected(result, planned.expected)
        changes = {
            file: (contents[file], changed[file]) for file in self._files if contents[file] != changed[file]
        }
        before = {(problem.code, problem.message) for problem in self._loaded.problems}
        warnings = [problem for problem in result.problems if (problem.code, problem.message) not in before]
        self.edited = Edited(result, planned.about, changes, tuple(warnings))

    def write(self, signature: Signature) -> None:
        """Replace the files and keep the edit in the journal.

        Raises:
            _ChangedMeanwhileError: if a file is not what the edit started from; nothing is then written.
            ReplacedMeanwhileError: if that was seen only when it was replaced; it is then put back.
            UsageError: if a file cannot be written; nothing is then changed.
        """
        names = dict(zip(self._files, names_at_home(self._path, self._files), strict=True))
        traced = [
            Traced(names[file], sides, self._documents(file), self._series[file])
            for file, sides in self.edited.changes.items()
        ]
        if not traced:
            return
        record = record_of(signature, traced)
        replace_files(home_of(self._path), record, self.edited.changes, self._require_unchanged)

    def _changed(self, steps: Iterable[Step]) -> tuple[dict[FilePath, bytes], list[Document]]:
        """Return the files with the steps made, and the documents as they were read before the last ones."""
        changed = dict(self._contents)
        documents = list(self._loaded.origin.documents)
        for step in steps:
            file = self._files[step.document]
            data = changed[file]
            documents[step.document] = document = read_bytes_again(documents[step.document], data)
            mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK.encode()) else ""
            splices = step.splices(document)
            self._series.setdefault(file, []).append(splices)
            changed[file] = (mark + spliced(document.text, splices)).encode()
        return changed, documents

    def _documents(self, file: FilePath) -> tuple[Document, Document]:
        index = self._files.index(file)
        return self._loaded.origin.documents[index], self.edited.loaded.origin.documents[index]

    def _require_unchanged(self) -> None:
        if any(file_bytes(file) != data for file, data in self._contents.items()):
            raise _ChangedMeanwhileError


def _contents(path: FilePath) -> dict[FilePath, bytes]:
    return {file: file_bytes(file) for file in dataset_files(path)}


def _require_regular(path: FilePath) -> None:
    for file in dataset_files(path):
        if file.exists() and not stat.S_ISREG(file.stat().st_mode):
            raise UsageError(f"cannot edit {file}: it is not a regular file")


def _require_expected(result: Loaded, expected: Dataset | Values) -> None:
    """Refuse a result with errors of its own, or that is not what was asked for."""
    found = result.dataset
    if found is None:
        errors = [problem for problem in result.problems if problem.is_error]
        raise DataError(errors)
    if isinstance(expected, Values):
        documents = result.origin.documents
        as_expected = all(
            recorded(documents[index].value) == value for index, value in expected.by_document.items()
        )
    else:
        if found.scale.is_nominal:  # whose labels may be those that occur
            expected = expected.model_copy(update={"scale": found.scale})
        as_expected = found == expected
    if not as_expected:
        raise EditError(
            "this file is laid out in a way that cannot be changed safely: nothing was written; "
            "make the change in an editor, and please report it with the file"
        )


def _diff(file: FilePath, before: bytes, after: bytes) -> str:
    old, new = (_lines(data.decode().removeprefix(BYTE_ORDER_MARK)) for data in (before, after))
    lines = difflib.unified_diff(old, new, str(file), str(file))
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [line for line in re.split("(?<=\n)", text) if line]
