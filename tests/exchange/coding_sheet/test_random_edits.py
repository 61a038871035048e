"""Random edits of a coding sheet change exactly what was edited, or are conflicts and change nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import positions
from helpers.coding_sheets import Dice, applied, clash, edit_sheet, random_edits, write
from positions.dataset.editing.recording import ANONYMOUS
from positions.dataset.editing.undoing import undo
from positions.dataset.models import Dataset
from positions.problems import DataError, Problem

pytest.importorskip("openpyxl")
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
