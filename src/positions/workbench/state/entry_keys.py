"""The address of an entry: a hash of what it says, so that a change by anybody else is seen."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.models import Position

_LENGTH = 10


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
