"""Whether a coding sheet that came back was exported from the dataset into which it is to be imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from positions.exchange.coding_sheet.cell_text import is_same
from positions.exchange.coding_sheet.layout import KEY, POSITIONS, SHEETS
from positions.exchange.coding_sheet.merging.merge_state import MergeState
from positions.exchange.coding_sheet.records import (
    Key,
    entry_columns,
    entry_texts,
    evidence_columns,
    parse_key,
    row_hash,
)
from positions.problems import DataError, Location, Problem

_TELLING = {
    column.id: column
    for column in (*entry_columns().all, *evidence_columns(1).all)
    if column.id in ("stance", "date", "quote 1")
}
"""What an entry keeps when its status, its coder or a note changes."""

_FEWEST = 4
"""So many entries of a .csv, which keeps no title, tell that they are another dataset's."""


def refuse_other_dataset(state: MergeState, *, force: bool) -> None:
    """Refuse a sheet of another dataset; say so where only the title differs, or with `force`.

    A sheet belongs to a dataset of the title that it keeps, as long as any of its rows are about something
    there. Under another title, and in a .csv, which keeps none, at least half of its entries must be there:
    the same, or the same stance, date and words; where it has no entries, half of its stakeholders, issues
    and sources.

    Raises:
        DataError: if it belongs to another dataset.
    """
    base, path = state.returned.base, state.returned.path
    title, own = (base.title if base is not None else ""), state.full.title
    same = bool(title) and is_same(title, own)
    there, known, number = _entries_there(state, look=not same)
    what = "its entries"
    if not number:
        there, number = _parts_there(state)
        known, what = there, "its stakeholders, issues and sources"
    few = bool(title) or number >= _FEWEST
    is_other = number > 0 and (not known or (not same and few and 2 * there < number))
    whose = f"from {title!r}, and this dataset is {own!r}" if title and not same else "from another dataset"
    if is_other and not force:
        found = f"{there:,} of {number:,} of {what} {'is' if there == 1 else 'are'} here"
        hint = "name the dataset that it is from; if it is this one, --force imports the sheet"
        message = f"the sheet was exported {whose}: {found}"
        raise DataError([Problem("sheet-of-another-dataset", message, Location(str(path)), hint)])
    if is_other or (title and not same):
        state.remarks.append(f"The sheet was exported {whose}.")


def _entries_there(state: MergeState, *, look: bool) -> tuple[int, int, int]:
    """Return how many entries the dataset has, in how many cells of it they stand, and how many there are.

    The first is the second unless `look`: whether entries of such cells are to be compared.
    """
    there = known = number = 0
    for key, row in _keyed_rows(state):
        number += 1
        actor = state.names.today("stakeholders", key.path[0])
        issue = state.names.today("issues", key.path[1])
        if actor not in state.full.stakeholders or issue not in state.full.issues:
            continue
        known += 1
        there += not look or _is_there(state, (actor, issue), key, row)
    return there, known, number


def _keyed_rows(state: MergeState) -> Iterator[tuple[Key, Mapping[str, str]]]:
    """Yield the entries of the export: those that the file keeps, else those whose rows have their keys."""
    rows = state.base_rows(POSITIONS).items()
    found = rows or [(row.texts.get(KEY.id, ""), row.texts) for row in state.returned.parts[POSITIONS].rows]
    for text, row in found:
        key = parse_key(text, 3)
        if key is not None:
            yield key, row


def _is_there(state: MergeState, cell: tuple[str, str], key: Key, row: Mapping[str, str]) -> bool:
    said = {
        name: state.names.canonical(column, row.get(name, ""), cell[1]) for name, column in _TELLING.items()
    }
    for dataset in (state.full, state.public):
        actor = dataset.stakeholders.get(cell[0])
        for entry in actor.positions.get(cell[1], ()) if actor is not None else ():
            texts = entry_texts(entry)
            if row_hash(texts) == key.hash or all(is_same(texts.get(name, ""), said[name]) for name in said):
                return True
    return False


def _parts_there(state: MergeState) -> tuple[int, int]:
    """Return how many stakeholders, issues and sources of the export the dataset has, and of how many."""
    there = number = 0
    for section, sheet in SHEETS.items():
        for text in state.base_rows(sheet):
            key = parse_key(text, 1)
            if key is not None:
                number += 1
                there += state.names.today(section, key.path[0]) in getattr(state.full, section)
    return there, number
