"""The wording of a text: what is left when its typography is taken away, with the place of every sign.

Taken away are the kinds of quotation marks, dashes and spaces, line breaks, hyphenation at a line's end,
soft hyphens, invisible signs, ligatures, and whether an accent is part of its letter. What stays is what an
editor would call the wording: words, figures and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from positions.dataset.quotations.unicode_folding import without_compatibility_signs
from positions.names import APOSTROPHES

BREAK = "\u2028"
"""The line separator: readers of marked-up sources put it where a block ends."""

HOLE = "\ue000"
"""Stands in a quotation's wording for letters in square brackets; counts as a letter."""

Joint = Literal["hyphen", "dash", "sign", "line-end", "suspended"]
"""What joined two signs: a hyphen in a compound; a dash; a minus before a figure; a hyphen at a line's end,
which may be the compound's own or the typesetter's; a hyphen with a space after it (`short- and`)."""

OPTIONAL: tuple[Joint, ...] = ("line-end", "suspended")
"""Joints that may be no more than typesetting."""

_QUOTATION_MARKS = '"“”„‟«»‹›″‚〝〞「」『』'
_HYPHENS = "-‐‑"
_DASHES = "‐‑‒–—―−⸺⸻﹘﹣－-"
_CURRENCY = "£$€¥₹"
_IN_NUMBERS = ".,:/'"
_BULLETS = "•▪◦‣●○"

