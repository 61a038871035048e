"""What an id may look like; without pydantic, for the shell's completion."""

from __future__ import annotations

import re

RESERVED_IDS = ("id", "label")
"""Words that head a column in exports."""

_ID = re.compile(r"[\w.-]+")


def has_id_form(text: str) -> bool:
    """Return whether a text consists of letters, digits, `-`, `_` and `.` alone; a reserved word does too."""
    return _ID.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Return whether `check` accepts a text as an id."""
    return has_id_form(text) and text not in RESERVED_IDS
