"""Locks of Windows on a system that has those of POSIX: `msvcrt.locking` made of `fcntl.flock`."""

from __future__ import annotations

import sys
from types import ModuleType

LK_NBLCK = 2


def install() -> None:
    """Take `fcntl` away and put `msvcrt` in its place, for this process."""
    import fcntl

    module = ModuleType("msvcrt")

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert mode == LK_NBLCK
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(13, "Permission denied") from None

    module.locking = locking  # type: ignore[attr-defined]  # a module is made
    module.LK_NBLCK = LK_NBLCK  # type: ignore[attr-defined]  # a module is made
    sys.modules["msvcrt"] = module
    sys.modules["fcntl"] = None  # type: ignore[assignment]  # importing it fails
