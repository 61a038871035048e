"""Records, nested as JSON has them, as rows of text: fields of fields by dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from positions.exchange.tables.delimited import broken
from positions.problems import UsageError
from positions.render.common.delimited_text import neutralised
from positions.rounding import as_written
from positions.suggest import did_you_mean, first_of

KEY = "key"
"""What the column is called that holds the names of records, where they are the values of names."""

_SEPARATOR = "; "
_DEEPEST = 50


def records_of(path: Path, value: Any, where: str | None) -> list[dict[str, Any]]:
    """Return the records of a document: a list of them, or the only list in it, or what `where` leads to.

    On the way through lists all their elements are taken, and the plain fields of what is passed through
    stand beside each record's own, under their path. Records that are the values of names get the name in
    the column `key`.

    Raises:
        UsageError: if `where` leads to nothing.
        DataError: if there are no records.
    """
    if where:
        return _led_to(path, value, where.split("."))
    if isinstance(value, list):
        return _checked(path, value)
    if isinstance(value, dict):
        lists = [name for name, inner in value.items() if _is_records(inner)]
        if len(lists) == 1:
            return records_of(path, value, lists[0])
        if value and all(isinstance(inner, dict) for inner in value.values()):
            return _keyed(value)
        if lists:
            hint = f"--records NAME says which: {', '.join(lists)}"
            raise broken(path, "the file holds several lists of records", hint)
    hint = "--records NAME.NAME leads to a list of them; positions export -o FILE.json writes one"
    raise broken(path, "there is no list of records in this file", hint)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _checked(path: Path, values: Sequence[Any]) -> list[dict[str, Any]]:
    for number, one in enumerate(values, start=1):
        if not isinstance(one, dict):
            raise broken(
                path, f"record {number} is no record with named fields", "--records NAME leads to others"
            )
    return list(values)


def _keyed(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{KEY: name, **inner} for name, inner in value.items()]


def _led_to(path: Path, value: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    found: list[tuple[dict[str, Any], Any]] = [({}, value)]
    for depth, name in enumerate(names):
        prefix = ".".join(names[:depth])
        found = [
            (_with_outer(outer, one, (prefix, name)), one[name])
            for outer, inner in found
            for one in _each(inner)
            if isinstance(one, dict) and name in one
        ]
        if not found:
            there = value if not depth and isinstance(value, dict) else {}
            hint = (
                did_you_mean(name, there) or f"its names are {first_of(list(there), 12)}" if there else None
            )
            raise UsageError(f"--records {'.'.join(names)}: {path} has no {name!r} there", hint)
    prefix = ".".join(names)
    records = []
    for outer, inner in found:
        if isinstance(inner, dict) and inner and all(isinstance(one, dict) for one in inner.values()):
            inner = _keyed(inner)
        for one in _each(inner):
            records.append({**outer, **(one if isinstance(one, dict) else {prefix: one})})
    return records


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else (value,)


def _with_outer(outer: Mapping[str, Any], one: Mapping[str, Any], way: tuple[str, str]) -> dict[str, Any]:
    """Return the fields of what is passed through, without the one that leads on, by their path."""
    prefix, onward = way
    begin = f"{prefix}." if prefix else "top."
    own = {f"{begin}{name}": value for name, value in one.items() if name != onward}
    return {**outer, **own}


def as_rows(records: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
    """Yield the names of all fields, in the order in which they are met, then each record's texts."""
    flat = [dict(_flat("", record, 0)) for record in records]
    names = list(dict.fromkeys(name for record in flat for name in record))
    yield names
    for record in flat:
        yield [cell_of(record.get(name)) for name in names]


def _flat(prefix: str, record: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and value and depth < _DEEPEST:
            yield from _flat(f"{prefix}{name}.", value, depth + 1)
        else:
            yield f"{prefix}{name}", value


def cell_of(value: Any) -> str:
    """Return a value as the text of a cell; the parts of a list with `;` between them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return as_written(value)
    if isinstance(value, list):
        return _SEPARATOR.join(cell_of(one) for one in value)
    if isinstance(value, dict):
        return _SEPARATOR.join(f"{name}: {cell_of(one)}" for name, one in value.items())
    # nothing is neutralised in JSON; this undoes beforehand what the readers of tables will undo
    return neutralised(str(value)) if str(value).startswith("'") else str(value)
