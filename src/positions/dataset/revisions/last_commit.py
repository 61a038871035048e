"""A file as it is in the last commit of the repository around it."""

from __future__ import annotations

from pathlib import Path

from positions.dataset.revisions.git import read_git
from positions.dataset.revisions.special_files import refuse_special_files
from positions.dataset.yaml.reader import SIZE_LIMIT
from positions.problems import UsageError

_SECONDS = 10.0


def in_last_commit(file: Path) -> bytes | None:
    """Return a file's bytes in the last commit; None where there is no git, no repository or no such file."""
    place = file.resolve()
    wanted = f"HEAD:./{place.name}"
    try:
        refuse_special_files(wanted, place.parent)
        return read_git(
            "cat-file", "blob", wanted, wanted=wanted, limit=SIZE_LIMIT, seconds=_SECONDS, folder=place.parent
        )
    except (UsageError, OSError):
        return None
