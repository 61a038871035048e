"""Opening the files that hold data: regular ones alone, without waiting."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from positions.files import reason
from positions.problems import UsageError


def open_data(path: Path) -> BufferedReader:
    """Return a table, a workbook or a database opened for reading, from its first byte.

    These are read more than once, and by libraries that open them by name: a pipe would be empty the second
    time, or wait for a writer for ever.

    Raises:
        UsageError: if it cannot be opened, or is a pipe, a device or anything else than a regular file.
    """
    try:
        file = open(path, "rb", opener=_at_once)  # noqa: SIM115  # Path.open takes no opener; the caller closes
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(f"cannot open {path}: {why}") from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        hint = "write it to a file first: a table is read more than once"
        raise UsageError(f"cannot read {path}: it is not a regular file", hint)
    return file


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
