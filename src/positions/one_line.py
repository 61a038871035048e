"""Text of others in one line in which nothing acts."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
_SHAPED = ("Cc", "Cf", "Cs", "Zl", "Zp")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LEFTWARD_RUN = re.compile(
    rf"[{_LEFTWARD}](?:[ ()\[\]/&'\u2019.\u200c\u200d0-9\u2013-]{{0,6}}[{_LEFTWARD}])*[)\]]?"
)
_NEARLY_ALL = 0.9
_LEFTWARD_LETTER = re.compile(f"[{_LEFTWARD}]")


def visible(text: str) -> str:
    r"""Return text in one line in which nothing acts: each run of white space is one space, and control
    characters, terminal escapes and marks of writing direction are spelled out, as in `\x1b` and `\u202e`.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    line = " ".join(text.replace("\x1c", "\\x1c").split())
    return line if line.isprintable() else "".join(map(_harmless, line))


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


def isolated(text: str) -> str:
    """Return text in which each run of words that are written from right to left keeps its own place.

    A run is put between the marks U+2068 and U+2069, which take no room. Without them what stands around
    a name in Arabic or Hebrew, such as a number or the next cell, would change sides with it (UAX 9).
    """
    return text if text.isascii() else _LEFTWARD_RUN.sub(_isolate, text)


def _isolate(found: re.Match[str]) -> str:
    run, behind = found[0], ""
    if run[-1] in ")]" and run.count(run[-1]) > run.count("(" if run[-1] == ")" else "["):
        run, behind = run[:-1], run[-1]
    return f"{FIRST_STRONG_ISOLATE}{run}{POP_ISOLATE}{behind}"


def is_leftward(text: str) -> bool:
    """Return whether a text has letters that are written from right to left."""
    return not text.isascii() and _LEFTWARD_RUN.search(text) is not None


def runs_leftward(text: str) -> bool:
    """Return whether a text is written from right to left, but for a foreign name or two in it."""
    leftward = len(_LEFTWARD_LETTER.findall(text))
    return leftward > 0 and leftward >= _NEARLY_ALL * sum(map(str.isalpha, text))
