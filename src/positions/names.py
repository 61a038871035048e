"""When two names are one, and when they only look alike.

Spreadsheets, web pages and keyboards write one name in several ways that nobody sees: other spaces, invisible
characters, letters with their accents apart, other apostrophes. Names that differ in these alone are one
name; names that differ in capitals too look alike, and people are warned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

APOSTROPHES = "'’‘‛`´′ʼ＇"
"""Signs that keyboards and programs write for an apostrophe."""

JOINERS = "\u200c\u200d"
"""They belong to the spelling of some scripts, and to emoji, but nobody sees them between other letters."""

_SELECTORS = "\ufe00-\ufe0f"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_STRAY_JOINER = re.compile(f"(?:(?<=[\\x00-\\x7f])|^)[{JOINERS}]+|[{JOINERS}]+(?=[\\x00-\\x7f]|$)")
_JOINING = re.compile(f"[{JOINERS}{_SELECTORS}]")
_SPACES = re.compile("[ \t\r\n\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ANY_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")


def tidy_name(text: str) -> str:
    """Return a name as it is read: composed (NFC), single spaces, none around it, nothing invisible in it."""
    if not text.isascii():
        # what stands beside a joiner is known once spaces are plain and letters composed; without the joiner
        # more letters may compose
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACES.sub(" ", text)))
        text = unicodedata.normalize("NFC", _STRAY_JOINER.sub("", text))
    return _SPACES.sub(" ", text).strip(" ")


def name_key(text: str) -> str:
    """Return what two spellings of one name share: `tidy_name` with one apostrophe, without joiners."""
    text = tidy_name(text)
    if not text.isascii():
        text = tidy_name(_JOINING.sub("", text))
    return _ANY_APOSTROPHE.sub("'", text)


def alike_key(text: str) -> str:
    """Return what names share that look alike: `name_key` without capitals."""
    return unicodedata.normalize("NFC", name_key(text).casefold())


class Spellings:
    """Names as they are met: spellings of one name are called as the first of them reads."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._several: dict[str, set[str]] = {}

    def one(self, text: str) -> str:
        """Return what a name is called, whatever its spelling."""
        key = name_key(text)
        first = self._first.setdefault(key, text)
        if text != first:
            self._several.setdefault(key, {first}).add(text)
        return tidy_name(first)

    @property
    def several(self) -> dict[str, int]:
        """How many spellings each name has that has more than one, in the order in which they were met."""
        return {tidy_name(self._first[key]): len(texts) for key, texts in self._several.items()}


def alike_groups(names: Mapping[str, str]) -> list[list[str]]:
    """Return the keys, two or more together, whose names look alike."""
    groups: dict[str, list[str]] = {}
    for key, name in names.items():
        groups.setdefault(alike_key(name), []).append(key)
    return [keys for keys in groups.values() if len(keys) > 1]


def share_name(names: Iterable[str]) -> bool:
    """Return whether names are spellings of one, so that they do not differ in capitals either."""
    return len({name_key(name) for name in names}) == 1
