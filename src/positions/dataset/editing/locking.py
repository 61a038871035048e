"""One edit of a dataset at a time, whoever makes it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from positions.problems import UsageError

PATIENCE = 30.0
"""Seconds to wait for another edit to end."""

ABANDONED = 20.0
"""Seconds after which a lock file is taken for one that a stopped program has left: an edit takes less."""

LOCK_FILE = ".positions.lock"
_PAUSE = 0.003


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other edits of datasets in a folder waiting meanwhile.

    The folder itself is locked, which leaves no file behind and ends with the process, however it ends.
    Where the system cannot do that, a file in the folder stands for the lock.

    Raises:
        UsageError: if another edit does not end within `patience` seconds, or the folder cannot be used.
    """
    until = time.monotonic() + patience
    try:
        held = _lock_folder(folder, until)
        if held is None:
            _make_file(folder / LOCK_FILE, until)
    except OSError as error:
        raise UsageError(
            f"cannot use the folder {folder}: {(error.strerror or str(error)).lower()}"
        ) from None
    try:
        yield
    finally:
        if held is not None:
            os.close(held)
        else:
            with suppress(OSError):
                (folder / LOCK_FILE).unlink()


def _lock_folder(folder: Path, until: float) -> int | None:
    """Return the locked folder's descriptor; None where folders cannot be locked."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _wait(folder, until)
            else:
                return descriptor
    except OSError:  # a file system that has no locks
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise


def _make_file(path: Path, until: float) -> None:
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > ABANDONED:
                    path.unlink()
                    continue
            _wait(path.parent, until)
        else:
            return


def _wait(folder: Path, until: float) -> None:
    if time.monotonic() > until:
        raise UsageError(f"another program is changing the dataset in {folder}", "try again in a moment")
    time.sleep(_PAUSE)
