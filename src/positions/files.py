"""Writing files so that one is replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from positions.problems import UsageError


def write_atomically(path: Path, data: bytes) -> None:
    """Write bytes to a file: into a temporary one beside it, flushed to the disk, then renamed.

    A link is followed; an existing file's permissions are kept; what is no regular file (a device, a pipe) is
    written through.

    Raises:
        BrokenPipeError: if the path is a pipe whose reader has gone.
        UsageError: if it cannot be written; the file is then as it was, and nothing lies beside it.
    """
    target = Path(os.path.realpath(path))
    try:
        existing = _stat(target)
        if existing is not None and not stat.S_ISREG(existing.st_mode):
            if stat.S_ISDIR(existing.st_mode):
                raise UsageError(f"cannot write {path}: it is a folder")
            _write_through(path, data)
        else:
            _replace(target, data, existing)
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise UsageError(f"cannot write {path}: there is no folder {path.parent}") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {reason(error)}") from None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` for another program to write; it takes its place when that is done.

    If the block ends with an exception, an interruption among them, `path` is as it was and nothing lies
    beside it.

    Raises:
        UsageError: if it cannot be written.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".positions-{os.urandom(6).hex()}.tmp"
    try:
        existing = _stat(target)
        if existing is not None and not stat.S_ISREG(existing.st_mode):
            raise UsageError(f"cannot write {path}: it is no regular file")
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield temporary
        with temporary.open("rb+") as stream:
            if existing is not None:
                _take_over(stream.fileno(), existing)
            os.fsync(stream.fileno())
        os.replace(temporary, target)  # noqa: PTH105  # Path.replace is the same call
    except FileNotFoundError:
        raise UsageError(f"cannot write {path}: there is no folder {path.parent}") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {reason(error)}") from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    _sync_folder(target.parent)


def reason(error: OSError) -> str:
    """Return why the system refused, as the end of a sentence."""
    return (error.strerror or str(error)).lower()


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)


def _replace(target: Path, data: bytes, existing: os.stat_result | None) -> None:
    if existing is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "permission denied")  # a rename would replace a read-only file all the same
    # a short name of its own: the target's may already be as long as a name can be
    temporary = target.parent / f".positions-{os.urandom(6).hex()}.tmp"
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            if existing is not None:
                _take_over(descriptor, existing)
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        os.replace(temporary, target)  # noqa: PTH105  # Path.replace is the same call
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _take_over(descriptor: int, existing: os.stat_result) -> None:
    """Give the new file the old one's owner, where we may, and its permissions."""
    if hasattr(os, "fchown"):
        with suppress(OSError):
            os.fchown(descriptor, existing.st_uid, existing.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(existing.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system lets a folder be flushed."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
