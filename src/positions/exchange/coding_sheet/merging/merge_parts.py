"""Stakeholders, issues and sources of a coding sheet that came back: new ones, changed ones, deleted ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from positions.dataset.editing.plans.parts import WHAT, a_new_id
from positions.dataset.editing.rewrite import Part
from positions.dataset.models import Stakeholder
from positions.exchange.coding_sheet.cell_text import change_text, clash_text, is_same, tidied
from positions.exchange.coding_sheet.fields import attribute_column, attributes_among, lacks, parse_field
from positions.exchange.coding_sheet.layout import DELETE, ID, KEY, SCALE, SHEETS
from positions.exchange.coding_sheet.merging.merge_state import MergeState
from positions.exchange.coding_sheet.merging.three_way import Texts, merge_texts, not_there_yet
from positions.exchange.coding_sheet.reading import Part as Sheet
from positions.exchange.coding_sheet.reading import Row
from positions.exchange.coding_sheet.records import (
    MODELS,
    Columns,
    filled,
    parse_key,
    part_columns,
    part_texts,
)
from positions.exchange.coding_sheet.wrong_cells import WrongCellError
from positions.exchange.slugs import ids_of
from positions.names import alike_key
from positions.problems import UsageError
from positions.vocabulary import Section

_AROUND = (ID.id, DELETE.id, KEY.id)


def learn_new_parts(state: MergeState) -> None:
    """Give the parts that are new in the sheet their ids, so that rows can name them."""
    for section, name in SHEETS.items():
        sheet = state.returned.parts.get(name)
        for row in _new_rows(state, section, sheet) if sheet is not None else ():
            title = row.texts.get(_title(section), "").strip()
            if title and not state.is_skipped(name, row):
                _learn(state, section, row, title)


def _new_rows(state: MergeState, section: Section, sheet: Sheet) -> Iterator[Row]:
    """Yield the rows without a key, and of those that share one all that have got another name."""
    known = state.base_rows(sheet.name)
    by_key: dict[str, list[Row]] = {}
    for row in sheet.rows:
        by_key.setdefault(row.texts.get(KEY.id, "").strip(), []).append(row)
    for key, rows in by_key.items():
        if parse_key(key, 1) is None:
            yield from rows
        elif len(rows) > 1 and key in known:
            was = alike_key(known[key].get(_title(section), ""))
            yield from (row for row in rows if alike_key(row.texts.get(_title(section), "")) != was)


def _learn(state: MergeState, section: Section, row: Row, title: str) -> None:
    parts = getattr(state.full, section)
    given = row.texts.get(ID.id, "").strip()
    key = parse_key(row.texts.get(KEY.id, ""), 1)
    if key is not None and given == key.path[0]:
        given = ""  # of the row that was copied
    there = [name for name, part in parts.items() if _is_called(part, section, title)]
    if given in parts or (not given and there):
        state.new_parts[section, row.number] = given if given in parts else there[0]
        return
    taken = {*parts, *(id for (other, _), id in state.new_parts.items() if other == section)}
    (slug,) = ids_of([title.lower()]).values()
    number, name = 1, given or slug
    while not given and name in taken:
        number += 1
        name = f"{slug}-{number}"
    try:
        if given in taken:
            raise UsageError(f"{given!r} stands in the sheet twice")
        name = a_new_id(state.full, section, name)
    except UsageError as error:
        state.wrong_row(SHEETS[section], row, "bad-value", f"Id: {error}", error.hint)
        return
    state.new_parts[section, row.number] = name
    state.names.add(section, name, {**row.texts})


def _title(section: Section) -> str:
    return "name" if section == "stakeholders" else "title"


def _is_called(part: Any, section: Section, title: str) -> bool:
    return alike_key(getattr(part, _title(section))) == alike_key(title)


def merge_parts(state: MergeState) -> None:
    """Take home what the sheets of stakeholders, issues and sources say."""
    for section, name in SHEETS.items():
        sheet = state.returned.parts.get(name)
        if sheet is None:
            continue
        seen: dict[str, int] = {}
        for row in sheet.rows:
            if not state.is_skipped(name, row):
                _merge_row(state, section, sheet, row, seen)
        _list_missing(state, name, seen)


def _list_missing(state: MergeState, name: str, seen: Mapping[str, int]) -> None:
    missing = [key.partition("#")[0] for key in state.base_rows(name) if key not in seen]
    if missing:
        state.missing(name, missing)


def _merge_row(state: MergeState, section: Section, sheet: Sheet, row: Row, seen: dict[str, int]) -> None:
    name = SHEETS[section]
    text = row.texts.get(KEY.id, "").strip()
    key = parse_key(text, 1)
    columns = _columns(section, sheet)
    ours = {column.id: state.names.canonical(column, row.texts.get(column.id, "")) for column in columns.all}
    wanted = row.texts.get(DELETE.id, "").strip()
    if wanted and wanted.casefold() != "x":
        state.wrong_row(name, row, "bad-value", f"Delete: {wanted!r} is not x")
        return
    if SCALE.id in sheet.columns and not _keeps_scale(state, name, row):
        return
    if (section, row.number) in state.new_parts:
        _add(state, section, row, ours, columns)
        return
    if key is None or (text in seen and state.returned.base is not None):
        if ours.get(_title(section)) or any(ours.values()):
            said = "a second row of one key" if key is not None else f"a row without a {_title(section)}"
            state.wrong_row(name, row, "missing-key", said, "a new row has no key, and its own name")
        return
    seen[text] = row.number
    today = state.names.today(section, key.path[0])
    base = state.base_texts(name, text, columns)
    if base is None:
        state.conflict(name, row, today, "the sheet lacks its former values")
    elif today not in getattr(state.full, section):
        if ours != base and not wanted:
            state.conflict(name, row, today, "it is no longer in the dataset")
    elif wanted:
        _delete(state, section, row, today, base)
    elif state.names.today(section, row.texts.get(ID.id, key.path[0]).strip()) != today:
        hint = f"positions rename {WHAT[section]} {today} {row.texts.get(ID.id, '').strip()}"
        state.wrong_row(name, row, "bad-value", f"{today}: an id is not changed in the sheet", hint)
    else:
        _change(state, section, row, (today, base, ours), columns)


def _keeps_scale(state: MergeState, sheet: str, row: Row) -> bool:
    """Return whether a row says of its issue's scale what it said; say that it is declared elsewhere."""
    base = state.base_rows(sheet).get(row.texts.get(KEY.id, "").strip())
    said = row.texts.get(SCALE.id, "")
    is_kept = is_same(tidied(said), tidied(base.get(SCALE.id, ""))) if base is not None else not said
    if not is_kept and state.returned.base is not None:
        hint = "put it back; for a new issue leave it empty, and give it its scale in the file afterwards"
        message = f"{SCALE.label}: scales are declared in the dataset's file"
        state.wrong_row(sheet, row, "bad-value", message, hint)
        return False
    return True


