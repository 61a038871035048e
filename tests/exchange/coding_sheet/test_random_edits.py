"""Random edits of a coding sheet change exactly what was edited, or are conflicts and change nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.coding_sheets import Dice, applied, clash, edit_sheet, entries_of, random_edits, write
from positions.dataset.editing.recording import ANONYMOUS
from positions.dataset.editing.undoing import undo
from positions.dataset.models import Dataset
from positions.library.coding_sheet import ImportedSheet
from positions.problems import DataError, Problem

openpyxl = pytest.importorskip("openpyxl")
pytestmark = pytest.mark.filterwarnings("ignore::positions.RemarkWarning")

SEEDS = int(os.environ.get("POSITIONS_SHEET_EDITS", "4"))
"""How many rounds; each opens and saves a workbook, which takes most of the time."""


@pytest.mark.parametrize("seed", range(SEEDS))
def test_edits_come_home_or_are_conflicts(seed: int, tmp_path: Path) -> None:
    dice = Dice(seed)
    data = dice.dataset()
    file, sheet = tmp_path / "data.yaml", tmp_path / "sheet.xlsx"
    write(file, data)
    positions.export(file, sheet, type="coding-sheet")
    ours = random_edits(dice, data, 6)
    theirs = random_edits(dice, data, 4) if seed % 2 else []
    edit_sheet(sheet, ours, dice)
    write(file, applied(data, theirs))
    before = file.read_bytes()
    refused: tuple[Problem, ...] = ()
    try:
        positions.import_(sheet, into=file)
    except DataError as error:
        refused = error.problems
    if refused:
        assert {problem.code for problem in refused} == {"sheet-conflict"}, refused
        assert file.read_bytes() == before
        touched = {edit.cell for edit in theirs}
        assert clash(data, ours, theirs) or any(edit.cell in touched for edit in ours)
        return
    assert not clash(data, ours, theirs)
    found = positions.load(file, audience="team").dataset
    assert found == Dataset.model_validate(applied(data, theirs, ours))
    if file.read_bytes() != before:
        undo(file, ANONYMOUS)
        assert file.read_bytes() == before


@pytest.mark.parametrize("seed", range(max(SEEDS, 4)))
def test_a_sheet_that_nobody_has_edited_changes_nothing(seed: int, tmp_path: Path) -> None:
    file, sheet = tmp_path / "data.yaml", tmp_path / "sheet.csv"
    write(file, Dice(seed).dataset())
    before = file.read_bytes()
    positions.export(file, sheet, type="coding-sheet")
    positions.import_(sheet, into=file)
    assert file.read_bytes() == before


_ACTS = ("text", "text", "new", "gone", "private", "swap", "note", "entry", "delete", "stance", "stance")
ITEM = ("Source", "Quotation", "Speaker", "Basis", "Evidence is private")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_second_import_changes_nothing(seed: int, tmp_path: Path) -> None:
    dice = Dice(seed + 1000)
    file, sheet = tmp_path / "data.yaml", tmp_path / "sheet.xlsx"
    data = dice.dataset()
    for entry in (entry for entries in entries_of(data).values() for entry in entries):
        for item in entry.get("evidence", ()):
            if dice.random.random() < 0.2:
                item["private"] = True
        if "note" in entry and dice.random.random() < 0.3:
            entry["note"] = {"text": entry["note"], "private": True}
    write(file, data)
    positions.export(file, sheet, type="coding-sheet", audience=dice.random.choice(("public", "team")))
    _edit_evidence(sheet, dice)
    refused: tuple[Problem, ...] = ()
    try:
        positions.import_(sheet, into=file)
    except DataError as error:
        refused = error.problems
    if refused:  # what is held back would be lost
        assert {problem.code for problem in refused} == {"sheet-conflict"}
        return
    before = file.read_bytes()
    again = positions.import_(sheet, into=file)
    assert isinstance(again, ImportedSheet)
    assert again.changes == ()
    assert file.read_bytes() == before


def _edit_evidence(path: Path, dice: Dice) -> None:
    """Change, add, take out, swap and mark items of evidence, and mark notes and entries as private."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book["Positions"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in (row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["Key"]).value):
        for _ in range(dice.random.choice((0, 0, 1, 2, 3))):
            number = dice.random.choice(("", " 2", " 3"))
            cells = [sheet.cell(row, heads[f"{name}{number}"]) for name in ITEM if f"{name}{number}" in heads]
            others = [sheet.cell(row, heads[name]) for name in ITEM]
            match dice.random.choice(_ACTS):
                case "text" if cells:
                    cells[2].value = f"Speaker {dice.random.randint(0, 9)}"
                case "new" if cells:
                    new = ("s0", f"words {dice.random.randint(0, 9)}", None, None, None)
                    for cell, value in zip(cells, new, strict=True):
                        cell.value = value
                case "gone" if cells:
                    for column in (column for name, column in heads.items() if name in _headings(number)):
                        sheet.cell(row, column).value = None
                case "private" if cells and any(cell.value for cell in cells):
                    cells[-1].value = None if cells[-1].value else "yes"
                case "swap":
                    for one, other in zip(cells, others, strict=False):
                        one.value, other.value = other.value, one.value
                        for cell in (one, other):
                            cell.data_type = "s" if isinstance(cell.value, str) else "n"  # "=1" stays text
                case "note" if sheet.cell(row, heads["Note"]).value:
                    sheet.cell(row, heads["Note is private"]).value = "yes"
                case "delete":
                    sheet.cell(row, heads["Delete"]).value = "x"
                case "stance":
                    sheet.cell(row, heads["Stance"]).value = "mixed"
                case "entry" if dice.random.random() < 0.3:
                    sheet.cell(row, heads["Entry is private"]).value = "yes"
                case _:
                    pass
    book.save(path)


def _headings(number: str) -> set[str]:
    return {f"{name}{number}" for name in (*ITEM, "Where in it", "Date of evidence", "Link")}
