"""A quotation taken apart at left-out words and an editor's brackets, and where each part stands.

- `...`, `…`, `[...]`, `[…]` or `(…)` stand for left-out words, none to `MOST_LEFT_OUT`; where a part of fewer
  than `SHORT` words stands beside, to `MOST_LEFT_OUT_BESIDE_SHORT`, as a word or two is found anywhere.
- `[words]` are the editor's, and stand for none to `MOST_REPLACED` words of the source.
- `[T]he` stands for the same letters in another case; other brackets within a word (`build[ing]`) for a few
  letters of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from positions.dataset.quotations.wording import HOLE, OPTIONAL, Wording, is_letter, wording_of

MOST_LEFT_OUT = 500
MOST_LEFT_OUT_BESIDE_SHORT = 100
SHORT = 3
MOST_REPLACED = 10
MORE_LETTERS = 3
"""How many letters of the source a bracket within a word may stand for beyond its own."""
MOST_BRACKETS = 3
"""Within one word."""
MOST_WAYS = 200
"""In which the letters that brackets in one word stand for may be chosen."""
MOST_PLACES = 500_000
"""Places of a text that are looked at for one quotation, all its parts together."""
_MOST_STEPS = 500_000_000
"""Comparisons of signs, at most, in looking for a part with brackets within words."""

_DOTS = r"(?:…|\.\s{0,8}\.\s{0,8}\.)[….]*"
_MARK = re.compile(
    rf"(?P<omission>\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}|\[\s*\])|\[(?P<words>[^\[\]]*)\]"
)
_EDGE = ".,;:"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a quotation that stand together, and how many words of the source may stand before them."""

    plain: str
    wording: Wording
    start: int
    end: int
    holes: tuple[str, ...]
    most_before: int

    @property
    def key(self) -> str:
        """The wording that is looked for, with `HOLE` where letters are in brackets."""
        return self.wording.text[self.start : self.end]

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.wording.words_between(self.start, self.end)


class TooManyPlacesError(Exception):
    """A part of a quotation is like so many places of the text that looking for it is given up."""


@dataclass(slots=True)
class Effort:
    """How many places may still be looked at. Counted, not timed: the same input gives the same answer."""

    left: int = MOST_PLACES

    def spend(self, places: int) -> None:
        """Take places off.

        Raises:
            TooManyPlacesError: if there are none left.
        """
        self.left -= places
        if self.left < 0:
            raise TooManyPlacesError


def most_between(before: Part, after: Part) -> int:
    """Return how many words of the source may stand between two parts."""
    short = min(before.words, after.words) < SHORT
    return min(after.most_before, MOST_LEFT_OUT_BESIDE_SHORT) if short else after.most_before


def parts_of(quote: str) -> list[Part]:
    """Take a quotation apart at left-out words and an editor's insertions."""
    parts: list[Part] = []
    raw, most, done = "", 0, 0
    holes: list[str] = []
    quote = quote.replace(HOLE, "")

    def close() -> None:
        part = _part(raw, tuple(holes), most)
        if part is not None:
            parts.append(part)

    for mark in _MARK.finditer(quote):
        raw += quote[done : mark.start()]
        done = mark.end()
        words = mark["words"]
        if words is not None and _within_word(quote, mark):
            raw += HOLE
            holes.append(words)
            continue
        before = len(parts)
        close()
        # Marks that follow one another without words between them leave out what the widest of them may.
        allowed = MOST_LEFT_OUT if words is None else MOST_REPLACED
        most = allowed if len(parts) > before else max(most, allowed)
        raw, holes = "", []
    raw += quote[done:]
    close()
    return parts


def _within_word(quote: str, mark: re.Match[str]) -> bool:
    words = mark["words"]
    if words == "" or not all(is_letter(sign) for sign in words):
        return False
    before, after = quote[mark.start() - 1 : mark.start()], quote[mark.end() : mark.end() + 1]
    return (before != "" and is_letter(before)) or (after != "" and is_letter(after))


def _part(raw: str, holes: tuple[str, ...], most_before: int) -> Part | None:
    wording = wording_of(raw)
    key = wording.text
    if not any(sign.isalnum() for sign in key):
        return None
    start, end = len(key) - len(key.lstrip(_EDGE)), len(key.rstrip(_EDGE))
    filled = iter(holes)
    plain = "".join(next(filled) if sign == HOLE else sign for sign in raw) if holes else raw
    return Part(plain.strip(), wording, start, end, holes, most_before)


