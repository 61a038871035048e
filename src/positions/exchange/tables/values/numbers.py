"""Numbers as people write them in tables, a decimal comma among them."""

from __future__ import annotations

import re

from positions.exchange.tables.settings import MINUS, parse_number

COMMAS = re.compile(r"[+-]?\d+(,\d+)+(\.\d+)?")
"""A number with commas, which are for decimals or for thousands."""
POINTED = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""A number with a point that is for thousands where a comma is for decimals."""
DECIMALS = "write decimals with a point, and thousands without a comma"

_DECIMAL = re.compile(r"([+-]?\d+),(\d+)")


def parse_amount(text: str) -> float | None:
    """Return the number that a text is, None where it is none; `3,5` is 3.5, and `50 %` is 50.

    A comma is for decimals where it cannot be for thousands: not before three digits, unless only a zero
    stands before it. `1,234` may be either, and is none.
    """
    text = text.removesuffix("%").rstrip()
    number = parse_number(text)
    match = _DECIMAL.fullmatch(text.replace(MINUS, "-")) if number is None else None
    if match is None:
        return number
    whole, decimals = match[1].lstrip("+-"), match[2]
    may_be_thousands = len(decimals) == 3 and whole != "0" and len(whole) < 4
    return None if may_be_thousands else parse_number(f"{match[1]}.{decimals}")
