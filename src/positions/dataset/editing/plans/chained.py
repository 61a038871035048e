"""Several plans as one edit: one change of the file, one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from positions.dataset.editing.edit import Plan, Step
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset


def chained(loaded: Loaded, plans: Sequence[Callable[[Loaded], Plan]]) -> Plan:
    """Return the plan that makes several edits one after the other.

    Each is planned for the dataset that the ones before it leave, but sees the files as they are: a plan must
    not look in them for what another one adds.

    Args:
        loaded: the dataset as it is.
        plans: at least one; what the first is about, the edit is about.
    """
    current, steps, made = loaded, list[Step](), list[Plan]()
    for plan in plans:
        planned = plan(current)
        assert isinstance(planned.expected, Dataset)  # only undo expects values
        steps += planned.steps
        made.append(planned)
        current = replace(current, dataset=planned.expected)
    return Plan(tuple(steps), current.require(), made[0].about)
