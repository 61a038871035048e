"""Headers of two rows: headings of groups, merged over their columns, and the questions below them."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_dataset import load_table
from positions.exchange.tables.table_file import TableFile
from positions.problems import DataError

Rows = Sequence[Sequence[str]]
ANSWERS = [["Ash", "North", "yes", "no", "yes", "yes"], ["Birch", "South", "no", "no", "yes", ""]]
STANCES = {"yes": 1.0, "no": -1.0}


def csv_text(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def csv_file(path: Path, rows: Rows) -> Path:
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def workbook(path: Path, rows: Rows, merged: Sequence[str] = ()) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([text or None for text in row])
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


QUESTIONS = ["Green belt", "Rents", "High street", "Buses"]
SAME = ["Q1", "Q2", "Q1", "Q2"]
OWN = [["Councillor", "Ward"], ["", ""]]
GROUPS = ["Housing", "", "Transport", ""]
PREFIXED = ["Housing: Q1", "Housing: Q2", "Transport: Q1", "Transport: Q2"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("names_above", [True, False], ids=["names above", "names below"])
@pytest.mark.parametrize(
    ("questions", "issues"), [(QUESTIONS, QUESTIONS), (SAME, PREFIXED)], ids=["different", "the same"]
)
def test_questions_below_headings_of_groups(
    questions: list[str], issues: list[str], names_above: bool, kind: str, tmp_path: Path
) -> None:
    above, below = OWN if names_above else reversed(OWN)
    rows = [[*above, *GROUPS], [*below, *questions], *ANSWERS]
    merged = ["C1:D1", "E1:F1", *(["A1:A2", "B1:B2"] if names_above else [])]
    path = (
        workbook(tmp_path / "t.xlsx", rows, merged) if kind == "xlsx" else csv_file(tmp_path / "t.csv", rows)
    )
    found = load_table(path, TableSettings(stances=STANCES))
    dataset = found.require()
    assert list(dataset.issues) == issues
    said = {
        name: {issue: str(cell[0].stance) for issue, cell in actor.positions.items()}
        for name, actor in dataset.stakeholders.items()
    }
    assert said == {
        name: {issue: answer for issue, answer in zip(issues, row, strict=True) if answer}
        for name, _, *row in ANSWERS
    }
    said_of_it = (
        "Lines 1 and 2 are the header" if names_above or questions is SAME else "The header is line 2"
    )
    assert any(remark.startswith(said_of_it) for remark in found.remarks)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_answers_below_questions_say_what_to_make_of_them(kind: str, tmp_path: Path) -> None:
    rows = [["Councillor", *GROUPS], ["", "For", "Against", "For", "Against"], ["Ash", "x", "", "", "x"]]
    merged = ["A1:A2", "B1:C1", "D1:E1"]
    path = (
        workbook(tmp_path / "t.xlsx", rows, merged) if kind == "xlsx" else csv_file(tmp_path / "t.csv", rows)
    )
    with pytest.raises(DataError, match="below 'Housing', 'Transport' each answer has a column of its own"):
        load_table(path)


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Q1", ""], ["", "yes", "no"]],
        [["Name", "Q1", ""], ["Ash", "tram", "bus"]],
        [["Name", "Q1", "Q2"], ["", "tram", "bus"]],
        [["Name", "Q1", "", "Q2"], ["", "tram", "bus", ""], ["", "1", "2", "3"]],
        [["Name", "", "Q2"], ["", "", "bus"]],
    ],
    ids=["answers", "an actor", "no group", "named alone", "no name"],
)
def test_a_row_without_a_name_is_no_header(rows: list[list[str]], tmp_path: Path) -> None:
    top = TableFile(csv_file(tmp_path / "t.csv", rows)).top
    below_is_header = rows[1] == ["", "tram", "bus", ""]
    assert top.below == below_is_header
    assert list(top.names) == (["Name", "tram", "bus", "Q2"] if below_is_header else rows[0])


def test_a_hidden_column_below_a_group_has_its_own_name(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = workbook(tmp_path / "t.xlsx", [["Councillor", *GROUPS], ["", *QUESTIONS], ["Ash", *["yes"] * 4]])
    book = openpyxl.load_workbook(path)
    for letter in "BC":
        book.active.column_dimensions[letter].hidden = True
    book.save(path)
    assert TableFile(path).remarks[0].startswith("Columns B ('Green belt'), C ('Rents') of")


def test_merged_cells_below_a_header_of_two_rows_are_refused(tmp_path: Path) -> None:
    rows = [
        ["Councillor", *GROUPS],
        ["", *QUESTIONS],
        ["Ash", "yes", "no", "yes", "no"],
        ["", "", "", "", ""],
    ]
    path = workbook(tmp_path / "t.xlsx", rows, ["A1:A2", "B1:C1", "D1:E1", "B3:B4"])
    with pytest.raises(DataError, match="B3:B4 are merged"):
        load_table(path)


words = st.text("abcdefghij", min_size=3, max_size=6)


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=4).filter(lambda sizes: max(sizes) > 1),
    st.lists(words.map(lambda word: f"why {word}"), min_size=12, max_size=12, unique=True),
    st.integers(0, 2),
    st.booleans(),
)
@settings(max_examples=examples(15), deadline=None)
def test_two_rows_say_what_one_says(sizes: list[int], names: list[str], own: int, first: bool) -> None:
    questions = names[: sum(sizes)]
    groups = [text for at, size in enumerate(sizes) for text in (f"group {at}", *[""] * (size - 1))]
    front = ["Member", *[f"about {at}" for at in range(own)]]
    blank = [""] * len(front)
    head = [[*front, *groups], [*blank, *questions]] if first else [[*blank, *groups], [*front, *questions]]
    answers = [
        [name, *["text"] * own, *[("yes", "no", "")[(at + place) % 3] for place in range(len(questions))]]
        for at, name in enumerate(["Ash", "Birch", "Cedar"])
    ]
    settings_ = TableSettings(stances=STANCES, answers=tuple(questions))
    with tempfile.TemporaryDirectory() as folder:
        two = load_table(csv_file(Path(folder, "two.csv"), [*head, *answers]), settings_).require()
        one = load_table(
            csv_file(Path(folder, "one.csv"), [[*front, *questions], *answers]), settings_
        ).require()
    assert two.stakeholders == one.stakeholders
    assert two.issues == one.issues
