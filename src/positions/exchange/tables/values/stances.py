"""What the texts of a column of stances mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.exchange.tables.settings import MINUS, TableSettings, parse_number
from positions.problems import Problem, UsageError
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS

Stance = str | int | float

_MOST_LISTED = 12
_NO_ANSWER = ("", "not-researched", "excluded")
_COMMAS = re.compile(r"[+-]?\d+(,\d+)+(\.\d+)?")
_POINTS = "write decimals with a point, and thousands without a comma"


class UnreadableError(ValueError):
    """A cell that cannot be read, with a hint."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        self.code, self.hint = code, hint
        super().__init__(message)


class Stances:
    """Reads stances and knows the scale that they are on.

    With `--scale`, stances are numbers in its bounds (or labels of the scale that it names), and `--stance`
    says what other texts mean. With `--stance` alone, they are labels. With neither, every text is a label of
    a nominal scale, and numbers are refused once all are seen.
    """

    def __init__(self, settings: TableSettings) -> None:
        self._recoded: dict[str, Stance] = {}
        self._numbers: list[float] = []
        self._commas: str | None = None
        self._labels: dict[str, None] = {}
        self._suggestions: dict[str, str | None] = {}
        self._scale = settings.scale
        self._observed = settings.scale is None and not settings.stances
        if settings.scale is not None:
            self._recoded = {
                text: _on(settings.scale, value, text) for text, value in settings.stances.items()
            }
        elif settings.stances:
            self._scale = self._labelled(settings.stances)
        self._any_text = self._scale is None or (self._scale.is_nominal and not self._scale.labels)

    def read(self, text: str) -> Stance | None:
        """Return the stance that a text means, None where the cell says that there is no answer.

        Raises:
            UnreadableError: if it is not a stance.
        """
        text = text.strip()
        if MINUS in text and text not in self._recoded and _is_sign_or_number(text):
            text = text.replace(MINUS, "-")
        if text in self._recoded:
            return self._recoded[text]
        if text in _NO_ANSWER:
            return None
        if text in NON_POSITIONS:
            return text
        scale = self._scale
        if scale is not None and scale.is_range:
            return _number(text, scale, self._suggestion)
        if self._any_text:
            number = parse_number(text) if self._observed else None
            if number is not None:
                self._numbers.append(number)
            elif self._observed and _COMMAS.fullmatch(text):
                self._commas = self._commas or text
            self._labels[text] = None
            return text
        assert scale is not None  # a scale with labels
        if text not in scale.labels:
            known = list(dict.fromkeys([*self._recoded, *scale.labels]))
            what = "is not one that --stance names" if self._recoded else "is not on the scale"
            message = f"the stance {text!r} {what}"
            listed = (
                f"the stances are {', '.join(known[:_MOST_LISTED])}{', ...' * (len(known) > _MOST_LISTED)}"
            )
            raise UnreadableError("bad-stance", message, self._suggestion(text) or listed)
        return text

    def _suggestion(self, text: str) -> str | None:
        if text not in self._suggestions:
            self._suggestions[text] = suggest_stance(text, self._scale, self._recoded)
        return self._suggestions[text]

    @property
    def scale(self) -> Scale:
        """The scale, once all stances are read; nominal over the texts seen where nothing declares one."""
        if self._scale is not None and not self._any_text:
            return self._scale
        return Scale.nominal(tuple(self._labels))

    @property
    def refusal(self) -> Problem | None:
        """That stances are numbers, and nothing says on what scale; None where all is well."""
        if self._commas is not None:
            message = f"some stances are numbers with a comma, as {self._commas!r}"
            hint = f"{_POINTS}, and name the scale: --scale MIN:MAX"
            return Problem("undeclared-scale", message, hint=hint)
        if not self._numbers:
            return None
        low, high = min(self._numbers), max(self._numbers)
        extent = f"{as_written(low)} to {as_written(high)}"
        message = f"the stances are numbers ({extent}), and nothing says on what scale"
        hint = (
            "name the lowest and the highest that are possible, seen or not: "
            f"--scale {as_written(low)}:{as_written(high if high > low else low + 1)} (or MIN:MAX:NEUTRAL)"
        )
        if len(self._labels) > len(set(self._numbers)):
            message = "some stances are numbers, and others are words"
            hint = "say what each word means, as in --scale 1:5 --stance none=silent; or --scale nominal"
        return Problem("undeclared-scale", message, hint=hint)

    @property
    def advice(self) -> str | None:
        """What to tell people who have declared no scale; None where they have."""
        if not self._observed or not self._labels:
            return None
        words = list(self._labels)
        fitting = next(
            (name for name, scale in NAMED_SCALES.items() if set(words) <= set(scale.labels)), None
        )
        example = ",".join(f"{word}=..." for word in words[:3])
        how = f"--scale {fitting}" if fitting else f"--stance {example}"
        return f"The stances are taken as labels without an order; {how} would give them one."

    def _labelled(self, stances: Mapping[str, float | str]) -> Scale:
        names: dict[float, str] = {}
        for text, value in stances.items():
            if isinstance(value, str):
                self._recoded[text] = value
                continue
            name = names.setdefault(value, text)
            self._recoded[text] = name
            if name == text and (parse_number(text) is not None or not text):
                raise UsageError(
                    f"--stance {text}={as_written(value)}: {text!r} is not a label",
                    "numbers take --scale MIN:MAX, and --stance beside it where some are codes",
                )
            if name == text and text in (*NON_POSITIONS, *_NO_ANSWER):
                raise UsageError(
                    f"--stance {text}={as_written(value)}: {text!r} is the name of a state that is no "
                    "position"
                )
        if len(names) < 2:
            raise UsageError("--stance needs two numbers at least", "write --stance yes=1,abstain=0,no=-1")
        labels = {name: value for value, name in sorted(names.items())}
        low, high = min(names), max(names)
        usual = next((scale for scale in NAMED_SCALES.values() if scale.labels == labels), None)
        return usual or Scale("levels", labels, low, high, (low + high) / 2)


def _is_sign_or_number(text: str) -> bool:
    """Whether U+2212 is a minus in a text: in a number, and in signs without a word, as `+/−` or `−−`."""
    return parse_number(text) is not None or not any(character.isalnum() for character in text)


def _on(scale: Scale, value: float | str, text: str) -> Stance:
    if isinstance(value, str):
        return value
    label = scale.label_of(value)
    if label is not None:
        return label
    if not scale.is_range or not scale.minimum <= value <= scale.maximum:
        raise UsageError(f"--stance {text}={as_written(value)} is not on the scale that --scale declares")
    return _plain(value)


def _number(text: str, scale: Scale, suggestion: Callable[[str], str | None]) -> int | float:
    bounds = f"a number from {as_written(scale.minimum)} to {as_written(scale.maximum)}"
    number = parse_number(text)
    if number is None:
        listed = f"or one of {', '.join(NON_POSITIONS)}"
        hint = _POINTS if _COMMAS.fullmatch(text) else suggestion(text) or listed
        raise UnreadableError("bad-stance", f"{text!r} is not a stance: this scale takes {bounds}", hint)
    if not scale.minimum <= number <= scale.maximum:
        raise UnreadableError("bad-stance", f"{text} is not on the scale, which takes {bounds}")
    return _plain(number)


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
