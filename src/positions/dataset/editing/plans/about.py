"""The plan for other values of what a dataset says of itself: its title, licence, method ..."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.plans.fields import field_splices
from positions.dataset.editing.plans.parts import key_before
from positions.dataset.editing.splice import add_key
from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document


def set_about(loaded: Loaded, fields: Mapping[str, object]) -> Plan:
    """Return the plan that gives fields of the dataset itself other values; None removes a key.

    A new key stands behind those that come before it in the usual order. In a folder it goes to the file
    with the title.
    """
    expected = loaded.require().model_copy(update=dict(fields))
    steps = [Step(_home(loaded, field), partial(_splices, field=field, whole=expected)) for field in fields]
    return Plan(tuple(steps), expected, (next(iter(fields)),))


def _splices(document: Document, field: str, whole: Dataset) -> list[Splice]:
    there = document.value
    value = getattr(whole, field)
    if value is None or not isinstance(there, dict) or field in there:
        return field_splices(document, (), field, whole)
    return add_key(document, (), field, node_of(value), key_before(there, field))


def _home(loaded: Loaded, field: str) -> int:
    """Return the number of the file that has a field, else of the one with the title."""
    values = [one.value if isinstance(one.value, dict) else {} for one in loaded.origin.documents]
    return max(range(len(values)), key=lambda index: (field in values[index], "title" in values[index]))
