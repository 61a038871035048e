"""An entry that a row has changed: its fields, and item by item its evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from positions.dataset.editing.rewrite import NewEntry
from positions.dataset.models import Evidence, Position
from positions.exchange.coding_sheet.cell_text import change_text, clash_text, is_same, shortened
from positions.exchange.coding_sheet.fields import (
    EVIDENCE,
    Field,
    attributes_among,
    lacks,
    parse_field,
)
from positions.exchange.coding_sheet.merging.match_items import in_places, match_items
from positions.exchange.coding_sheet.merging.three_way import Texts, merge_texts, not_there_yet
from positions.exchange.coding_sheet.names import Names
from positions.exchange.coding_sheet.records import (
    EVIDENCE_COLUMNS,
    entry_columns,
    entry_texts,
    items_of,
)
from positions.exchange.coding_sheet.wrong_cells import WrongCellError
from positions.exchange.tables.values.dates import date_form
from positions.problems import UsageError

_DATE_FORMS = "write it as YYYY-MM-DD: 2026-04-03, 2026-04 or 2026"
_FILL_IN = "fill it in, or put x into Delete to take the entry out"
_TWO_WAYS = re.compile(r"([0-9]{1,2})\D([0-9]{1,2})\D([0-9]{4})")


@dataclass(slots=True)
class EntryChange:
    """What a row makes of an entry.

    Attributes:
        entry: the entry as it is to be.
        issue: the id of the issue that it is on.
        items: for each item of its evidence, the index in the old entry's; None where it is new.
        said: what changed, in words.
        conflicts: the columns that the dataset has changed too, and what is held back and would be lost.
        idle: cells that were changed, and change nothing.
        errors: (code, sentence, hint) on cells that mean nothing.
        quoted: items of evidence whose words are to be looked for in their source.
    """

    entry: Position
    issue: str
    items: list[int | None]
    said: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    errors: list[tuple[str, str, str | None]] = field(default_factory=list)
    quoted: list[Evidence] = field(default_factory=list)

    def new_entry(self, old: int | None) -> NewEntry:
        """Return it as a rewrite takes it; where it is new in its cell (None), all of its evidence is."""
        return NewEntry(self.entry, old, tuple(None if old is None else item for item in self.items))


@dataclass(frozen=True, slots=True)
class Sides:
    """The three sides of an entry: as it was at export, as it is (as its readers see it, and whole), as the
    row has it, in the columns that the sheet has; and the id of the issue that it is to be on."""

    issue: str
    base: Texts
    seen: Position
    full: Position
    ours: Texts
    columns: Collection[str]


def merge_entry(sides: Sides, names: Names) -> EntryChange:
    """Return what a row makes of an entry that is there."""
    change = EntryChange(sides.full, sides.issue, list(range(len(sides.full.evidence))))
    _merge_fields(change, sides, names)
    _merge_evidence(change, sides, names)
    return change


def new_entry(ours: Texts, issue: str, names: Names) -> EntryChange:
    """Return the entry on an issue that a new row makes."""
    nothing = Position(stance="-")
    change = EntryChange(nothing, issue, [])
    fields = entry_columns(attributes_among(ours)).fields
    values = _values(change, fields, ours, names)
    evidence = [
        _item(change, texts, number, names)
        for number, texts in enumerate(items_of(ours), 1)
        if any(texts.values())
    ]
    change.entry = nothing.model_copy(update={**values, "evidence": tuple(evidence)})
    change.items = [None] * len(evidence)
    change.quoted = [item for item in evidence if item.quote]
    return change


def _merge_fields(change: EntryChange, sides: Sides, names: Names) -> None:
    attributes = dict.fromkeys([*sides.seen.attributes, *attributes_among(sides.columns)])
    columns = entry_columns(attributes)
    theirs, full = columns.texts(sides.seen), columns.texts(sides.full)
    compared = [one.id for one in columns.all if one.id in sides.columns]
    merged = merge_texts(sides.base, theirs, sides.ours, not_there_yet(full, sides.ours, compared))
    labels = {column.id: column.label for column in columns.all}
    change.conflicts += _clashes(labels, (sides.base, theirs, sides.ours), merged.conflicts)
    taking = []
    for one in columns.fields:
        taken = [column.id for column in one.columns if column.id in merged.taken]
        if not taken:
            continue
        if getattr(sides.seen, one.name) != getattr(sides.full, one.name):
            change.conflicts.append(f"{one.columns[0].label} (it holds something private)")
            continue
        taking.append(one)
    texts = {**theirs, **{column: sides.ours.get(column, "") for column in merged.taken}}
    values = _values(change, taking, texts, names)
    change.entry = change.entry.model_copy(update=values)
    taken = [column.id for one in taking for column in one.columns if column.id in merged.taken]
    _say_changes(change, labels, (theirs, columns.texts(change.entry), sides.ours), taken)


def _clashes(
    labels: Mapping[str, str], texts: tuple[Texts, Texts, Texts], columns: Sequence[str]
) -> list[str]:
    return [clash_text(labels[column], *(side.get(column, "") for side in texts)) for column in columns]


def _say_changes(
    change: EntryChange, labels: Mapping[str, str], texts: tuple[Texts, Texts, Texts], taken: Sequence[str]
) -> None:
    """Say what became of the cells that are taken: a mark on a note that is not there changes nothing."""
    before, after, ours = texts
    for column in taken:
        was, now = before.get(column, ""), after.get(column, "")
        if was != now:
            change.said.append(change_text(labels[column], was, now))
        else:
            change.idle.append(f"{labels[column]} {shortened(ours.get(column, ''))}")


def _values(change: EntryChange, fields: Sequence[Field], texts: Texts, names: Names) -> dict[str, Any]:
    """Return the values of fields; what means nothing becomes an error of the change."""
    found: dict[str, Any] = {}
    for one in fields:
        if lacks(Position, one, texts):
            change.errors.append(("missing-key", f"{one.columns[0].label} is empty", _FILL_IN))
            continue
        try:
            found[one.name] = _value(one, texts, change.issue, names)
        except UsageError as error:
            code = "bad-stance" if "stance" in str(error) else "bad-value"
            column = next(column for column in one.columns if column.kind == "stance")
            change.errors.append((code, f"{column.label}: {error}", error.hint))
        except WrongCellError as error:
            column = one.columns[error.place]
            text = texts.get(column.id, "")
            hint = _date_hint(text) if text and column.kind == "date" else None
            change.errors.append(("bad-value", f"{column.label}: {error}", hint))
    return found


def _date_hint(text: str) -> str:
    """Return how to write a date; where day and month may be either, with both readings."""
    found = _TWO_WAYS.fullmatch(text.strip())
    if found is None or date_form([text]).ambiguous is None:
        return _DATE_FORMS
    first, second, year = (int(part) for part in found.groups())
    return f"write it as YYYY-MM-DD: {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"


def _value(one: Field, texts: Texts, issue: str, names: Names) -> Any:
    if one.name == "stance":
        return names.stance(texts.get("stance", ""), issue)
    if one.name == "correction" and texts.get("correction_from"):
        value = parse_field(Position, one, texts)
        return value.model_copy(update={"from_": names.stance(texts["correction_from"], issue)})
    return parse_field(Position, one, texts)


def _item(change: EntryChange, texts: Texts, number: int, names: Names) -> Evidence:
    """Return an item of evidence of a row; what means nothing becomes an error of the change."""
    values: dict[str, Any] = {}
    for one in EVIDENCE:
        text = texts.get(one.columns[0].id, "")
        if not text:
            continue
        try:
            if one.name == "source" and not names.is_there("sources", text):
                names.find("sources", text)
            values[one.name] = parse_field(Evidence, one, texts)
        except UsageError as error:
            change.errors.append(("unknown-source", f"{_numbered('Source', number)}: {error}", error.hint))
        except WrongCellError as error:
            change.errors.append(
                ("bad-value", f"{_numbered(one.columns[error.place].label, number)}: {error}", None)
            )
    return Evidence().model_copy(update=values)


def _numbered(label: str, number: int) -> str:
    return label if number == 1 else f"{label} {number}"


def _merge_evidence(change: EntryChange, sides: Sides, names: Names) -> None:
    theirs = [EVIDENCE_COLUMNS.texts(item) for item in sides.seen.evidence]
    base = items_of(sides.base)
    base += [{}] * (len(theirs) - len(base) if entry_texts(sides.seen) == sides.base else 0)
    full = [EVIDENCE_COLUMNS.texts(item) for item in sides.full.evidence]
    hidden = len(full) != len(theirs)
    places = [at for at, item in enumerate(sides.full.evidence) if not (hidden and item.private)]
    ours = in_places(base, items_of(sides.ours))
    became = match_items(base, [texts for _, texts in ours], full, places)
    kept: dict[int, Evidence] = dict(enumerate(sides.full.evidence))
    for at, (was, place) in enumerate(zip(base, became, strict=True)):
        number, said = ours[at]
        columns = [one.id for one in EVIDENCE_COLUMNS.all if f"{one.id} {number}" in sides.columns]
        if all(is_same(said.get(column, ""), was.get(column, "")) for column in columns):
            continue
        if place is None:
            if any(said.values()):
                change.conflicts.append(_numbered("Quotation", number))
        elif all(is_same(said.get(column, ""), full[place][column]) for column in columns):
            continue
        elif place not in places:
            change.conflicts.append(f"{_numbered('Quotation', number)} (it is private now)")
        elif not any(said.values()) and full[place] == was:
            del kept[place]
            change.said.append(f"{_numbered('Quotation', number)} deleted")
        else:
            taken = _merge_item(change, (was, full[place], said), columns, number)
            texts = {**full[place], **{column: said.get(column, "") for column in taken}}
            kept[place] = _changed_item(change, kept[place], texts, taken, (number, names))
            sides_of_item = (full[place], EVIDENCE_COLUMNS.texts(kept[place]), said)
            _say_changes(change, _item_labels(number), sides_of_item, taken)
    added = _added_items(change, ours[len(base) :], full, names)
    change.entry = change.entry.model_copy(update={"evidence": (*kept.values(), *added)})
    change.items = [*kept, *(None for _ in added)]


def _merge_item(
    change: EntryChange, texts: tuple[Texts, Texts, Texts], columns: Sequence[str], number: int
) -> list[str]:
    """Return the columns in which a row changes an item; keep what cannot be changed."""
    base, theirs, ours = texts
    merged = merge_texts(base, theirs, ours, columns)
    change.conflicts += _clashes(_item_labels(number), texts, merged.conflicts)
    return merged.taken


def _item_labels(number: int) -> dict[str, str]:
    return {column.id: _numbered(column.label, number) for column in EVIDENCE_COLUMNS.all}


def _changed_item(
    change: EntryChange, item: Evidence, texts: Texts, taken: Collection[str], where: tuple[int, Names]
) -> Evidence:
    """Return an item with the fields that a row has changed."""
    number, names = where
    parsed = _item(change, texts, number, names)
    names_taken = [one.name for one in EVIDENCE if one.columns[0].id in taken]
    found = item.model_copy(update={name: getattr(parsed, name) for name in names_taken})
    if found.quote and {"quote", "source"} & set(taken):
        change.quoted.append(found)
    return found


def _added_items(
    change: EntryChange, items: Sequence[tuple[int, Texts]], theirs: Sequence[Texts], names: Names
) -> list[Evidence]:
    """Return the items that a row adds (each with its number there), but those that are there already."""
    found = []
    for number, texts in items:
        if not any(texts.values()) or any(dict(texts) == dict(there) for there in theirs):
            continue
        item = _item(change, texts, number, names)
        found.append(item)
        change.said.append(
            f"{_numbered('Quotation', number)} {shortened(item.quote or item.source or '')} added"
        )
        if item.quote:
            change.quoted.append(item)
    return found
