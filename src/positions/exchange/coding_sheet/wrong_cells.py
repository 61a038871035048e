"""What is wrong with a cell, where a field has several columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Value = TypeVar("Value")


class WrongCellError(ValueError):
    """Says what is wrong with the text in one of a field's columns; `place` is the column's, from 0."""

    def __init__(self, message: str, place: int = 0) -> None:
        super().__init__(message)
        self.place = place


def in_column(place: int, read: Callable[[str], Value], text: str) -> Value:
    """Return what a text in a column means.

    Raises:
        WrongCellError: if it means nothing.
    """
    try:
        return read(text)
    except ValueError as error:
        raise WrongCellError(str(error), place) from None


def column_at(columns: Sequence[str], field: str, path: Sequence[str | int]) -> int:
    """Return which column, of these ids, holds what is at a path in a model; the first where none does."""
    keys = [str(part) for part in path[1:]]
    ids = {name for key in keys for name in (key, f"{field}_{key}", f"attribute {key}")}
    return next((place for place, column in enumerate(columns) if column in ids), 0)
