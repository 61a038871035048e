"""Keys that hold one plain value: what tables, coding sheets and merges have to know of each.

A key says so where the model declares it, and all of them follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class PlainKey:
    """How a key stands in tables.

    `column` is its column in a long table, `heading` that on a coding sheet, where `choices` names the list
    that its cells offer, and `folded` columns are put away behind a plus sign. `counted` is what a wide table
    is said to leave out, one of it and several.
    """

    column: str
    heading: str
    counted: tuple[str, str]
    kind: Literal["text", "word", "date"] = "text"
    width: int = 12
    choices: str | None = None
    folded: bool = True


@cache
def plain_keys(model: type[BaseModel]) -> Mapping[str, PlainKey]:
    """Return the keys of a model that hold one plain value, by name, in its order."""
    return MappingProxyType(
        {
            name: mark
            for name, field in model.model_fields.items()
            for mark in field.metadata
            if isinstance(mark, PlainKey)
        }
    )
