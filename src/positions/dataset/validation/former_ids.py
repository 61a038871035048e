"""Ids that actors and issues had before: each stands for one of today, and nothing in a file refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from positions.dataset.models import Dataset, Issue, Stakeholder
from positions.dataset.origin import Origin
from positions.problems import Problem
from positions.suggest import hint_for


def former_ids(parts: Mapping[str, Stakeholder] | Mapping[str, Issue]) -> dict[str, str]:
    """Return the ids of today by those of before; the first where two have had the same."""
    found: dict[str, str] = {}
    for name, part in parts.items():
        for old in getattr(part, "was", ()):  # of a table, parts may lack what it does not say
            found.setdefault(old, name)
    return found


def reference_hint(name: str, parts: Mapping[str, Stakeholder] | Mapping[str, Issue], what: str) -> str:
    """Return what to write for an id that leads nowhere: its new id, the closest, or which there are."""
    new = former_ids(parts).get(name)
    return hint_for(name, parts, what) if new is None else f"its id is now {new}: use that"


def check_former_ids(dataset: Dataset, origin: Origin) -> Iterator[Problem]:
    """Yield each former id that is another's id, or has been another's before."""
    sections: tuple[tuple[str, str, Mapping[str, Stakeholder] | Mapping[str, Issue]], ...] = (
        ("issues", "issue", dataset.issues),
        ("stakeholders", "stakeholder", dataset.stakeholders),
    )
    for section, what, parts in sections:
        taken: dict[str, str] = {}
        for name, part in parts.items():
            for index, old in enumerate(part.was):
                if old in parts:
                    message = f"{old!r} in `was` is the id of {'this' if old == name else 'another'} {what}"
                elif old in taken:
                    message = f"{old!r} in `was` is what {taken[old]!r} was called too"
                else:
                    taken[old] = name
                    continue
                hint = "a former id is also a current id: delete it here"
                yield origin.problem("former-id-taken", (section, name, "was", index), message, hint)
