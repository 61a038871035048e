"""Which files make up a dataset, and in which folder its lock and its journal are."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from positions.problems import UsageError

_SUFFIXES = (".yaml", ".yml")


def dataset_files(path: Path) -> list[Path]:
    """Return the files that make up the dataset at a path: the file, or a folder's YAML files by name.

    Raises:
        UsageError: if there is nothing, or the folder cannot be read or holds no YAML file.
    """
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            return [path]
        files = yaml_files(path)
    except OSError as error:
        raise UsageError(f"cannot open {path}: {(error.strerror or str(error)).lower()}") from None
    if not files:
        raise UsageError(
            f"the folder {path} holds no .yaml file",
            "name the dataset's file, or start one with `positions init`",
        )
    return files


def yaml_files(folder: Path) -> list[Path]:
    """Return a folder's YAML files by name, without hidden ones.

    Raises:
        OSError: if it cannot be read.
    """
    return sorted(file for file in folder.iterdir() if is_yaml_name(file.name) and file.is_file())


def is_yaml_name(name: str) -> bool:
    """Whether a file's name is that of a part: it ends in .yaml or .yml, and does not begin with a dot."""
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")


def home_of(path: Path) -> Path:
    """Return the folder that holds the files of the dataset at a path, its lock and its journal."""
    real = Path(os.path.realpath(path))
    return real if real.is_dir() else real.parent


def names_at_home(path: Path, files: Sequence[Path]) -> list[str]:
    """Return the names of the dataset's files in its home; a single file that is a link has its target's."""
    return [Path(os.path.realpath(path)).name] if list(files) == [path] else [file.name for file in files]
