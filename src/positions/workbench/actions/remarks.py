"""What is to be said after an edit besides that it was made."""

from __future__ import annotations

from positions.dataset.editing.edit import Edited
from positions.workbench.state.snapshot import Snapshot


def remarks_of(edited: Edited, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the warnings about the dataset that an edit brought; none where entries are hidden.

    A warning names no entry, but it may come from what stands beside one that is not to be seen.
    """
    if snapshot.hides:
        return ()
    found = (one.message for one in edited.warnings if one.severity == "warning")
    return tuple(message[:1].upper() + message[1:] for message in found)
