"""Writing files so that one is replaced whole or not at all, and several together."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from positions.problems import UsageError
from positions.signals import deferring_signals

TEMPORARY = ".positions-"
"""How the names of temporary files begin; they end in `.tmp`."""


class NotUndoneError(UsageError):
    """Of several files, some were replaced, others not, and the first could not be put back."""


class ReplacedMeanwhileError(Exception):
    """Another program wrote a file just when it was replaced: what it wrote is in place again."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write bytes to a file: into a temporary one beside it, flushed to the disk, then renamed.

    Links are followed, an existing file's permissions kept; what is not a regular file (a device, a pipe) is
    written through.

    Raises:
        BrokenPipeError: if the path is a pipe whose reader has gone.
        UsageError: if it cannot be written; the file is then as it was, and nothing lies beside it.
    """
    write_together({path: data})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all or none: the first is replaced when all are on the disk beside their places.

    Links, permissions and other than regular files are treated as `write_atomically` does. Ctrl-C before the
    last one is replaced leaves them all as they were.

    Raises:
        BrokenPipeError: if a path is a pipe whose reader has gone.
        UsageError: if one cannot be written; they are then as they were, and nothing lies beside them.
    """
    special = [path for path in contents if not _is_to_be_replaced(path)]
    with (
        deferring_signals() as let_through,
        staged({path: data for path, data in contents.items() if path not in special}) as put,
    ):
        put(let_through)
    for path in special:  # not deferred: a pipe's reader may let us wait for ever
        with explained(path):
            _write_through(path, contents[path])


@contextmanager
def staged(
    contents: Mapping[Path, bytes],
    prefix: str = TEMPORARY,
    expected: Mapping[Path, bytes] | None = None,
) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Write the new contents of files beside them, flushed to the disk; their names begin with `prefix`.

    Gives the function that puts them in place. It calls its argument before each file: should that or a
    replacement raise, those replaced are put back first. Whatever was not put in place is removed.

    `expected` is what the files must hold until then. Editors take no lock: so what was replaced is kept,
    read again after the rename, and where it is something else, it is put back.

    Raises:
        NotUndoneError: if a file could not be put back.
        ReplacedMeanwhileError: if a file held something else than expected when it was replaced.
        UsageError: if one cannot be written.
    """
    items = [_Item(path, data, prefix, (expected or {}).get(path)) for path, data in contents.items()]
    try:
        for item in items:
            with explained(item.path):
                item.write()
        yield lambda let_through: _put(items, let_through)
    finally:
        for item in items:
            item.discard()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` for another program to write; it takes its place when that is done.

    If the block ends with an exception, an interruption among them, `path` is as it was and nothing lies
    beside it.

    Raises:
        UsageError: if it cannot be written.
    """
    item = _Item(path, b"")
    if not _is_to_be_replaced(path):
        raise UsageError(f"cannot write {path}: it is not a regular file")
    try:
        with explained(path):
            with deferring_signals():
                item.write()
            yield item.temporary
            with deferring_signals():
                descriptor = os.open(item.temporary, os.O_RDWR)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
                item.put()
                sync_folder(item.target.parent)
    finally:
        with deferring_signals():
            item.discard()


@contextmanager
def new_folders(*folders: Path, parents: bool = False) -> Iterator[None]:
    """Make the folders that are not there; if the block fails, those that were made are removed again.

    Args:
        folders: the folders.
        parents: whether to make those above them too.

    Raises:
        UsageError: if one cannot be made.
    """
    made: list[Path] = []
    try:
        for folder in folders:
            for each in reversed([folder, *(folder.parents if parents else ())]):
                if not each.is_dir():
                    made.append(each)
                    _make_folder(each)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):  # not made, or something else has been put into it
                folder.rmdir()
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says against writing a file into one sentence; a pipe that broke is let through.

    Raises:
        UsageError: in place of an OSError.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise UsageError(f"cannot write {path}: there is no folder {path.parent}") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {reason(error)}") from None


def reason(error: OSError) -> str:
    """Return why the system refused, as the end of a sentence."""
    return (error.strerror or str(error)).lower()


