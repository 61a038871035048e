"""Values that the team alone may see: `{text: ..., private: true}` and `{value: 70, private: true}`.

They are text and numbers like any other, so that the team's figures need to know nothing of them; only what
writes a dataset, and what takes the private part out of it, look at their type. They differ from the same
value that is public.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Handler = Callable[[object], Any]


class _Private:
    """A value that equals another only where that is private too."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Return whether the other is the same value, and private too."""
        return isinstance(other, type(self)) and super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        """Return whether the other is another value, or public."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of the value, as where it is public."""
        return super().__hash__()


class PrivateText(_Private, str):
    """A text that the public may not see."""

    __slots__ = ()


class PrivateNumber(_Private, float):
    """A number that the public may not see."""

    __slots__ = ()


Private = PrivateText | PrivateNumber


def still_private(before: object, now: object) -> object:
    """Return a value that takes the place of another: private as that one was."""
    if isinstance(before, PrivateText) and isinstance(now, str):
        return PrivateText(now)
    if isinstance(before, PrivateNumber) and isinstance(now, int | float):
        return PrivateNumber(now)
    return now


def parse_flag(value: object) -> object:
    """Return the truth value that an unquoted `true` or `false` stands for, anything else as it is.

    Raises:
        ValueError: for any other text.
    """
    if isinstance(value, bool):
        return value
    if value == "true" or value == "false":
        return value == "true"
    raise ValueError("`private` is true or false")


def private_value(
    key: str, plain: type[str] | type[float], private: type[Private]
) -> Callable[[object, Handler], object]:
    """Return a validator of a value that may stand alone, or under a key beside `private: true`.

    The validator raises ValueError for a mapping with other keys.

    Args:
        key: the key of the value in the mapping.
        plain: the type of a public value.
        private: the type of a private one.
    """

    def validate(value: object, handler: Handler) -> object:
        if isinstance(value, private):
            return private(handler(plain(value)))
        if not isinstance(value, dict):
            return handler(value)
        content, hidden = _unmarked(value, key)
        known = handler(content)
        return private(known) if hidden else known

    return validate


def private_form(key: str, form: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a value that may stand alone, or under a key beside `private: true`."""
    marked = {
        "type": "object",
        "required": [key, "private"],
        "additionalProperties": False,
        "properties": {
            key: {**form, "description": "What only the team may see"},
            "private": FLAG_SCHEMA,
        },
    }
    return {"anyOf": [form, marked]}


FLAG_SCHEMA: dict[str, Any] = {"type": "boolean", "description": "true: only the team may see it"}


def _unmarked(value: dict[str, object], key: str) -> tuple[object, bool]:
    other = next((name for name in value if name not in (key, "private")), None)
    example = f"{{{key}: {'...' if key == 'text' else 70}, private: true}}"
    if other is not None:
        raise ValueError(f"there is no key `{other}` here: it is written {example}")
    if key not in value or "private" not in value:
        raise ValueError(f"`{key}` and `private` go together: it is written {example}")
    return value[key], bool(parse_flag(value["private"]))
