"""Reading a mapping: the options of tables as a YAML file, by the name of one that is shipped or by path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

from positions.dataset.scale import Scale
from positions.dataset.scale_declaration import parse_scale as declared_scale
from positions.dataset.yaml.reader import read_bytes
from positions.exchange.data_files import open_data
from positions.exchange.tables.settings import (
    MISSING,
    FileFormat,
    Lookup,
    TableKind,
    TableSettings,
    parse_number,
    parse_scale,
    runs_down,
    upward,
)
from positions.exchange.tables.values.dates import parse_date_formats
from positions.names import name_key
from positions.problems import DataError, UsageError
from positions.suggest import did_you_mean

SHIPPED = Path(__file__).parent / "shipped"

_LARGEST = 1_000_000
_OF_FILES = tuple(part.name for part in fields(FileFormat))
_LISTS = ("header", "repeated")
_ABOUT = ("description", "url")


def shipped_names() -> list[str]:
    """Return the names of the mappings that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def with_mapping(given: TableSettings, name: str) -> TableSettings:
    """Return what a mapping says, and before it what was given explicitly.

    Raises:
        UsageError: if there is no such mapping, or it says what no mapping can.
        DataError: if it is no YAML.
    """
    found = read_mapping(name)
    form = replace(
        found.format,
        **{part: value for part in _OF_FILES if (value := getattr(given.format, part))},
    )
    own_scale = given.scale is not None
    return replace(
        found,
        columns={**found.columns, **given.columns},
        optional={name: column for name, column in found.optional.items() if name not in given.columns},
        stances={**({} if own_scale else found.stances), **given.stances},
        scale=given.scale if own_scale else found.scale,
        downward=given.downward if own_scale else found.downward,
        actors=given.actors,
        issues=given.issues,
        issue=given.issue or found.issue,
        answers=given.answers or found.answers,
        dates=given.dates or found.dates,
        format=form,
        transpose=given.transpose or found.transpose,
        groups=given.groups,
    )


def read_mapping(name: str) -> TableSettings:
    """Return the settings of a mapping; raises as `with_mapping`."""
    shipped = SHIPPED / f"{name}.yaml"
    path = shipped if name in shipped_names() else Path(name)
    if path is not shipped and path.suffix.lower() not in (".yaml", ".yml") and not path.exists():
        names = shipped_names()
        hint = did_you_mean(name, names) or f"those that are shipped are {', '.join(names)}; or name a file"
        raise UsageError(f"there is no mapping {name!r}", hint)
    with open_data(path) as file:
        document = read_bytes(file.read(_LARGEST), str(path))
    errors = [problem for problem in document.problems if problem.is_error]
    if errors:
        raise DataError(errors)
    if not isinstance(document.value, dict):
        raise UsageError(f"{path} is no mapping", "a mapping has keys such as column, stance and scale")
    return _settings(path, document.value)


def _settings(path: Path, value: Mapping[str, Any]) -> TableSettings:
    readers: dict[str, Callable[[Any], dict[str, Any]]] = {
        "type": lambda text: {"kind": _kind(path, text)},
        "column": lambda pairs: {"columns": _texts(path, "column", pairs)},
        "optional": lambda pairs: {"optional": _texts(path, "optional", pairs)},
        "stance": lambda pairs: {"stances": _stances(_texts(path, "stance", pairs))},
        "scale": lambda scale: _scale(path, scale),
        "scales": lambda scales: {
            "scales": {name_key(name): _scale_of(path, one) for name, one in scales.items()}
        },
        "issue": lambda text: {"issue": str(text)},
        "answers": lambda names: {"answers": _list(names)},
        "date-format": lambda names: {"dates": parse_date_formats(_list(names))},
        "transpose": lambda text: {"transpose": str(text) == "true"},
        "split": lambda parts: {"split": {name: _list(signs) for name, signs in parts.items()}},
        "constant": lambda pairs: {"constants": _texts(path, "constant", pairs)},
        "choice": lambda parts: {"choices": {name: _list(columns) for name, columns in parts.items()}},
        "lookup": lambda parts: {"lookups": {name: _lookup(one) for name, one in parts.items()}},
        "beside": lambda pairs: {"beside": _texts(path, "beside", pairs)},
        "actors": lambda pairs: {"of_actors": _texts(path, "actors", pairs)},
        "issues": lambda pairs: {"of_issues": _texts(path, "issues", pairs)},
    }
    found: dict[str, Any] = {}
    form: dict[str, Any] = {}
    for key, inner in value.items():
        name = key.replace("-", "_")
        if key in _ABOUT:
            continue
        if name in _LISTS:
            form[name] = _list(inner)
        elif name in _OF_FILES:
            form[name] = _line(path, inner) if name == "header_row" else str(inner)
        elif key in readers:
            try:
                found |= readers[key](inner)
            except (TypeError, ValueError, AttributeError) as error:
                raise UsageError(f"{path}: `{key}` cannot be read: {error}") from None
        else:
            known = [*readers, *(part.replace("_", "-") for part in _OF_FILES), *_ABOUT]
            raise UsageError(
                f"{path}: there is no key {key!r} in a mapping",
                did_you_mean(key, known) or f"the keys are {', '.join(known)}",
            )
    return TableSettings(**found, format=FileFormat(**form))


def _line(path: Path, value: Any) -> int:
    if not str(value).isdecimal() or int(value) < 1:
        raise UsageError(f"{path}: `header-row` is the number of a line, and not {value!r}")
    return int(value)


def _lookup(value: Any) -> Lookup:
    parts = ("file", "key", "text")
    if not isinstance(value, dict) or set(value) != set(parts):
        raise ValueError(f"a column has {', '.join(parts)}")
    return Lookup(*(str(value[part]) for part in parts))


def _kind(path: Path, text: Any) -> TableKind:
    kinds: tuple[TableKind, ...] = get_args(TableKind)
    for kind in kinds:
        if text == kind:
            return kind
    raise UsageError(f"{path}: `type` is one of {', '.join(kinds)}, and not {text!r}")


def _texts(path: Path, key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or any(isinstance(inner, dict | list) for inner in value.values()):
        raise UsageError(f"{path}: `{key}` must map names to texts")
    return {str(name): "" if inner is None else str(inner) for name, inner in value.items()}


def _list(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _stances(values: Mapping[str, str]) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for text, value in values.items():
        number = parse_number(value)
        found[text] = (value or MISSING) if number is None else number
    return found


def _scale(path: Path, value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"scale": parse_scale(upward(value)), "downward": runs_down(value)}
    return {"scale": _scale_of(path, value)}


def _scale_of(path: Path, value: Any) -> Scale:
    try:
        return parse_scale(value) if isinstance(value, str) else declared_scale(value)
    except ValueError as error:
        raise UsageError(f"{path}: `scale`: {error}") from None
