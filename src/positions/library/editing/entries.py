"""A new entry of a cell from the fields that are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from positions.dataset.load import Loaded
from positions.dataset.models import Evidence, Position
from positions.dataset.plain_keys import plain_keys
from positions.library.editing.fields import ENTRY_FIELDS, EntryFields
from positions.library.editing.values import build, partial_date, tidy
from positions.problems import UsageError
from positions.selection import find_issue
from positions.suggest import did_you_mean
from positions.vocabulary import SIDES

_KINDS = {"date": "date", "note": "text", "coder": "text"} | {
    name: key.kind for name, key in plain_keys(Position).items()
}
_DATES = frozenset(name for name, kind in _KINDS.items() if kind == "date")
_TEXTS = frozenset(name for name, kind in _KINDS.items() if kind == "text")


def entry_of(
    loaded: Loaded, stance: str | float, fields: EntryFields, evidence: Evidence | None, coder: str | None
) -> Position:
    """Return an entry with a stance of the dataset's scale.

    Raises:
        UsageError: if a field is wrong.
    """
    given = {name: _value(name, fields.get(name)) for name in ENTRY_FIELDS}
    given |= {
        "stance": stance,
        "condition": condition_of(loaded, tidy(fields.get("condition")), fields.get("needs") or {}),
        "coder": given["coder"] or tidy(coder),
        "evidence": [evidence] if evidence is not None else [],
    }
    return build(Position, given)


def _value(name: str, given: Any) -> object:
    """Return what is given for a key as the model takes it."""
    if name in _DATES:
        date = partial_date(given)
        return date.text if date is not None else None
    return tidy(given) if name in _TEXTS else given


def condition_of(
    loaded: Loaded, text: str | None, needs: Mapping[str, str]
) -> dict[str, object] | str | None:
    """Return a condition with the sides that it needs, by issue; its text alone where it needs none.

    Raises:
        UsageError: if an issue is unknown, a side is none, or there are no words.
    """
    if not needs:
        return text
    if text is None:
        raise UsageError("--needs without --condition", "say the condition in words too: --condition TEXT")
    for issue, side in needs.items():
        if side not in ("for", "against"):
            raise UsageError(f"--needs {issue}={side}: a side is for or against", did_you_mean(side, SIDES))
    dataset = loaded.require()
    return {"text": text, "needs": {find_issue(dataset, issue): side for issue, side in needs.items()}}
