"""Coders whose names differ in case alone: one person compared with herself, or two mixed up."""

from __future__ import annotations

from collections.abc import Iterator

from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.dataset.yaml.reader import Path
from positions.names import alike_key
from positions.problems import Problem


def check_coder_names(dataset: Dataset, origin: Origin) -> Iterator[Problem]:
    """Yield a warning for each coder whose name an earlier one has but for its case, at its first entry."""
    known: dict[str, str] = {}
    for coder, path in _first_entries(dataset).items():
        other = known.setdefault(alike_key(coder), coder)
        if other != coder:
            message = f"the coder {coder!r} is also written {other!r}: they count as two"
            hint = "write one name, if they are one person; else tell them apart by more than case"
            yield origin.problem("same-name", path, message, hint, "warning")


def _first_entries(dataset: Dataset) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for actor, stakeholder in dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            for index, entry in enumerate(entries):
                if entry.coder is not None and entry.coder not in found:
                    found[entry.coder] = ("stakeholders", actor, "positions", issue, index, "coder")
    return found
