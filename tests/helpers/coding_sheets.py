"""Random work on coding sheets: a dataset, edits of the sheet and of the dataset, and what must come out.

The model is plain data: an entry is a mapping, a cell a list of them. An edit says on which entry it is, so
that what comes out follows without anything of the program.
"""

from __future__ import annotations

import copy
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import yaml

Data = dict[str, Any]
Cell = tuple[str, str]

STANCES = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support", "mixed", "silent")
TEXTS = (
    "plain",
    "=SUM(1,2)",
    "'quoted",
    "- a dash",
    "two\nlines",
    "é e\u0301",
    "_x000D_ as text",
    "100 %",
    "a; b",
    "@at",
    "  spaced  ",
    "“curly” and, commas",
)
COLUMNS: Mapping[str, tuple[str | int, ...]] = {
    "Stance": ("stance",),
    "Note": ("note",),
    "Confidence": ("confidence",),
    "Coder": ("coder",),
    "Date": ("date",),
    "Salience": ("salience",),
    "Quotation": ("evidence", 0, "quote"),
    "Speaker": ("evidence", 0, "speaker"),
    "Where in it 2": ("evidence", 1, "locator"),
}
"""Columns that are edited, and where what they hold stands in an entry."""


class Dice:
    """Values at random, each date and each text once."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # for data, not for keys
        self._day = 0
        self._amounts: set[str] = set()

    def stance(self, issue: str) -> str | int | float:
        """Return a stance on an issue: on some, of their own scale, an amount."""
        if issue in self._amounts and self.random.random() < 0.8:
            return self.random.choice((0, 3, 7.5, 10))
        return self.random.choice(STANCES[-2:] if issue in self._amounts else STANCES)

    def date(self) -> str:
        self._day += 1
        return f"{2000 + self._day // 300}-{1 + self._day // 28 % 10:02}-{1 + self._day % 28:02}"

    def text(self) -> str:
        return f"{self.random.choice(TEXTS)} {self.random.getrandbits(32):x}"

    def value(self, column: str, issue: str) -> str | int | float:
        match column:
            case "Stance":
                return self.stance(issue)
            case "Confidence":
                return self.random.choice(("low", "medium", "high"))
            case "Salience":
                return self.random.randint(0, 100)
            case "Date":
                return self.date()
            case "Coder":
                return "zoe"
            case _:
                return self.text()

    def entry(self, issue: str) -> Data:
        found: Data = {"stance": self.stance(issue), "date": self.date()}
        for column, path in COLUMNS.items():
            if len(path) == 1 and column not in ("Stance", "Date", "Coder") and self.random.random() < 0.4:
                found[str(path[0])] = self.value(column, issue)
        if self.random.random() < 0.2:
            found["condition"] = self.text()
        items = [self.item() for _ in range(self.random.choice((0, 1, 1, 2, 3)))]
        return {**found, "evidence": items} if items else found

    def item(self) -> Data:
        found: Data = {"source": self.random.choice(("s0", "s1"))}
        for name in ("quote", "speaker", "locator"):
            if self.random.random() < 0.6:
                found[name] = " ".join(self.text().split())
        return found

    def dataset(self) -> Data:
        issues: Data = {f"i{n}": {"title": f"Issue {n}", "proposition": self.text()} for n in range(3)}
        if self.random.random() < 0.5:
            issues["i1"] |= {"unit": "km", "scale": {"min": 0, "max": 10, "neutral": "none"}}
            self._amounts.add("i1")
        actors: Data = {}
        for n in range(self.random.randint(1, 4)):
            cells = {}
            for issue in issues:
                entries = [self.entry(issue) for _ in range(self.random.choice((0, 1, 1, 2, 3)))]
                if entries:
                    cells[issue] = entries[0] if len(entries) == 1 else entries
            actors[f"a{n}"] = {"name": f"Actor {n}", "positions": cells}
        sources = {"s0": {"title": "First"}, "s1": {"title": "Second", "date": "1990"}}
        return {"format": 1, "title": "T", "issues": issues, "sources": sources, "stakeholders": actors}


def entries_of(data: Data) -> dict[Cell, list[Data]]:
    """Return the entries of each cell, a list also of one."""
    found: dict[Cell, list[Data]] = {}
    for actor, about in data["stakeholders"].items():
        for issue, cell in about["positions"].items():
            found[actor, issue] = cell if isinstance(cell, list) else [cell]
    return found


@dataclass(frozen=True)
class Edit:
    """One edit: of an entry by its cell and index; `column` None deletes it, an index of -1 adds `value`."""

    cell: Cell
    index: int
    column: str | None = None
    value: Any = None


def random_edits(dice: Dice, data: Data, most: int) -> list[Edit]:
    """Return edits, each of another column or entry."""
    found: dict[tuple[Cell, int, str | None], Edit] = {}
    cells = entries_of(data)
    for _ in range(dice.random.randint(1, most)):
        if not cells or dice.random.random() < 0.15:
            actor = dice.random.choice(list(data["stakeholders"]))
            cell = (actor, f"i{dice.random.randint(0, 2)}")
            added = {"stance": dice.stance(cell[1]), "date": dice.date()}
            found[cell, -1, None] = Edit(cell, -1, value=added)
            continue
        cell = dice.random.choice(list(cells))
        index = dice.random.randrange(len(cells[cell]))
        if any(edit.cell == cell and edit.index == index and edit.column is None for edit in found.values()):
            continue
        if dice.random.random() < 0.12:
            found = {key: edit for key, edit in found.items() if key[:2] != (cell, index)}
            found[cell, index, None] = Edit(cell, index)
            continue
        column = dice.random.choice([c for c, path in COLUMNS.items() if _fits(cells[cell][index], path)])
        clears = (
            column not in ("Stance", "Date", "Quotation", "Where in it 2") and dice.random.random() < 0.25
        )
        found[cell, index, column] = Edit(
            cell, index, column, None if clears else dice.value(column, cell[1])
        )
    return list(found.values())


def _fits(entry: Data, path: tuple[str | int, ...]) -> bool:
    return len(path) == 1 or len(entry.get("evidence", ())) > int(path[1])


def applied(data: Data, *sides: list[Edit]) -> Data:
    """Return the dataset with the edits of each side made."""
    found = copy.deepcopy(data)
    cells = {cell: list(entries) for cell, entries in entries_of(found).items()}
    gone: list[Data] = []
    added: list[tuple[Cell, Data]] = []
    for edit in (edit for side in sides for edit in side):
        if edit.index == -1:
            added.append((edit.cell, copy.deepcopy(edit.value)))
        elif edit.column is None:
            gone.append(cells[edit.cell][edit.index])
        else:
            _set(cells[edit.cell][edit.index], COLUMNS[edit.column], edit.value)
    for cell, entry in added:
        cells.setdefault(cell, []).append(entry)
    for actor, about in found["stakeholders"].items():
        about["positions"] = {
            issue: kept
            for issue in data["issues"]
            if (kept := [e for e in cells.get((actor, issue), ()) if not any(e is g for g in gone)])
        }
    return found


def _set(entry: Data, path: tuple[str | int, ...], value: Any) -> None:
    inner: Any = entry
    for part in path[:-1]:
        inner = inner[part]
    if value is None:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = _as_kept(value, path)


def _as_kept(value: Any, path: tuple[str | int, ...]) -> Any:
    """Return a text as it comes home: a quotation in one line, others without the space around them."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).strip()
    return " ".join(text.split()) if path[-1] == "quote" else text


