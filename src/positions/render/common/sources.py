"""The sources of a report that have an address, numbered, so that each address stands once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from positions.attribution import EvidenceText, evidence_text
from positions.render.common.text import visible
from positions.tables import AnyTable, EvidenceItem


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources with an address by number, from 1, in the order in which they are cited."""

    numbers: dict[EvidenceItem, int]

    @classmethod
    def of(cls, tables: Iterable[AnyTable]) -> Sources:
        """Return the sources cited in tables."""
        return cls.cited(
            item
            for table in tables
            for row in (table.rows if table.kind == "table" else table.cells)
            for cell in row
            for item in (cell if isinstance(cell, tuple) else ())
            if isinstance(item, EvidenceItem)
        )

    @classmethod
    def cited(cls, items: Iterable[EvidenceItem]) -> Sources:
        """Return the sources of items of evidence."""
        numbers: dict[EvidenceItem, int] = {}
        for item in items:
            if item.url:
                numbers.setdefault(_source(item), len(numbers) + 1)
        return cls(numbers)

    def text(self, item: EvidenceItem, *, ascii: bool = False) -> EvidenceText:
        """Return an item of evidence as text, with the number of its source: "... [1]; stated"."""
        number = self.numbers.get(_source(item))
        return evidence_text(item, "" if number is None else f"[{number}]", ascii=ascii)

    def listed(self, *, ascii: bool = False) -> list[tuple[int, str]]:
        """Return each number with its source: title, publisher, date and address."""
        found = []
        for item, number in self.numbers.items():
            text = evidence_text(item, ascii=ascii)
            (left, right), published = text.title_marks, f" ({text.published})" if text.published else ""
            title = f"{left}{text.title}{right}{published}, " if text.title else ""
            more = [f"section {visible(item.section)}"] if item.section else []
            more += [f"read {item.retrieved}"] if item.retrieved else []
            more += [f"archived: {visible(item.archived)}"] if item.archived else []
            found.append((number, "; ".join([f"{title}{visible(item.url or '')}", *more])))
        return found


def _source(item: EvidenceItem) -> EvidenceItem:
    """Return what an item says of its source alone."""
    return replace(
        item,
        kind="own",
        basis="",
        words=None,
        translation=None,
        speaker=None,
        locator=None,
        stance=None,
        passage=None,
    )
