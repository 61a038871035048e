"""The fields by which actors, issues and entries are selected, and how FIELD=VALUE is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Level = Literal["actor", "issue", "entry"]

ENTRY_PREFIX = "entry."

FIELDS: Mapping[str, Level] = {
    "actor": "actor",
    "kind": "actor",
    "issue": "issue",
    "tag": "issue",
    "stance": "entry",
    "source": "entry",
    "basis": "entry",
    "coder": "entry",
    "status": "entry",
}
"""The fields that every dataset has; others are attributes."""


def level_of(field: str) -> Level:
    """Return what a field is of: an actor, an issue, or an entry."""
    return "entry" if field.startswith(ENTRY_PREFIX) else FIELDS.get(field, "actor")


def may_look_at_entries(text: str) -> bool:
    """Return whether FIELD=VALUE, as it was written, may be of an entry; case is ignored in a field."""
    return level_of(parse_clause(text)[0].casefold()) == "entry"


def parse_clause(text: str) -> tuple[str, str]:
    """Return the field and the value of FIELD=VALUE, without spaces around them."""
    field, _, value = text.partition("=")
    return field.strip(), value.strip()
