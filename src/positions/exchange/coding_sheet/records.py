"""Entries, stakeholders, issues and sources as rows of text: column by column, in canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from positions.dataset.models import Dataset, Issue, Position, Source, Stakeholder
from positions.exchange.coding_sheet.cell_text import canonical
from positions.exchange.coding_sheet.fields import (
    ENTRY_FIRST,
    ENTRY_MORE,
    EVIDENCE,
    ISSUE,
    SOURCE,
    STAKEHOLDER,
    Column,
    Field,
    attributes_field,
    in_group,
)
from positions.vocabulary import Section

Texts = dict[str, str]

_HASH = 8
_DIGITS = 4
"""Digits of the number of a group of evidence: a file may be damaged."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields that the rows of a sheet have, in its order."""

    fields: tuple[Field, ...]

    @property
    def all(self) -> tuple[Column, ...]:
        """All columns."""
        return tuple(column for field in self.fields for column in field.columns)

    def texts(self, part: BaseModel) -> Texts:
        """Return what stands in the columns for a part of a dataset, in canonical form."""
        found: Texts = {}
        for field in self.fields:
            for column, text in zip(field.columns, field.texts(part).values(), strict=True):
                found[column.id] = canonical(column.kind, text) if text else ""
        return found


MODELS: Mapping[Section, type[Stakeholder] | type[Issue] | type[Source]] = {
    "stakeholders": Stakeholder,
    "issues": Issue,
    "sources": Source,
}
_OF_PARTS: Mapping[Section, tuple[Field, ...]] = {
    "stakeholders": STAKEHOLDER,
    "issues": ISSUE,
    "sources": SOURCE,
}


def part_columns(section: Section, attributes: Iterable[str] = ()) -> Columns:
    """Return the columns of the rows of a section; of stakeholders with their attributes."""
    names = list(attributes)
    more = (attributes_field(names),) if names and section == "stakeholders" else ()
    return Columns((*_OF_PARTS[section], *more))


def entry_columns(attributes: Iterable[str] = ()) -> Columns:
    """Return the columns of an entry without its evidence."""
    names = list(attributes)
    return Columns((*ENTRY_FIRST, *ENTRY_MORE, *([attributes_field(names)] if names else [])))


def evidence_columns(number: int) -> Columns:
    """Return the columns of the n-th item of evidence, from 1."""
    return Columns(tuple(in_group(field, number) for field in EVIDENCE))


EVIDENCE_COLUMNS = Columns(EVIDENCE)


def entry_texts(entry: Position) -> Texts:
    """Return an entry as a row, with as many items of evidence as it has."""
    found = entry_columns(entry.attributes).texts(entry)
    for number, item in enumerate(entry.evidence, 1):
        found |= numbered(EVIDENCE_COLUMNS.texts(item), number)
    return found


def numbered(texts: Mapping[str, str], number: int) -> Texts:
    """Return the texts of an item of evidence under the ids of the n-th group of columns."""
    return {f"{column} {number}": text for column, text in texts.items()}


def items_of(texts: Mapping[str, str]) -> list[Texts]:
    """Return the groups of evidence in a row up to the last that says something; others may be empty."""
    names = [column.id for column in EVIDENCE_COLUMNS.all]
    last = 0
    for column, text in texts.items():
        name, _, number = column.rpartition(" ")
        if text and name in names and number.isdecimal() and len(number) <= _DIGITS:
            last = max(last, int(number))
    return [{name: texts.get(f"{name} {at}", "") for name in names} for at in range(1, last + 1)]


def part_texts(section: Section, part: Stakeholder | Issue | Source) -> Texts:
    """Return a stakeholder, an issue or a source as a row."""
    attributes = part.attributes if isinstance(part, Stakeholder) else ()
    return part_columns(section, attributes).texts(part)


def filled(texts: Mapping[str, str]) -> Texts:
    """Return the texts of the columns that say something."""
    return {column: text for column, text in texts.items() if text}


def row_hash(texts: Mapping[str, str]) -> str:
    """Return eight digits that differ where a row says something else; what is empty does not count."""
    said = filled(dict(sorted(texts.items())))
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:_HASH]


@dataclass(frozen=True, slots=True)
class Key:
    """What a row was at export: the path to it, and the hash of what it said.

    `path` is stakeholder, issue and number of an entry, or the id of a part.
    """

    path: tuple[str, ...]
    hash: str

    def __str__(self) -> str:
        return f"{'/'.join(self.path)}#{self.hash}"


def parse_key(text: str, parts: int) -> Key | None:
    """Return the key that a cell holds; None where it is none of so many parts."""
    path, _, hashed = text.strip().rpartition("#")
    found = tuple(path.split("/"))
    if len(found) != parts or not all(found) or len(hashed) != _HASH:
        return None
    if parts == len(("stakeholder", "issue", "number")) and not found[2].isdecimal():
        return None
    return Key(found, hashed.casefold())


def entry_key(actor: str, issue: str, number: int, texts: Mapping[str, str]) -> Key:
    """Return the key of the n-th entry of a cell, from 1."""
    return Key((actor, issue, str(number)), row_hash(texts))


def attributes_of(parts: Sequence[Position] | Sequence[Stakeholder]) -> list[str]:
    """Return the names of the attributes that occur, in order."""
    return list(dict.fromkeys(name for part in parts for name in part.attributes))


def all_entries(dataset: Dataset) -> list[Position]:
    """Return every entry of a dataset."""
    return [
        entry
        for actor in dataset.stakeholders.values()
        for cell in actor.positions.values()
        for entry in cell
    ]
