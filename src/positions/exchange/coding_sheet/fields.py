"""The columns of a coding sheet, field by field of the models: how a value becomes text, and text a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from positions.dataset.models import Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.plain_keys import plain_keys
from positions.dataset.private_values import PrivateNumber, PrivateText
from positions.dataset.validation.messages import first_wording, path_of
from positions.exchange.coding_sheet.cell_text import (
    Kind,
    advice_on_number,
    flag_text,
    list_text,
    pairs_text,
    parse_flag_text,
    parse_number_text,
    parts_of,
)
from positions.exchange.coding_sheet.wrong_cells import WrongCellError, column_at, in_column
from positions.exchange.needs import parse_influences, parse_needs
from positions.exchange.tables.values.numbers import PERCENT
from positions.rounding import as_written

Texts = Mapping[str, str]
"""What stands in the columns, by their id, in canonical form; a column that is missing is empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `choice` names the list that its cells offer, `folded` puts it away behind a plus sign."""

    id: str
    label: str
    kind: Kind = "text"
    width: int = 14
    choice: str | None = None
    strict: bool = False
    folded: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model, the columns that hold it, and the way there and back.

    `read` raises a ValueError where the texts mean nothing, which is of the first column unless it says
    otherwise; nothing in all columns is no value.
    """

    name: str
    columns: tuple[Column, ...]
    write: Callable[[Any], tuple[str, ...]]
    read: Callable[[Sequence[str]], object]

    def texts(self, part: BaseModel) -> dict[str, str]:
        """Return what stands in the columns for a part of a dataset."""
        written = self.write(getattr(part, self.name))
        return {column.id: text for column, text in zip(self.columns, written, strict=True)}

    def value(self, texts: Texts) -> object:
        """Return the value as the model's validation takes it; None where there is none."""
        found = [texts.get(column.id, "") for column in self.columns]
        return self.read(found) if any(found) else None


def _plain(value: object) -> tuple[str, ...]:
    return ("" if value is None else as_written(value) if isinstance(value, int | float) else str(value),)


def _one(texts: Sequence[str]) -> object:
    return texts[0]


def _text(name: str, label: str, kind: Kind = "text", **more: Any) -> Field:
    return Field(name, (Column(name, label, kind, **more),), _plain, _one)


def _plain_fields(*, folded: bool) -> list[Field]:
    """Return the fields of an entry's plain keys that are folded, or that are not."""
    return [
        _text(
            name,
            key.heading,
            key.kind,
            width=key.width,
            choice=key.choices,
            strict=key.choices is not None,
            folded=folded,
        )
        for name, key in plain_keys(Position).items()
        if key.folded is folded
    ]


def _number(texts: Sequence[str]) -> object:
    number = parse_number_text(texts[0])
    if number is None:
        advice = advice_on_number(texts[0])
        raise ValueError(f"{texts[0]!r} is not a number{f': {advice}' if advice else ''}")
    return number


def _weight(texts: Sequence[str]) -> object:
    """Return a weight; per cent are of what an issue counts without one."""
    number = parse_number_text(texts[0])
    if number is not None and texts[0].endswith(PERCENT):
        return number / 100
    return _number(texts)


def _flag(name: str, label: str) -> Field:
    column = Column(name, label, "flag", 9, "yes", strict=True, folded=True)
    return Field(name, (column,), lambda value: (flag_text(value),), lambda texts: parse_flag_text(texts[0]))


def _marked_text(name: str, label: str, width: int, *, folded: bool = False) -> Field:
    """Return the field of a text that may be private."""

    def read(texts: Sequence[str]) -> object:
        if not texts[0]:
            return None  # the mark alone says nothing
        return {"text": texts[0], "private": True} if in_column(1, parse_flag_text, texts[1]) else texts[0]

    mark = Column(f"{name}_private", f"{label} is private", "flag", 9, "yes", strict=True, folded=True)
    text = Column(name, label, "text", width, folded=folded)
    return Field(name, (text, mark), lambda v: (v or "", flag_text(isinstance(v, PrivateText))), read)


def _marked_number(name: str, label: str) -> Field:
    """Return the field of a number that may be private."""

    def read(texts: Sequence[str]) -> object:
        if not texts[0]:
            return None
        number = _number(texts)
        return {"value": number, "private": True} if in_column(1, parse_flag_text, texts[1]) else number

    mark = Column(f"{name}_private", f"{label} is private", "flag", 9, "yes", strict=True, folded=True)
    column = Column(name, label, "number", 10, folded=True)
    return Field(name, (column, mark), lambda v: (*_plain(v), flag_text(isinstance(v, PrivateNumber))), read)


