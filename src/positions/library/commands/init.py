"""`init`: start a dataset."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path

from positions.files import new_folders, reason, write_together
from positions.library.notices import say
from positions.library.options.reading import place_of
from positions.problems import UsageError


def init(folder: str | PathLike[str] = ".", *, force: bool = False) -> Path:
    """Start a dataset: two actors, two issues and a source to edit, a README, and a schema for your editor.

    Args:
        folder: where to; made if it is not there.
        force: replace other files that are there, never a dataset; the old ones are kept as .bak.

    Returns:
        The path of the dataset's file.

    Raises:
        UsageError: if there is a dataset, or another of the files without `force`, or one cannot be written.
    """
    from positions.dataset.authoring.starter import starter_files

    root = Path(place_of(folder))
    files = {root / name: content for name, content in starter_files().items()}
    dataset = root / "stakeholders.yaml"
    if os.path.lexists(dataset):
        raise UsageError(
            f"there is a dataset already: {dataset}", "choose another folder: init never replaces a dataset"
        )
    other = _rival(root)
    if other is not None:
        hint = f"choose another folder: only one of the two would be read, it or {dataset}"
        raise UsageError(f"there is a dataset already: {other}", hint)
    there = [path for path, content in files.items() if os.path.lexists(path) and not _holds(path, content)]
    if there and not force:
        listed = ", ".join(map(str, there))
        hint = "choose another folder, or use --force, which keeps the old files as .bak"
        raise UsageError(f"already there: {listed}", hint)
    kept = {path: _backup_of(path) for path in there}
    with new_folders(*dict.fromkeys(path.parent for path in files), parents=True):
        write_together({**{backup: _bytes_of(path) for path, backup in kept.items()}, **files})
    for path, backup in kept.items():
        say(f"Replaced {path}; the old one is {backup}.")
    return dataset


def _rival(root: Path) -> Path | None:
    """Return the dataset that stands beside the new one, where commands read data/ before the folder itself.

    After a second `init` one of the two would be read in place of the other without a word.
    """
    rivals = [root / "data" / "stakeholders.yaml"]
    if Path(os.path.realpath(root)).name == "data":
        rivals.append(Path(os.path.normpath(root / ".." / "stakeholders.yaml")))
    return next((path for path in rivals if os.path.lexists(path)), None)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _backup_of(path: Path) -> Path:
    """Return where the old file is kept: a name that is not taken yet."""
    names = (path.with_name(f"{path.name}.bak{number}") for number in ("", *range(2, 10_000)))
    return next(name for name in names if not os.path.lexists(name))


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file that is to be replaced.

    Raises:
        UsageError: if it is none, or cannot be read.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"cannot replace {path}: it is not a regular file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot keep {path}: {reason(error)}") from None
