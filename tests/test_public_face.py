"""What people's programs and files rest on, held against what was there before: names, calls and formats.

After a change that is meant: write it into CHANGELOG.md, then run this file with UPDATE_EXPECTED=1.
"""

from __future__ import annotations

import inspect
import json
import os
import typing
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.paths import REPOSITORY

HELD = Path(__file__).parent / "data" / "public_face"
SCHEMAS = ("positions", "output")


def library() -> Iterator[str]:
    """Yield a line for everything that a program can name of the library."""
    for name in positions.__all__:
        member = getattr(positions, name)
        if inspect.isclass(member):
            yield f"{name}: class"
            yield from members(name, member)
        elif callable(member):
            yield from called(name, member)
        else:
            yield f"{name}: value"


def members(name: str, member: type) -> Iterator[str]:
    """Yield a line for each public field, property and method of a class."""
    if issubclass(member, Exception):
        yield f"{name} is a {', '.join(base.__name__ for base in member.__mro__[1:-2])}"
    names = dict.fromkeys((*getattr(member, "__annotations__", ()), *vars(member)))
    for part in names:
        found = inspect.getattr_static(member, part, None)
        if part.startswith("_") or part == "model_config":
            continue
        if inspect.isfunction(found):
            yield from called(f"{name}.{part}", found)
        else:
            yield f"{name}.{part}: value"


def called(name: str, function: Any) -> Iterator[str]:
    """Yield a line for each way to give an argument, and one for what comes back."""
    shown = inspect.signature(function)
    for place, parameter in enumerate(shown.parameters.values()):
        given = (
            f"{parameter.name}: {parameter.annotation}" if parameter.annotation is not parameter.empty else ""
        )
        if parameter.kind is parameter.VAR_KEYWORD and "Unpack[" in given:
            yield from keywords(name, function, parameter.name)
        elif parameter.name != "self":
            default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
            where = "keyword" if parameter.kind is parameter.KEYWORD_ONLY else f"place {place}"
            yield f"{name}({parameter.kind.description}, {where}: {given or parameter.name}{default})"
    yield f"{name}() -> {shown.return_annotation}"


def keywords(name: str, function: Any, parameter: str) -> Iterator[str]:
    """Yield a line for each keyword of a typed dictionary; its type is written differently by each Python."""
    source = inspect.getmodule(function)
    text = function.__annotations__[parameter]
    wanted = str(text).partition("Unpack[")[2].rpartition("]")[0]
    fields = getattr(source, wanted)
    for key in typing.get_type_hints(fields):
        yield f"{name}(keyword: {key})"


def schema(name: str) -> Iterator[str]:
    """Yield a line for each thing that a schema allows or asks for."""
    yield from leaves(json.loads((REPOSITORY / "schema" / f"{name}.schema.json").read_text("utf-8")), name)


def leaves(part: Any, path: str) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in ("description", "title", "examples", "$comment", "$id") or isinstance(value, dict):
                yield from leaves(value, f"{path}/{key}")
    elif isinstance(part, list) and all(isinstance(item, str) for item in part):
        yield from (f"{path}: {item}" for item in part)
    elif isinstance(part, list):
        for place, item in enumerate(part):
            yield from leaves(item, f"{path}/{place}")
    else:
        yield f"{path}: {part}"


FACES = {"library": library, **{name: lambda name=name: schema(name) for name in SCHEMAS}}  # type: ignore[misc]  # name is bound


@pytest.mark.parametrize("name", FACES)
def test_what_others_rest_on_is_as_it_was(name: str) -> None:
    held, found = HELD / f"{name}.txt", sorted(set(FACES[name]()))
    if os.environ.get("UPDATE_EXPECTED"):
        held.parent.mkdir(exist_ok=True)
        held.write_text("\n".join(found) + "\n", encoding="utf-8")
    before = held.read_text(encoding="utf-8").splitlines()
    changes = [line for line in ndiff(before, found) if line[0] in "-+"]
    breaks = any(line[0] == "-" for line in changes)
    told = "This breaks what people have written" if breaks else "This is new"
    assert not changes, (
        f"{told}: say so in CHANGELOG.md under {'Changed' if breaks else 'Added'}, then run\n"
        f"  UPDATE_EXPECTED=1 pytest tests/test_public_face.py\n" + "\n".join(changes)
    )


def test_a_call_and_a_key_that_change_are_seen() -> None:
    def before(a: int, *, b: str = "x") -> int:
        raise NotImplementedError

    def after(a: int, *, b: str = "y", c: int = 0) -> int:
        raise NotImplementedError

    assert set(called("f", before)) != set(called("f", after))
    assert set(called("f", after)) - set(called("f", before)) == {
        "f(keyword-only, keyword: b: str = 'y')",
        "f(keyword-only, keyword: c: int = 0)",
    }
    old, new = {"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"type": ["string", "null"]}}}
    assert list(leaves(old, "s")) == ["s/properties/a/type: string"]
    assert list(leaves(new, "s")) == ["s/properties/a/type: string", "s/properties/a/type: null"]
