"""pydantic's errors in words that someone who has never seen Python understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from positions.dataset.models import (
    FORMAT,
    Acceptable,
    Archived,
    Condition,
    Correction,
    Dataset,
    Evidence,
    Issue,
    Position,
    Source,
    Stakeholder,
)
from positions.dataset.origin import Origin
from positions.dataset.yaml.reader import Path
from positions.problems import Problem
from positions.rounding import as_written
from positions.suggest import hint_for

_CONTAINERS: dict[str, type[BaseModel]] = {"issues": Issue, "sources": Source, "stakeholders": Stakeholder}
_PARTS: dict[str, type[BaseModel]] = {
    "evidence": Evidence,
    "condition": Condition,
    "correction": Correction,
    "acceptable": Acceptable,
}
_INDENT_HINT = "align the keys of an entry, each with the same number of spaces before it"

Details = Mapping[str, Any]


def model_at(path: Path) -> type[BaseModel]:
    """Return the model whose keys are read at a path such as ("stakeholders", "lga")."""
    if len(path) < 2:
        return Dataset
    if path[0] == "sources" and path[2:3] == ("archived",):
        return Archived
    if path[0] != "stakeholders" or len(path) < 4 or path[2] != "positions":
        return _CONTAINERS.get(str(path[0]), Dataset)
    inside = path[4:]
    return next((model for key, model in _PARTS.items() if key in inside), Position)


def describe(error: Details, origin: Origin) -> Problem:
    """Return the problem that one of pydantic's errors stands for, with its place in the file."""
    path = tuple(part for part in error["loc"] if part != "[key]" and not str(part).startswith("function-"))
    kind: str = error["type"]
    if kind == "value_error":
        message = str(error["ctx"]["error"])
        return Problem("bad-value", message, origin.locate(path, key="[key]" in error["loc"]))
    return _BY_KIND.get(kind, _other)(error, path, origin)


def _name(path: Path) -> str:
    return next((f"`{part}`" for part in reversed(path) if isinstance(part, str)), "the file")


def _missing(error: Details, path: Path, origin: Origin) -> Problem:
    owner, key = path[:-1], path[-1]
    undashed = next((name for name in error["input"] if name.startswith("-")), None)
    if undashed is not None:
        return _undashed((*owner, undashed), origin)
    where = _name(owner) if owner else "the dataset"
    hint = f"add `{key}: {FORMAT if key == 'format' else '...'}`"
    if key == "stance" and {"name", "positions"} & set(error["input"]):
        hint = f"if {where} is a stakeholder, remove spaces before it until it aligns with the others"
    return Problem("missing-key", f"{where} has no `{key}`", origin.locate(owner, key=True), hint)


def _undashed(path: Path, origin: Origin) -> Problem:
    message = "there is no space after the dash"
    return Problem("missing-space", message, origin.locate(path, key=True), "write `- ` and then the entry")


def _extra(error: Details, path: Path, origin: Origin) -> Problem:
    key = str(path[-1])
    if key.startswith("-"):
        return _undashed(path, origin)
    known = [field.alias or name for name, field in model_at(path[:-1]).model_fields.items()]
    message = f"unknown key `{key}`" + (f" in {_name(path[:-1])}" if len(path) > 1 else "")
    return Problem("unknown-key", message, origin.locate(path, key=True), hint_for(key, known, "keys"))


def _empty_or(what: str, hint: str | None = None) -> Callable[[Details, Path, Origin], Problem]:
    def problem(error: Details, path: Path, origin: Origin) -> Problem:
        if error["input"] is None:
            message = f"{_name(path)} has nothing after it"
            return Problem(
                "empty-value", message, origin.locate(path, key=True), "write a value, or delete the line"
            )
        return Problem("bad-value", f"{_name(path)} must be {what}", origin.locate(path), hint)

    return problem


def _choice(error: Details, path: Path, origin: Origin) -> Problem:
    choices = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
    if error["input"] is None:
        return _empty_or("a word")(error, path, origin)
    message = f"{error['input']!r} is not a value of {_name(path)}"
    return Problem(
        "bad-value",
        message,
        origin.locate(path),
        hint_for(str(error["input"]), choices.split(", "), "values"),
    )


def _bounds(error: Details, path: Path, origin: Origin) -> Problem:
    context = error["ctx"]
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = " and ".join(
        f"{word} {as_written(context[key])}" for key, word in words.items() if key in context
    )
    return Problem("bad-value", f"{_name(path)} must be {limits}, not {error['input']}", origin.locate(path))


def _other(error: Details, path: Path, origin: Origin) -> Problem:
    return Problem("bad-value", f"{_name(path)}: {error['msg']}", origin.locate(path))


_mapping = _empty_or("a group of `key: value` lines", _INDENT_HINT)
_list = _empty_or("a list", "write [one, two], or each on its own line after a `- `")
_number = _empty_or("a number, without quotes")
_text = _empty_or("text")

_BY_KIND: dict[str, Callable[[Details, Path, Origin], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _choice,
    "string_type": _text,
    "string_too_short": lambda error, path, origin: _text({**error, "input": None}, path, origin),
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": _list,
    "too_short": _list,
    "int_type": _number,
    "int_from_float": _empty_or("a whole number"),
    "float_type": _number,
    "finite_number": _number,
    "greater_than": _bounds,
    "greater_than_equal": _bounds,
    "less_than": _bounds,
    "less_than_equal": _bounds,
}
