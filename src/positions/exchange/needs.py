"""What stands by name in a table's cell: what conditions need, and influences.

`night-buses=for; parking=against`, `council=2`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

_SIGNS = ("=", ";", "{")


def needs_text(needs: Mapping[str, str]) -> str:
    """Return needs as text; as JSON where a name has a sign in it that separates."""
    if any(sign in issue or issue != issue.strip() for issue in needs for sign in _SIGNS):
        return json.dumps(dict(needs), ensure_ascii=False)
    return "; ".join(f"{issue}={side}" for issue, side in needs.items())


def parse_needs(text: str) -> dict[str, str]:
    """Return the needs that a text says, whether its sides are any or not.

    Raises:
        ValueError: with a sentence, if it is not a list such as `night-buses=for; parking=against`.
    """
    return _parse_pairs(text, "a need", "ISSUE=for or ISSUE=against")


def parse_influences(text: str) -> dict[str, str]:
    """Return the degrees of influence that a text says by stakeholder, whether they are numbers or not.

    Raises:
        ValueError: with a sentence, if it is not a list such as `council=2; traders=1`.
    """
    return _parse_pairs(text, "an influence", "STAKEHOLDER=2")


def _parse_pairs(text: str, what: str, form: str) -> dict[str, str]:
    if text.startswith("{"):
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            read = None
        if not isinstance(read, dict):
            raise ValueError(f"{text!r} is not {what}: write {form}")
        return {name: str(value) for name, value in read.items()}
    found: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, sign, value = (piece.strip() for piece in part.rpartition("="))
        if not sign or not name:
            raise ValueError(f"{part!r} is not {what}: write {form}")
        if name in found:
            raise ValueError(f"{name!r} is there twice")
        found[name] = value
    return found
