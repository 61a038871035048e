"""One edit of a dataset at a time, by any program, and no reading during one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from positions.files import reason
from positions.problems import UsageError

PATIENCE = 30.0
"""Seconds to wait for another edit to end before giving up."""

LOCK_FILE = ".positions.lock"
_PAUSE = 0.003


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other edits of datasets in a folder waiting meanwhile, and those that read one.

    The folder itself is locked, which leaves no file behind. Where the system cannot do that, a file in the
    folder is. Either lock belongs to the process and ends with it, however it ends.

    Raises:
        UsageError: if another edit does not end within `patience` seconds, or nothing can be locked.
    """
    until = time.monotonic() + patience
    path = folder / LOCK_FILE
    try:
        descriptor = _lock_folder(folder, until, shared=False)
        on_file = descriptor is None
        if descriptor is None:
            descriptor = _lock_file(path, until)
    except OSError as error:
        raise UsageError(f"cannot lock the folder {folder}: {reason(error)}") from None
    try:
        yield
    finally:
        if on_file and os.name == "posix":  # removed while it is ours: nobody else's is
            path.unlink(missing_ok=True)
        os.close(descriptor)
        if on_file and os.name != "posix":
            with suppress(OSError):  # the next one has it open already
                path.unlink()


@contextmanager
def not_edited(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep edits of datasets in a folder waiting meanwhile, where that can be done without writing.

    Raises:
        UsageError: if an edit does not end within `patience` seconds.
    """
    descriptor = None
    with suppress(OSError):
        descriptor = _lock_folder(folder, time.monotonic() + patience, shared=True)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock_folder(folder: Path, until: float, *, shared: bool) -> int | None:
    """Return the locked folder's descriptor; None where folders cannot be locked."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        while True:
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                _wait(folder, until)
            else:
                return descriptor
    except OSError:  # a file system that has no locks on folders
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise


def _lock_file(path: Path, until: float) -> int:
    """Return the descriptor of the lock file, made if it is not there and locked."""
    while True:
        descriptor = _open(path)
        try:
            if descriptor is not None and _try_lock(descriptor):
                if _is_still(path, descriptor):
                    return descriptor
                os.close(descriptor)  # its owner has removed it just now
                continue
            _wait(path.parent, until)
        except BaseException:
            if descriptor is not None:
                os.close(descriptor)
            raise
        if descriptor is not None:
            os.close(descriptor)


def _open(path: Path) -> int | None:
    """Return the descriptor of the lock file; None where Windows is about to remove it."""
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError:
        if os.name == "posix":
            raise
        return None


def _try_lock(descriptor: int) -> bool:
    """Lock an open file; False where another process has locked it.

    Raises:
        OSError: if the file system has no locks.
    """
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]  # of Windows
        except PermissionError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _wait(folder: Path, until: float) -> None:
    if time.monotonic() > until:
        raise UsageError(f"another program is changing the dataset in {folder}", "try again in a moment")
    time.sleep(_PAUSE)
