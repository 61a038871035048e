"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known word closest to the one given, None where none is close."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean {by_lower[close[0]]!r}?" if close else None


def hint_for(word: str, known: Iterable[str], what: str, *, most: int = 12) -> str:
    """Return the closest known word as a hint, else the list of those there are."""
    words = list(known)
    listed = ", ".join(words[:most]) + (", ..." if len(words) > most else "")
    return did_you_mean(word, words) or (f"the {what} are {listed}" if words else f"there are no {what} yet")
