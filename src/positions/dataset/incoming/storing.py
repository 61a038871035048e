"""Where a source's text and its original go: into `sources/` of the dataset's folder, under safe names."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from positions.dataset.incoming.reading import IncomingKind, IncomingSource
from positions.files import new_folders, reason, sync_folder, write_new
from positions.problems import UsageError

FOLDER = "sources"

_ENDINGS: dict[IncomingKind, str] = {"text": ".txt", "markdown": ".md", "html": ".html"}
"""Of what is text already; of all others the text goes to .txt and the original keeps its ending."""

_TEXT = ".txt"
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 80
_MOST_TRIES = 10_000


def safe_name(id: str) -> str:
    """Return a source's id as a file's name that every system takes: lower case, ASCII, no device's name."""
    letters = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode().lower()
    name = _UNSAFE.sub("-", letters).strip("-._")[:_LONGEST].rstrip("-._") or "source"
    return f"source-{name}" if _DEVICES.fullmatch(name) else name


@contextmanager
def stored(folder: Path, incoming: IncomingSource, id: str, *, dry_run: bool = False) -> Iterator[str]:
    """Write a source's text, and its original where that is no text; give the path for `text`.

    A file that is text and lies in the dataset's folder stays where it is. No file is replaced: where a name
    is taken by other content, -2, -3 ... are tried. What was written is taken away again if the block fails.

    Args:
        folder: the dataset's folder.
        incoming: the file that was read.
        id: the source's id, of which the names are made.
        dry_run: whether nothing is written.

    Raises:
        UsageError: if a file cannot be written, or `sources` leads out of the dataset's folder.
    """
    there = _place_in(folder, incoming)
    if there is not None:
        yield there
        return
    home = folder / FOLDER
    if not home.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"cannot write {home}: it is a link that leads out of the dataset's folder")
    files = _files(incoming)
    if dry_run:
        yield f"{FOLDER}/{_free_stem(home, safe_name(id), files)}{next(iter(files))}"
        return
    with new_folders(home):
        stem, written = _write(home, safe_name(id), files)
        try:
            yield f"{FOLDER}/{stem}{next(iter(files))}"
        except BaseException:
            _remove(written)
            raise


def _files(incoming: IncomingSource) -> Mapping[str, bytes]:
    """Return the bytes to write by their ending, the text first."""
    if incoming.kind in _ENDINGS:
        return {_ENDINGS[incoming.kind]: incoming.data}
    return {_TEXT: incoming.text.encode("utf-8", "replace"), f".{incoming.kind}": incoming.data}


def _place_in(folder: Path, incoming: IncomingSource) -> str | None:
    """Return the path of a text that lies in the dataset's folder already, from there."""
    if incoming.path is None or incoming.kind not in _ENDINGS:
        return None
    here, inside = incoming.path.resolve(), folder.resolve()
    return here.relative_to(inside).as_posix() if here.is_relative_to(inside) else None


def _stems(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, _MOST_TRIES))


def _free_stem(home: Path, name: str, files: Mapping[str, bytes]) -> str:
    return next(stem for stem in _stems(name) if not any((home / f"{stem}{end}").exists() for end in files))


def _write(home: Path, name: str, files: Mapping[str, bytes]) -> tuple[str, list[Path]]:
    """Write the files under the first name that is free; return it, and what was written."""
    for stem in _stems(name):
        paths = {home / f"{stem}{ending}": data for ending, data in files.items()}
        if any(os.path.lexists(path) for path in paths):
            continue
        written: list[Path] = []
        try:
            for path, data in paths.items():
                write_new(path, data)
                written.append(path)
        except FileExistsError:  # another program took it since it was looked for
            _remove(written)
            continue
        except OSError as error:
            _remove(list(paths))
            raise UsageError(f"cannot write {home / stem}: {reason(error)}") from None
        except BaseException:
            _remove(list(paths))
            raise
        sync_folder(home)
        return stem, written
    raise UsageError(f"cannot write {home / name}: too many files of this name")


def _remove(written: list[Path]) -> None:
    for path in written:
        with suppress(OSError):
            path.unlink()