def occurrences(part: Part, source: Wording, effort: Effort) -> Iterator[tuple[int, int]]:
    """Yield the spans of the source's wording in which a part stands, in order.

    Raises:
        TooManyPlacesError: if more places must be looked at than the effort allows.
    """
    if part.holes:
        yield from _occurrences_with_holes(part, source, effort)
        return
    key, length = part.key, part.end - part.start
    cost = _cost(part)
    at = source.text.find(key)
    while at >= 0:
        effort.spend(cost)
        if (
            _may_begin(part, source, at)
            and _may_end(part, source, at + length)
            and _same_joints(part.wording, part.start, source, at, length)
        ):
            yield at, at + length
        at = source.text.find(key, at + 1)


def _cost(part: Part) -> int:
    """Return what looking at a place costs: more where many hyphens and dashes are compared."""
    return 1 + len(part.wording.inner_joints(part.start, part.end)) // 16


def _occurrences_with_holes(part: Part, source: Wording, effort: Effort) -> Iterator[tuple[int, int]]:
    pieces = re.split(rf"(\s?[\w']*{HOLE}[\w'{HOLE}]*\s?)", part.key)
    if any(piece not in source.text for piece in pieces[::2]):
        return
    begun = source.text.count(pieces[0]) if pieces[0] else source.words_between(0, len(source.text))
    if begun * len(part.key) > _MOST_STEPS:
        raise TooManyPlacesError
    holes = iter(part.holes)
    pattern, literals, offset, cost = "", [], part.start, _cost(part)
    for index, piece in enumerate(pieces):
        if index % 2:
            pattern += _word_with_holes(piece, [next(holes) for _ in range(piece.count(HOLE))])
        else:
            pattern += f"({re.escape(piece)})"
            literals.append((offset, len(piece)))
        offset += len(piece)
    for match in re.finditer(pattern, source.text):
        effort.spend(cost)
        if (
            _may_begin(part, source, match.start())
            and _may_end(part, source, match.end())
            and all(
                _same_joints(part.wording, start, source, match.start(group), length)
                for group, (start, length) in enumerate(literals, 1)
            )
        ):
            yield match.span()


def _may_begin(part: Part, source: Wording, at: int) -> bool:
    """Whether a part may begin at an offset; a minus sign before its figure must be there too."""
    if part.wording.joints.get(part.start) == "sign":
        return source.joints.get(at) == "sign"
    return source.is_boundary(at)


def _may_end(part: Part, source: Wording, at: int) -> bool:
    """Whether a part may end at an offset; if it ends in a hyphen, at a line's end too."""
    return source.is_boundary(at) or (part.end in part.wording.joints and source.joints.get(at) in OPTIONAL)


def _same_joints(one: Wording, one_start: int, other: Wording, other_start: int, length: int) -> bool:
    """Whether hyphens and dashes stand at the same offsets in two spans of equal text.

    Of what kind they are does not matter; those that a line's end may have brought may be missing in one.
    """
    inner_one = {offset - one_start for offset in one.inner_joints(one_start, one_start + length)}
    inner_other = {offset - other_start for offset in other.inner_joints(other_start, other_start + length)}
    return all(one.joints[one_start + offset] in OPTIONAL for offset in inner_one - inner_other) and all(
        other.joints[other_start + offset] in OPTIONAL for offset in inner_other - inner_one
    )


def _word_with_holes(word: str, holes: list[str]) -> str:
    """Return a pattern for a word with bracketed letters; atomic, so that words do not multiply the tries.

    The source may have the brackets as well. Its wording has no space beside them, so that the spaces around
    the word are part of the choice.
    """
    if len(holes) > MOST_BRACKETS or prod(len(letters) + MORE_LETTERS for letters in holes) > MOST_WAYS:
        return r"(?!)"
    before, after = word[: len(word) - len(word.lstrip())], word[len(word.rstrip()) :]
    first, *rest = word.strip().split(HOLE)
    pattern = before + re.escape(first) if first else ""
    for index, (letters, piece) in enumerate(zip(holes, rest, strict=True)):
        as_written = rf"\[{re.escape(letters)}\]"
        if index == 0 and not first:
            other = rf"{before}(?i:{re.escape(letters)})"
        else:
            other = rf"[\w']{{0,{len(letters) + MORE_LETTERS}}}?"
        if piece == "" and index == len(rest) - 1:
            return rf"(?>{pattern}(?:{as_written}|{other}(?![\w']){after}))"
        pattern += f"(?:{as_written}|{other}){re.escape(piece)}"
    return rf"(?>{pattern}(?![\w']){after})"
