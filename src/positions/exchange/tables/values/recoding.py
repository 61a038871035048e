"""What `--stance TEXT=VALUE` says: the scale that it declares, and what each text stands for on one."""

from __future__ import annotations

from collections.abc import Mapping

from positions.dataset.scale import FIVE_POINT, NAMED_SCALES, THREE_POINT, Scale
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.dataset.yaml.scalar_output import require_allowed
from positions.exchange.tables.settings import MISSING, parse_number
from positions.exchange.tables.values.neutral_point import neutral_point
from positions.problems import DataError, UsageError
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS

Stance = str | int | float

ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!")
)
"""What spreadsheets show in a cell whose formula has no value; `#N/A` may be meant as no answer."""
_RESERVED = (*NON_POSITIONS, "", "not-researched", "excluded")


class UnreadableError(ValueError):
    """A cell that cannot be read, with a hint."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        self.code, self.hint = code, hint
        super().__init__(message)


def readable(text: str) -> str:
    """Return the text of a cell, which a dataset can hold.

    Raises:
        UnreadableError: if it holds control characters, which the format refuses.
    """
    try:
        return require_allowed(text)
    except DataError as error:
        problem = error.problems[0]
        raise UnreadableError("control-character", problem.message, problem.hint) from None


def readable_name(text: str) -> str:
    """Return the text of a cell that names somebody or something.

    Raises:
        UnreadableError: as `readable`, or if it holds a spreadsheet's error; a remark may quote one.
    """
    if text in ERRORS:
        raise UnreadableError("bad-value", f"the cell holds the error {text}", "type what belongs there")
    return readable(text)


def recoded(text: str, value: float | str, scale: Scale | None, *, downward: bool = False) -> Stance | None:
    """Return the stance that a text stands for, None for no answer.

    Raises:
        UsageError: if it is not on the scale.
    """
    if value == MISSING:
        return None
    if value in NON_POSITIONS or scale is None:
        return value
    if isinstance(value, str):
        if value in scale.labels:
            return value
        given = ", ".join(scale.labels) or "numbers"
        hint = suggest_stance(value, scale) or f"its stances are {given}"
        raise UsageError(f"--stance {text}={value}: {value!r} is not on the scale", hint)
    label = scale.label_of(value)
    if label is not None:
        return label
    if not scale.is_range or not scale.minimum <= value <= scale.maximum:
        raise UsageError(f"--stance {text}={as_written(value)} is not on the scale that --scale declares")
    return plain_number(scale.minimum + scale.maximum - value if downward else value)


def labelled_scale(stances: Mapping[str, float | str]) -> Scale:
    """Return the scale that texts with numbers, or with labels of a usual scale, declare.

    A text is the label of its number, the first of several. Texts that are numbers are codes: they stand for
    the labels of a usual scale that has such values.

    Raises:
        UsageError: if they declare none.
    """
    held = {text: value for text, value in stances.items() if value not in (*NON_POSITIONS, MISSING)}
    words = [value for value in held.values() if isinstance(value, str)]
    if words:
        return _scale_of_words(words, held)
    numbers = {value for value in held.values() if not isinstance(value, str)}
    if all(parse_number(text) is not None for text in held) and len(numbers) > 1 and min(numbers) < 0:
        for scale in (THREE_POINT, FIVE_POINT):
            if numbers <= set(scale.labels.values()):
                return scale
    return _scale_of_labels(held)


def _scale_of_words(words: list[str], held: Mapping[str, float | str]) -> Scale:
    numbers = {value for value in held.values() if not isinstance(value, str)}
    for scale in (THREE_POINT, FIVE_POINT):
        if set(words) <= set(scale.labels) and numbers <= set(scale.labels.values()):
            return scale
    if numbers:
        raise UsageError("--stance gives some texts a number and others a label", "give all of them the same")
    return Scale.nominal(tuple(dict.fromkeys(words)))


def _scale_of_labels(held: Mapping[str, float | str]) -> Scale:
    names: dict[float, str] = {}
    for text, value in held.items():
        if isinstance(value, str) or value in names:
            continue
        names[value] = text
        if parse_number(text) is not None or not text:
            raise UsageError(
                f"--stance {text}={as_written(value)}: {text!r} is not a label",
                "numbers take --scale MIN:MAX, and --stance beside it where some are codes; codes need a "
                "label each: --stance 1=support,2=oppose",
            )
        if text in _RESERVED:
            message = (
                f"--stance {text}={as_written(value)}: {text!r} is the name of a state that is no position"
            )
            raise UsageError(message)
    if len(names) < 2:
        raise UsageError("--stance needs two numbers at least", "write --stance yes=1,abstain=0,no=-1")
    labels = {name: value for value, name in sorted(names.items())}
    usual = next((scale for scale in NAMED_SCALES.values() if scale.labels == labels), None)
    return usual or _with_neutral(labels, neutral_point(numbered(held)).value)


def numbered(stances: Mapping[str, float | str]) -> dict[str, float]:
    """Return the texts that stand for a number, and that number."""
    return {text: value for text, value in stances.items() if not isinstance(value, str)}


def _with_neutral(labels: dict[str, float], neutral: float) -> Scale:
    """Return the scale of labels; where neutral lies outside of these it has a label too."""
    low, high = min(labels.values()), max(labels.values())
    if not low <= neutral <= high:
        name = next(word for word in ("neutral", "neither", "middle", "undetermined") if word not in labels)
        labels = dict(sorted({**labels, name: neutral}.items(), key=lambda item: item[1]))
        low, high = min(low, neutral), max(high, neutral)
    return Scale("levels", labels, low, high, neutral)


def not_a_number(text: str, scale: Scale, suggestion: str | None) -> UnreadableError:
    """Return the error of a text where a number of the scale should stand."""
    listed = f"or one of {', '.join(NON_POSITIONS)}"
    message = f"{text!r} is not a stance: this scale takes {bounds_of(scale)}"
    return UnreadableError("bad-stance", message, suggestion or listed)


def bounds_of(scale: Scale) -> str:
    """Return the bounds of a range in words."""
    return f"a number from {as_written(scale.minimum)} to {as_written(scale.maximum)}"


def plain_number(number: float) -> int | float:
    """Return a number as a whole one where it is."""
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
