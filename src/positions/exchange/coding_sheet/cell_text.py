"""What stands in a cell of a coding sheet, so that two ways of writing one thing are one text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

from positions.exchange.needs import needs_text, parse_needs
from positions.exchange.tables.columns import LIST_SEPARATOR
from positions.exchange.tables.values.dates import date_form
from positions.exchange.tables.values.numbers import COMMAS, DECIMALS, parse_amount
from positions.exchange.tables.workbooks.sheet import unescaped
from positions.rounding import as_written

Plainly = Literal["text", "quotation", "word", "date", "number", "flag", "list"]
Named = Literal["stance", "stakeholder", "issue", "source", "stakeholders", "influences", "needs"]
Kind = Plainly | Named
"""What a column holds; the second seven name parts of the dataset, or steps of its scale."""

YES = "yes"
_TRUE = {"yes", "y", "true", "x", "1"}
_FALSE = {"", "no", "n", "false", "0"}
_LINE_ENDS = re.compile("\r\n?")
_LONGEST_NUMBER = 40
_SHORT = 40
_BEFORE = 10
"""Characters of a long text that are shown, and those before the place where two differ."""


def tidied(text: str) -> str:
    """Return a text in Unicode's normal form C, each line end one character, without space around it."""
    text = _LINE_ENDS.sub("\n", text) if "\r" in text else text
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def is_same(one: str, other: str) -> bool:
    """Return whether two texts are one that programs have written in different ways, escapes among them."""
    if one == other or not one or not other:
        return one == other
    return "_x" in one + other and tidied(unescaped(one)) == tidied(unescaped(other))


def canonical(kind: Kind, text: str) -> str:
    """Return a cell's text in the one form in which texts that mean the same are equal.

    Unreadable text is returned unchanged: the caller that converts it reports the error.
    """
    text = tidied(text)
    match kind:
        case "quotation":
            return " ".join(text.split())
        case "word":
            return text.casefold().replace(" ", "-")
        case "number":
            return _number_form(text)
        case "date":
            return _date_form(text)
        case "flag":
            word = text.casefold()
            return YES if word in _TRUE else "" if word in _FALSE else text
        case "list" | "stakeholders":
            return list_text(parts_of(text))
        case "needs" | "influences":
            return _pairs_form(text)
        case _:
            return text


def _number_form(text: str) -> str:
    number = parse_number_text(text)
    return text if number is None else as_written(number)


def _date_form(text: str) -> str:
    """Return a date as datasets have it, where a text is one in one way only; a number may be anything."""
    if text.replace(".", "", 1).isdecimal():
        return text
    form = date_form([text])
    return text if form.ambiguous is not None else form.read(text)


def change_text(label: str, was: str, now: str) -> str:
    """Return what became of a cell, in words: its old text and its new one."""
    if not was:
        return f"{label} {shortened(now)} added"
    return f"{label} {shortened(was)} deleted" if not now else f"{label} {' -> '.join(told_apart(was, now))}"


def clash_text(label: str, was: str, now: str, said: str) -> str:
    """Return that the dataset and a row have changed a cell in two ways, in words."""
    before, there, here = told_apart(was, now, said)
    return f"{label} (was {before}, now {there}, here {here})"


def shortened(text: str) -> str:
    """Return a text in quotation marks on one line, cut where it is long."""
    return told_apart(text)[0]


def told_apart(*texts: str) -> list[str]:
    """Return texts in quotation marks, a line each, cut where they are long: to where they differ."""
    lines = [" ".join(text.split()) for text in texts]
    if len(set(lines)) < len(set(texts)):
        lines = list(texts)
    places = {_place_of_difference(*pair) for pair in combinations(set(lines), 2)}
    return [repr(_cut(line, sorted(places))) for line in lines]


def _place_of_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(line: str, places: Sequence[int]) -> str:
    """Return a line; of a long one the parts around some places, its beginning where there are none."""
    if len(line) <= _SHORT:
        return line
    spans: list[tuple[int, int]] = []
    for place in places or [0]:
        start = 0 if place <= _SHORT - _BEFORE else place - _BEFORE
        end = min(start + _SHORT, len(line))
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    spans = [(start, end) for start, end in spans if start < end]
    cut = "…".join(line[start:end] for start, end in spans)
    return f"{'…' if spans[0][0] else ''}{cut}{'…' if spans[-1][1] < len(line) else ''}"


def parse_number_text(text: str) -> int | float | None:
    """Return the number that a text is, as people and spreadsheets write it; None where it is none.

    Commas are for decimals, by the rule for all tables: `80,5` is 80.5, and `1,234` may be either.
    """
    number = parse_amount(text.strip()) if len(text) <= _LONGEST_NUMBER else None
    if number is None:
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def advice_on_number(text: str) -> str | None:
    """Return how to write a text that is a number with commas, which may be for decimals or for thousands."""
    return DECIMALS if COMMAS.fullmatch(text) else None


def _pairs_form(text: str) -> str:
    try:
        return needs_text(parse_needs(text))
    except ValueError:
        return text


def parts_of(text: str) -> list[str]:
    """Return the items of a list: parted by semicolons, or as JSON where one has a semicolon in it."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(part, str) for part in found):
            return found
    return [part for piece in text.split(";") if (part := piece.strip())]


def list_text(parts: Sequence[str]) -> str:
    """Return items as `parts_of` reads them."""
    plain = LIST_SEPARATOR.join(parts)
    return plain if parts_of(plain) == list(parts) else json.dumps(list(parts), ensure_ascii=False)


def pairs_text(pairs: Mapping[str, object]) -> str:
    """Return what stands by name, such as `a=2; b=3`."""
    return needs_text({name: str(value) for name, value in pairs.items()})


def flag_text(value: object) -> str:
    """Return yes, or nothing."""
    return YES if value else ""


def parse_flag_text(text: str) -> bool:
    """Return whether a canonical text says yes.

    Raises:
        ValueError: if it says neither yes nor no.
    """
    if text not in ("", YES):
        raise ValueError(f"{text!r} is neither yes nor empty")
    return text == YES
