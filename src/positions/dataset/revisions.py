"""Datasets as they were: `REV:path` of the git repository that one stands in."""

from __future__ import annotations

import subprocess
from pathlib import PurePosixPath

from positions.dataset.load import Loaded, load_files
from positions.problems import UsageError

_SUFFIXES = (".yaml", ".yml")


def is_revision(text: str) -> bool:
    """Return whether a text has the form REV:path."""
    revision, colon, path = text.partition(":")
    return bool(revision and colon and path) and not revision.startswith("-")


def load_revision(text: str) -> Loaded:
    """Read a dataset as it was in a revision: REV:path, the path from the current folder.

    Raises:
        UsageError: if there is no git, no repository, no such revision, or nothing at the path in it.
    """
    revision, _, path = text.partition(":")
    place = f"{revision}:./{PurePosixPath(path)}" if not path.startswith("/") else text
    kind = _git("cat-file", "-t", place, wanted=text).decode().strip()
    if kind == "blob":
        data = _git("cat-file", "blob", place, wanted=text)
        return load_files([(PurePosixPath(path).name, text, data)], None, is_folder=False)
    listed = _git("ls-tree", "-z", "--name-only", place, wanted=text).decode().split("\0")
    names = sorted(name for name in listed if name.endswith(_SUFFIXES))
    if not names:
        raise UsageError(f"the folder {text} holds no .yaml file")
    files = [
        (
            name,
            f"{text.rstrip('/')}/{name}",
            _git("cat-file", "blob", f"{place.rstrip('/')}/{name}", wanted=text),
        )
        for name in names
    ]
    return load_files(files, None, is_folder=True)


def _git(*words: str, wanted: str) -> bytes:
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise UsageError(f"{wanted} asks for a revision, and there is no git here") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").splitlines()
    raise UsageError(
        f"cannot open {wanted}: {said[0] if said else 'git does not know it'}",
        "write REV:path, such as HEAD~1:data/stakeholders.yaml, with the path from this folder",
    )
