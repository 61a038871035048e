"""What the rows of a long table say of the actor and the issue themselves: names, kind, influence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from positions.dataset.private_values import PrivateNumber, parse_flag
from positions.dataset.scale import Scale
from positions.dataset.yaml.scalar_output import without_controls
from positions.exchange.tables.answers import Faults, Layout, fits, is_blank, name_of
from positions.exchange.tables.columns import (
    ABOUT_ACTOR,
    ABOUT_DATASET,
    ABOUT_ISSUE,
    LIST_SEPARATOR,
    OF_ACTOR,
    LongColumns,
)
from positions.exchange.tables.delimited import Rows, restored_text
from positions.exchange.tables.own_exports.scale_column import declared_scale
from positions.exchange.tables.values.numbers import parse_amount
from positions.exchange.tables.values.recoding import UnreadableError, readable
from positions.names import name_key
from positions.rounding import as_written

Fields = dict[str, object]

_GROUP = "group"


@dataclass(frozen=True, slots=True)
class About:
    """Fields of `Stakeholder` by the actor's `name_key`, of `Issue` by the issue's, and of the dataset.

    `varying` are attributes that differ from row to row of one actor, as a group that somebody changed.
    """

    actors: Mapping[str, Fields] = field(default_factory=dict)
    issues: Mapping[str, Fields] = field(default_factory=dict)
    dataset: Fields = field(default_factory=dict)
    varying: tuple[str, ...] = ()


class _Kept:
    """The fields of actors, or of issues, with the line on which each was first given."""

    def __init__(self, what: str, names: Mapping[str, str], columns: LongColumns, *, code: str) -> None:
        self.what, self.code = what, code
        self.key = columns.index.get(what)
        self.places = {
            name: columns.index[column] for column, name in names.items() if column in columns.index
        }
        self.found: dict[str, Fields] = {}
        self.varying: dict[str, None] = {}
        self._first: dict[tuple[str, str], int] = {}
        self._seen: set[tuple[str, ...]] = set()
        self._picked = (self.key, *self.places.values())

    def take(self, row: list[str], line: Callable[[list[str]], int], only: str) -> None:
        """Take in a row.

        Raises:
            UnreadableError: if it cannot be read, or says something else than a row before.
        """
        texts = tuple("" if place is None else row[place] for place in self._picked)
        if texts in self._seen:
            return
        name = name_of(only if self.key is None else texts[0], self.what)
        key = name_key(name)
        fields = self.found.setdefault(key, {})
        read = {
            what: value
            for what, text in zip(self.places, texts[1:], strict=True)
            if (value := _value(what, restored_text(text).strip())) is not None
        }
        for what, value in read.items():
            if what in fields and not _same(fields[what], value) and _may_vary(what):
                self.varying[what] = None
            elif what in fields and not _same(fields[what], value):
                said = f"{name!r} has the {what} {_shown(fields[what])} in line {self._first[key, what]}"
                raise UnreadableError(
                    self.code,
                    f"{said}, and {_shown(value)} here",
                    f"give the same value in each row, or give it once; rename the column if it is not the "
                    f"{self.what}'s",
                )
        for what in read.keys() - fields.keys():
            self._first[key, what] = line(row)
            fields[what] = read[what]
        self._seen.add(texts)


def read_about(layout: Layout, columns: LongColumns, only: str, faults: Faults) -> About:
    """Return what the columns about actors and issues say; rows that contradict another are faults.

    An empty cell says nothing. `only` is the issue where there is no column of issues.
    """
    attributes = {name: name for name in columns.index if name.startswith(OF_ACTOR)}
    about_actor = {**ABOUT_ACTOR, **attributes}
    kept = [
        one
        for one in (
            _Kept("actor", about_actor, columns, code="repeated-actor"),
            _Kept("issue", ABOUT_ISSUE, columns, code="repeated-issue"),
            _Kept("dataset", ABOUT_DATASET, columns, code="repeated-dataset"),
        )
        if one.places
    ]
    if not kept:
        return About()
    with layout.rows() as rows:
        for row in rows.cells:
            if fits(row, layout.width, faults, rows) and not is_blank(row):
                _take(row, rows, kept, (only, faults))
    by_what = {one.what: one.found for one in kept}
    varying = tuple(name for one in kept for name in one.varying)
    actors = {name: _with_marks(fields, varying) for name, fields in by_what.get("actor", {}).items()}
    about_dataset = next(iter(by_what.get("dataset", {}).values()), {})
    return About(actors, by_what.get("issue", {}), about_dataset, varying)


def _may_vary(what: str) -> bool:
    return what == _GROUP or what.startswith(OF_ACTOR)


def _with_marks(fields: Fields, varying: tuple[str, ...]) -> Fields:
    """Return an actor's fields, its influence private where the column beside it says so.

    Attributes stand together, without those that vary.
    """
    attributes = {name: fields.pop(name) for name in [*fields] if _may_vary(name)}
    kept = {
        without_controls(name.removeprefix(OF_ACTOR)): value
        for name, value in attributes.items()
        if name not in varying
    }
    if kept:
        fields["attributes"] = kept
    marked, influence = fields.pop("influence_private", False), fields.get("influence")
    if marked and isinstance(influence, float | int):
        fields["influence"] = PrivateNumber(influence)
    return fields


def _take(row: list[str], rows: Rows, kept: list[_Kept], reading: tuple[str, Faults]) -> None:
    only, faults = reading
    for one in kept:
        try:
            one.take(row, rows.line, only)
        except UnreadableError as error:
            faults.add(rows.line(row), error.code, str(error), error.hint)


def _value(what: str, text: str) -> str | float | bool | tuple[str, ...] | Scale | None:
    """Return what a cell says, None where it is empty.

    Raises:
        UnreadableError: if it cannot be.
    """
    if not text:
        return None
    if what == "influence":
        number = parse_amount(text)
        if number is None:
            raise UnreadableError("bad-value", f"`influence` is a number, and not {text!r}")
        if not 0 <= number <= 100:
            raise UnreadableError("bad-value", f"influence is from 0 to 100, and not {as_written(number)}")
        return number
    if what in ("private", "influence_private"):
        try:
            return bool(parse_flag(text))
        except ValueError as error:
            raise UnreadableError("bad-value", str(error)) from None
    if what == "scale":
        scale = declared_scale(text)
        if scale is None:
            raise UnreadableError(
                "bad-value", f"{text!r} is not a scale", "write it as `export` does, or MIN:MAX"
            )
        return scale
    if what == "was":
        return tuple(name for part in text.split(LIST_SEPARATOR.strip()) if (name := part.strip()))
    return readable(text)


def _same(one: object, other: object) -> bool:
    """Return whether two cells say the same, texts in spellings that nobody can tell apart included."""
    if isinstance(one, str) and isinstance(other, str):
        return name_key(one) == name_key(other)
    return one == other


def _shown(value: object) -> str:
    return as_written(value) if isinstance(value, float) else repr(value)