_ASCII_WORD = "A-Za-z0-9_"
_ASCII_OTHER = r"!#$%&()*+,./:;<=>?@\[\\\]^{|}~"
# A stretch of ASCII with no space in it but between two words is one match: a call for every word takes long.
_SIGNS = re.compile(
    rf"(?P<stretch>[{_ASCII_WORD}{_ASCII_OTHER}]+"
    rf"(?:(?<=[{_ASCII_WORD}])[ \n](?=[{_ASCII_WORD}])[{_ASCII_WORD}{_ASCII_OTHER}]+)*+)"
    rf"|(?P<word>\w+)|(?P<mark>[{_QUOTATION_MARKS}{_BULLETS}]+)"
    rf"|(?P<dash>\s*+[{_DASHES}](?:[{_DASHES}]|\s)*+|\u00ad\s+)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_WORD = re.compile(r"[\w'\ue000]+")
# What follows the first of two hyphens that share a word: long- and short-term.
_CONJUNCTION = re.compile(r"(?:and|or|und|oder|et|ou)\b")
# Scripts that set no space between words: every sign of theirs may begin or end a quotation.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)


@dataclass(slots=True)
class Wording:
    """A text without its typography.

    Attributes:
        text: words, figures and punctuation. A space stands between two words and nowhere else; hyphens and
            dashes are in `joints`.
        joints: offset in `text` -> what joined the sign before it with the sign at it.
    """

    text: str
    joints: dict[int, Joint]
    _places: array[int]
    _starts: array[int] | None
    _ends: array[int] | None
    _joint_offsets: array[int] = field(default_factory=lambda: array("I"))
    _word_starts: array[int] | None = None

    def __post_init__(self) -> None:
        self._joint_offsets = array("I", self.joints)  # which are met in order

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original text of the non-empty span `start:end` of the wording."""
        first, last = self._places[start], self._places[end - 1]
        return (
            first if self._starts is None else self._starts[first],
            last + 1 if self._ends is None else self._ends[last],
        )

    def words_between(self, start: int, end: int) -> int:
        """Return how many words begin in the span `start:end` of the wording."""
        if self._word_starts is None:  # of many texts nobody asks: it takes as long as much of the rest
            self._word_starts = array("I", (match.start() for match in _WORD.finditer(self.text)))
        return bisect_left(self._word_starts, end) - bisect_left(self._word_starts, start)

    def inner_joints(self, start: int, end: int) -> Sequence[int]:
        """Return the offsets of the joints inside the span, those at its ends left out."""
        return self._joint_offsets[
            bisect_right(self._joint_offsets, start) : bisect_left(self._joint_offsets, end)
        ]

    def is_boundary(self, offset: int) -> bool:
        """Whether a quotation may begin or end at an offset: not inside a word, a compound or a figure."""
        joint = self.joints.get(offset)
        if joint is not None:
            return joint in ("dash", "suspended")
        if offset in (0, len(self.text)):
            return True
        before, after = self.text[offset - 1], self.text[offset]
        if is_letter(before) and is_letter(after):
            return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
        return not self._in_figure(offset, before, after)

    def _in_figure(self, offset: int, before: str, after: str) -> bool:
        if not self._adjoin(offset):
            return False
        if before.isdigit():
            return after in "%‰°" or (
                after in _IN_NUMBERS and self._adjoin(offset + 1) and self._digit(offset + 1)
            )
        if before in _CURRENCY:
            return after.isdigit()
        return (
            after.isdigit() and before in _IN_NUMBERS and self._adjoin(offset - 1) and self._digit(offset - 2)
        )

    def _digit(self, offset: int) -> bool:
        return 0 <= offset < len(self.text) and self.text[offset].isdigit()

    def _adjoin(self, offset: int) -> bool:
        """Whether the signs before and at the offset stand side by side in the original text."""
        return 0 < offset < len(self.text) and self._places[offset] == self._places[offset - 1] + 1


def is_letter(sign: str) -> bool:
    """Whether a sign is part of a word: letters, figures, accents and the apostrophe within a word."""
    return sign.isalnum() or sign in ("'", "_", HOLE) or unicodedata.category(sign)[0] == "M"


def wording_of(text: str) -> Wording:
    """Return the wording of a text; takes time in proportion to its length."""
    clean, starts, ends = without_compatibility_signs(text)
    builder = _Builder(clean)
    for match in _SIGNS.finditer(clean):
        builder.take(match)
    builder.finish()
    return Wording("".join(builder.parts), builder.joints, builder.places, starts, ends)


class _Builder:
    """Puts words and punctuation one after the other, and remembers what stood between them."""

    def __init__(self, clean: str) -> None:
        self.clean = clean
        self.parts: list[str] = []
        self.places: array[int] = array("I")
        self.joints: dict[int, Joint] = {}
        self._gap: int | None = None
        self._joint: Joint | None = None
        self._last = ""

    def take(self, match: re.Match[str]) -> None:
        start, end, sign = match.start(), match.end(), match.group()
        if match.lastgroup == "stretch":
            self._add(sign.replace("\n", " "), start, letter=is_letter(sign[0]))
        elif match.lastgroup == "mark":
            self._gap = end - 1
        elif match.lastgroup == "word":
            self._add(sign, start, letter=True)
        elif match.lastgroup == "dash":
            self._take_dash(sign, start, end)
        elif match.lastgroup == "space":
            self._gap = start
        else:
            self._take_other(sign, start, end)

    def finish(self) -> None:
        if self._joint is not None:
            self.joints[len(self.places)] = self._joint

    def _take_other(self, sign: str, start: int, end: int) -> None:
        if sign in APOSTROPHES:
            follows = self._joint is None and self._gap is None and self._last != "" and is_letter(self._last)
            following = self.clean[end : end + 1]
            if follows and following not in APOSTROPHES and is_letter(following) and self._last != "'":
                self._add("'", start, letter=True)
            else:
                self._gap = start
        else:
            self._add(sign, start, letter=is_letter(sign))

    def _take_dash(self, signs: str, start: int, end: int) -> None:
        before, after = self.clean[start - 1 : start], self.clean[end : end + 1]
        dash = signs.strip()
        if dash in ("", "\u00ad") or (len(dash) == 1 and dash in _HYPHENS):
            kind = self._hyphen(signs, before, self.clean[end : end + 5])
        elif (start == 0 or signs[0].isspace()) and signs[-1] == dash and after.isdigit():
            kind = "sign"
        else:
            kind = "dash"
        if dash in ("", "\u00ad") and kind == "dash":
            self._gap = start
        else:
            self._joint = kind

    @staticmethod
    def _hyphen(signs: str, before: str, following: str) -> Joint:
        after = following[:1]
        if signs[0].isspace() or before == "" or not is_letter(before):
            tight = not signs[-1].isspace()
            return "sign" if tight and after.isdigit() else "dash"
        if after == "" or not is_letter(after):
            return "dash"
        if not signs[-1].isspace():
            return "hyphen"
        if not (before.isalpha() and after.isalpha()) or BREAK in signs or signs.count("\n") > 1:
            return "dash"
        return "line-end" if "\n" in signs and not _CONJUNCTION.match(following) else "suspended"

    def _add(self, signs: str, start: int, *, letter: bool) -> None:
        if self._joint is not None:
            self.joints[len(self.places)] = self._joint
        elif (
            self._gap is not None
            and letter
            and self._last
            and is_letter(self._last)
            and not self._unspaced(signs)
        ):
            self.parts.append(" ")
            self.places.append(self._gap)
        self.parts.append(signs)
        self.places.extend(range(start, start + len(signs)))
        self._gap = self._joint = None
        self._last = signs[-1]

    def _unspaced(self, signs: str) -> bool:
        return _UNSPACED.match(self._last) is not None and _UNSPACED.match(signs) is not None
