"""What conditions need, as the text of a table's cell: `night-buses=for; parking=against`."""

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
    if text.startswith("{"):
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            read = None
        if not isinstance(read, dict):
            raise ValueError(f"{text!r} is not a list of needs: write ISSUE=for; ISSUE=against")
        return {issue: str(side) for issue, side in read.items()}
    found: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        issue, sign, side = (piece.strip() for piece in part.rpartition("="))
        if not sign or not issue:
            raise ValueError(f"{part!r} is not a need: write ISSUE=for or ISSUE=against")
        if issue in found:
            raise ValueError(f"{issue!r} is needed twice")
        found[issue] = side
    return found
