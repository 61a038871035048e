"""Parts of a dataset from the fields of a row; what a model refuses is said with the column's name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from positions.dataset.models import Evidence, Position, Source
from positions.dataset.validation.messages import first_wording
from positions.exchange.tables.columns import (
    ACCEPTABLE,
    ARCHIVED,
    CORRECTION,
    ENTRY_MORE,
    EVIDENCE_MORE,
    SOURCE,
    SOURCE_MORE,
)
from positions.exchange.tables.values.recoding import UnreadableError

Model = TypeVar("Model", Position, Evidence, Source)

_COLUMNS: Mapping[type[BaseModel], Mapping[tuple[str | int, ...], str]] = MappingProxyType(
    {
        Position: {
            **{(field,): column for column, field in ENTRY_MORE.items()},
            **{("correction", key): column for column, key in CORRECTION.items()},
            **{("acceptable", key): column for column, key in ACCEPTABLE.items()},
        },
        Evidence: {(field,): column for column, field in EVIDENCE_MORE.items()},
        Source: {
            **{(field,): column for column, field in (SOURCE | SOURCE_MORE).items()},
            **{("archived", key): column for column, key in ARCHIVED.items()},
        },
    }
)
"""The columns by what they hold, where that has another name in the model."""


def part_of_row(model: type[Model], fields: dict[str, Any]) -> Model:
    """Return the part of a dataset that has these fields.

    Raises:
        UnreadableError: with what is wrong with one of them.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as invalid:
        path = invalid.errors(include_url=False)[0]["loc"]
        message = first_wording(invalid).about(f"`{_column(model, path)}`")
        raise UnreadableError("bad-value", message) from None


def _column(model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """Return the column that holds what a model has at a path."""
    known = _COLUMNS[model]
    return known.get(path[:2]) or known.get(path[:1]) or (str(path[0]) if path else "row")
