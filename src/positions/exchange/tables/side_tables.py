"""Files that say more about the actors or the issues of a table, a row for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from positions.dataset.models import Issue, Stakeholder
from positions.dataset.private_values import PrivateNumber, PrivateText
from positions.dataset.scale import Scale
from positions.dataset.validation.messages import wording
from positions.dataset.yaml.scalar_output import without_controls
from positions.exchange.tables.answers import Faults, fits, is_blank
from positions.exchange.tables.columns import MOST_NAMED, find_column, missing, unused_columns
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.own_exports.scale_column import declared_scale
from positions.exchange.tables.prepared import joined
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.numbers import PERCENT, parse_amount
from positions.names import alike_key, name_key, tidy_name
from positions.suggest import first_of

_ACTOR_FIELDS = {
    "name": "name",
    "short": "short",
    "kind": "kind",
    "influence": "influence",
    "note": "note",
    "url": "actor_url",
    "was": "actor_was",
    "private": "actor_private",
    "influence_private": "influence_private",
    "note_private": "note_private",
}
"""The fields of an actor that a file may give, with their columns."""
_AS_CALLED: Mapping[str, str] = {}
_NOT_PRIVATE = ("", "false", "no", "0")
"""What says that something is not private; any other word in such a column holds it back."""

_ISSUE_FIELDS = {
    "title": ("title", "name", "short"),
    "proposition": ("proposition", "text"),
    "tags": ("tags", "tag", "topics"),
    "weight": ("weight",),
    "note": ("note",),
    "was": ("issue_was",),
    "unit": ("issue_unit", "unit"),
    "scale": ("issue_scale",),
    "note_private": ("note_private",),
}


Fields = dict[str, dict[str, object]]
"""Fields of actors or of issues, by their names."""


@dataclass(frozen=True, slots=True)
class More:
    """What a file says: fields by the name of the actor or issue; and what a person should know of it."""

    fields: Mapping[str, dict[str, object]]
    remarks: tuple[str, ...] = ()


class _Rows:
    """The rows of a file that are about what the table has; the names of the others are kept."""

    def __init__(self, path: Path, what: str, known: Iterable[str], columns: Mapping[str, str]) -> None:
        self.file = joined(TableFile(path), columns)
        self.header = self.file.header
        self.faults = Faults(self.file)
        self._columns = columns
        self.key = next((place for name in (what, "id") if (place := self.place(name)) is not None), 0)
        self._known = list(known)
        self._spelled = {name_key(name): name for name in self._known}
        self._alike: dict[str, list[str]] = {}
        for name in self._known:
            self._alike.setdefault(alike_key(name), []).append(name)
        self._strange: dict[str, None] = {}
        self._paired: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._cleaned: list[int] = []

    def place(self, field: str) -> int | None:
        """Return the index of a field's column, None where it has none.

        Raises:
            DataError: if a mapping names a column that is not there.
        """
        column = self._columns.get(field, field)
        place = find_column(self.header, column)
        if place is None and column and field in self._columns:
            raise missing(self.file, {field: column}, mapped=False)
        return place

    def __iter__(self) -> Iterator[tuple[int, str, list[str]]]:
        """Yield the line, the table's own name and the cells of each.

        Rows whose names differ from the table's in capitals come last: they are about what no other row is.
        """
        others: list[tuple[int, str, list[str]]] = []
        with self.file.rows() as rows:
            for row in rows.cells:
                if not fits(row, len(self.header), self.faults, rows) or is_blank(row):
                    continue
                line = rows.line(row)
                self._clean(row, line)
                text = restored_text(row[self.key]).strip()
                name = self._spelled.get(name_key(text))
                if not tidy_name(text):
                    self.faults.add(line, "missing-name", "the row names neither an actor nor an issue")
                elif name is None:
                    others.append((line, text, row))
                elif self._is_first(name, text, line):
                    yield line, name, row
        for line, text, row in others:
            alike = self._alike.get(alike_key(text), [])
            if len(alike) != 1 or (alike[0] in self._lines and alike[0] not in self._paired.values()):
                self._strange[text] = None
            elif self._is_first(alike[0], text, line):
                yield line, alike[0], row

    def _clean(self, row: list[str], line: int) -> None:
        """Take control characters, which no dataset holds, out of a row, and note its line."""
        for place, text in enumerate(row):
            clean = without_controls(text)
            if clean != text:
                row[place] = clean
                if "\r" not in text and self._cleaned[-1:] != [line]:
                    self._cleaned.append(line)

    def _is_first(self, name: str, text: str, line: int) -> bool:
        """Note that a row is about what the table calls `name`; return whether no row was before."""
        if name in self._lines:
            message = f"{text!r} is already in line {self._lines[name]}"
            self.faults.add(line, "defined-twice", message, "keep one of the two")
            return False
        self._lines[name] = line
        if text != name:
            self._paired[text] = name
        return True

    def remarks(self) -> Iterator[str]:
        """Yield what to tell people of the rows left out.

        Raises:
            DataError: if there are rows that cannot be read.
        """
        self.faults.settle(skip_bad=False)
        yield from self.file.remarks
        if self._paired:
            pairs = [f"{text!r} for {name!r}" for text, name in self._paired.items()]
            yield f"{self.file.path} spells names in other ways than the table: {first_of(pairs, 3)}."
        if self._cleaned:
            listed = first_of([f"line {line:,}" for line in self._cleaned], 3)
            yield f"{self.file.path} has control characters, each read as a space: {listed}."
        absent = len(self._known) - len(self._lines)
        if absent:
            yield f"{self.file.path} says nothing of {absent:,} of the {len(self._known):,} in the table."
        if self._strange:
            names = list(self._strange)
            yield f"{self.file.path} has {len(names):,} that the table does not have: {first_of(names, 3)}."


def more_on_actors(path: Path | None, known: Iterable[str], columns: Mapping[str, str] = _AS_CALLED) -> More:
    """Return fields of `Stakeholder` by actor; other columns become `attributes`.

    The actors stand in the column `actor` or `id`, else in the first. `columns` maps fields to columns that
    are called otherwise.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if a row cannot be read, or an actor stands twice.
    """
    if path is None:
        return More({})
    rows = _Rows(path, "actor", known, columns)
    header, key = rows.header, rows.key
    places = {
        field: rows.place(field if field in columns else column) for field, column in _ACTOR_FIELDS.items()
    }
    if places["private"] is None:
        places["private"] = find_column(header, "private")  # the heading that people use in a table of actors
    taken = {key, *places.values()}
    named = {rows.place(field): field for field in columns if field not in (*_ACTOR_FIELDS, "actor")}
    others = [
        (place, without_controls(named.get(place, name)))
        for place, name in enumerate(header)
        if place not in taken and name
    ]
    found: dict[str, dict[str, object]] = {}
    for line, name, row in rows:
        fields: dict[str, object] = {
            field: _value(field, row[place])
            for field, place in places.items()
            if place is not None and row[place].strip()
        }
        attributes = {
            other: restored_text(row[place]).strip() for place, other in others if row[place].strip()
        }
        if attributes:
            fields["attributes"] = attributes
        fields = _with_marks(fields)
        found[name] = _sound(Stakeholder, {"name": name, **fields}, line, rows.faults)
        if "name" not in fields:
            found[name].pop("name", None)
    return More(found, tuple(rows.remarks()))


def more_on_issues(path: Path | None, known: Iterable[str], columns: Mapping[str, str] = _AS_CALLED) -> More:
    """Return fields of `Issue` by issue: title, proposition (or `text`), tags, weight, note, unit, scale.

    The issues stand in the column `issue` or `id`, else in the first. `columns` maps fields to columns that
    are called otherwise.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if a row cannot be read, or an issue stands twice.
    """
    if path is None:
        return More({})
    rows = _Rows(path, "issue", known, columns)
    key = rows.key
    places = {
        field: place
        for field in _ISSUE_FIELDS
        if (place := _place_of_issues(rows, field, columns)) is not None and place != key
    }
    found: dict[str, dict[str, object]] = {}
    for line, name, row in rows:
        fields = {field: _value(field, row[place]) for field, place in places.items() if row[place].strip()}
        fields = _with_marks(fields)
        found[name] = _sound(Issue, {"title": name, **fields}, line, rows.faults)
        if "title" not in fields:
            found[name].pop("title", None)
    unused = unused_columns(rows.file, {key, *places.values()})
    remarks = [f"Columns of {path} not used: {first_of(unused, MOST_NAMED)}."] if unused else []
    return More(found, (*remarks, *rows.remarks()))


def _place_of_issues(rows: _Rows, field: str, columns: Mapping[str, str]) -> int | None:
    if field in columns:
        return rows.place(field)
    names = _ISSUE_FIELDS[field]
    return next((at for name in names if (at := find_column(rows.header, name)) is not None), None)


def scales_of_issues(path: Path | None, columns: Mapping[str, str] = _AS_CALLED) -> dict[str, Scale]:
    """Return the scales that a file gives to issues, by their `name_key`.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if it is damaged, or says something else where a scale stands.
    """
    if path is None:
        return {}
    rows = _Rows(path, "issue", (), columns)
    place = _place_of_issues(rows, "scale", columns)
    if place is None:
        return {}
    found = {}
    for line, row in rows.file.numbered():
        text = restored_text(row[place]).strip() if max(place, rows.key) < len(row) else ""
        scale = declared_scale(text)
        if scale is not None:
            found[name_key(restored_text(row[rows.key]).strip())] = scale
        elif text:
            hint = "write it as `export` does, or MIN:MAX"
            rows.faults.add(line, "bad-value", f"{text!r} is not a scale", hint)
    rows.faults.settle(skip_bad=False)
    return found


def _value(field: str, text: str) -> object:
    text = restored_text(text).strip()
    if field in ("influence", "weight"):
        number = parse_amount(text)
        if number is not None and field == "weight" and text.endswith(PERCENT):
            return number / 100  # of what an issue counts without a weight
        return text if number is None else number
    if field in ("private", "influence_private", "note_private"):
        return text.casefold() not in _NOT_PRIVATE
    if field == "scale":
        return declared_scale(text) or text
    if field in ("tags", "was"):
        return tuple(tag for part in re.split(r"[;|]", text) if (tag := part.strip()))
    return text


def _with_marks(fields: dict[str, object]) -> dict[str, object]:
    """Return fields with those private that a column beside them says are."""
    if fields.pop("influence_private", False) and isinstance(fields.get("influence"), float):
        fields["influence"] = PrivateNumber(str(fields["influence"]))
    if fields.pop("note_private", False) and "note" in fields:
        fields["note"] = PrivateText(fields["note"])
    return fields


def _sound(model: type[BaseModel], fields: dict[str, object], line: int, faults: Faults) -> dict[str, object]:
    """Return the fields, less those that the model refuses, which are faults."""
    try:
        model.model_validate(fields)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            field = str(error["loc"][0])
            faults.add(line, "bad-value", wording(error).about(f"`{field}`"))
            fields.pop(field, None)
    return fields
