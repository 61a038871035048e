"""Strict parsing of a request's body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from positions.problems import UsageError

MOST_TEXT = 200_000


class Body:
    """The fields of a request.

    All readers raise a UsageError where a field has another form.
    """

    def __init__(self, fields: Any) -> None:
        if not isinstance(fields, dict):
            raise UsageError("the request is not a JSON object")
        self.fields: Mapping[str, Any] = fields

    def text(self, name: str) -> str | None:
        """Return a text without white space around it; None where it is missing or empty."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or len(value) > MOST_TEXT:
            raise UsageError(f"{name} is not text, or too long")
        return value.strip() or None

    def required(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if value is None:
            raise UsageError(f"missing: {name}")
        return value

    def number(self, name: str) -> int:
        """Return a whole number of 0 or more."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise UsageError(f"{name} is not a number")
        return value

    def flag(self, name: str) -> bool:
        """Return whether something is set."""
        return self.fields.get(name) is True

    def items(self, name: str) -> list[Any]:
        """Return a list, empty where it is missing."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or len(value) > 10_000:
            raise UsageError(f"{name} is not a list, or too long")
        return value

    def parts(self, name: str) -> list[Body]:
        """Return a list of objects."""
        return [Body(value) for value in self.items(name)]
