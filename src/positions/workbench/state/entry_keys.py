"""The key of an entry: a hash of its content, so that a change by others is detected."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.models import Position

_LENGTH = 10
_MOST_KEPT = 20_000


def entry_keys(entries: Sequence[Position]) -> list[str]:
    """Return the keys of a cell's entries; those that say the same are numbered."""
    met: Counter[str] = Counter()
    keys: list[str] = []
    for entry in entries:
        said = json.dumps(node_of(entry), sort_keys=True, default=str, ensure_ascii=False)
        key = hashlib.sha256(said.encode()).hexdigest()[:_LENGTH]
        met[key] += 1
        keys.append(key if met[key] == 1 else f"{key}~{met[key]}")
    return keys


class EntryKeys:
    """The keys of cells, made once for as long as a cell's entries stay the same ones."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Sequence[Position], list[str]]] = {}

    def of(self, entries: Sequence[Position]) -> list[str]:
        """Return the keys of a cell's entries, as `entry_keys` does."""
        known = self._kept.get(id(entries))
        if known is None or known[0] is not entries:
            if len(self._kept) >= _MOST_KEPT:
                self._kept = {}
            self._kept[id(entries)] = known = entries, entry_keys(entries)
        return known[1]
