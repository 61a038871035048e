"""Read a dataset as `REV:path` of the git repository around the current folder."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from positions.dataset.load import Loaded, load_files
from positions.dataset.revisions.git import read_git
from positions.dataset.revisions.special_files import refuse_special_files
from positions.dataset.yaml.reader import SIZE_LIMIT
from positions.problems import UsageError

_SUFFIXES = (".yaml", ".yml")


def is_revision(text: str) -> bool:
    """Return whether a text has the form REV:path."""
    revision, colon, path = text.partition(":")
    return bool(revision and colon and path) and not revision.startswith("-")


def is_absent(text: str) -> bool:
    """Return whether the revision of REV:path is there and has nothing at the path.

    Raises:
        UsageError: if there is no git, no repository or no such revision.
    """
    refuse_special_files(text)
    revision, _, path = text.partition(":")
    read_git("cat-file", "-e", f"{revision}^{{tree}}", wanted=text, limit=SIZE_LIMIT)
    words = ("-z", f"{revision}^{{tree}}", "--", path.rstrip("/"))
    return not read_git("ls-tree", *words, wanted=text, limit=SIZE_LIMIT)


def load_revision(text: str) -> Loaded:
    """Read a dataset as it was in a revision: REV:path, the path from the current folder.

    Raises:
        UsageError: if there is no git, no repository, no such revision, or nothing at the path in it.
    """
    refuse_special_files(text)
    revision, _, path = text.partition(":")
    place = f"{revision}:./{PurePosixPath(path)}" if not path.startswith("/") else text
    kind = read_git("cat-file", "-t", place, wanted=text, limit=SIZE_LIMIT).decode().strip()
    if kind == "blob":
        return load_files([(PurePosixPath(path).name, text, _blob(place, text))], None, is_folder=False)
    # full: from a subfolder, git would list only what lies in that subfolder of the tree
    words = ("-z", "--full-tree", "--name-only", place)
    listed = read_git("ls-tree", *words, wanted=text, limit=SIZE_LIMIT)
    names = sorted(name for name in os.fsdecode(listed).split("\0") if name.endswith(_SUFFIXES))
    if not names:
        raise UsageError(f"the folder {text} holds no .yaml file")
    folder, shown = place.rstrip("/"), text.rstrip("/")
    files = [(name, f"{shown}/{name}", _blob(f"{folder}/{name}", text)) for name in names]
    return load_files(files, None, is_folder=True)


def _blob(place: str, wanted: str) -> bytes:
    return read_git("cat-file", "blob", place, wanted=wanted, limit=SIZE_LIMIT)
