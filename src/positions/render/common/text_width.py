"""How wide a text is, before anything draws it: from the widths of letters in the fonts that are shipped.

A reader's own font may be wider than ours, DejaVu most of all; every width is therefore told with something
to spare.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Face = Literal["regular", "bold", "italic", "serif"]

FONT_FILES: Mapping[Face, str] = {
    "regular": "PositionsSans-Regular.ttf",
    "bold": "PositionsSans-Bold.ttf",
    "italic": "PositionsSans-Italic.ttf",
    "serif": "PositionsSerif-Bold.ttf",
}
"""The font of each face, in the folder `fonts`."""

SPARE: Mapping[Face, float] = {"regular": 1.13, "bold": 1.17, "italic": 1.13, "serif": 1.28}
"""How much wider than in ours a text may be in a reader's font."""

_WIDE, _OTHER = 1.25, 0.8
_ELLIPSIS, _JOINER = "…", "\u200d"
_HYPHENS = "-/_"
_FULL = 0.6
"""A long word breaks behind a hyphen only where that fills so much of the line."""


@dataclass(frozen=True)
class Widths:
    """The letters that a font has, each with its width as a share of the size of the type."""

    letters: Mapping[str, float]


@cache
def widths(face: Face) -> Widths:
    """Return the widths of a face's letters, read from its font: the tables `cmap` (format 4) and `hmtx`."""
    data = files("positions.render").joinpath("fonts", FONT_FILES[face]).read_bytes()
    number = struct.unpack_from(">H", data, 4)[0]
    places = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * number, 16)
    }
    units = struct.unpack_from(">H", data, places[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, places[b"hhea"] + 34)[0]
    advances = [
        struct.unpack_from(">H", data, places[b"hmtx"] + 4 * glyph)[0] / units for glyph in range(metrics)
    ]
    return Widths(
        {
            chr(code): advances[min(glyph, metrics - 1)]
            for code, glyph in _glyphs(data, places[b"cmap"]).items()
        }
    )


def _glyphs(data: bytes, table: int) -> dict[int, int]:
    """Return the number of each letter's glyph, from a table of format 4."""
    start = table + struct.unpack_from(">I", data, table + 8)[0]
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, start + 14 + part * 2 * segments + (2 if part else 0))
        for part in range(4)
    )
    found: dict[int, int] = {}
    for segment in range(segments):
        for code in range(starts[segment], ends[segment] + 1):
            glyph = code
            if offsets[segment]:
                place = start + 16 + 6 * segments + 2 * segment + offsets[segment]
                glyph = struct.unpack_from(">H", data, place + 2 * (code - starts[segment]))[0]
                if not glyph:
                    continue
            glyph = (glyph + deltas[segment]) % 0x10000
            if glyph and code != 0xFFFF:
                found[code] = glyph
    return found


def width(text: str, size: float, face: Face = "regular") -> float:
    """Return the width of a text in one line at a size, with something to spare for another font."""
    letters = widths(face).letters
    return size * SPARE[face] * sum(letters.get(letter) or _unknown(letter) for letter in text)


def _unknown(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def missing(text: str) -> list[str]:
    """Return the letters of a text that the shipped fonts lack, each once, in their order."""
    letters = widths("regular").letters
    return [
        letter
        for letter in dict.fromkeys(text)
        if letter not in letters and not letter.isspace() and unicodedata.category(letter) != "Cf"
    ]


def fitted(text: str, room: float, size: float, face: Face = "regular") -> str:
    """Return a text cut to a width, with an ellipsis where anything is left out."""
    if width(text, size, face) <= room:
        return text
    end = _reach(text, room - width(_ELLIPSIS, size, face), size, face)
    while end and width(text[:end].rstrip() + _ELLIPSIS, size, face) > room:
        end -= 1  # sums in another order may differ in their last digit
    return text[:end].rstrip() + _ELLIPSIS


def wrapped(
    text: str, room: float, size: float, face: Face = "regular", *, most: int | None = None
) -> list[str]:
    """Return a text in lines no wider than `room`; a longer word is broken.

    Of more than `most` lines the last ends in an ellipsis. An empty text is no line.
    """
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest:
        if most is not None and len(lines) == most - 1:
            return [*lines, fitted(rest, room, size, face)]
        end = _line_end(rest, room, size, face)
        lines.append(rest[:end])
        rest = rest[end:].lstrip(" ")
    return lines


def _line_end(text: str, room: float, size: float, face: Face) -> int:
    """Return how many letters of a text stand on its first line: at least one."""
    end = _reach(text, room, size, face)
    if end == len(text):
        return end
    space = text.rfind(" ", 1, end + 1)
    if space > 0:
        return space
    hyphen = 1 + max(text.rfind(sign, 0, end) for sign in _HYPHENS)
    if hyphen and width(text[:hyphen], size, face) > _FULL * room:
        return hyphen
    whole = end
    while whole > 1 and (not _unknown(text[whole]) or text[whole - 1] == _JOINER):
        whole -= 1  # no accent parts from its letter
    return whole if whole > 1 else max(end, 1)


def _reach(text: str, room: float, size: float, face: Face) -> int:
    """Return how many letters of a text fit in one line."""
    letters = widths(face).letters
    total = 0.0
    for index, letter in enumerate(text):
        total += letters.get(letter) or _unknown(letter)
        if size * SPARE[face] * total > room:
            return index
    return len(text)


def widest(lines: Sequence[str], size: float, face: Face = "regular") -> float:
    """Return the width of the widest of some lines; 0 of none."""
    return max((width(line, size, face) for line in lines), default=0.0)
