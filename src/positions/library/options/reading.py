"""From keyword arguments to values: unknown names and wrong values refused as on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from keyword import iskeyword
from os import PathLike, fspath
from typing import Any, get_args, get_origin, get_type_hints

from positions.library.options import readers
from positions.problems import UsageError
from positions.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Option:
    """How an option's value is read, and what it is where it is not given (or is None)."""

    read: Callable[[Any], Any]
    default: object = None


_TAKEN = ("names",)
"""Words by which functions take something else: the actors."""


def keyword_of(declared: str) -> str:
    """Return the keyword of an option: `--as-of` is as_of, `--with` with_, `--quotes/--no-quotes` quotes."""
    name = declared.partition("/")[0].removeprefix("--").replace("-", "_")
    return f"{name}_" if iskeyword(name) or name in _TAKEN else name


def option_of(keyword: str) -> str:
    """Return the option of a keyword, as the command line writes it."""
    return f"--{keyword.rstrip('_').replace('_', '-')}"


@cache
def options_of(keywords: type) -> dict[str, Option]:
    """Return the options that a TypedDict of keywords declares, by keyword."""
    found = {}
    for name, hint in get_type_hints(keywords, include_extras=True).items():
        details = get_args(hint)[1:] if get_origin(hint) is not None else ()
        found[name] = next(detail for detail in details if isinstance(detail, Option))
    return found


def read_options(keywords: type, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the value of each option that a TypedDict declares, as given or by default.

    Raises:
        UsageError: for a name that is no option there, or a value that its reader refuses.
    """
    known = options_of(keywords)
    for name in given:
        if name not in known:
            in_python = f"in Python it is {name}_" if f"{name}_" in known else None
            hint = in_python or did_you_mean(option_of(name), map(option_of, known))
            raise UsageError(f"there is no option {option_of(name)}", hint)
    values: dict[str, Any] = {}
    for name, option in known.items():
        value = given.get(name)
        values[name] = option.default if value is None else read_value(name, option, value)
    return values


def read_value(name: str, option: Option, value: object) -> Any:
    """Return what a value of an option means.

    Raises:
        UsageError: if it means nothing.
    """
    try:
        return option.read(value)
    except ValueError as error:
        raise UsageError(f"invalid value for '{option_of(name)}': {error}") from None


def place_of(value: str | PathLike[str]) -> str:
    """Return the path that an argument gives, as text: a slash at its end stays.

    Raises:
        UsageError: if it is none.
    """
    try:
        readers.path(value)
    except ValueError as error:
        raise UsageError(str(error), "give it as text, or as a Path") from None
    return fspath(value)