def clash(data: Data, ours: list[Edit], theirs: list[Edit]) -> bool:
    """Return whether both sides have changed the same, so that nothing may be written."""
    there = entries_of(data)
    for one in ours:
        for other in theirs:
            if one.index == -1 or (one.cell, one.index) != (other.cell, other.index):
                continue
            if one.column is None:
                if other.column is not None and _changes(there[other.cell][other.index], other):
                    return True
            elif other.column is None:
                if _changes(there[one.cell][one.index], one):
                    return True
            elif one.column == other.column:
                entry = there[one.cell][one.index]
                both = _changes(entry, one) and _changes(entry, other)
                path = COLUMNS[one.column]
                if both and _as_kept(one.value, path) != _as_kept(other.value, path):
                    return True
    return False


def _changes(entry: Data, edit: Edit) -> bool:
    assert edit.column is not None
    inner: Any = entry
    path = COLUMNS[edit.column]
    for part in path[:-1]:
        inner = inner[part]
    return bool(_as_kept(inner.get(path[-1]), path) != _as_kept(edit.value, path))


def edit_sheet(path: Path, edits: list[Edit], dice: Dice) -> None:
    """Make edits in a workbook as somebody with a spreadsheet would, and put its rows in another order."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book["Positions"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = {
        str(sheet.cell(row, heads["Key"]).value).partition("#")[0]: row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, heads["Key"]).value
    }
    free = max(rows.values(), default=1)
    for edit in edits:
        actor, issue = edit.cell
        if edit.index == -1:
            free += 1
            given = {
                "Stakeholder": actor,
                "Issue": issue,
                "Stance": edit.value["stance"],
                "Date": edit.value["date"],
            }
            for label, text in given.items():
                sheet.cell(free, heads[label]).value = text
            continue
        row = rows[f"{actor}/{issue}/{edit.index + 1}"]
        if edit.column is None:
            sheet.cell(row, heads["Delete"]).value = "x"
        else:
            cell = sheet.cell(row, heads[edit.column])
            cell.value = edit.value
            if isinstance(edit.value, str):
                cell.value = edit.value.replace("_x000D_", "_x005F_x000D_")  # as spreadsheets write it
                cell.data_type = "s"
    _shuffle(sheet, free, dice)
    book.save(path)


def _shuffle(sheet: Any, last: int, dice: Dice) -> None:
    """Sort the rows anew, without their formats."""
    width = sheet.max_column
    rows = [[sheet.cell(row, column).value for column in range(1, width + 1)] for row in range(2, last + 1)]
    dice.random.shuffle(rows)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def write(path: Path, data: Data) -> None:
    """Write a dataset."""
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
