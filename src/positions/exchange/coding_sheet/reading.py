"""A coding sheet as it comes back: which rows and columns are there, and what they were at export."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from positions.budget import CELL
from positions.exchange.coding_sheet.cell_text import tidied
from positions.exchange.coding_sheet.fields import Column, attribute_column, attribute_named
from positions.exchange.coding_sheet.layout import (
    ACTOR,
    DELETE,
    ID,
    KEY,
    ON,
    POSITIONS,
    REQUIRED,
    SCALE,
    SHEETS,
    section_of,
)
from positions.exchange.coding_sheet.records import entry_columns, evidence_columns, part_columns
from positions.exchange.tables.delimited import delimited_rows, restored_text
from positions.exchange.tables.settings import AS_IT_IS, FileFormat
from positions.exchange.tables.table_file import check_format
from positions.exchange.tables.workbooks.open_document import open_document_sheets
from positions.exchange.tables.workbooks.sheet import Sheet
from positions.exchange.tables.workbooks.xlsx import cell_text, workbook_sheets
from positions.form_model import KEPT
from positions.names import alike_key
from positions.problems import DataError, Location, Problem
from positions.suggest import first_of
from positions.vocabulary import Audience

_ROWS_ABOVE = 20
"""Rows in which the headings are looked for."""

_FEW_HEADINGS = 2
_GROUP = re.compile(r"(.*\S) ([1-9][0-9]{0,3})")
_LARGE = 1e15
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something: its number in the sheet, and the texts in its columns, by their id."""

    number: int
    texts: Mapping[str, str]


@dataclass(slots=True)
class Part:
    """A sheet that was read: its columns, and the rows below the headings.

    `top` is the row of the headings, `places` are the columns from 1 that are read.
    """

    name: str
    top: int = 0
    places: frozenset[int] = frozenset()
    columns: dict[str, Column] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Base:
    """What a workbook keeps of the export: for whom it was, and each row of a sheet as it was, by its key.

    `columns` are the ids of each sheet's columns, `title` is that of the dataset.
    """

    audience: Audience
    rows: Mapping[str, Mapping[str, Mapping[str, str]]]
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    title: str = ""


@dataclass(slots=True)
class Returned:
    """A coding sheet that came back.

    Attributes:
        path: the file.
        parts: the sheets by their name.
        base: what they were; None where the file does not say, as a .csv.
        remarks: what people should know of the reading.
        problems: cells that cannot be read, with the rows that have them, by the name of the sheet.
        unread: headings of columns that hold something and are not read, by the name of the sheet.
    """

    path: Path
    parts: dict[str, Part] = field(default_factory=dict)
    base: Base | None = None
    remarks: list[str] = field(default_factory=list)
    problems: list[tuple[str, int, Problem]] = field(default_factory=list)
    unread: dict[str, set[str]] = field(default_factory=dict)

    def problem(self, code: str, number: int, message: str, hint: str | None = None) -> Problem:
        """Return a problem with a row."""
        return Problem(code, message, Location(str(self.path), number), hint)


def read_returned(path: Path, how: FileFormat = AS_IT_IS) -> Returned:
    """Return what is in a coding sheet: .xlsx, .ods, or .csv and .tsv, of which `how` says how they are read.

    Raises:
        MissingExtraError: if openpyxl is not installed.
        UsageError: if the file cannot be opened, or `how` is for another kind of file.
        DataError: if it is damaged, or no coding sheet.
    """
    found = Returned(path)
    check_format(path, how)
    name = path.name.lower()
    if name.endswith((".xlsx", ".ods")):
        workbook = open_document_sheets(path) if name.endswith(".ods") else workbook_sheets(path)
        sheets = {sheet.title.casefold(): sheet for sheet in workbook}
        for name in (POSITIONS, *SHEETS.values()):
            if name.casefold() in sheets:
                _take_sheet(found, name, sheets[name.casefold()])
        if KEPT in sheets:
            found.base = _base(_texts(sheets[KEPT]))
        _refuse_renamed(found)
        if POSITIONS not in found.parts:
            lacks = (
                "no row of its sheet has headings" if POSITIONS.casefold() in sheets else "it has no sheet"
            )
            raise _no_coding_sheet(
                path, f"{lacks} {POSITIONS}; it has {first_of([sheet.title for sheet in workbook], 5)}"
            )
        if found.base is None:
            found.remarks.append(
                f"The hidden sheet {KEPT} is missing: changes are found by the keys of the rows alone."
            )
        return found
    with delimited_rows(path, how) as rows:
        numbered = [(rows.line(row), [restored_text(text) for text in row]) for row in rows.cells if row]
    _take_rows(found, POSITIONS, numbered)
    _refuse_renamed(found)
    if POSITIONS not in found.parts:
        raise _no_coding_sheet(path, "no row has the headings Stakeholder, Issue and Stance")
    return found


