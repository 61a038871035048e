"""How many random examples a property is tried with: few in every run, many where there is time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

LONG = int(os.environ.get("POSITIONS_LONG", "0"))
"""0 in everyday runs; `POSITIONS_LONG=10 pytest tests/measures` tries ten times what the tests name."""

_EVERYDAY = 3

SMALLER = 1 if LONG else 10
"""How many times smaller than in long runs are inputs made only to be large."""


def examples(number: int) -> int:
    """Return a third of a number, at least five, in everyday runs; in long ones so many times the number."""
    return number * LONG if LONG else max(min(number, 5), number // _EVERYDAY)


def some(items: Iterable[T], turn: int) -> list[T]:
    """Return every third item in everyday runs, those of three turns being all; in long ones all of them."""
    return list(items) if LONG else list(islice(items, turn % _EVERYDAY, None, _EVERYDAY))
