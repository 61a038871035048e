"""The rows of positions of a coding sheet that have keys: which entry of today each of them is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.models import Dataset, Position
from positions.exchange.coding_sheet.cell_text import is_same
from positions.exchange.coding_sheet.fields import Column, attributes_among
from positions.exchange.coding_sheet.layout import ACTOR, DELETE, KEY, ON, POSITIONS
from positions.exchange.coding_sheet.merging.match_items import says_no_more
from positions.exchange.coding_sheet.merging.merge_state import MergeState
from positions.exchange.coding_sheet.merging.three_way import Settled, Texts, align
from positions.exchange.coding_sheet.reading import Row
from positions.exchange.coding_sheet.records import (
    EVIDENCE_COLUMNS,
    entry_columns,
    entry_texts,
    filled,
    items_of,
    parse_key,
    row_hash,
)

TELLING = ("quote 1", "date", "note", "condition")
AROUND = (ACTOR.id, ON.id, DELETE.id, KEY.id)
"""Columns of a row that are no part of its entry."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A row of the export: its key and cell of today, what it was, and its entry of today.

    `at` is the index of the entry in its cell; None where it is gone.
    """

    text: str
    cell: tuple[str, str]
    base: Texts
    at: int | None
    team: bool


def canonical_row(
    state: MergeState, columns: Mapping[str, Column], texts: Mapping[str, str]
) -> dict[str, str]:
    """Return the texts of a row in canonical form, names as ids of today, in the columns that are known."""
    issue = _issue_of(state, texts)
    return {
        name: state.names.canonical(columns[name], text, issue)
        for name, text in texts.items()
        if name in columns
    }


def _issue_of(state: MergeState, texts: Mapping[str, str]) -> str:
    """Return the issue that a row is on: that which it names; where it names none, that of its key."""
    if texts.get(ON.id):
        return state.names.canonical(ON, texts[ON.id])
    key = parse_key(texts.get(KEY.id, ""), 3)
    return state.names.today("issues", key.path[1]) if key is not None else ""


def keyed_rows(state: MergeState, ours: Collection[Texts]) -> dict[str, Keyed]:
    """Return the rows of the export by their keys: those that the file keeps, else those that rows have.

    `ours` are the rows as they came back.
    """
    base = state.base_rows(POSITIONS)
    texts = [row.get(KEY.id, "") for row in ours]
    by_cell: dict[tuple[str, str], list[tuple[str, int, str]]] = {}
    for text in dict.fromkeys([*base, *texts]):
        key = parse_key(text, 3)
        if key is not None:
            actor = state.names.today("stakeholders", key.path[0])
            issue = state.names.today("issues", key.path[1])
            by_cell.setdefault((actor, issue), []).append((text, int(key.path[2]), key.hash))
    found: dict[str, Keyed] = {}
    stays: dict[tuple[str, str], list[Texts]] = {}
    for row in ours:
        if not row.get(DELETE.id):
            stays.setdefault((row.get(ACTOR.id, ""), row.get(ON.id, "")), []).append(row)
    for cell, keys in by_cell.items():
        for dataset in (state.seen,) if state.returned.base is not None else (state.full, state.public):
            left = [key for key in keys if key[0] not in found]
            found |= _match(state, cell, (left, stays.get(cell, ())), dataset)
    return found


def _match(
    state: MergeState,
    cell: tuple[str, str],
    sheet: tuple[Sequence[tuple[str, int, str]], Sequence[Texts]],
    dataset: Dataset,
) -> dict[str, Keyed]:
    """Return which entry of a cell each key has become.

    `sheet` has the keys, and the rows that the cell is to have.
    """
    keys, stays = sheet
    base = state.base_rows(POSITIONS)
    actor = dataset.stakeholders.get(cell[0])
    theirs = [entry_texts(entry) for entry in (actor.positions.get(cell[1], ()) if actor is not None else ())]
    hashes = [row_hash(texts) for texts in theirs]
    known: list[tuple[str, int, Texts]] = []
    for text, number, hashed in keys:
        if hashed in hashes:
            at = number - 1 if hashes[number - 1 : number] == [hashed] else hashes.index(hashed)
            known.append((text, number, theirs[at]))
        elif text in base:
            known.append((text, number, _base_texts(state, base[text])))
    columns = state.returned.parts[POSITIONS].columns
    whole = state.full.stakeholders.get(cell[0]) if theirs else None  # else the cell is held back
    full = whole.positions.get(cell[1], ()) if whole is not None else ()
    places = _at_home(stays, theirs, full, [name for name in columns if name not in AROUND])
    numbers = {text: at for at, (text, _, _) in enumerate(known)}
    became = {
        numbers[row[KEY.id]]: index
        for row, index in zip(stays, places, strict=True)
        if index is not None and row.get(KEY.id) in numbers and not _is_copied(row, stays)
    }
    if len(stays) == len(theirs) and None not in places:  # nothing is left to do
        aligned = [became.get(at) for at in range(len(known))]
    else:
        others = {index for index in places if index is not None and index not in became.values()}
        own = [number - 1 for _, number, _ in known]
        aligned = align([texts for _, _, texts in known], theirs, TELLING, own, Settled(became, others))
    return {
        text: Keyed(text, cell, texts, at, team=dataset is state.full)
        for (text, _, texts), at in zip(known, aligned, strict=True)
    }


def _at_home(
    rows: Sequence[Texts], theirs: Sequence[Texts], full: Sequence[Position], columns: Collection[str]
) -> list[int | None]:
    """Return for each row the index of the entry that says what it says; None where none does.

    `theirs` are the entries as readers see them, `full` the same whole: a row may have made parts private.
    """
    free = list(range(len(theirs)))
    said = [_told(texts, columns) for texts in theirs]
    found: list[int | None] = []
    for row in rows:
        told = _told(row, columns)
        same = (at for at in free if said[at] == told)
        index = next(same, None)
        if index is None:
            index = next((at for at in free if at < len(full) and is_said_by(full[at], row, columns)), None)
        if index is not None:
            free.remove(index)
        found.append(index)
    return found


def is_said_by(entry: Position, row: Texts, columns: Collection[str]) -> bool:
    """Return whether an entry says all that a row says; what is private in it may be missing in the row."""
    items = [EVIDENCE_COLUMNS.texts(item) for item in entry.evidence]
    return says_no_more(row, entry_columns(entry.attributes).texts(entry), items, columns)


def _is_copied(row: Texts, rows: Sequence[Texts]) -> bool:
    return any(one.get(KEY.id) == row.get(KEY.id) for one in rows if one is not row)


def _told(texts: Texts, columns: Collection[str]) -> tuple[Texts, list[list[tuple[str, str]]]]:
    """Return what a row says in the columns that it has, and its evidence, in whatever groups that stands."""
    in_groups = {column.id for column in EVIDENCE_COLUMNS.all}
    own = {name: text for name, text in filled(texts).items() if name.rpartition(" ")[0] not in in_groups}
    items = [sorted(filled(item).items()) for item in items_of(texts)]
    return {name: text for name, text in own.items() if name in columns}, sorted(filter(None, items))


def _base_texts(state: MergeState, row: Mapping[str, str]) -> Texts:
    """Return what an entry was at export, of the columns that it has, whatever number a group of them has."""
    own = {column.id: column for column in entry_columns(attributes_among(row)).all}
    in_groups = {column.id: column for column in EVIDENCE_COLUMNS.all}
    found = {}
    issue = _issue_of(state, row)
    for name, text in row.items():
        item, _, number = name.rpartition(" ")
        column = own.get(name) or (in_groups.get(item) if number.isdecimal() else None)
        if column is not None:
            found[name] = state.names.canonical(column, text, issue)
    return found


def original_rows(
    state: MergeState, rows: Sequence[Row], ours: Mapping[int, Texts], keyed: Mapping[str, Keyed]
) -> dict[str, int]:
    """Return for each key the number of the row that has it; of several the one that is the entry, else 0.

    That is the one that says what it said, else the only one still in its cell.
    """
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        by_key.setdefault(ours[row.number].get(KEY.id, ""), []).append(row)
    found = {}
    for text, found_rows in by_key.items():
        if text not in keyed:
            continue
        same = [row for row in found_rows if cell_of(ours[row.number], keyed[text]) == keyed[text].cell]
        plain = [row for row in same if not differs(state, ours[row.number], keyed[text])]
        best = found_rows if len(found_rows) == 1 else plain or (same if len(same) == 1 else [])
        found[text] = best[0].number if best else 0
    return found


def cell_of(ours: Texts, keyed: Keyed) -> tuple[str, str]:
    """Return the cell that a row names; where a column is missing, that of its key."""
    return ours.get(ACTOR.id) or keyed.cell[0], ours.get(ON.id) or keyed.cell[1]


def differs(state: MergeState, ours: Texts, keyed: Keyed) -> bool:
    """Return whether a row is to go, or says of its entry something else than at export."""
    columns = state.returned.parts[POSITIONS].columns
    return bool(ours.get(DELETE.id)) or any(
        not is_same(ours.get(name, ""), keyed.base.get(name, "")) for name in columns if name not in AROUND
    )
