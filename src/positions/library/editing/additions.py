"""Sentences that report an addition, shared by the command line and `editing`."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.editing.edit import Edited
from positions.dataset.editing.plans.cells import NewPosition
from positions.dataset.editing.plans.parts import WHAT
from positions.dataset.models import Issue, Source, Stakeholder
from positions.vocabulary import Section


def added_part(edited: Edited, section: Section, part: Issue | Source | Stakeholder) -> str:
    """Return the report of a new stakeholder, issue or source: its id, name and place."""
    called = part.name if isinstance(part, Stakeholder) else part.title
    return f"Added: {WHAT[section]} {edited.about[-1]}, {called} ({_place(edited)})"


def added_positions(edited: Edited, added: Sequence[NewPosition]) -> str:
    """Return the report of a new position, or of one that several stakeholders share on an issue."""
    dataset, new = edited.loaded.require(), added[0]
    labels = ", ".join(dataset.stakeholders[one.actor].label for one in added)
    did = "Replaced" if new.replaces else "Added"
    return f"{did}: {labels} on {dataset.issues[new.issue].title}: {new.entry.stance} ({_place(edited)})"


def _place(edited: Edited) -> str:
    return f"{edited.location.file}:{edited.location.line}"
