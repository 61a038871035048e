"""The scale in a long table: what an export writes in the column `scale`, and how a reader finds it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.scale_declaration import NO_NEUTRAL, parse_scale
from positions.exchange.tables.columns import find_column
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.settings import TableSettings, parse_number
from positions.exchange.tables.settings import parse_scale as parse_text
from positions.exchange.tables.table_file import TableFile
from positions.problems import UsageError
from positions.rounding import as_written
from positions.suggest import first_of

SCALE_COLUMNS = ("value", "scale")
"""The columns of a long table that say which scale its stances are on."""

_MOST_LABELS = 1000
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FoundScale:
    """The scale that a table names, with a sentence where it was derived from numbers beside stances."""

    scale: Scale
    remark: str | None = None


def scale_text(scale: Scale) -> str:
    """Return a scale as a dataset declares it: its name, or JSON with the keys of the YAML format."""
    if scale.name in NAMED_SCALES:
        return scale.name
    declared: dict[str, object]
    if scale.is_range:
        declared = {
            "min": scale.minimum,
            "max": scale.maximum,
            "neutral": scale.neutral if scale.sided else NO_NEUTRAL,
        }
    else:
        declared = {"levels": dict(scale.labels)}
        if not scale.is_nominal:
            declared["neutral"] = scale.neutral
    text = json.dumps({**declared, "level": scale.level}, ensure_ascii=False)
    return "nominal" if scale.is_nominal and declared_scale(text) is None else text


def scale_of_table(file: TableFile, settings: TableSettings) -> FoundScale | None:
    """Return the scale that a long table names itself, None where it names none or the settings do.

    It is what the column `scale` says, the same in each row; without that column, the column `value` gives
    each stance its number. A column of that name with something else in it is not one of ours.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if it is damaged.
    """
    if settings.scale is not None or settings.stances or set(settings.columns) & {"stance", *SCALE_COLUMNS}:
        return None
    places = [find_column(file.header, name) for name in ("stance", *SCALE_COLUMNS)]
    stance, value, scale = places
    if stance is None or value is None:
        return None
    if scale is not None:
        written = {restored_text(text).strip() for text in _cells(file, scale)} - {""}
        declared = declared_scale(written.pop()) if len(written) == 1 else None
        if declared is not None:
            return FoundScale(declared)
    return _from_values(_pairs(file, stance, value))


def _from_values(pairs: dict[str, float] | None) -> FoundScale | None:
    if pairs is None or len(pairs) < 2 or len(set(pairs.values())) < len(pairs):
        return None
    for scale in NAMED_SCALES.values():
        if pairs.items() <= scale.labels.items():
            return FoundScale(scale)
    try:
        scale = parse_scale({"levels": pairs})
    except ValueError:
        return None
    shown = first_of([f"{label}={as_written(number)}" for label, number in scale.labels.items()], _MOST_SHOWN)
    remark = (
        f"The scale is taken from the column 'value' ({shown}); "
        "--stance or --scale declares another, for example if a stance on the scale is missing from the "
        "table."
    )
    return FoundScale(scale, remark)


def declared_scale(text: str) -> Scale | None:
    """Return the scale that a text declares, as `export` writes it or as `--scale` takes it; else None."""
    try:
        return parse_text(text)
    except UsageError:
        return None


def _pairs(file: TableFile, stance: int, value: int) -> dict[str, float] | None:
    """Return the number of each stance; None where one has two, or is a number itself."""
    found: dict[str, float] = {}
    with file.rows() as rows:
        for row in rows.cells:
            label, text = (_cell(row, place) for place in (stance, value))
            if not label or not text:
                continue
            number = parse_number(text)
            if number is None or parse_number(label) is not None or found.setdefault(label, number) != number:
                return None
            if len(found) > _MOST_LABELS:
                return None
    return found


def _cells(file: TableFile, place: int) -> set[str]:
    """Return the different texts of a column."""
    with file.rows() as rows:
        return {row[place] for row in rows.cells if place < len(row)}


def _cell(row: Sequence[str], place: int) -> str:
    return restored_text(row[place]).strip() if place < len(row) else ""
