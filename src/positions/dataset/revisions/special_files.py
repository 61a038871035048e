"""Pipes and devices among the files of a repository, for which git would wait for ever."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from positions.problems import UsageError

_MOST_ENTRIES = 200_000
"""So many entries of a repository are looked at; beyond, git's own time decides."""

_NOT_READ = frozenset(("modules", "worktrees", "lfs", "annex"))
"""Folders of a repository in which no revision is looked up: others' repositories, and large files."""

_LINK = b"gitdir: "


def refuse_special_files(wanted: str, here: Path | None = None) -> None:
    """Refuse to run git where a repository around a folder holds what is no file, folder or link.

    Args:
        wanted: what the user asked for, for the message.
        here: the folder; the current one unless given.

    Raises:
        UsageError: if one does.
    """
    here = (here or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for path in _looked_at(folder):
            shown = os.path.relpath(path, here)
            raise UsageError(f"cannot open {wanted}: {shown} in its repository is not a regular file")


def _looked_at(folder: Path) -> Iterator[Path]:
    """Yield the special files of the repository that a folder holds or, as bare ones do, is."""
    dot = folder / ".git"
    if _is_special(dot):
        yield dot
    elif dot.is_dir():
        yield from _special_files(dot)
    elif (linked := _target(dot, folder, _LINK)) is not None:
        yield from _special_files(linked)
        if (common := _target(linked / "commondir", linked, b"")) is not None:
            yield from _special_files(common)
    if (folder / "objects").is_dir() and (folder / "refs").is_dir():
        yield from _special_files(folder)


def _target(path: Path, folder: Path, before: bytes) -> Path | None:
    """Return the folder that a file of git's names; None where there is no such file or it names none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        text = file.read(4096)
    return folder / os.fsdecode(text.removeprefix(before).strip()) if text.startswith(before) else None


def _special_files(repository: Path) -> Iterator[Path]:
    waiting, seen = [repository], 0
    while waiting and seen < _MOST_ENTRIES:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue  # git will say what is wrong with it
        seen += len(entries)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _NOT_READ:
                    waiting.append(Path(entry.path))
            elif not entry.is_file(follow_symlinks=False) and _is_special(Path(entry.path)):
                yield Path(entry.path)


def _is_special(path: Path) -> bool:
    """Whether a path is, or leads to, something that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
