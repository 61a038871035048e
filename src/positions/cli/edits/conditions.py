"""The condition of a position, from the options that say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions.problems import UsageError
from positions.suggest import did_you_mean
from positions.vocabulary import SIDES

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


def condition_given(loaded: Loaded, text: str | None, needs: Sequence[str]) -> dict[str, object] | str | None:
    """Return the condition that the options make.

    Raises:
        UsageError: if what it needs is no list of issues with sides, or it has no words.
    """
    from positions.exchange.needs import parse_needs
    from positions.selection import find_issue

    if not needs:
        return text
    if text is None:
        raise UsageError("--needs without --condition", "say the condition in words too: --condition TEXT")
    try:
        found = parse_needs(";".join(needs))
    except ValueError as error:
        raise UsageError(f"--needs: {error}") from None
    for issue, side in found.items():
        if side not in ("for", "against"):
            raise UsageError(f"--needs {issue}={side}: a side is for or against", did_you_mean(side, SIDES))
    dataset = loaded.require()
    return {"text": text, "needs": {find_issue(dataset, issue): side for issue, side in found.items()}}
