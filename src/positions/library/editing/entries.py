"""A new entry of a cell from the fields that are given."""

from __future__ import annotations

from collections.abc import Mapping

from positions.dataset.load import Loaded
from positions.dataset.models import Evidence, Position
from positions.library.editing.fields import EntryFields
from positions.library.editing.values import build, partial_date, tidy
from positions.problems import UsageError
from positions.selection import find_issue
from positions.suggest import did_you_mean
from positions.vocabulary import SIDES


def entry_of(
    loaded: Loaded, stance: str | float, fields: EntryFields, evidence: Evidence | None, coder: str | None
) -> Position:
    """Return an entry with a stance of the dataset's scale.

    Raises:
        UsageError: if a field is wrong.
    """
    date = partial_date(fields.get("date"))
    reviewed = partial_date(fields.get("reviewed_on"))
    given = {
        "stance": stance,
        "date": date.text if date is not None else None,
        "salience": fields.get("salience"),
        "confidence": fields.get("confidence"),
        "condition": condition_of(loaded, tidy(fields.get("condition")), fields.get("needs") or {}),
        "note": tidy(fields.get("note")),
        "coder": tidy(fields.get("coder")) or tidy(coder),
        "status": fields.get("status"),
        "reviewed_by": tidy(fields.get("reviewed_by")),
        "reviewed_on": reviewed.text if reviewed is not None else None,
        "evidence": [evidence] if evidence is not None else [],
    }
    return build(Position, given)


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