def sync_folder(folder: Path) -> None:
    """Make a folder's renames last through a power cut, where the system lets a folder be flushed."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file that is not there yet, flushed to the disk.

    Raises:
        OSError: if it is there, or cannot be written.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class _Item:
    """A file to replace: the path that was given, its new content, and where both are.

    `expected` is what it must hold until it is replaced, `kept` another name for the file until that is seen.
    """

    path: Path
    data: bytes
    prefix: str = TEMPORARY
    expected: bytes | None = None
    target: Path = field(init=False)
    temporary: Path = field(init=False)
    kept: Path = field(init=False)
    existing: os.stat_result | None = None
    before: bytes | None = None

    def __post_init__(self) -> None:
        self.target = Path(os.path.realpath(self.path))
        # a short name of its own: the target's may already be as long as a name can be
        self.temporary, self.kept = (
            self.target.parent / f"{self.prefix}{os.urandom(6).hex()}.tmp" for _ in range(2)
        )

    def write(self) -> None:
        """Write the new content beside the target, with the target's owner and permissions."""
        self.existing = _stat(self.target)
        if self.existing is not None:
            # opened to write, and closed: a rename would replace a read-only file all the same
            os.close(os.open(self.target, os.O_WRONLY))
        self._write(self.data)

    def remember(self) -> None:
        """Keep what the file holds, to put it back."""
        self.before = self.target.read_bytes() if self.existing is not None else None

    def put(self) -> None:
        """Put the new content in place."""
        if self.expected is not None:
            with suppress(OSError):  # some file systems have no second names
                os.link(self.target, self.kept)
        os.replace(self.temporary, self.target)  # noqa: PTH105  # Path.replace is the same call

    def held_something_else(self) -> bool:
        """Return whether what was replaced is not what it was expected to be."""
        if self.expected is None:
            return False
        try:
            return self.kept.read_bytes() != self.expected
        except OSError:
            return False

    def put_back(self) -> None:
        """Put the old content in place again, or what another program wrote into it meanwhile."""
        if self.held_something_else():
            os.replace(self.kept, self.target)  # noqa: PTH105  # Path.replace is the same call
            return
        if self.before is None:
            self.target.unlink()
            return
        self._write(self.before)
        self.put()

    def discard(self) -> None:
        """Remove what was not put in place, and what was kept."""
        for path in (self.temporary, self.kept) if self.expected is not None else (self.temporary,):
            with suppress(OSError):
                path.unlink()

    def _write(self, data: bytes) -> None:
        if self.existing is None:
            write_new(self.temporary, data)
            return
        # never readable by more people than the old one, not even for a moment
        write_new(self.temporary, data, stat.S_IMODE(self.existing.st_mode) & 0o777)
        _take_over(self.temporary, self.existing)


def _put(items: list[_Item], let_through: Callable[[], None]) -> None:
    if len(items) > 1:
        for item in items:
            with explained(item.path):
                item.remember()
    replaced: list[_Item] = []
    try:
        for item in items:
            let_through()
            with explained(item.path):
                item.put()
            replaced.append(item)
        if any(item.held_something_else() for item in items):
            raise ReplacedMeanwhileError
    except BaseException as error:
        _put_back(replaced, error)
        raise
    for item in items:
        item.discard()  # while a journal still says that an edit is being made
    for folder in dict.fromkeys(item.target.parent for item in items):
        sync_folder(folder)


def _put_back(replaced: list[_Item], because: BaseException) -> None:
    for item in reversed(replaced):
        try:
            item.put_back()
        except OSError as error:
            message = f"{because}; and {item.path}, replaced before, cannot be put back: {reason(error)}"
            raise NotUndoneError(message) from None
    for folder in dict.fromkeys(item.target.parent for item in replaced):
        sync_folder(folder)


def _is_to_be_replaced(path: Path) -> bool:
    """Return whether a path is a regular file or nothing yet; False where it is a device or a pipe.

    Raises:
        UsageError: if it is a folder, or cannot be looked at.
    """
    with explained(path):
        existing = _stat(Path(os.path.realpath(path)))
    if existing is not None and stat.S_ISDIR(existing.st_mode):
        raise UsageError(f"cannot write {path}: it is a folder")
    return existing is None or stat.S_ISREG(existing.st_mode)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir()
    except OSError as error:
        raise UsageError(f"cannot make the folder {folder}: {reason(error)}") from None


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _take_over(path: Path, existing: os.stat_result) -> None:
    """Give the new file the old one's owner, where we may, and its permissions."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, existing.st_uid, existing.st_gid)
        path.chmod(stat.S_IMODE(existing.st_mode))
