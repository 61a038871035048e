"""Finding other programs: only in absolute folders, never in the current one, which is not trusted."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def find_program(name: str) -> str | None:
    """Return a program's absolute path; None if no absolute folder of PATH has it.

    A bare name would find `NAME.exe` in the current folder on Windows, as would an empty entry elsewhere.

    Args:
        name: what it is called, without `.exe`; an absolute path stands for itself.
    """
    if Path(name).is_absolute():
        return shutil.which(name)
    file = f"{name}.exe" if os.name == "nt" and not name.endswith(".exe") else name
    folders = (Path(folder) for folder in os.get_exec_path())
    found = (shutil.which(str(folder / file)) for folder in folders if folder.is_absolute())
    return next((path for path in found if path is not None), None)