def _columns(section: Section, sheet: Sheet) -> Columns:
    """Return the columns of a section that the sheet has."""
    return part_columns(section, attributes_among(sheet.columns))


def _values(
    state: MergeState, section: Section, row: Row, texts: Texts, columns: Columns, taken: set[str]
) -> dict[str, Any]:
    """Return the new values of fields of which some column is taken."""
    found: dict[str, Any] = {}
    for one in columns.fields:
        if not taken & {column.id for column in one.columns}:
            continue
        if lacks(MODELS[section], one, texts):
            hint = f"fill it in, or put x into {DELETE.label} to take the row out"
            state.wrong_row(SHEETS[section], row, "missing-key", f"{one.columns[0].label} is empty", hint)
            continue
        try:
            found[one.name] = parse_field(MODELS[section], one, texts)
        except WrongCellError as error:
            state.wrong_row(SHEETS[section], row, "bad-value", f"{one.columns[error.place].label}: {error}")
    return found


def _add(state: MergeState, section: Section, row: Row, ours: Texts, columns: Columns) -> None:
    name = state.new_parts[section, row.number]
    parts = getattr(state.full, section)
    if name in parts:  # an earlier import has added it
        theirs = part_texts(section, parts[name])
        if any(text and theirs.get(column, "") != text for column, text in ours.items()):
            hint = "change its own row, or give this one another id"
            message = f"there is {'an' if section == 'issues' else 'a'} {WHAT[section]} {name!r} already"
            state.wrong_row(SHEETS[section], row, "repeated-id", message, hint)
        return
    values = _values(state, section, row, ours, columns, {column for column, text in ours.items() if text})
    part = MODELS[section].model_validate({_title(section): "-"}).model_copy(update=values)
    state.set_part(section, name, part, row, f"new: {getattr(part, _title(section))}")