def _no_coding_sheet(path: Path, why: str) -> DataError:
    hint = "`positions export --type coding-sheet` makes one; any other table is imported without --into"
    return DataError(
        [Problem("unreadable-table", f"this is no coding sheet: {why}", Location(str(path)), hint)]
    )


def _refuse_renamed(found: Returned) -> None:
    """Raise where a sheet lacks a heading of the export and has another one: what stands below is not read.

    Columns that people have added are no such case, nor are those that they have taken out.
    """
    for name, unread in found.unread.items():
        part = found.parts.get(name)
        if part is None:
            continue
        kept = found.base.columns.get(name, ()) if found.base is not None else _written(name)
        known = {column.id: column for column in _known_columns(name).values()}
        lacking = {column for column in kept if column in known and column not in part.columns}
        if lacking and unread:
            raise _renamed(found, (name, part.top), lacking, sorted(unread), known)


def _written(name: str) -> tuple[str, ...]:
    """Return the ids of the columns that every export has."""
    if name != POSITIONS:
        return ()
    return tuple(
        column.id for column in (ACTOR, ON, DELETE, KEY, *entry_columns().all, *evidence_columns(1).all)
    )


def _renamed(
    found: Returned,
    place: tuple[str, int],
    lacking: Collection[str],
    headings: Sequence[str],
    known: Mapping[str, Column],
) -> DataError:
    """Return the error that headings are missing (of columns, by their ids) and others are not understood."""
    labels = {column.id: column.label for column in known.values()}
    names = [repr(label) for column, label in labels.items() if column in lacking]
    others = [repr(text) for text in headings if text and _column_headed(tidied(text), known) is None]
    beside = f", and {first_of(others, 5)} is none of its headings" if others else ""
    message = f"the sheet {place[0]} has no column {first_of(names, 5)}{beside}"
    hint = f"name the column {first_of(names, 3)} again; a column of your own may stand beside it"
    return DataError([found.problem("unreadable-table", place[1], message, hint)])


def _take_sheet(found: Returned, name: str, sheet: Sheet) -> None:
    """Read a sheet, and name each cell of its rows that is no plain value."""
    numbered = _texts(sheet)
    _take_rows(found, name, numbered)
    if name not in found.parts:
        return
    part = found.parts[name]
    odd: list[tuple[int, str, str]] = []
    for cell in sheet.formulas:
        if cell.row > part.top and cell.column in part.places:
            odd.append((cell.row, f"{name}!{cell.coordinate} holds a formula", "paste it as a value"))
    for cell in sheet.errors:
        if cell.row > part.top and cell.column in part.places:
            message = f"{name}!{cell.coordinate} holds the error {cell.text}"
            odd.append((cell.row, message, "type what belongs there"))
    for row, column, cells in sheet.merged:
        if row > part.top and column in part.places:
            odd.append((row, f"the cells {name}!{cells} are merged", "unmerge them and fill each cell"))
    for row, message, hint in sorted(odd):
        found.problems.append((name, row, found.problem("unreadable-table", row, message, hint)))


def _texts(sheet: Sheet) -> list[tuple[int, list[str]]]:
    return [(number, [restored_text(_text(value)) for value in values]) for number, values in sheet.rows]


def _text(value: Any) -> str:
    if isinstance(value, float) and abs(value) >= _LARGE:
        return repr(value)
    return cell_text(value)


