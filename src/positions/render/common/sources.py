"""The sources that a report quotes, numbered, so that each is told in full once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from positions.render.common.text import attribution, visible
from positions.tables import AnyTable, Quote

_Key = tuple[str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources by number, from 1, in the order in which they are quoted."""

    numbers: dict[_Key, int]

    @classmethod
    def of(cls, tables: Iterable[AnyTable]) -> Sources:
        """Return the sources quoted in tables."""
        numbers: dict[_Key, int] = {}
        for table in tables:
            for row in table.rows if table.kind == "table" else table.cells:
                for cell in row:
                    for item in cell if isinstance(cell, tuple) else ():
                        if isinstance(item, Quote) and _is_named(item):
                            numbers.setdefault(_key(item), len(numbers) + 1)
        return cls(numbers)

    def attribution(self, quote: Quote) -> str:
        """Return who said it, the number of the source and the basis: "A speaker [1], para 14; stated"."""
        number = self.numbers.get(_key(quote))
        return attribution(quote, None if number is None else f"[{number}]")

    def told(self) -> list[tuple[int, str]]:
        """Return each source's number and what it is: title, date and address."""
        return [
            (number, ", ".join(visible(part) for part in (title or name, date, url) if part))
            for (name, title, date, url), number in self.numbers.items()
        ]


def _is_named(quote: Quote) -> bool:
    return bool(quote.source or quote.source_id)


def _key(quote: Quote) -> _Key:
    return quote.source_id, quote.source, quote.date, quote.url
