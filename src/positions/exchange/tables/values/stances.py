"""What the texts of a column of stances mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from positions.dataset.scale import Scale
from positions.dataset.stance_words.meaning import plain
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.exchange.tables.settings import MINUS, MISSING, TableSettings, parse_number
from positions.exchange.tables.values.neutral_point import remark_on_neutral
from positions.exchange.tables.values.no_answers import no_answer
from positions.exchange.tables.values.number_forms import NumberForms
from positions.exchange.tables.values.numbers import COMMAS, parse_amount, parse_amount_on
from positions.exchange.tables.values.recoding import (
    ERRORS,
    Stance,
    UnreadableError,
    bounds_of,
    labelled_scale,
    not_a_number,
    numbered,
    plain_number,
    readable,
    recoded,
)
from positions.exchange.tables.values.undeclared import (
    USUAL_WORDS,
    advice_on,
    remark_on_no_answers,
    undeclared,
    usual_scale,
)
from positions.offers import option
from positions.problems import Problem
from positions.rounding import as_written
from positions.suggest import first_of
from positions.vocabulary import NON_POSITIONS

_MOST_LISTED = 12
EXCLUDED = "excluded"
"""What a long table that this program wrote says of a cell that a filter, or its privacy, kept from it."""

_NO_ANSWER = ("", "not-researched", EXCLUDED)
_NO_LABELS = (*NON_POSITIONS, MISSING)


class Stances:
    """Reads stances and knows the scale that they are on.

    With `--scale`, stances are numbers in its bounds (or labels of the scale that it names), and `--stance`
    says what other texts mean. With `--stance` alone, they are labels. With neither, texts are the words of
    a usual scale where all of them are, else labels of a nominal scale; numbers are refused once all are
    seen. Words are compared without regard to capitals, spaces, hyphens and underscores.
    """

    def __init__(self, settings: TableSettings) -> None:
        self._recoded: dict[str, Stance | None] = {}
        self._numbers: list[float] = []
        self._commas: str | None = None
        self._labels: dict[str, None] = {}
        self._spellings: dict[str, dict[str, None]] = {}
        self._suggestions: dict[str, str | None] = {}
        self._scale = settings.scale
        self._neutral: str | None = None
        self._downward = settings.downward
        stated = [value for value in settings.stances.values() if value not in _NO_LABELS]
        if settings.scale is None and stated:
            self._scale = labelled_scale(settings.stances)
            values = numbered(settings.stances)
            if self._scale.name == "levels" and values:
                self._neutral = remark_on_neutral(values)
        self._observed = self._scale is None
        for text, value in settings.stances.items():
            self._recoded[text] = recoded(text, value, self._scale, downward=self._downward)
        self._any_text = self._scale is None or (self._scale.is_nominal and not self._scale.labels)
        self._folded = _folded([*self._recoded.items(), *_own_words(self._scale)])
        self._forms = NumberForms(settings, self._scale)

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
        if text in ERRORS:
            none = _is_no_answer(text)
            raise UnreadableError("bad-stance", f"the cell holds the error {text}", none)
        if text in NON_POSITIONS:
            return text
        scale = self._scale
        if scale is not None and text in scale.labels:
            return text
        folded = plain(text)
        if folded in self._folded:
            return self._folded[folded]
        if scale is not None and scale.is_range:
            return self._number(text, scale)
        if self._any_text:
            return self._label(text, folded)
        assert scale is not None  # a scale with labels
        known = list(dict.fromkeys([*self._recoded, *scale.labels]))
        what = "is not one that --stance names" if self._recoded else "is not on the scale"
        message = f"the stance {text!r} {what}"
        listed = f"the stances are {', '.join(known[:_MOST_LISTED])}{', ...' * (len(known) > _MOST_LISTED)}"
        raise UnreadableError("bad-stance", message, self._suggestion(text) or listed)

    def _label(self, text: str, folded: str) -> str:
        number = parse_amount(text, self._forms.decimal) if self._observed else None
        if number is not None:
            self._numbers.append(number)
            self._forms.add(text, number)
            if "," in text:
                self._commas = self._commas or text
        elif self._observed and COMMAS.fullmatch(text):
            self._commas = self._commas or text
        elif self._observed and folded in USUAL_WORDS:
            text = USUAL_WORDS[folded]
        else:
            spellings = self._spellings.setdefault(folded, {})
            spellings[readable(text)] = None
            text = next(iter(spellings))
        self._labels[text] = None
        return text

    def _number(self, text: str, scale: Scale) -> int | float:
        number = parse_amount_on(text, scale, self._forms.decimal)
        if number is None:
            hint = self._forms.advice_on_commas if COMMAS.fullmatch(text) else self._suggestion(text)
            raise not_a_number(text, scale, hint)
        self._forms.add(text, number)
        if not scale.minimum <= number <= scale.maximum:
            message = f"{text} is not on the scale, which takes {bounds_of(scale)}"
            none = _is_no_answer(text) if number.is_integer() else None
            raise UnreadableError("bad-stance", message, self._forms.advice_on_points(text, number) or none)
        return plain_number(scale.minimum + scale.maximum - number if self._downward else number)

    def _suggestion(self, text: str) -> str | None:
        if text not in self._suggestions:
            meant = suggest_stance(text, self._scale, self._meant())
            none = no_answer(text)
            other = _is_no_answer(text, none) if none is not None else None
            self._suggestions[text] = "; ".join(filter(None, (meant, other))) or None
        return self._suggestions[text]

    def _meant(self) -> dict[str, float | str]:
        return {text: stance for text, stance in self._recoded.items() if stance is not None}

    @property
    def takes_any_text(self) -> bool:
        """Whether every text is a stance: no scale was declared, or a nominal one without labels."""
        return self._any_text

    @property
    def scale(self) -> Scale:
        """The scale, once all stances are read; nominal over the texts seen where nothing tells one."""
        if self._scale is not None and not self._any_text:
            return self._scale
        usual = usual_scale(self._labels) if self._observed else None
        return usual or Scale.nominal(tuple(self._labels))

    @property
    def refusal(self) -> Problem | None:
        """That stances are numbers, and nothing says on what scale, or how; None where all is well."""
        if self._forms.refusal is not None:
            return self._forms.refusal
        words = [label for label in self._labels if parse_amount(label) is None]
        if self._commas is not None and any(_is_odd_number(word) for word in words):
            message = f"some stances are numbers with a comma, as {self._commas!r}"
            hint = f"{self._forms.advice_on_commas}, and name the scale: --scale MIN:MAX"
            return Problem("undeclared-scale", message, hint=hint)
        if not self._numbers:
            return None
        return undeclared(self._numbers, words)

    @property
    def advice(self) -> str | None:
        """What to tell people of how the stances were read; None where they have declared it."""
        said = [self._forms.advice] if self._scale is not None and self._forms.advice else []
        if self._downward and self._scale is not None:
            low, high = as_written(self._scale.minimum), as_written(self._scale.maximum)
            said.append(f"The scale runs downwards: {low} in the table is {high} here, and {high} is {low}.")
        said += [self._neutral] if self._neutral else []
        if said:
            return " ".join(said)
        if not self._any_text or not self._labels:
            return None
        say = advice_on if self._observed else remark_on_no_answers
        advice = say(list(self._labels))
        return " ".join(filter(None, (advice, self._spelled))) or None

    @property
    def _spelled(self) -> str | None:
        """Which words were taken for one, though their capitals or spaces differ."""
        several = [list(words) for words in self._spellings.values() if len(words) > 1]
        if not several:
            return None
        listed = first_of([" = ".join(map(repr, words)) for words in several], 3)
        return f"Words that differ in capitals or spaces alone are one stance: {listed}."


def stances_on(scales: Mapping[str, Scale], settings: TableSettings) -> dict[str, Stances]:
    """Return what reads the stances on issues with scales of their own, by the names of these."""
    return {
        name: Stances(replace(settings, scale=scale, stances={}, downward=False))
        for name, scale in scales.items()
    }


def _is_no_answer(text: str, meant: str = MISSING) -> str:
    return f"{option('--stance', f'{text}={meant}')} says that it is no answer"


def _own_words(scale: Scale | None) -> Iterator[tuple[str, Stance | None]]:
    """Yield what needs no declaration: the names of states, and the labels of the scale."""
    yield from ((state, state) for state in NON_POSITIONS)
    if scale is not None:
        yield from ((label, label) for label in scale.labels)


def _folded(words: Iterable[tuple[str, Stance | None]]) -> dict[str, Stance | None]:
    """Return stances by their words without capitals, spaces and signs; none where two words would be one."""
    found: dict[str, Stance | None] = {}
    several: set[str] = set()
    for text, stance in words:
        key = plain(text)
        if key in found and found[key] != stance:
            several.add(key)
        found.setdefault(key, stance)
    return {key: stance for key, stance in found.items() if key and key not in several}


def _is_odd_number(text: str) -> bool:
    """Whether a text is digits and commas of which it is unclear what is for decimals."""
    return "," in text and not set(text) - set("+-0123456789., ")


def _is_sign_or_number(text: str) -> bool:
    """Whether U+2212 is a minus in a text: in a number, and in signs without a word, as `+/−` or `−−`."""
    return parse_number(text) is not None or not any(character.isalnum() for character in text)
