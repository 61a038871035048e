"""When two names are one, and when they only look alike.

Spreadsheets, web pages and keyboards write one name in several ways that nobody sees: other spaces, invisible
characters, letters with their accents apart, other apostrophes. Names that differ in these alone are one
name; names that differ in capitals too look alike, and people are warned.
"""

from __future__ import annotations

import re
import unicodedata

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
        text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
        text = unicodedata.normalize("NFC", text)
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
