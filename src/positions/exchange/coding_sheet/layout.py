"""The columns of each sheet in the order in which people read them, with their headings and meanings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from positions.dataset.models import Evidence, Issue, Position, Source, Stakeholder
from positions.exchange.coding_sheet.fields import (
    ENTRY_FIRST,
    ENTRY_MORE,
    EVIDENCE,
    ISSUE,
    SOURCE,
    STAKEHOLDER,
    Column,
    Field,
)
from positions.exchange.coding_sheet.records import entry_columns, evidence_columns, part_columns
from positions.vocabulary import Section

POSITIONS = "Positions"
UNIT = "unit"
SHEETS: Mapping[Section, str] = MappingProxyType(
    {"stakeholders": "Stakeholders", "issues": "Issues", "sources": "Sources"}
)
"""The names of the sheets."""


def section_of(sheet: str) -> Section:
    """Return the section of a sheet."""
    return next(section for section, name in SHEETS.items() if name == sheet)


ID = Column("id", "Id", "text", 16, meaning="Short id; made from the name if empty")
DELETE = Column(
    "delete", "Delete", "word", 8, "delete", strict=True, meaning="x takes the row out of the dataset"
)
KEY = Column("key", "Key", "text", 12, meaning="How the program recognises the row: do not change it")
ACTOR = Column(
    "stakeholder",
    "Stakeholder",
    "stakeholder",
    24,
    "stakeholders",
    strict=True,
    meaning="Whose position it is",
)
ON = Column(
    "issue",
    "Issue",
    "issue",
    32,
    "issues",
    strict=True,
    meaning="On what: the issue, and the sentence that a stance is for or against",
)

SCALE = Column(
    "scale",
    "Stances",
    width=30,
    meaning="What can be a stance on an issue with a scale of its own, which the dataset's file declares",
)
"""Is shown, and not read: only for issues, and only where some have a scale of their own."""

REQUIRED = frozenset({"stakeholder", "issue", "stance", "name", "title"})
"""Columns that a row cannot do without."""


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The columns of a sheet from left to right: those of fields, and what stands around them."""

    name: str
    columns: tuple[Column, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the columns."""
        return tuple(column.id for column in self.columns)


def positions_sheet(groups: int, attributes: Iterable[str]) -> SheetColumns:
    """Return the columns of the sheet of positions, with so many groups of evidence."""
    names = list(attributes)
    first = [column for field in ENTRY_FIRST for column in field.columns]
    more = [column for column in entry_columns(names).all if column not in first]
    evidence = [column for number in range(1, groups + 1) for column in evidence_columns(number).all]
    shown = [*first, *_shown(evidence), *_shown(more)]
    folded = [
        *_folded(evidence[: len(evidence) // groups]),
        *_folded(more),
        *evidence[len(evidence) // groups :],
    ]
    return SheetColumns(POSITIONS, (ACTOR, ON, *shown, DELETE, KEY, *folded))


def part_sheet(
    section: Section, attributes: Iterable[str] = (), *, units: bool = False, scales: bool = False
) -> SheetColumns:
    """Return the columns of the sheet of a section.

    `units`: whether issues have units, which are then in view; `scales`: whether some have their own scales.
    """
    columns = [
        replace(column, folded=False) if units and column.id == UNIT else column
        for column in part_columns(section, attributes).all
    ]
    first, *rest = _shown(columns)
    own = (SCALE,) if scales and section == "issues" else ()
    return SheetColumns(SHEETS[section], (first, ID, *rest, *own, DELETE, KEY, *_folded(columns)))


def _shown(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if not column.folded]


def _folded(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.folded]


def _meanings() -> dict[str, str]:
    """Return what each field means, by the id of its first column: what the models say of it."""
    found: dict[str, str] = {}
    tables: tuple[tuple[type, tuple[Field, ...]], ...] = (
        (Evidence, EVIDENCE),
        (Source, SOURCE),
        (Issue, ISSUE),
        (Stakeholder, STAKEHOLDER),
        (Position, (*ENTRY_FIRST, *ENTRY_MORE)),
    )
    for model, fields in tables:
        for field in fields:
            said = model.model_fields[field.name].description or ""  # type: ignore[attr-defined]  # a pydantic model
            found |= {f"{model.__name__} {column.id}": said for column in field.columns}
    return found


MEANINGS: Mapping[str, str] = MappingProxyType(_meanings())


_PLAINLY = {
    "Issue tags": "Words to filter by; separate several with semicolons",
    "Stakeholder influences": "Direct influence on other stakeholders, 0 to 4, by id: lga=2; ccn=1",
    "Stakeholder member_of": "Ids of associations that it belongs to; separate several with semicolons",
    "Position date": "2017, 2017-03 or 2017-03-23; for a position, only if it differs from the source's date",
    "Evidence source": "Source of the words, from the sheet Sources",
}
"""What to say of a column where the models speak to who writes YAML."""


_OF_AMOUNTS: Mapping[str, str] = {
    "issue": "On what: the issue, and what the amount is of",
    "proposition": "What the amount is of, in a sentence",
    "needs": "Leave empty: an amount needs nothing of other issues",
}
"""What to say of a column instead where stances are amounts."""


def meaning_of(column: Column, sheet: str, *, amounts: bool = False) -> str:
    """Return a sentence that says what stands in a column; `amounts`: whether stances have no sides."""
    if amounts and column.id in _OF_AMOUNTS:
        return _OF_AMOUNTS[column.id]
    if column.meaning:
        return column.meaning
    name = column.id.rpartition(" ")[0] if column.id[-1:].isdecimal() else column.id
    model = {"Stakeholders": "Stakeholder", "Issues": "Issue", "Sources": "Source"}.get(sheet, "Position")
    if column.id != name:
        model = "Evidence"
    if column.kind == "flag":
        return "yes: only the team may see it"
    return _PLAINLY.get(f"{model} {name}") or MEANINGS.get(f"{model} {name}", "")
