"""The types of a dataset's values: text, numbers, dates and ids as YAML has them, and how each is checked.

What every model's fields are made of. A key that has nothing after it stands for an empty list or mapping.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema, WrapValidator

from positions.dataset.dates import PartialDate, parse_date
from positions.dataset.ids import RESERVED_IDS, has_id_form
from positions.dataset.private_values import (
    FLAG_SCHEMA,
    PrivateNumber,
    PrivateText,
    parse_flag,
    private_form,
    private_value,
)
from positions.dataset.scale import FIVE_POINT
from positions.dataset.scale_declaration import parse_scale
from positions.dataset.yaml.reader import Plain
from positions.vocabulary import NON_POSITIONS


def parse_number(value: object) -> object:
    """Return the number that an unquoted number stands for, anything else as it is."""
    if type(value) is Plain:
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return value


def _check_id(value: str) -> str:
    if not has_id_form(value):
        raise ValueError(f"{value!r} cannot be an id: use letters, digits, '-', '_' and '.'")
    if value in RESERVED_IDS:
        raise ValueError(f"{value!r} cannot be an id: that word heads a column in exports")
    return value


def _parse_stance(value: object) -> str | int | float:
    stance = parse_number(value)
    if isinstance(stance, str | int | float) and stance != "":
        return stance
    raise ValueError("a stance is one word of the scale, or a number where the scale is a range")


def _parse_date(value: object) -> PartialDate:
    if not isinstance(value, str):
        raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")
    return parse_date(value)


def _check_sha256(value: str) -> str:
    if re.fullmatch("[0-9a-fA-F]{64}", value) is None:
        raise ValueError("a SHA-256 is 64 digits from 0 to 9 and a to f, as `sha256sum FILE` prints them")
    return value


def as_tuple(value: object) -> object:
    """Let a key that has nothing after it stand for an empty list."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else value


def as_mapping(value: object) -> object:
    """Let a key that has nothing after it stand for an empty mapping."""
    return {} if value is None else value


def as_scale(value: object) -> object:
    """Return the scale that an issue declares; a key that has nothing after it stands for none."""
    return None if value is None else parse_scale(value)


TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"]}
_DATE_SCHEMA: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
}

STANCE_SCHEMA: dict[str, Any] = {
    "description": "A label of the scale, a number on a range, or a state without a position",
    "anyOf": [{"enum": [*FIVE_POINT.labels, *NON_POSITIONS]}, {"type": ["string", "number"]}],
}

Id = Annotated[str, AfterValidator(_check_id)]
Text = Annotated[str, Field(min_length=1), WithJsonSchema(TEXT_SCHEMA)]
Date = Annotated[PartialDate, PlainValidator(_parse_date), WithJsonSchema(_DATE_SCHEMA)]
Note = Annotated[
    str,
    Field(min_length=1),
    WrapValidator(private_value("text", str, PrivateText)),
    WithJsonSchema(private_form("text", TEXT_SCHEMA)),
]
Weight = Annotated[float, Field(gt=0, allow_inf_nan=False), BeforeValidator(parse_number)]
Percent = Annotated[
    float,
    Field(ge=0, le=100, allow_inf_nan=False),
    BeforeValidator(parse_number),
    WrapValidator(private_value("value", float, PrivateNumber)),
    WithJsonSchema(private_form("value", {"type": "number", "minimum": 0, "maximum": 100})),
]
Flag = Annotated[bool, BeforeValidator(parse_flag), WithJsonSchema(FLAG_SCHEMA)]
Sha256 = Annotated[str, AfterValidator(_check_sha256)]
Former = Annotated[tuple[Id, ...], BeforeValidator(as_tuple)]
Stance = Annotated[str | int | float, PlainValidator(_parse_stance), WithJsonSchema(STANCE_SCHEMA)]
