"""In which forms a table's numbers are written, and whether these can be read in one way only."""

from __future__ import annotations

from positions.dataset.scale import Scale
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.values.numbers import (
    DECIMALS,
    PERCENT,
    POINTED,
    parse_amount,
    parse_amount_on,
)
from positions.offers import option
from positions.problems import Problem
from positions.rounding import as_written

_THOUSAND = 1000


class NumberForms:
    """What is seen of the forms of numbers: commas, points that may be for thousands, per cent, shares.

    Attributes:
        decimal: the sign for decimals, where it is declared.
    """

    def __init__(self, settings: TableSettings, scale: Scale | None) -> None:
        self.decimal = settings.format.decimal
        self._typed, self._scale = settings.typed, scale
        self._comma: str | None = None
        self._pointed: str | None = None
        self._points_are_for_decimals = False
        self._percent: str | None = None
        self._share: str | None = None

    def add(self, text: str, number: float) -> None:
        """Take in a number and how it is written."""
        if text.endswith(PERCENT):
            self._percent = self._percent or text
        elif 0 < abs(number) <= 1:
            self._share = self._share or text
        if self.decimal is not None:
            return
        if "," in text:
            self._comma = self._comma or text
        elif self._may_be_thousands(text, number):
            self._pointed = self._pointed or text
        elif "." in text and (text.endswith("0") or not self._typed):
            self._points_are_for_decimals = True

    def _may_be_thousands(self, text: str, number: float) -> bool:
        """Return whether a number with a point may be a thousand times as large, and is on the scale then.

        Where the file tells numbers from texts, only texts have a zero at the end.
        """
        if not POINTED.fullmatch(text) or (self._typed and not text.endswith("0")):
            return False
        scale = self._scale
        return scale is None or not scale.is_range or scale.minimum <= _THOUSAND * number <= scale.maximum

    @property
    def advice_on_commas(self) -> str:
        """How to write, or to declare, numbers whose commas may be for decimals or for thousands."""
        declared = "--decimal , or --decimal . says which sign is for decimals; the other is for thousands"
        return DECIMALS if self._typed or self.decimal is not None else declared

    def advice_on_points(self, text: str, number: float) -> str | None:
        """Return how to read a number that is on the scale only if its point is for thousands."""
        if self.decimal is not None or self._typed or not POINTED.fullmatch(text):
            return None
        return "--decimal , takes its point for thousands" if self._may_be_thousands(text, number) else None

    @property
    def refusal(self) -> Problem | None:
        """That numbers can be read in two ways; None where all is well."""
        if self._comma is not None and self._pointed is not None:
            message = (
                f"{self._pointed} stands beside {self._comma}: its point may be for thousands or for decimals"
            )
            return Problem("bad-stance", message, hint=self.advice_on_commas)
        if self._pointed is not None and not self._points_are_for_decimals:
            large = as_written(float(self._pointed.replace(".", "")))
            small = as_written(float(self._pointed))
            message = f"{self._pointed} may be {large} or {small}, as all numbers with a point here"
            declared = f"--decimal , reads {large}, and --decimal . reads {small}"
            return Problem("bad-stance", message, hint=DECIMALS if self._typed else declared)
        shares = self._scale is None or self._scale.maximum > 1
        if self._percent is not None and self._share is not None and shares:
            message = f"{self._share} stands beside {self._percent}, and may be {self._share} or per cent too"
            share = parse_amount(self._share, self.decimal) or 0
            ways = (
                option("--stance", f"{self._share}={as_written(value)}") for value in (100 * share, share)
            )
            hint = f"write all of them in one way; {' or '.join(ways)} says what it is"
            return Problem("bad-stance", message, hint=hint)
        return None

    @property
    def advice(self) -> str | None:
        """What to tell people of how numbers are read."""
        said = []
        if self._comma is not None:
            said.append(f"A comma is read as the decimal point, as in {self._comma}.")
        if self._percent is not None and self._scale is not None:
            number = parse_amount_on(self._percent, self._scale, self.decimal)
            said.append(f"Per cent are read on the scale: {self._percent} is {as_written(number or 0)}.")
        return " ".join(said) or None
