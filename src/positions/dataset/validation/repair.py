"""A copy of what was read in which each value that is wrong is taken out or replaced.

It serves to check the rest in the same run; nothing of it is ever shown or compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from pydantic_core import ErrorDetails

from positions.dataset.yaml.reader import Path, Plain, Value

_STAND_INS: dict[str, Value] = {"format": Plain("1"), "title": "-", "name": "-", "stance": "silent"}


def repaired(value: dict[str, Value], errors: Iterable[ErrorDetails]) -> dict[str, Value]:
    """Return the copy; a required key gets a stand-in, any other is taken out."""
    copy = deepcopy(value)
    for error in errors:
        owner, key = _owner(copy, tuple(part for part in error["loc"] if part != "[key]"))
        if isinstance(owner, list) and isinstance(key, int):
            owner[key] = {}
        elif isinstance(owner, dict) and isinstance(key, str):
            owner.pop(key, None)
            if key in _STAND_INS and error["type"] != "extra_forbidden":
                owner[key] = _STAND_INS[key]
    return copy


def _owner(value: Value, path: Path) -> tuple[Value, str | int | None]:
    """Return the deepest mapping or list that the path leads into, and the last step.

    A step that the text does not have, such as the index of the only entry of a cell, is passed over.
    """
    owner, step = value, None
    for number, part in enumerate(path, start=1):
        inside = owner if step is None else _get(owner, step)
        if _leads_into(inside, part, last=number == len(path)):
            owner, step = inside, part
    return owner, step


def _leads_into(inside: Value, part: str | int, *, last: bool) -> bool:
    if isinstance(inside, dict):
        return isinstance(part, str) and (part in inside or last)
    return isinstance(inside, list) and isinstance(part, int) and part < len(inside)


def _get(owner: Value, step: str | int) -> Value:
    if isinstance(owner, dict) and isinstance(step, str):
        return owner.get(step)
    if isinstance(owner, list) and isinstance(step, int):
        return owner[step]
    return None
