"""A coding sheet of issues with scales of their own, and numbers as people write them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import positions
from positions.library.coding_sheet import ImportedSheet
from positions.problems import DataError

openpyxl = pytest.importorskip("openpyxl")
pytestmark = pytest.mark.filterwarnings("ignore::positions.RemarkWarning")

DATA = """\
format: 1
title: A street
issues:
  trees: {title: Trees, proposition: Trees should be planted}
  speed:
    title: Speed
    proposition: How fast cars may go
    unit: km/h
    scale: {min: 5, max: 130, neutral: none}
  rank:
    title: Rank
    scale: {levels: {last: 0, high-up: 1, first: 2}, neutral: 1}
stakeholders:
  a:
    name: Ash
    positions: {trees: support, speed: 30, rank: high-up}
  b:
    name: Birch
    positions: {trees: oppose, rank: {stance: mixed, note: both}}
  c:
    name: Cedar
    positions: {rank: {stance: first, correction: {date: 2020, from: last}}}
"""
TREES, SPEED, RANK = "Trees: Trees should be planted", "Speed (km/h): How fast cars may go", "Rank"


@cache
def exported() -> bytes:
    """Return the workbook of `DATA`, made once."""
    with TemporaryDirectory() as folder:
        dataset, file = Path(folder, "data.yaml"), Path(folder, "sheet.xlsx")
        dataset.write_text(DATA, encoding="utf-8")
        positions.export(dataset, file, type="coding-sheet")
        return file.read_bytes()


class Sheet:
    """The sheet of `DATA`: its pages by name, and the way home."""

    def __init__(self, folder: Path) -> None:
        self.file, self.dataset = folder / "sheet.xlsx", folder / "data.yaml"
        self.dataset.write_text(DATA, encoding="utf-8")
        self.file.write_bytes(exported())
        self.book: Any = openpyxl.load_workbook(self.file)
        self.page: Any = self.book["Positions"]

    def rows(self, page: str = "Positions") -> dict[tuple[object, ...], int]:
        """Return the number of each row by its first two cells."""
        return {(row[0].value, row[1].value): row[0].row for row in self.book[page].iter_rows(min_row=2)}

    def put(self, row: int, heading: str, value: object, page: str = "Positions") -> None:
        """Type into a cell."""
        column = next(cell.column for cell in self.book[page][1] if cell.value == heading)
        self.book[page].cell(row, column).value = value

    def home(self) -> ImportedSheet:
        """Save it and bring it home."""
        self.book.save(self.file)
        done = positions.import_(self.file, into=self.dataset)
        assert isinstance(done, ImportedSheet)
        return done

    def refused(self) -> str:
        """Bring it home, and return the one thing that is wrong."""
        with pytest.raises(DataError) as error:
            self.home()
        (problem,) = error.value.problems
        assert self.dataset.read_text("utf-8") == DATA
        return f"{problem.message}; {problem.hint}"


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path)


def test_each_issue_shows_its_unit_and_what_can_stand_there(sheet: Sheet) -> None:
    assert set(sheet.rows()) >= {("Ash", TREES), ("Ash", SPEED), ("Ash", RANK), ("Birch", TREES)}
    page = sheet.book["Issues"]
    heads = [cell.value for cell in page[1]]
    shown = {row[0].value: row[heads.index("Stances")].value for row in page.iter_rows(min_row=2, max_row=4)}
    assert shown == {"Trees": None, "Speed": "a number from 5 to 130", "Rank": "last, high up, first"}
    assert all(
        "Stances" not in [cell.value for cell in sheet.book[name][1]] for name in ("Stakeholders", "Sources")
    )
    lists = sheet.book["_lists"]
    column = next(cell.column for cell in lists[1] if cell.value == "stances")
    offered = [row[0].value for row in lists.iter_rows(2, 15, column, column) if row[0].value]
    words = "strongly oppose, oppose, neutral, support, strongly support, last, high up, first"
    assert offered[:8] == words.split(", ")
    assert "mixed" in offered
    told = "\n".join(str(cell.value) for row in sheet.book["Read me"] for cell in row)
    assert "on Speed: a number from 5 to 130" in told
    assert "on Rank: last, high up, first" in told


def test_nothing_changes_untouched(sheet: Sheet) -> None:
    assert sheet.home().changes == ()
    assert sheet.dataset.read_text("utf-8") == DATA


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("120,5", 120.5),
        ("120.5", 120.5),
        (50, 50),
        ("50 km/h", 50),
        ("50%", 50),
        ("1e2", 100),
        ("not applicable", "not-applicable"),
    ],
)
def test_amounts_as_people_write_them(sheet: Sheet, typed: object, kept: object) -> None:
    sheet.put(sheet.rows()["Ash", SPEED], "Stance", typed)
    found = sheet.home().dataset.stakeholders["a"].positions["speed"]
    assert [entry.stance for entry in found] == [kept]


WRONG = [
    (("Ash", SPEED), "Stance", "support", "'support' is not a stance on this scale; a number from 5 to 130"),
    (("Ash", SPEED), "Stance", 131, "'131' is not a stance on this scale"),
    (("Ash", SPEED), "Stance", "0,125", "'0,125' is not a stance on this scale; a number from 5 to 130"),
    (("Ash", SPEED), "Stance", "1,125", "'1,125' is not a stance on this scale; write decimals with a point"),
    (("Ash", TREES), "Stance", "high up", "'high up' is not a stance on this scale"),
    (("Ash", RANK), "Stance", "oppose", "'oppose' is not a stance on this scale"),
    (("Ash", RANK), "Issue", SPEED, "'high up' is not a stance on this scale"),
    (("Birch", RANK), "Salience", "1,234", "Salience: '1,234' is not a number: write decimals with a point"),
    (("Ash", SPEED), "Lowest acceptable", "ten", "Lowest acceptable: 'ten' is not a number"),
    (("Ash", SPEED), "Highest acceptable", "sixty", "Highest acceptable: 'sixty' is not a number"),
    (("Ash", SPEED), "Corrected from", "31", "Corrected on: is missing"),
    (("Birch", RANK), "Corrected on", "2020", "Corrected from: is missing"),
    (("Cedar", RANK), "Corrected from", "higher", "Corrected from: 'higher' is not a stance on this scale"),
    (("Cedar", RANK), "Corrected on", "May", "Corrected on: "),
]


@pytest.mark.parametrize(("row", "heading", "typed", "said"), WRONG)
def test_what_is_not_on_the_scale_of_its_issue_is_refused(
    sheet: Sheet, row: tuple[str, str], heading: str, typed: object, said: str
) -> None:
    sheet.put(sheet.rows()[row], heading, typed)
    assert said in sheet.refused()


def test_a_row_that_moves_to_another_scale_has_its_stances(sheet: Sheet) -> None:
    row = sheet.rows()["Birch", TREES]
    sheet.put(row, "Issue", SPEED)
    assert "'oppose'" in sheet.refused()
    sheet.put(row, "Stance", 80)
    assert sheet.home().dataset.stakeholders["b"].positions["speed"][0].stance == 80


def test_new_rows_are_read_on_the_scale_of_their_issue(sheet: Sheet) -> None:
    row = max(sheet.rows().values()) - 100
    for heading, value in {"Stakeholder": "Birch", "Issue": SPEED, "Stance": "7,5 km/h"}.items():
        sheet.put(row, heading, value)
    assert sheet.home().dataset.stakeholders["b"].positions["speed"][0].stance == 7.5


def test_a_scale_is_not_changed_in_the_sheet(sheet: Sheet) -> None:
    sheet.put(3, "Stances", "a number from 0 to 500", "Issues")
    assert "scales are declared in the dataset's file" in sheet.refused()


def test_the_same_as_csv(sheet: Sheet) -> None:
    file = sheet.file.with_suffix(".csv")
    positions.export(sheet.dataset, file, type="coding-sheet")
    text = file.read_text("utf-8-sig")
    assert SPEED in text
    file.write_text(text.replace(",30,", ',"62,5",').replace("high up", "first"), encoding="utf-8")
    done = positions.import_(file, into=sheet.dataset)
    assert isinstance(done, ImportedSheet)
    ash = done.dataset.stakeholders["a"].positions
    assert (ash["speed"][0].stance, ash["rank"][0].stance) == (62.5, "first")


def test_a_mark_of_nothing_changes_nothing_and_says_so(sheet: Sheet) -> None:
    sheet.put(sheet.rows()["Ash", TREES], "Note is private", "yes")
    sheet.put(2, "Note is private", "yes", "Stakeholders")
    sheet.put(sheet.rows()["Birch", RANK], "Note is private", "yes")
    with pytest.warns(positions.RemarkWarning, match="nothing is changed by Note is private 'yes'") as said:
        changes = sheet.home().changes
    assert len([one for one in said if "nothing is changed" in str(one.message)]) == 2
    assert len(changes) == 1
    assert "Note is private 'yes' added" in changes[0]
    assert "note: {text: both, private: true}" in sheet.dataset.read_text("utf-8")


def test_per_cent_are_hundredths_of_the_scale_as_the_sheet_shows_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    rows = sheet.rows()
    for (who, on), value in {("Ash", SPEED): 0.5, ("Ash", TREES): 0.25, ("Birch", TREES): 0}.items():
        sheet.put(rows[who, on], "Stance" if on == SPEED else "Salience", value)
        for cell in sheet.page[rows[who, on]]:
            cell.number_format = "0%"
    sheet.home()
    dataset = positions.load(sheet.dataset).dataset
    assert dataset.stakeholders["a"].positions["speed"][0].stance == 50
    saliences = [dataset.stakeholders[name].positions["trees"][0].salience for name in "ab"]
    assert saliences == [25, 0]


def test_a_share_beside_per_cent_is_refused(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    rows = sheet.rows()
    sheet.put(rows["Ash", TREES], "Salience", "50%")
    sheet.put(rows["Birch", TREES], "Salience", "0,5")
    with pytest.raises(DataError, match=r"Salience: 0,5 stands beside 50%"):
        sheet.home()


@pytest.mark.parametrize("heading", ["Stance", "Confidence", "Issue"])
def test_a_renamed_heading_is_an_error_that_names_it(heading: str, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    cell = next(cell for cell in sheet.page[1] if cell.value == heading)
    cell.value = "Our view"
    sheet.page.cell(2, cell.column).value = "neutral"
    with pytest.raises(DataError) as caught:
        sheet.home()
    (problem,) = caught.value.problems
    assert f"no column '{heading}'" in problem.message
    assert "'Our view'" in problem.message


def test_a_column_of_ones_own_and_one_taken_out_are_no_error(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    sheet.page.cell(1, sheet.page.max_column + 1).value = "My notes"
    sheet.page.cell(2, sheet.page.max_column).value = "hm"
    assert sheet.home().changes == ()
    sheet = Sheet(tmp_path)
    sheet.page.delete_cols(next(cell.column for cell in sheet.page[1] if cell.value == "Confidence"))
    assert sheet.home().changes == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14/03/2026", "2026-03-14"),
        ("3.4.2026", "2026-04-03"),
        ("5 May 2026", "2026-05-05"),
        ("2026", "2026"),
    ],
)
def test_a_date_that_can_be_read_in_one_way_is(typed: str, read: str, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    sheet.put(sheet.rows()["Ash", TREES], "Date", typed)
    sheet.home()
    date = positions.load(sheet.dataset).dataset.stakeholders["a"].positions["trees"][0].date
    assert str(date) == read


def test_a_date_that_can_be_read_in_two_ways_is_refused(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    sheet.put(sheet.rows()["Ash", TREES], "Date", "03/04/2026")
    with pytest.raises(DataError) as caught:
        sheet.home()
    assert caught.value.problems[0].hint == "write it as YYYY-MM-DD: 2026-04-03 or 2026-03-04"


def test_a_comment_that_goes_is_said(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    text = DATA.replace(
        "{trees: support, speed: 30, rank: high-up}", "\n      trees: support  # why\n      rank: first"
    )
    sheet.dataset.write_text(text, encoding="utf-8")
    sheet.file.unlink()
    positions.export(sheet.dataset, sheet.file, type="coding-sheet")
    sheet.book = openpyxl.load_workbook(sheet.file)
    sheet.page = sheet.book["Positions"]
    rows = sheet.rows()
    sheet.put(rows["Ash", TREES], "Issue", RANK)
    sheet.put(rows["Ash", TREES], "Stance", "last")
    sheet.put(rows["Ash", RANK], "Issue", TREES)
    sheet.put(rows["Ash", RANK], "Stance", "oppose")
    with pytest.warns(positions.RemarkWarning, match="'# why'"):
        sheet.home()


def test_changes_and_conflicts_say_what_was_and_what_is(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    title = next(row for (name, _), row in sheet.rows("Issues").items() if name == "Trees")
    sheet.put(title, "Title", "Street trees", "Issues")
    assert "Title 'Trees' -> 'Street trees'" in sheet.home().changes[0]
    sheet = Sheet(tmp_path)
    sheet.put(sheet.rows()["Birch", TREES], "Stance", "support")
    sheet.dataset.write_text(DATA.replace("trees: oppose", "trees: neutral"), encoding="utf-8")
    with pytest.raises(DataError, match=r"Stance \(was 'oppose', now 'neutral', here 'support'\)"):
        sheet.home()
