"""The rows of positions of a coding sheet that came back: new, changed, moved and deleted entries."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.entries import entry_date
from positions.dataset.models import Dataset, Position
from positions.exchange.coding_sheet.layout import ACTOR, DELETE, KEY, ON, POSITIONS
from positions.exchange.coding_sheet.merging.keyed_rows import (
    AROUND,
    Keyed,
    canonical_row,
    cell_of,
    differs,
    is_said_by,
    keyed_rows,
    original_rows,
)
from positions.exchange.coding_sheet.merging.merge_entry import EntryChange, Sides, merge_entry, new_entry
from positions.exchange.coding_sheet.merging.merge_state import MergeState, Slot
from positions.exchange.coding_sheet.merging.three_way import Texts
from positions.exchange.coding_sheet.reading import Row
from positions.exchange.coding_sheet.records import (
    entry_texts,
    filled,
    parse_key,
    row_hash,
)
from positions.problems import UsageError
from positions.suggest import first_of
from positions.vocabulary import Section

_WORDS = ("quote", "note", "condition")
"""Columns that make a row without a stance a mistake: without them it is one that waits to be filled in."""

_LISTED = 5
_LOST_KEY = "or, if this row is that entry and has lost its key, put the key back"


def merge_entries(state: MergeState) -> None:
    """Take home what the rows of positions say."""
    part = state.returned.parts[POSITIONS]
    columns = part.columns
    ours = {row.number: canonical_row(state, columns, row.texts) for row in part.rows}
    keyed = keyed_rows(state, ours.values())
    original = original_rows(state, part.rows, ours, keyed)
    new_rows = []
    for row in part.rows:
        if state.is_skipped(POSITIONS, row):
            continue
        text = ours[row.number].get(KEY.id, "")
        wanted = ours[row.number].get(DELETE.id, "")
        if wanted not in ("", "x"):
            state.wrong_row(POSITIONS, row, "bad-value", f"Delete: {row.texts[DELETE.id]!r} is not x")
        elif text in original and original[text] == row.number:
            _take(state, row, ours[row.number], keyed[text])
        elif text in original and original[text] == 0:
            hint = "clear the key of the new row"
            state.wrong_row(POSITIONS, row, "sheet-conflict", "several rows of one key have changed", hint)
        elif wanted:
            state.wrong_row(POSITIONS, row, "bad-value", "Delete: the row is no entry of the dataset")
        elif text and text not in keyed and parse_key(text, 3) is None:
            state.wrong_row(
                POSITIONS, row, "bad-value", f"Key: {text!r} is no key", "clear it if the row is new"
            )
        elif text and text not in keyed:
            _unknown(state, row, ours[row.number])
        else:
            new_rows.append(row)
    for row in new_rows:
        _add(state, row, ours[row.number])
    _say_rows(state, state.repeated, "in the dataset already")
    _say_rows(state, state.waiting, "without a stance yet, and not read")
    there = {ours[row.number].get(KEY.id, "") for row in part.rows}
    missing = [key.partition("#")[0] for key in state.base_rows(POSITIONS) if key not in there]
    if missing:
        state.missing(POSITIONS, missing)


def _say_rows(state: MergeState, numbers: Sequence[int], what: str) -> None:
    if numbers:
        listed = first_of([str(number) for number in numbers], _LISTED)
        state.remarks.append(f"Row{'' if len(numbers) == 1 else 's'} {what}: {listed}.")


def _take(state: MergeState, row: Row, ours: Texts, keyed: Keyed) -> None:
    """Take a row of the export home: as it was, changed, moved or deleted."""
    if not _has_cell(state, row, ours):
        return
    cell = cell_of(ours, keyed)
    moved = cell != keyed.cell
    if not moved and not differs(state, ours, keyed):
        return
    label = state.label(*keyed.cell)
    slots = state.cell(*keyed.cell)
    slot = next((one for one in slots if keyed.at is not None and one.new.old == keyed.at), None)
    if slot is None:
        if not ours.get(DELETE.id) and not _is_home(state, ours, cell):
            state.conflict(POSITIONS, row, label, "the entry is no longer in the dataset")
        return
    view = state.full if keyed.team else state.public
    seen = view.stakeholders[keyed.cell[0]].positions[keyed.cell[1]][slot.new.old or 0]
    if ours.get(DELETE.id):
        _delete(state, row, (seen, slot), keyed)
        return
    if moved and not _require_cell(state, row, cell):
        return
    columns = [name for name in state.returned.parts[POSITIONS].columns if name not in AROUND]
    change = merge_entry(Sides(cell[1], keyed.base, seen, slot.new.entry, ours, columns), state.names)
    if not _is_sound(state, row, change, label):
        return
    state.say_idle(POSITIONS, row, change.idle)
    if moved:
        if seen != slot.new.entry:
            state.conflict(POSITIONS, row, label, "it holds something private and is to be moved")
        else:
            slots.remove(slot)
            state.cell(*cell).append(Slot(change.new_entry(None), row))
            state.say(POSITIONS, row, f"{label}: moved to {state.label(*cell)}{_listed(change)}")
        return
    if change.said:
        slot.new, slot.row = change.new_entry(slot.new.old), row
        state.say(POSITIONS, row, f"{label}: {', '.join(change.said)}")


def _has_cell(state: MergeState, row: Row, ours: Texts) -> bool:
    """Return whether a row with a key names its cell, or is to go; say what it lacks."""
    lacking = [column for column in (ACTOR, ON) if not ours.get(column.id)]
    if not lacking or ours.get(DELETE.id):
        return True
    what = " and no ".join(column.label.lower() for column in lacking)
    hint = f"fill it in, or put x into {DELETE.label} to take the entry out"
    state.wrong_row(POSITIONS, row, "missing-key", f"the row has a key, and no {what}", hint)
    return False


def _is_home(state: MergeState, ours: Texts, cell: tuple[str, str]) -> bool:
    """Return whether the dataset has what a row says in its cell, though its readers may not see it."""
    actor = state.full.stakeholders.get(cell[0])
    columns = state.returned.parts[POSITIONS].columns
    entries = actor.positions.get(cell[1], ()) if actor is not None else ()
    return any(is_said_by(entry, ours, columns) for entry in entries)


def _listed(change: EntryChange) -> str:
    return f", {', '.join(change.said)}" if change.said else ""


def _delete(state: MergeState, row: Row, entry: tuple[Position, Slot], keyed: Keyed) -> None:
    seen, slot = entry
    label = state.label(*keyed.cell)
    if seen != slot.new.entry:
        state.conflict(POSITIONS, row, label, "it holds something private that is not in the sheet")
        return
    if filled(entry_texts(seen)) != filled(keyed.base):
        state.conflict(POSITIONS, row, label, "it is marked for deletion, but was changed in the dataset")
        return
    state.cell(*keyed.cell).remove(slot)
    state.say(POSITIONS, row, f"{label}: deleted ({seen.stance})")


def _unknown(state: MergeState, row: Row, ours: Texts) -> None:
    """Name a row whose key nothing explains, unless it is as it was, or as the dataset is."""
    if not _has_cell(state, row, ours):
        return
    key = parse_key(ours.get(KEY.id, ""), 3)
    if key is not None and row_hash(_fields(ours)) == key.hash and not ours.get(DELETE.id):
        return
    actor, issue = ours.get(ACTOR.id, ""), ours.get(ON.id, "")
    change = new_entry(_fields(ours), issue, state.names)
    if not change.errors and any(slot.new.entry == change.entry for slot in state.cell(actor, issue)):
        return
    there = [repr(str(slot.new.entry.stance)) for slot in state.cell(actor, issue)]
    now = first_of(there, _LISTED) if there else "nothing"
    said = f"{str(change.entry.stance)!r} here, {now} in the dataset"
    why = (
        f"the dataset has changed it since, or the key is of another dataset ({said}); empty the key if the "
        "row is new"
    )
    state.conflict(POSITIONS, row, state.label(actor, issue), why)


def _fields(ours: Texts) -> dict[str, str]:
    return {name: text for name, text in ours.items() if name not in AROUND}


def _is_sound(state: MergeState, row: Row, change: EntryChange, label: str) -> bool:
    """Return whether nothing is wrong with what a row makes; say what is."""
    for code, message, hint in change.errors:
        state.wrong_row(POSITIONS, row, code, message, hint)
    if change.conflicts:
        state.conflict(POSITIONS, row, label, f"the dataset has changed too: {', '.join(change.conflicts)}")
    if not change.errors and not change.conflicts:
        state.quoted += [(row, item) for item in change.quoted]
    return not change.errors and not change.conflicts


def _require_cell(state: MergeState, row: Row, cell: tuple[str, str]) -> bool:
    """Return whether the dataset or the sheet has a cell's stakeholder and issue; say which it has not."""
    sound = True
    sections: tuple[Section, Section] = ("stakeholders", "issues")
    for text, section in zip(cell, sections, strict=True):
        what = section[:-1]
        if not text:
            state.wrong_row(
                POSITIONS, row, "missing-key", f"there is no {what}", f"fill in the column {what.title()}"
            )
            sound = False
        elif not state.names.is_there(section, text):
            try:
                state.names.find(section, text)
                message, hint = f"there is no {what} {text!r}", None  # its row in the sheet is left out
            except UsageError as error:
                message, hint = str(error), error.hint
            state.wrong_row(POSITIONS, row, f"unknown-{what}", message, hint)
            sound = False
    return sound


