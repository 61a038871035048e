"""What the scalars and keys of a YAML file mean: YAML 1.2's core rules, less booleans and odd numbers."""

from __future__ import annotations

import re
import unicodedata


class Plain(str):
    """An unquoted scalar that looks like a number: 0, -2, 1.5, +1, 1e3, .5.

    010, 52:48, 0x1F, 1_000, .inf and .nan do not; they are ordinary text. The characters are kept as
    written, so that a text field can take them and a numeric field can convert them.
    """

    __slots__ = ()


Value = str | None | dict[str, "Value"] | list["Value"]
Path = tuple[str | int, ...]

_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

UNUSUAL = frozenset(("", *"+-.0123456789~nN"))
"""First characters of unquoted scalars that may be something else than text."""

# White space that is not a space, and characters without a width: pasted from Excel, Word and web pages.
_WIDE = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)
_NO_WIDTH = "\xad\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_JOINERS = "\u200c\u200d"  # they join and part letters within words of some scripts: odd only at an edge
ODD = _WIDE + _NO_WIDTH + _JOINERS
"""Characters that look like a space, or like nothing, and are not a space."""

_EDGES = ODD + " "
_ODD_WITHIN = re.compile(f"[{_WIDE}{_NO_WIDTH}]")
_IN_KEY = str.maketrans({**dict.fromkeys(_WIDE, " "), **dict.fromkeys(_NO_WIDTH)})

_CHARACTER_NAMES = {
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\x85": "a line separator",
    "\xa0": "a no-break space",
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
    "\ufeff": "a byte order mark",
}


def resolve(text: str) -> str | None:
    """Return what an unquoted scalar stands for: None, a `Plain` number or the text itself."""
    if text in _NULLS:
        return None
    return Plain(text) if _NUMBER.fullmatch(text) else text


def clean_key(text: str) -> str:
    """Return a key in Unicode's normal form C, without spaces at its edges and odd characters."""
    key = clean_edges(text).translate(_IN_KEY)
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def clean_edges(text: str) -> str:
    """Return text without the spaces, odd or not, at its two ends."""
    return text.strip(_EDGES)


def odd_at_edges(text: str) -> str | None:
    """Return the first odd character among those around a text, a space where only those are there."""
    start = len(text) - len(text.lstrip(_EDGES))
    around = text[:start] + text[len(text.rstrip(_EDGES)) :]
    return next((character for character in around if character != " "), around[:1] or None)


def odd_in_key(key: str) -> str | None:
    """Return the first character that a key should not have: an odd one anywhere, a space at an edge."""
    within = _ODD_WITHIN.search(key)
    return odd_at_edges(key) or (within[0] if within else None)


def describe_character(character: str) -> str:
    """Return a character's name in words, with its number: a no-break space (U+00A0)."""
    if character == " ":
        return "a space"
    name = _CHARACTER_NAMES.get(character)
    if name is None:
        name = unicodedata.name(character, "a control character").lower()
        if unicodedata.name(character, ""):
            name = f"the character '{name}'"
    return f"{name} (U+{ord(character):04X})"
