"""Numbers as people write them in tables: decimal commas, thousands and per cent among them."""

from __future__ import annotations

import re

from positions.dataset.scale import Scale
from positions.exchange.tables.settings import MINUS, parse_number

COMMAS = re.compile(r"[+-]?\d+(,\d+)+(\.\d+)?")
"""A number with commas, which are for decimals or for thousands."""
POINTED = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""A number with a point that may be for decimals or for thousands."""
DECIMALS = "write decimals with a point, and thousands without a comma"
PERCENT = "%"

_DECIMAL = re.compile(r"([+-]?\d+),(\d+)")
_GROUPED = {
    sign: re.compile(rf"[+-]?\d{{1,3}}(\{other}\d{{3}})+(\{sign}\d+)?")
    for sign, other in ((".", ","), (",", "."))
}


def parse_amount(text: str, decimal: str | None = None) -> float | None:
    """Return the number that a text is, None where it is none; `3,5` is 3.5, and `50 %` is 50.

    Args:
        text: the text.
        decimal: the sign for decimals, a point or a comma; the other one is then for thousands. Where None, a
            comma is for decimals where it cannot be for thousands: not before three digits, unless only a
            zero stands before it. `1,234` may be either, and is none.
    """
    text = text.removesuffix(PERCENT).rstrip()
    if decimal is not None:
        text = text.replace(MINUS, "-")
        other = "," if decimal == "." else "."
        if _GROUPED[decimal].fullmatch(text):
            text = text.replace(other, "")
        return None if other in text else parse_number(text.replace(",", "."))
    number = parse_number(text)
    match = _DECIMAL.fullmatch(text.replace(MINUS, "-")) if number is None else None
    if match is None:
        return number
    whole, decimals = match[1].lstrip("+-"), match[2]
    may_be_thousands = len(decimals) == 3 and whole != "0" and len(whole) < 4
    return None if may_be_thousands else parse_number(f"{match[1]}.{decimals}")


def parse_amount_on(text: str, scale: Scale, decimal: str | None = None) -> float | None:
    """Return the number on a scale that a text is, None where it is none.

    `50%` is 50; on a scale that ends at 1 or below, which is one of shares, it is 0.5.
    """
    number = parse_amount(text, decimal)
    is_share = text.endswith(PERCENT) and scale.maximum <= 1
    return number / 100 if number is not None and is_share else number