def _parts(name: str, columns: Sequence[tuple[str, str, str, Kind, int]]) -> Field:
    """Return a field that is a model of its own; columns are (key, attribute, label, kind, width)."""
    made = tuple(
        Column(f"{name}_{key}", label, kind, width, folded=True) for key, _, label, kind, width in columns
    )

    def write(value: Any) -> tuple[str, ...]:
        if value is None:
            return tuple("" for _ in columns)
        return tuple(_plain(getattr(value, attribute))[0] for _, attribute, _, _, _ in columns)

    def read(texts: Sequence[str]) -> object:
        given: dict[str, object] = {}
        for place, ((key, _, _, kind, _), text) in enumerate(zip(columns, texts, strict=True)):
            if text:
                given[key] = (
                    in_column(place, lambda text: _number([text]), text) if kind == "number" else text
                )
        return given

    return Field(name, made, write, read)


def _list(name: str, label: str, kind: Kind = "list", *, folded: bool = False) -> Field:
    column = Column(name, label, kind, 18, folded=folded)
    return Field(name, (column,), lambda value: (list_text(value),), lambda texts: parts_of(texts[0]))


def _influences(texts: Sequence[str]) -> object:
    return {actor: _number([degree]) for actor, degree in parse_influences(texts[0]).items()}


def _condition_texts(value: Any) -> tuple[str, ...]:
    return ("", "") if value is None else (value.text, pairs_text(value.needs))


def _condition(texts: Sequence[str]) -> object:
    if not texts[0]:
        raise ValueError("`needs` without the condition in words")
    return {"text": texts[0], "needs": in_column(1, parse_needs, texts[1])} if texts[1] else texts[0]


_CONDITION = Field(
    "condition",
    (
        Column("condition", "Condition", width=28),
        Column(
            "needs",
            "Condition needs",
            "needs",
            22,
            folded=True,
            meaning="Sides of other issues that must prevail: night-buses=for; parking=against",
        ),
    ),
    _condition_texts,
    _condition,
)

EVIDENCE: tuple[Field, ...] = (
    _text("source", "Source", "source", width=26, choice="sources"),
    _text("quote", "Quotation", "quotation", width=56),
    _text("basis", "Basis", "word", width=11, choice="bases", strict=True),
    _text("speaker", "Speaker", width=18),
    _text("locator", "Where in it", width=12),
    _text("translation", "Translation", width=40, folded=True),
    _text("url", "Address of the passage", width=24, folded=True),
    _flag("private", "Evidence is private"),
)
ENTRY_FIRST: tuple[Field, ...] = (
    _text("stance", "Stance", "stance", width=17, choice="stances", strict=True),
    _text("date", "Date", "date", width=12),
)
ENTRY_MORE: tuple[Field, ...] = (
    _text("confidence", "Confidence", "word", width=11, choice="confidences", strict=True),
    _CONDITION,
    _marked_text("note", "Note", 28),
    _text("coder", "Coder", width=9),
    *_plain_fields(folded=False),
    _marked_number("salience", "Salience"),
    _parts(
        "acceptable",
        (
            ("min", "min", "Lowest acceptable", "number", 11),
            ("max", "max", "Highest acceptable", "number", 11),
        ),
    ),
    *_plain_fields(folded=True),
    _parts(
        "correction",
        (
            ("date", "date", "Corrected on", "date", 12),
            ("from", "from_", "Corrected from", "stance", 16),
            ("why", "why", "Corrected because", "text", 24),
        ),
    ),
    _flag("private", "Entry is private"),
)
STAKEHOLDER: tuple[Field, ...] = (
    _text("name", "Name", width=34),
    _text("short", "Short name", width=14),
    _text("kind", "Kind", width=20),
    _marked_text("note", "Note", 40),
    _list("member_of", "Member of", "stakeholders", folded=True),
    _marked_number("influence", "Influence"),
    Field(
        "influences",
        (Column("influences", "Influences", "influences", 22, folded=True),),
        lambda value: (pairs_text(value),),
        _influences,
    ),
    _text("url", "Address", width=24, folded=True),
    _flag("private", "Stakeholder is private"),
)
ISSUE: tuple[Field, ...] = (
    _text("title", "Title", width=28),
    _text("proposition", "Proposition", width=56),
    _list("tags", "Tags"),
    _marked_text("note", "Note", 36),
    _text("unit", "Unit", width=12, folded=True),
    Field(
        "weight",
        (Column("weight", "Weight", "number", 9, folded=True),),
        lambda v: ("" if v == 1 else as_written(v),),
        _weight,
    ),
)
SOURCE: tuple[Field, ...] = (
    _text("title", "Title", width=46),
    _text("publisher", "Publisher", width=24),
    _text("author", "Author", width=18),
    _text("date", "Published", "date", width=12),
    _text("url", "Address", width=30),
    _text("text", "Local copy", width=22),
    _marked_text("note", "Note", 28),
    _text("type", "Type", width=14, folded=True),
    _text("section", "Section", width=14, folded=True),
    _text("language", "Language", width=9, folded=True),
    _text("retrieved", "Read on", "date", width=12, folded=True),
    _parts(
        "archived",
        (("url", "url", "Archived at", "text", 24), ("date", "date", "Archived on", "date", 12)),
    ),
)

