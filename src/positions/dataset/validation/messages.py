"""pydantic's errors in words that someone who has never seen Python understands.

Every place that shows one to a person takes its words from here; pydantic's own never appear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

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
_FORM_HINTS = {
    "influences": "write {STAKEHOLDER: 3}: the id of another, and from 0 to 4 how much it influences it",
    "attributes": "write {NAME: VALUE}, for example {party: Labour}",
    "positions": "write {ISSUE: STANCE}, for example {new-structures: oppose}",
    "needs": "write {ISSUE: for} or {ISSUE: against}",
    "acceptable": "write {min: 10, max: 20}, or one of the two",
    "archived": "write {url: ADDRESS, date: YYYY-MM-DD}",
    "correction": "write {date: YYYY-MM-DD, from: STANCE, why: TEXT}",
    "evidence": "write [{source: ID, quote: TEXT}]",
}
"""What to write where a value is text, a number or a list, and no group of lines."""

_LIST_HINT = "write [one, two], or each on its own line after a `- `"
_LONGEST = 40

Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong with a value, as it is said of a file.

    Attributes:
        code: names the problem's page in the docs.
        message: the sentence.
        path: where in the file it is shown.
        hint: what to do about it; None where that is clear.
        at_key: whether the place is that of the key.
        said: what is said of the field after its name, where there is no file; None where the message does
            not begin with a name.
    """

    code: str
    message: str
    path: Path
    hint: str | None = None
    at_key: bool = False
    said: str | None = None

    def about(self, field: str) -> str:
        """Return the sentence with the field under this name, as a column's or an option's."""
        return f"{field}: {self.message}" if self.said is None else f"{field} {self.said}"

    def alone(self) -> str:
        """Return the sentence without the field's name, to stand after it and a colon."""
        return self.said or self.message


def path_of(error: Details) -> Path:
    """Return the path of an error without the parts that no file has."""
    return tuple(part for part in error["loc"] if part != "[key]" and not str(part).startswith("function-"))


def wording(error: Details) -> Wording:
    """Return one of pydantic's errors in words."""
    path, kind = path_of(error), str(error["type"])
    if kind == "value_error":
        return Wording("bad-value", str(error["ctx"]["error"]), path, at_key="[key]" in error["loc"])
    return _BY_KIND.get(kind, _other)(error, path)


def first_wording(invalid: ValidationError) -> Wording:
    """Return the first of the errors in words."""
    return wording(invalid.errors(include_url=False)[0])


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


def _name(path: Path) -> str:
    return next((f"`{part}`" for part in reversed(path) if isinstance(part, str)), "the file")


def _shown(value: object) -> str:
    """Return a value that somebody wrote, cut where it is long."""
    shown = repr(str(value) if isinstance(value, str) else value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def _must(path: Path, what: str, error: Details, hint: str | None = None, in_file: str = "") -> Wording:
    """Return that a value must be something else than it is; a file needs perhaps a word more."""
    said = f"must be {what}"
    plain = isinstance(error["input"], str | int | float)
    return Wording(
        "bad-value",
        f"{_name(path)} {said}{in_file}",
        path,
        hint,
        said=f"{said}, not {_shown(error['input'])}" if plain else said,
    )


def _missing(error: Details, path: Path) -> Wording:
    owner, key = path[:-1], path[-1]
    undashed = next((name for name in error["input"] if name.startswith("-")), None)
    if undashed is not None:
        return _undashed((*owner, undashed))
    where = _name(owner) if owner else "the dataset"
    hint = f"add `{key}: {FORMAT if key == 'format' else '...'}`"
    if key == "stance" and {"name", "positions"} & set(error["input"]):
        hint = f"if {where} is a stakeholder, remove spaces before it until it aligns with the others"
    message = f"{where} has no `{key}`"
    return Wording("missing-key", message, owner, hint, at_key=True, said="is missing, and has to be there")


def _undashed(path: Path) -> Wording:
    message = "there is no space after the dash"
    return Wording("missing-space", message, path, "write `- ` and then the entry", at_key=True)


def _extra(error: Details, path: Path) -> Wording:
    key = str(path[-1])
    if key.startswith("-"):
        return _undashed(path)
    known = [field.alias or name for name, field in model_at(path[:-1]).model_fields.items()]
    message = f"unknown key `{key}`" + (f" in {_name(path[:-1])}" if len(path) > 1 else "")
    return Wording("unknown-key", message, path, hint_for(key, known, "keys"), at_key=True)


def _empty_or(what: str, hint: str | None = None, in_file: str = "") -> Callable[[Details, Path], Wording]:
    def words(error: Details, path: Path) -> Wording:
        return _must(path, what, error, hint, in_file) if error["input"] is not None else _empty(path)

    return words


def _empty(path: Path) -> Wording:
    said = "has nothing after it"
    hint = "write a value, or delete the line"
    return Wording("empty-value", f"{_name(path)} {said}", path, hint, at_key=True, said="must not be empty")


def _choice(error: Details, path: Path) -> Wording:
    choices = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
    if error["input"] is None:
        return _empty(path)
    hint = hint_for(str(error["input"]), choices.split(", "), "values")
    message = f"{_shown(error['input'])} is not a value of {_name(path)}"
    said = f"cannot be {_shown(error['input'])}: there are {choices}"
    return Wording("bad-value", message, path, hint, said=said)


def _bounds(error: Details, path: Path) -> Wording:
    context = error["ctx"]
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = " and ".join(
        f"{word} {as_written(context[key])}" for key, word in words.items() if key in context
    )
    given = error["input"]
    said = f"must be {limits}, not {as_written(given) if isinstance(given, float) else given}"
    return Wording("bad-value", f"{_name(path)} {said}", path, said=said)


def _other(error: Details, path: Path) -> Wording:
    said = f"cannot be {_shown(error['input'])}"
    return Wording("bad-value", f"{_name(path)} {said}", path, said=said)


def _no_items(error: Details, path: Path) -> Wording:
    said = "must have an entry at least"
    return Wording("bad-value", f"{_name(path)} {said}", path, _LIST_HINT, said=said)


def _mapping(error: Details, path: Path) -> Wording:
    return _empty_or("a group of `key: value` lines", _form_hint(path, _INDENT_HINT))(error, path)


def _list(error: Details, path: Path) -> Wording:
    return _empty_or("a list", _form_hint(path, _LIST_HINT))(error, path)


def _form_hint(path: Path, usual: str) -> str:
    place = path[:-1] if len(path) > 1 and isinstance(path[-1], int) else path
    key = str(place[-1])
    return _FORM_HINTS.get(key, usual) if key in model_at(place[:-1]).model_fields else usual


_number = _empty_or("a number", in_file=", without quotes")
_text = _empty_or("text")

_BY_KIND: dict[str, Callable[[Details, Path], Wording]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _choice,
    "string_type": _text,
    "string_too_short": lambda error, path: _empty(path),
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": _list,
    "too_short": _no_items,
    "int_type": _number,
    "int_from_float": _empty_or("a whole number"),
    "float_type": _number,
    "finite_number": _number,
    "greater_than": _bounds,
    "greater_than_equal": _bounds,
    "less_than": _bounds,
    "less_than_equal": _bounds,
}


def describe(error: Details, origin: Origin) -> Problem:
    """Return the problem that one of pydantic's errors stands for, with its place in the file."""
    found = wording(error)
    return Problem(found.code, found.message, origin.locate(found.path, key=found.at_key), found.hint)
