"""Is the local copy of a source still the one that was coded? Its SHA-256 says so, and nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.dataset.quotations.source_text import resolve_source_path
from positions.problems import Problem


def check_hashes(dataset: Dataset, origin: Origin, folder: Path) -> Iterator[Problem]:
    """Yield each source whose local copy has another SHA-256 than the dataset says, or that names no copy.

    A copy that cannot be found or read is reported with the quotations, not here.
    """
    for name, source in dataset.sources.items():
        if source.sha256 is None:
            continue
        place = ("sources", name, "sha256")
        if source.text is None:
            message, hint = "a SHA-256 without a local copy to compare", "add `text:` with the copy's file"
            yield origin.problem("hash-without-text", place, message, hint, "note")
            continue
        path = resolve_source_path(folder, source.text)
        if isinstance(path, Problem):
            continue
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            continue
        if found != source.sha256.casefold():
            message = f"{source.text} is not the copy that was coded: its SHA-256 is {found}"
            hint = "put the old copy back, or check what was coded against the new one and write its SHA-256"
            yield origin.problem("source-changed", place, message, hint)