KEPT: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("Position", "evidence"): "its items have columns of their own",
        ("Stakeholder", "positions"): "they are the rows of the first sheet",
        ("Stakeholder", "was"): "`positions rename` writes it",
        ("Issue", "was"): "`positions rename` writes it",
        ("Issue", "scale"): "scales are declared in the dataset's file",
        ("Source", "sha256"): "it is computed from the local copy",
    }
)
"""Fields of the models that no column holds, with the reason: they stay as they are."""

_ATTRIBUTE = "Attribute: "
_EXAMPLES: Mapping[type[BaseModel], Mapping[str, object]] = MappingProxyType(
    {
        Position: {"stance": "-"},
        Stakeholder: {"name": "-"},
        Issue: {"title": "-"},
        Source: {"title": "-"},
        Evidence: {},
    }
)


def attribute_column(name: str) -> Column:
    """Return the column of an attribute."""
    return Column(f"attribute {name}", f"{_ATTRIBUTE}{name}", width=16, meaning=f"The attribute `{name}`")


def attribute_named(label: str) -> str | None:
    """Return the attribute that a heading names; None where it names none."""
    if not label.casefold().startswith(_ATTRIBUTE.casefold()):
        return None
    return label[len(_ATTRIBUTE) :].strip() or None


def attributes_among(columns: Iterable[str]) -> list[str]:
    """Return the attributes whose columns are among those of these ids."""
    prefix = attribute_column("").id
    return [column.removeprefix(prefix) for column in columns if column.startswith(prefix)]


def attributes_field(names: Iterable[str]) -> Field:
    """Return the field of the attributes of these names, a column each."""
    listed = list(names)

    def read(texts: Sequence[str]) -> object:
        return {name: text for name, text in zip(listed, texts, strict=True) if text}

    return Field(
        "attributes",
        tuple(map(attribute_column, listed)),
        lambda value: tuple(value.get(name, "") for name in listed),
        read,
    )


def in_group(field: Field, number: int) -> Field:
    """Return a field of evidence for the n-th item, from 1; from the second on its columns are folded."""
    columns = tuple(
        replace(
            column,
            id=f"{column.id} {number}",
            label=column.label if number == 1 else f"{column.label} {number}",
            folded=column.folded or number > 1,
        )
        for column in field.columns
    )
    return replace(field, columns=columns)


def lacks(model: type[BaseModel], field: Field, texts: Texts) -> bool:
    """Return whether nothing stands in the columns of a field that the model cannot do without."""
    is_empty = not any(texts.get(column.id) for column in field.columns)
    return is_empty and model.model_fields[field.name].is_required()


def parse_field(model: type[BaseModel], field: Field, texts: Texts) -> Any:
    """Return what the model has in a field, of the texts in its columns.

    Raises:
        WrongCellError: with a sentence on what is wrong, and where, if they mean nothing.
    """
    try:
        given = field.value(texts)
    except ValueError as error:
        place = error.place if isinstance(error, WrongCellError) else 0
        raise WrongCellError(str(error), place) from None
    if given is None:
        if lacks(model, field, texts):
            raise WrongCellError("it is empty, and has to be filled in")
        return model.model_fields[field.name].get_default(call_default_factory=True)
    try:
        part = model.model_validate({**_EXAMPLES[model], field.name: given})
    except ValidationError as invalid:
        path = path_of(invalid.errors(include_url=False)[0])
        place = column_at([column.id for column in field.columns], field.name, path)
        raise WrongCellError(first_wording(invalid).alone(), place) from None
    return getattr(part, field.name)
