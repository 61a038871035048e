"""The ways in which a dataset may declare its scale."""

from __future__ import annotations

import math
import re
from typing import Any

from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.yaml.reader import Plain
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS, STATES, ScaleLevel

NO_NEUTRAL = "none"
"""What stands for `neutral` on a range of amounts, which has no sides."""

NAMES = (*NAMED_SCALES, "nominal")
_RESERVED_LABELS = {*STATES, *NON_POSITIONS}
_LARGEST = 1e100
"""So large that squares and sums of stances stay finite."""

_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", re.ASCII)

_NUMBER_SCHEMA = {"type": "number"}
_OPTIONAL_NUMBER = {"type": ["number", "null"]}
_LEVEL_SCHEMA = {"enum": ["nominal", "ordinal", "interval", None], "description": "Level of measurement"}
SCALE_SCHEMA: dict[str, Any] = {
    "description": "What a stance can be: five-point, three-point, nominal, levels of your own, or a range",
    "anyOf": [
        {"enum": list(NAMES)},
        {
            "type": "object",
            "required": ["levels"],
            "additionalProperties": False,
            "properties": {
                "levels": {"type": "object", "minProperties": 2, "additionalProperties": _NUMBER_SCHEMA},
                "neutral": _OPTIONAL_NUMBER,
                "level": _LEVEL_SCHEMA,
            },
        },
        {
            "type": "object",
            "required": ["min", "max"],
            "additionalProperties": False,
            "properties": {
                "min": _NUMBER_SCHEMA,
                "max": _NUMBER_SCHEMA,
                "neutral": {
                    "description": "The value that is neither for nor against; none: amounts, without sides",
                    "anyOf": [_OPTIONAL_NUMBER, {"const": NO_NEUTRAL}],
                },
                "level": {"enum": ["ordinal", "interval", None], "description": "Level of measurement"},
            },
        },
    ],
}


_MAY_BE_EMPTY = ("neutral", "level")
"""Keys of a scale that are treated as absent where nothing stands after them, as in the rest of a dataset."""


def parse_scale(value: object) -> Scale:
    """Return the scale that a dataset declares.

    Accepts a name, `{levels: {label: number, ...}}` or `{min: number, max: number}`, the latter two with
    an optional `neutral` (default: the middle; `none` on a range without sides) and `level` (default: ordinal
    for levels, interval for a range).

    Raises:
        ValueError: with a sentence, if it is not one of these.
    """
    if isinstance(value, Scale):
        return value
    if isinstance(value, str):
        if value == "nominal":
            return Scale.nominal(())
        if value not in NAMED_SCALES:
            raise ValueError(
                f"{value!r} is not a scale: there are {', '.join(NAMES)}, or your own levels or range"
            )
        return NAMED_SCALES[value]
    if not isinstance(value, dict):
        raise ValueError(
            f"a scale is one of {', '.join(NAMES)}, or {{levels: ...}}, or {{min: ..., max: ...}}"
        )
    unknown = set(value) - {"levels", "min", "max", "neutral", "level"}
    if unknown:
        raise ValueError(
            f"a scale has no key {sorted(unknown)[0]!r}: there are levels, min, max, neutral, level"
        )
    value = {key: given for key, given in value.items() if given is not None or key not in _MAY_BE_EMPTY}
    if "levels" in value and not {"min", "max"} & set(value):
        return _levels_scale(value)
    if {"min", "max"} <= set(value) and "levels" not in value:
        return _range_scale(value)
    raise ValueError("a scale of your own has either `levels` or both `min` and `max`")


def _levels_scale(value: dict[str, object]) -> Scale:
    levels = value["levels"]
    if not isinstance(levels, dict) or len(levels) < 2:
        raise ValueError("`levels` needs at least two labels, each with a number: {against: -1, for: 1}")
    for label in levels:
        if label in _RESERVED_LABELS:
            raise ValueError(f"{label!r} cannot be a label: it is the name of a state without a position")
        if is_number(label):
            raise ValueError(f"{label!r} cannot be a label: a label is a word, not a number")
    numbers = {label: _number(number, f"the level {label!r}") for label, number in levels.items()}
    if len(set(numbers.values())) < len(numbers):
        raise ValueError("two labels of the scale have the same number")
    ordered = dict(sorted(numbers.items(), key=lambda item: item[1]))
    low, high = min(ordered.values()), max(ordered.values())
    level = _level(value, "ordinal")
    if level == "nominal":
        return Scale.nominal(tuple(numbers))
    return Scale("levels", ordered, low, high, _neutral(value, low, high), level)


def _range_scale(value: dict[str, object]) -> Scale:
    low, high = _number(value["min"], "`min`"), _number(value["max"], "`max`")
    if not low < high:
        raise ValueError("`min` must be smaller than `max`")
    level = _level(value, "interval")
    if level == "nominal":
        raise ValueError("a range of numbers cannot be nominal: use `scale: nominal` with labels")
    if value.get("neutral") == NO_NEUTRAL:
        return Scale("range", {}, low, high, (low + high) / 2, level, sided=False)
    return Scale("range", {}, low, high, _neutral(value, low, high), level)


def _neutral(value: dict[str, object], low: float, high: float) -> float:
    if "neutral" not in value:
        return (low + high) / 2
    if value["neutral"] == NO_NEUTRAL:
        raise ValueError("`neutral: none` is for a range of numbers: named levels have a neutral value")
    if isinstance(value["neutral"], str) and not is_number(value["neutral"]) and "levels" not in value:
        raise ValueError("`neutral` of the scale must be a number, or none where stances are amounts")
    neutral = _number(value["neutral"], "`neutral`")
    if not low <= neutral <= high:
        raise ValueError(f"`neutral` must lie between {as_written(low)} and {as_written(high)}")
    return neutral


def _level(value: dict[str, object], default: ScaleLevel) -> ScaleLevel:
    level = value.get("level", default)
    if level == "nominal" or level == "ordinal" or level == "interval":  # spelt out so that the type narrows
        return level
    raise ValueError("`level` is one of nominal, ordinal, interval")


def is_number(text: str) -> bool:
    """Whether a text is written like a number."""
    return _NUMBER.fullmatch(text) is not None


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Plain | int | float):
        raise ValueError(f"{what} of the scale must be a number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{what} of the scale must be a finite number")
    if abs(number) > _LARGEST:
        raise ValueError(
            f"{what} of the scale must lie between -{as_written(_LARGEST)} and {as_written(_LARGEST)}"
        )
    return number
