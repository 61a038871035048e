"""How a text or number is written in YAML, so that everyone reads it back as it was.

Text is left unquoted only where YAML 1.1 and YAML 1.2 both read it as that text.
"""

from __future__ import annotations

import re

from positions.problems import DataError, Problem

_LOOKS_LIKE_ANOTHER_TYPE = re.compile(
    r"""y|n|yes|no|true|false|on|off|null|~|=|<<
    | [-+]? [0-9._,]+ (e[-+]?[0-9]+)?                    # numbers, 1_000 and 1,000 among them
    | [-+]? 0[box][0-9a-f_]+ | [-+]? \.(inf|nan)
    | [-+]? [0-9][0-9_]* (:[0-5]?[0-9])+ (\.[0-9_]*)?    # base 60: 52:48
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} ([t \t].*)?         # dates and times""",
    re.IGNORECASE | re.VERBOSE,
)
_STARTS_SOMETHING_ELSE = frozenset("-?:,[]{}#&*!|>'\"%@`“”„‘’‚")
_PARTS_IN_FLOW = frozenset(",[]{}:?")
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_JOINERS = "\u200c\u200d"  # they belong to the spelling of some scripts and are readable as they are


def scalar_text(text: str, *, flow: bool = False) -> str:
    """Return a text as a YAML scalar on one line: plain where that is safe, else in quotation marks.

    Args:
        text: what is to be read back, exactly.
        flow: whether it will stand between `{}` or `[]`, where commas and brackets part things.

    Raises:
        DataError: if the text holds a control character, which the format refuses.
    """
    require_allowed(text)
    if _is_plain(text) and not (flow and _PARTS_IN_FLOW.intersection(text)):
        return text
    if all(character.isprintable() or character in _JOINERS for character in text):
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def number_text(value: int | float) -> str:
    """Return a number that YAML 1.1 takes for one too: its exponents need a point before them."""
    if float(value).is_integer() and abs(value) < 2**53:
        return str(int(value))
    mantissa, e, exponent = repr(value).partition("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}e{exponent}" if e else mantissa


def without_controls(text: str) -> str:
    """Return a text with its line ends as `\\n`, and a space for each control character."""
    if _NOT_ALLOWED.search(text) is None:
        return text
    return _NOT_ALLOWED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def require_allowed(text: str) -> str:
    """Return the text.

    Raises:
        DataError: if it holds a control character, which the format refuses.
    """
    found = _NOT_ALLOWED.search(text)
    if found is None:
        return text
    message = f"a control character, U+{ord(found[0]):04X}, in the text {text[:40]!r}"
    raise DataError([Problem("control-character", message, hint="delete it where the text comes from")])


def _is_plain(text: str) -> bool:
    """Whether a text that stands alone on its line can do without quotation marks."""
    return (
        bool(text)
        and text.isprintable()
        and text == text.strip(" ")
        and text[0] not in _STARTS_SOMETHING_ELSE
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not _LOOKS_LIKE_ANOTHER_TYPE.fullmatch(text)
    )


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable() or character in _JOINERS:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