def _add(state: MergeState, row: Row, ours: Texts) -> None:
    """Add the entry of a new row, unless the dataset has it already."""
    cell = ours.get(ACTOR.id, ""), ours.get(ON.id, "")
    said = _fields(ours)
    if not said.get("stance") and not any(name.partition(" ")[0] in _WORDS for name in said):
        if all(cell):
            state.waiting.append(row.number)
        return
    if not _require_cell(state, row, cell):
        return
    if not said.get("stance"):
        state.wrong_row(POSITIONS, row, "missing-key", "there is no stance", "fill in the column Stance")
        return
    change = new_entry(said, cell[1], state.names)
    label = state.label(*cell)
    if not _is_sound(state, row, change, label):
        return
    slots = state.cell(*cell)
    if any(slot.new.entry == change.entry for slot in slots):
        state.repeated.append(row.number)
        return
    slots.append(Slot(change.new_entry(None), row))
    date = f", {change.entry.date}" if change.entry.date is not None else ""
    state.say(POSITIONS, row, f"{label}: new, {change.entry.stance}{date}")


def check_order(state: MergeState, dataset: Dataset) -> None:
    """Name new entries that cannot be put in order of time with another of their cell.

    Args:
        state: the work.
        dataset: what comes out, with the dates of its sources.
    """
    for (actor, issue), slots in state.cells.items():
        for slot in slots:
            if slot.row is None or slot.new.old is not None:
                continue
            others = [one for one in slots if one is not slot and not _by_others(one, slot)]
            date = entry_date(slot.new.entry, dataset.sources)
            dates = [entry_date(one.new.entry, dataset.sources) for one in others]
            label = state.label(actor, issue)
            if others and (date is None or None in dates):
                message = f"{label}: there are several entries, and one has no date: {_beside(slot, others)}"
                state.wrong_row(
                    POSITIONS, slot.row, "missing-date", message, f"give each a date; {_LOST_KEY}"
                )
            elif date is not None and any(one is not None and one.first == date.first for one in dates):
                said = _beside(slot, others)
                message = f"{label}: there is another entry of the same date ({date}): {said}"
                hint = f"change its row, or give the new one another date; {_LOST_KEY}"
                state.wrong_row(POSITIONS, slot.row, "same-date-conflict", message, hint)


def _beside(slot: Slot, others: Sequence[Slot]) -> str:
    """Return what a row says, and what the other entries of its cell say."""
    there = first_of([repr(str(one.new.entry.stance)) for one in others], _LISTED)
    return f"{str(slot.new.entry.stance)!r} here, and {there} beside it"


def _by_others(one: Slot, other: Slot) -> bool:
    """Return whether two entries are by different coders, so that they stand side by side."""
    coders = {one.new.entry.coder, other.new.entry.coder}
    return None not in coders and len(coders) == 2
