"""What lies in a dataset's folder and is no part of it, and a part that is read alone."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from positions.dataset.storage.dataset_files import is_yaml_name, yaml_files
from positions.problems import Location, Problem

_WITH_A_SUFFIX_MORE = re.compile(r".+\.ya?ml\.txt", re.IGNORECASE)
_KEY = re.compile(rb"^([a-z]+)[ \t]*:", re.MULTILINE)
_SECTIONS = frozenset(("issues", "sources", "stakeholders"))
_MOST_READ = 100_000


def unread_parts(folder: Path) -> list[Problem]:
    """Return a warning for everything in a folder that looks like a part of the dataset and is not read.

    These are dangling links, pipes and folders with a YAML file's name, `x.yaml.txt`, and subfolders that
    hold YAML files. What begins with a dot is hidden, and no part.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [problem for entry in entries if not entry.name.startswith(".") for problem in _unread(entry)]


def _unread(entry: Path) -> Iterator[Problem]:
    kind = _kind(entry)
    if _WITH_A_SUFFIX_MORE.fullmatch(entry.name):
        hint = f"rename it to {entry.name[:-4]} if it is one"
        yield _warning(entry, "not read as a part of the dataset: its name ends in .txt", hint)
    elif is_yaml_name(entry.name) and kind != "a file":
        yield _warning(entry, f"not read as a part of the dataset: it is {kind}", "replace it with a file")
    elif kind == "a folder" and _has_yaml(entry):
        hint = "move its YAML files up if they are parts; a dataset's folder is read without its subfolders"
        yield _warning(entry, "the YAML files in this subfolder are not read", hint)


def _kind(entry: Path) -> str:
    try:
        mode = entry.stat().st_mode
    except FileNotFoundError:
        return "a link that leads nowhere"
    except OSError:
        return "not accessible"
    if stat.S_ISREG(mode):
        return "a file"
    return "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"


def _has_yaml(folder: Path) -> bool:
    try:
        return bool(yaml_files(folder))
    except OSError:
        return False


def _warning(entry: Path, message: str, hint: str) -> Problem:
    return Problem("part-not-read", message, Location(str(entry)), hint, "warning")


def folder_of_part(file: Path) -> Path | None:
    """Return the folder of a file, where one of the other YAML files there holds the dataset's `format`."""
    folder = file.parent
    try:
        others = (other for other in yaml_files(folder) if other.name != file.name)
        return folder if any("format" in _keys(other) for other in others) else None
    except OSError:
        return None


def folder_of_parts(file: Path) -> Path | None:
    """Return the folder of a file whose YAML files are the parts of one dataset; None for any other file.

    They are where one of several holds the dataset's `format`, and the others hold sections and nothing else:
    none of them would be a dataset alone.
    """
    folder = file.parent
    try:
        files = yaml_files(folder) if is_yaml_name(file.name) and file.is_file() else []
        keys = [_keys(other) for other in files]
    except OSError:
        return None
    parts = sum(bool(found) and found <= _SECTIONS for found in keys)
    heads = sum("format" in found for found in keys)
    return folder if parts and heads == 1 and parts + heads == len(keys) else None


def _keys(file: Path) -> frozenset[str]:
    with file.open("rb") as stream:
        return frozenset(found.decode() for found in _KEY.findall(stream.read(_MOST_READ)))
