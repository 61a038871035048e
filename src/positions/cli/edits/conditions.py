"""The condition of a position, from the options that say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


def condition_given(loaded: Loaded, text: str | None, needs: Sequence[str]) -> dict[str, object] | str | None:
    """Return the condition that the options make.

    Raises:
        UsageError: if what it needs is no list of issues with sides, or it has no words.
    """
    from positions.exchange.needs import parse_needs
    from positions.library.editing.entries import condition_of

    try:
        found = parse_needs(";".join(needs)) if needs else {}
    except ValueError as error:
        raise UsageError(f"--needs: {error}") from None
    return condition_of(loaded, text, found)
