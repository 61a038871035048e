"""Values that programs stumble over, and damage to bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

NUMBERS = (
    "0",
    "-0",
    "-1",
    "1e308",
    "1e-308",
    ".inf",
    "-inf",
    "nan",
    "99999999999",
    "9" * 400,
    "0x1F",
    "1_000",
    "1,5",
)
DATES = (
    "2017",
    "2017-03",
    "2017-13",
    "2017-02-30",
    "0000-01-01",
    "9999-12-31",
    "23.3.2017",
    "2017-03-23T25:61",
    "12:30",
)
WORDS = (
    "",
    " ",
    "yes",
    "no",
    "null",
    "~",
    "true",
    "silent",
    "mixed",
    "strongly-support",
    "support",
    "<<",
    "=",
    "..",
)
STANCES = (
    "strongly-support",
    "support",
    "neutral",
    "oppose",
    "mixed",
    "silent",
    "yes",
    "no",
    "abstain",
    "2",
    "-1",
)
ODD = (
    *("\x00", "\x1b[31m", "\r", "a\nb", "\t", "\xa0", "\u200b", "\u2028", "\ufeff", "\ud7ff", "\U0010ffff"),
    *("e\u0301", "ﬁ", "\u202eabc", "=1+1", "@x", "-a", "<script>", "|", "%s", "{}", "A" * 70_000, "é" * 300),
    *("😀", "../x", "_x0041_", "…"),
)
VALUES = (*NUMBERS, *DATES, *WORDS, *ODD)
"""Texts for any place in which a value stands."""


LIKE_IT = (
    (re.compile(r"(strongly-)?(support|oppose)|neutral|mixed|silent|yes|no|abstain"), STANCES),
    (re.compile(r"\d{4}(-\d\d)*"), DATES),
    (re.compile(r"-?\d+([.,]\d+)?"), ("0", "1", "-1", "2.5", "50", "100", "101", "1e3", "007", *NUMBERS)),
)
"""What a text may be like, and others of its kind."""


def value(chance: random.Random, own: Sequence[str], old: str = "") -> str:
    """Return a text for a place: one like the old, one of the file's own, or a strange one."""
    found = chance.choice(own) if own and chance.random() < 0.4 else chance.choice(VALUES)
    for pattern, pool in LIKE_IT:
        if pattern.fullmatch(old) and chance.random() < 0.6:
            return chance.choice(pool)
    if chance.random() < 0.15:
        place = chance.randint(0, len(found))
        found = found[:place] + chance.choice(ODD) + found[place:]
    return found


def damage(data: bytes, chance: random.Random, most: int = 8, start: int = 0) -> bytes:
    """Return bytes after one to `most` accidents behind `start`: bits, runs, lengths, pieces moved."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, most)):
        place = chance.randint(min(start, len(changed)), len(changed))
        match chance.randrange(7):
            case 0 | 1 if place < len(changed):
                changed[place] ^= 1 << chance.randrange(8)
            case 2 if place < len(changed):
                changed[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
            case 3:
                number = chance.choice((0, 1, 2**31 - 1, 2**32 - 1, chance.getrandbits(32)))
                changed[place : place + 4] = number.to_bytes(4, chance.choice(("big", "little")))
            case 4:
                del changed[place : place + chance.randint(1, 40)]
            case 5:
                changed[place:place] = changed[place : place + chance.randint(1, 80)]
            case _ if chance.random() < 0.2:
                del changed[place:]
    return bytes(changed)


def sometimes_damaged(data: bytes, chance: random.Random, share: float) -> bytes:
    """Return the bytes, in a share of cases after one or two accidents."""
    return damage(data, chance, 2) if chance.random() < share else data
