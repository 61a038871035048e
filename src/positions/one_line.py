"""Text of others in one line in which nothing acts."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
_SHAPED = ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    r"""Return text in one line in which nothing acts: each run of white space is one space, and control
    characters, terminal escapes and marks of writing direction are spelled out, as in `\x1b` and `\u202e`.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return "".join(map(_harmless, " ".join(text.replace("\x1c", "\\x1c").split())))


def _harmless(letter: str) -> str:
    if letter in _JOINERS or unicodedata.category(letter) not in _SHAPED:
        return letter
    number = ord(letter)
    return (
        f"\\x{number:02x}"
        if number < 0x100
        else f"\\u{number:04x}"
        if number < 0x10000
        else f"\\U{number:08x}"
    )
