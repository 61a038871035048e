""" "Did you mean ...?", and lists of names: the first few, and a count of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known word closest to the one given, None where none is close."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean {by_lower[close[0]]!r}?" if close else None


def hint_for(word: str, known: Iterable[str], what: str, *, most: int = 12) -> str:
    """Return the closest known word as a hint, else the list of those there are."""
    words = list(known)
    return did_you_mean(word, words) or (
        f"the {what} are {first_of(words, most)}" if words else f"there are no {what} yet"
    )


def first_of(names: Sequence[str], most: int) -> str:
    """Return names as a list, of more than `most` the first and a count: "a, b and 7 more"."""
    rest = len(names) - most
    return ", ".join(names) if rest <= 0 else f"{', '.join(names[:most])} and {rest:,} more"
