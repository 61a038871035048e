"""What a person says about a table: which column is which, and what its stances mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.scale_declaration import NO_NEUTRAL
from positions.dataset.scale_declaration import parse_scale as parse_declaration
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.problems import UsageError
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS

MINUS = "\N{MINUS SIGN}"


MISSING = "missing"
"""What `--stance TEXT=missing` says: no answer, as if the cell were empty."""

TableKind = Literal["long", "wide", "polis"]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """Where in a file the table is, and how its bytes are read; None where the file itself tells.

    Attributes:
        sheet: the name or the number, from 1, of a workbook's sheet.
        header_row: the line with the names of the columns, from 1.
        encoding: how bytes are characters, as Python calls it: latin-1, windows-1252, utf-16.
        delimiter: the character between the cells of a line.
        records: where in JSON or YAML the records are: the names that lead to them, with dots between.
        header: names that stand in the row with the names of the columns, where only they tell which it is.
        repeated: names that several columns may have; the later ones are numbered.
        decimal: the sign for decimals in a text file, a point or a comma; the other one is for thousands.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    records: str | None = None
    header: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    decimal: str | None = None


AS_IT_IS = FileFormat()
"""A file that tells all of it itself."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A file beside a table, with a text for each value of a column: the names of its own two columns."""

    file: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How a table is read.

    Attributes:
        columns: field -> the column that it stands in, where the two are not called the same; several with
            `+` between them are joined, and "" is no column at all.
        stances: text in the table -> its number, the label or the state that it stands for, or MISSING; in
            the order given.
        scale: the declared scale; None where the labels alone tell.
        downward: whether the table counts from the scale's upper end down: 1 is its maximum.
        actors, issues: files that say more about them.
        issue: what the only issue is called, where the table has no column of issues.
        answers: which columns of a wide table are issues; all that can be where there are none.
        dates: formats of dates, as `datetime.strptime` takes them.
        format: where the table is in its file.
        kind: what kind of table it is; guessed where None.
        transpose: whether a wide table has issues down and actors across.
        split: column -> the signs at which its text is split, for the columns `NAME.first` and `NAME.last`.
        optional: as `columns`, each where the table has the column, or one of several with `|` between
            them; `title/*` is the first that fits.
        constants: the name of a further column -> the text in each of its cells.
        choices: the name of a further column -> columns of which each row marks one: it has that one's name.
        lookups: column -> the file in which its values stand for texts, for the column `NAME.text`.
        beside: "table", "actors" or "issues" -> what such files are called in the table's folder.
        groups: attributes by which actors are to be grouped; columns of the table called so are read.
        of_actors, of_issues: as `columns`, for the files of actors and issues.
        scales: the scales that a mapping, or the file of issues, gives to some, by the `name_key` of these.
        typed: whether the file itself tells numbers from texts, as workbooks and JSON do.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    stances: Mapping[str, float | str] = field(default_factory=dict)
    scale: Scale | None = None
    actors: Path | None = None
    issues: Path | None = None
    issue: str | None = None
    downward: bool = False
    answers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    format: FileFormat = AS_IT_IS
    kind: TableKind | None = None
    transpose: bool = False
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    of_actors: Mapping[str, str] = field(default_factory=dict)
    of_issues: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    scales: Mapping[str, Scale] = field(default_factory=dict)
    typed: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether nothing asks for another table than the long one that the file begins with."""
        asked = (self.answers, self.transpose, self.split, self.optional, self.beside, self.constants)
        plain = not any((*asked, self.choices))
        joins = any("+" in column for column in self.columns.values())
        return plain and self.format == AS_IT_IS and self.kind in (None, "long") and not joins


AS_CALLED = TableSettings()
"""A table whose columns are called as the fields are."""


def parse_columns(pairs: Sequence[str]) -> dict[str, str]:
    """Return field -> column of words such as `stance=vote`; `date=` gives a field no column.

    Raises:
        UsageError: if a word is not of this form, or a field is given twice.
    """
    found: dict[str, str] = {}
    for pair in _split_before_equals(pairs):
        name, sign, column = pair.partition("=")
        if not (sign and name.strip()):
            raise UsageError(f"--column {pair!r} maps nothing", "write --column stance=vote")
        if name.strip() in found:
            raise UsageError(f"--column maps {name.strip()!r} twice")
        found[name.strip()] = column.strip()
    return found


def parse_stances(pairs: Sequence[str]) -> dict[str, float | str]:
    """Return text -> number, label, state or MISSING of words such as `yes=1`, `1=support`, `9=missing`.

    A text may hold commas and equals signs; what stands behind the last equals sign is its value. Whether a
    label is on the scale is for who knows the scale.

    Raises:
        UsageError: if a word is not of this form, or a label is given twice.
    """
    found: dict[str, float | str] = {}
    for pair in _joined(pairs):
        label, sign, value = (part.strip() for part in pair.rpartition("="))
        if not sign:
            raise UsageError(f"--stance {pair!r} gives no number", "write --stance yes=1,abstain=0,no=-1")
        if label in found:
            raise UsageError(f"--stance gives {label!r} twice")
        number = parse_number(value)
        if number is None and value not in (*NON_POSITIONS, MISSING) and not _is_label(label, value):
            hint = suggest_stance(value, None) or f"or one of {', '.join((*NON_POSITIONS, MISSING))}"
            raise UsageError(f"--stance {label}={value}: {value!r} is not a number", hint)
        found[label] = value if number is None else number
    return found


def _is_label(text: str, value: str) -> bool:
    """Whether a value may be the label of a scale: what a usual scale has, or the word that a code is for."""
    return any(value in scale.labels for scale in NAMED_SCALES.values()) or (
        parse_number(text) is not None and value != ""
    )


def runs_down(text: str) -> bool:
    """Return whether the bounds of a scale are written from the highest to the lowest: 5:1."""
    numbers = [parse_number(part) for part in text.split(":")[:2]]
    low, high = numbers if len(numbers) == 2 else (None, None)
    return low is not None and high is not None and low > high


def upward(text: str) -> str:
    """Return the text of a scale that runs down with its bounds, and the neutral point, turned round."""
    if not runs_down(text):
        return text
    high, low, *rest = text.split(":")
    neutral = parse_number(rest[0]) if rest else None
    if neutral is not None:
        ends = (parse_number(high) or 0.0) + (parse_number(low) or 0.0)
        rest[0] = as_written(ends - neutral)
    return ":".join((low, high, *rest))


def parse_scale(text: str) -> Scale:
    """Return the scale that `MIN:MAX`, `MIN:MAX:NEUTRAL`, `MIN:MAX:none`, a scale's name or JSON declares.

    JSON has the keys of `scale` in a dataset: it alone declares labels together with a neutral point or a
    level that these do not tell.

    Raises:
        UsageError: if it is not one of these.
    """
    if text.startswith("{"):
        return _declared_in_json(text)
    if text in NAMED_SCALES:
        return NAMED_SCALES[text]
    if text == "nominal":
        return Scale.nominal(())
    bounds = text.removesuffix(f":{NO_NEUTRAL}")
    sided = bounds == text
    numbers = [number for part in bounds.split(":") if (number := parse_number(part)) is not None]
    most = 3 if sided else 2
    if len(numbers) != bounds.count(":") + 1 or not 2 <= len(numbers) <= most or not numbers[0] < numbers[1]:
        names = ", ".join((*NAMED_SCALES, "nominal"))
        hint = f"write --scale 1:5, --scale 0:100:50, --scale 0:100:none, or one of {names}"
        raise UsageError(f"--scale {text!r} is not a scale", hint)
    low, high, *rest = numbers
    neutral = rest[0] if rest else (low + high) / 2
    if not low <= neutral <= high:
        raise UsageError(
            f"--scale {text}: the neutral point {as_written(neutral)} is not between {as_written(low)} "
            f"and {as_written(high)}"
        )
    return Scale("range", {}, low, high, neutral, "interval", sided)


def _declared_in_json(text: str) -> Scale:
    import json

    try:
        # as floats: a whole number of 400 digits is then infinite, and refused as that
        return parse_declaration(json.loads(text, parse_int=float))
    except json.JSONDecodeError as error:
        hint = """write --scale '{"levels": {"no": 0, "yes": 1}, "neutral": 0.5}'"""
        raise UsageError(f"--scale {text!r} is not JSON: {error}", hint) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--scale {text!r} is not a scale: {error}") from None


def parse_number(text: str) -> float | None:
    """Return the finite number that a text is, None where it is none; U+2212 is a minus as well."""
    from math import isfinite

    text = text.replace(MINUS, "-")
    if not text or text[-1] not in "0123456789." or "_" in text:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _split_before_equals(pairs: Sequence[str]) -> list[str]:
    """Return the pairs of an option that repeats and takes commas; a part without `=` ends the one before."""
    found: list[str] = []
    for given in pairs:
        parts: list[str] = []
        for part in given.split(","):
            if parts and "=" not in part:
                parts[-1] += f",{part}"
            else:
                parts.append(part)
        found += [part for part in parts if part.strip()]
    return found


def _joined(pairs: Sequence[str]) -> list[str]:
    """Return the pairs of an option that repeats and takes commas; a part without `=` begins the next."""
    found: list[str] = []
    for given in pairs:
        pending: list[str] = []
        for part in given.split(","):
            pending.append(part)
            if "=" in part:
                found.append(",".join(pending))
                pending = []
        if pending and any(part.strip() for part in pending):
            found.append(",".join(pending))
    return found