def _take_rows(found: Returned, name: str, numbered: Sequence[tuple[int, list[str]]]) -> None:
    """Find the headings, and keep the rows below them that say something."""
    known = _known_columns(name)
    top = numbered[:_ROWS_ABOVE]
    best = max(range(len(top)), key=lambda at: (len(_headed(top[at][1], known)), -at), default=None)
    if best is None:
        return
    headed = _headed(top[best][1], known)
    needed = {ACTOR.id, ON.id} if name == POSITIONS else REQUIRED & {column.id for column in known.values()}
    lacking = needed - {column.id for column in headed.values()}
    if lacking and len(headed) > _FEW_HEADINGS:
        raise _renamed(found, (name, top[best][0]), lacking, top[best][1], known)
    if len(headed) < _FEW_HEADINGS or lacking:
        if name != POSITIONS:
            found.remarks.append(f"The sheet {name} has no row of headings, and is not read.")
        return
    places = frozenset(at + 1 for at in headed)
    part = Part(name, top[best][0], places, {column.id: column for column in headed.values()})
    if len(part.columns) < len(headed):
        ids = [column.id for column in headed.values()]
        twice = next(column.label for column in headed.values() if ids.count(column.id) > 1)
        raise DataError(
            [found.problem("unreadable-table", top[best][0], f"two columns of {name} are headed {twice!r}")]
        )
    found.parts[name] = part
    unread: dict[str, None] = {}
    for number, cells in numbered:
        if number <= top[best][0]:
            continue
        texts = {headed[at].id: text for at, text in enumerate(cells) if at in headed and text.strip()}
        for at, text in enumerate(cells):
            if at not in headed and text.strip():
                heading = top[best][1][at].strip() if at < len(top[best][1]) else ""
                unread[heading] = None
        if not texts:
            continue
        part.rows.append(Row(number, texts))
        found.problems += [(name, number, problem) for problem in _odd_cells(found, part, number, texts)]
    if unread:
        found.unread[name] = {heading for heading in unread if heading}
        listed = first_of([repr(heading) if heading else "without a heading" for heading in unread], 5)
        found.remarks.append(f"Columns of {name} that are not read: {listed}.")


def _odd_cells(found: Returned, part: Part, number: int, texts: Mapping[str, str]) -> Iterator[Problem]:
    for column, text in texts.items():
        label = part.columns[column].label
        control = _CONTROL.search(text)
        if control is not None:
            message = f"{label} holds a control character, U+{ord(control[0]):04X}"
            yield found.problem("control-character", number, message, "delete it where the text comes from")
        elif len(text) > CELL.most:
            yield found.problem("too-large", number, f"{label} holds more than {CELL.most:,} characters")


def _known_columns(name: str) -> dict[str, Column]:
    """Return the columns that a sheet may have, by their headings; of evidence the first item's."""
    columns: Iterable[Column]
    if name == POSITIONS:
        columns = (ACTOR, ON, DELETE, KEY, *entry_columns().all, *evidence_columns(1).all)
    else:
        section = section_of(name)
        own = (SCALE,) if section == "issues" else ()
        columns = (ID, DELETE, KEY, *own, *part_columns(section).all)
    return {
        **{alike_key(column.id): column for column in columns},
        **{alike_key(c.label): c for c in columns},
    }


def _headed(cells: Sequence[str], known: Mapping[str, Column]) -> dict[int, Column]:
    """Return the columns that a row heads, by their place."""
    found = {}
    for at, text in enumerate(cells):
        column = _column_headed(tidied(text), known)
        if column is not None:
            found[at] = column
    return found


def _column_headed(heading: str, known: Mapping[str, Column]) -> Column | None:
    if alike_key(heading) in known:
        return known[alike_key(heading)]
    attribute = attribute_named(heading)
    if attribute is not None:
        return attribute_column(attribute)
    group = _GROUP.fullmatch(heading)
    if group is None or alike_key(f"{ACTOR.label}") not in known:
        return None
    first = known.get(alike_key(group[1]))
    for column, other in zip(evidence_columns(1).all, evidence_columns(int(group[2])).all, strict=True):
        if first is not None and first.id == column.id:
            return other
    return None


def _base(numbered: Sequence[tuple[int, list[str]]]) -> Base | None:
    """Return what the hidden sheet keeps; None where it is none of ours."""
    audience: Audience = "public"
    title = ""
    columns: dict[str, list[str]] = {}
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for _, cells in numbered:
        match cells:
            case ["audience", "team", *_]:
                audience = "team"
            case ["title", text, *_]:
                title = text
            case ["columns", sheet, *ids]:
                columns[sheet] = ids
                rows[sheet] = {}
            case ["row", sheet, *texts] if sheet in columns:
                row = {name: text for name, text in zip(columns[sheet], texts, strict=False) if text}
                rows[sheet][row.get(KEY.id, "").strip()] = row
            case _:
                pass
    return Base(audience, rows, columns, title) if POSITIONS in columns else None
