"""A dataset's files as they are between two edits: never half of one."""

from __future__ import annotations

import stat
from contextlib import nullcontext
from pathlib import Path

from positions.dataset.storage.dataset_files import dataset_files, home_of, names_at_home
from positions.dataset.storage.interrupted_edits import unfinished_problems
from positions.dataset.storage.locking import not_edited
from positions.dataset.yaml.reader import file_bytes
from positions.problems import Problem


def read_between_edits(path: Path) -> tuple[dict[Path, bytes], tuple[Problem, ...]]:
    """Return the bytes of the dataset's files while no edit is made, and what an unfinished one left wrong.

    Raises:
        UsageError: if a file cannot be opened, or an edit goes on for too long.
    """
    on_disk = all(map(_is_regular, dataset_files(path)))
    with not_edited(home_of(path)) if on_disk else nullcontext():
        files = dataset_files(path)
        contents = {file: file_bytes(file) for file in files}
        problems = unfinished_problems(home_of(path), names_at_home(path, files)) if on_disk else ()
    return contents, problems


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
