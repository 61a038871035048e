"""Fields of --where and their values, from the plain values of a dataset's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from positions.dataset.selection_fields import ENTRY_PREFIX, FIELDS
from positions.vocabulary import BASES, NO_BASIS, NON_POSITIONS, STATUSES

_SECTIONS = {"actor": "stakeholders", "issue": "issues", "source": "sources"}
_SAFE = re.compile(r"[\w.][\w. -]*")
"""What a shell may be given unquoted, or quotes itself: the file may be anybody's."""


def fields(documents: Sequence[Mapping[Any, Any]]) -> list[str]:
    """Return the names of the fields of a dataset."""
    attributes = [
        name for actor in _part(documents, "stakeholders") for name in _mapping(actor, "attributes")
    ]
    own = [f"{ENTRY_PREFIX}{name}" for entry in _entries(documents) for name in _mapping(entry, "attributes")]
    return _safe([*FIELDS, *attributes, *own])


def values(documents: Sequence[Mapping[Any, Any]], field: str) -> list[str]:
    """Return the values of a field."""
    actors = _part(documents, "stakeholders")
    match field:
        case "actor" | "issue" | "source":
            found: Iterable[object] = [
                name for part in documents for name in _mapping(part, _SECTIONS[field])
            ]
        case "kind":
            found = [actor.get("kind") for actor in actors]
        case "tag":
            found = [tag for issue in _part(documents, "issues") for tag in issue.get("tags") or ()]
        case "stance":
            found = [*(entry.get("stance") for entry in _entries(documents)), *NON_POSITIONS]
        case "basis":
            found = [*BASES, NO_BASIS]
        case "status":
            found = list(STATUSES)
        case "coder":
            found = [entry.get("coder") for entry in _entries(documents)]
        case _ if field.startswith(ENTRY_PREFIX):
            name = field.removeprefix(ENTRY_PREFIX)
            found = [_mapping(entry, "attributes").get(name) for entry in _entries(documents)]
        case _:
            found = [_mapping(actor, "attributes").get(field) for actor in actors]
    return _safe(found)


def _safe(found: Iterable[object]) -> list[str]:
    texts = dict.fromkeys(str(value) for value in found if value not in (None, ""))
    return [text for text in texts if _SAFE.fullmatch(text)]


def _part(documents: Sequence[Mapping[Any, Any]], section: str) -> list[Mapping[Any, Any]]:
    values = [value for part in documents for value in _mapping(part, section).values()]
    return [value for value in values if isinstance(value, dict)]


def _mapping(part: Mapping[Any, Any], key: str) -> Mapping[Any, Any]:
    found = part.get(key)
    return found if isinstance(found, dict) else {}


def _entries(documents: Sequence[Mapping[Any, Any]]) -> Iterator[Mapping[Any, Any]]:
    for actor in _part(documents, "stakeholders"):
        for cell in _mapping(actor, "positions").values():
            for entry in cell if isinstance(cell, list) else [cell]:
                yield entry if isinstance(entry, dict) else {"stance": entry}