def _change(
    state: MergeState, section: Section, row: Row, texts: tuple[str, Texts, Texts], columns: Columns
) -> None:
    name, base, ours = texts
    seen, full = getattr(state.seen, section).get(name), getattr(state.full, section)[name]
    present = state.returned.parts[SHEETS[section]].columns
    whole = {**columns.texts(full), **part_texts(section, full)}
    there = {column.id for column in columns.all if column.id in present}
    compared = [column for column in columns.all if column.id in not_there_yet(whole, ours, there)]
    if seen is None:
        if any(ours.get(column.id, "") != base.get(column.id, "") for column in compared):
            state.conflict(SHEETS[section], row, name, "it is held back as private now")
        return
    theirs = {**columns.texts(seen), **part_texts(section, seen)}
    merged = merge_texts(base, theirs, ours, [column.id for column in compared])
    labels = {column.id: column.label for column in columns.all}
    held = [
        one.columns[0].label
        for one in columns.fields
        if {column.id for column in one.columns} & set(merged.taken)
        and getattr(seen, one.name) != getattr(full, one.name)
    ]
    sides = (base, theirs, ours)
    clashes = [
        clash_text(labels[column], *(side.get(column, "") for side in sides)) for column in merged.conflicts
    ]
    if clashes or held:
        state.conflict(SHEETS[section], row, name, _why(clashes, held))
        return
    if not merged.taken:
        return
    given = {**theirs, **{column: ours.get(column, "") for column in merged.taken}}
    values = _values(state, section, row, given, columns, set(merged.taken))
    if "attributes" in values and isinstance(full, Stakeholder):
        listed = [column.id for column in columns.all]
        others = {
            key: text for key, text in full.attributes.items() if attribute_column(key).id not in listed
        }
        values["attributes"] = {**others, **values["attributes"]}
    changed: Part = full.model_copy(update=values)
    after = {**columns.texts(changed), **part_texts(section, changed)}
    said = [column for column in merged.taken if theirs.get(column, "") != after.get(column, "")]
    idle = [column for column in merged.taken if column not in said]
    state.say_idle(SHEETS[section], row, [f"{labels[column]} {ours[column]!r}" for column in idle])
    if said:
        lines = [change_text(labels[one], theirs.get(one, ""), after.get(one, "")) for one in said]
        state.set_part(section, name, changed, row, ", ".join(lines))


def _why(clashes: list[str], held: list[str]) -> str:
    said = []
    if clashes:
        said.append(f"the dataset has changed too: {', '.join(clashes)}")
    if held:
        said.append(f"what is private and not in the sheet would be lost: {', '.join(held)}")
    return "; ".join(said)


def _delete(state: MergeState, section: Section, row: Row, name: str, base: Texts) -> None:
    seen, full = getattr(state.seen, section).get(name), getattr(state.full, section)[name]
    now = {} if seen is None else part_texts(section, seen)
    if seen is None or _without_positions(seen) != _without_positions(full):
        state.conflict(SHEETS[section], row, name, "it holds something private that is not in the sheet")
        return
    if filled(now) != filled(base):
        state.conflict(
            SHEETS[section], row, name, "it is marked for deletion, but was changed in the dataset"
        )
        return
    state.set_part(section, name, None, row, f"deleted ({getattr(full, _title(section))})")


def _without_positions(part: Part) -> Part:
    return part.model_copy(update={"positions": {}}) if isinstance(part, Stakeholder) else part
