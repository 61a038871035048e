"""The new contents of an edit while they wait beside its files, and the order in which they are put in place.

A part of a folder may be a link. What it leads to lies in another folder, which a record in this one must not
make the program write to: anybody may have written the record. So what links lead to is replaced last, which
makes an interrupted edit of one link undone without it; where several were to be replaced, it is finished
with the new contents that wait in the other folder, where nobody puts them who may not write there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from positions.dataset.storage.record import digest
from positions.dataset.yaml.reader import file_bytes
from positions.problems import UsageError

EDIT_PREFIX = ".positions-edit-"
"""How the names begin of the temporary files of an edit: those of a killed one can go at once."""


def links_last(contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return the new contents of files in the order in which they are put in place."""
    return dict(sorted(contents.items(), key=lambda item: item[0].is_symlink()))


def waiting_contents(link: Path, hashed: str) -> Iterator[Path]:
    """Yield the files beside what a link leads to that wait for its place: those of this digest."""
    target = Path(os.path.realpath(link))
    with suppress(OSError):
        for file in sorted(target.parent.glob(f"{EDIT_PREFIX}*.tmp")):
            if not file.is_symlink() and digest_of(file) == hashed:
                yield file


def digest_of(file: Path) -> str | None:
    """Return the digest of a file; None where it cannot be read."""
    try:
        return digest(file_bytes(file))
    except UsageError:
        return None
