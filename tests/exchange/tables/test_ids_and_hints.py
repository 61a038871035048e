"""Columns of ids are neither issues nor names, and hints on tables that cannot be read can be followed."""

import shlex
from pathlib import Path

import pytest
from openpyxl import Workbook

from positions.exchange.tables.settings import TableSettings, parse_scale, parse_stances
from positions.exchange.tables.table_dataset import load_table
from positions.problems import DataError

VOTES = """member_id,name,party,div101,div102,div103
1,Ash,Lab,1,1,2
2,Birch,Lab,1,3,2
3,Cedar,Con,2,2,1
4,Dale,Con,2,9,1
5,Elm,Ind,9,9,3
"""


def _refused(path: Path, settings: TableSettings | None = None) -> tuple[str, str]:
    with pytest.raises(DataError) as caught:
        load_table(path, settings or TableSettings())
    problem = caught.value.problems[0]
    return problem.message, str(problem.hint)


def test_numbers_of_members_on_the_scale_are_no_issue(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES, encoding="utf-8")
    told = TableSettings(scale=parse_scale("1:5"), stances=parse_stances(["9=missing"]))
    read = load_table(path, told)
    assert list(read.require().issues) == ["div101", "div102", "div103"]
    assert any("'member_id' (ids: another in each row)" in remark for remark in read.remarks)


def test_a_question_called_as_an_id_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "views.csv"
    path.write_text("name,Voter ID,Tolls\nAsh,Yes,No\nBirch,No,Yes\nCedar,Yes,No\n", encoding="utf-8")
    assert list(load_table(path).require().issues) == ["Voter ID", "Tolls"]


def test_totals_below_do_not_make_ids_the_names(tmp_path: Path) -> None:
    path = tmp_path / "consultation.csv"
    rows = [f"TP-00{at},{name},Agree,Disagree" for at, name in enumerate(("Ash", "Birch", "Cedar"), 1)]
    path.write_text("\n".join(["Ref,Organisation,Roads,Homes", *rows, "Agree,,3,0\n"]), encoding="utf-8")
    message, _ = _refused(path)
    assert message == "the row names no actor"


def test_the_number_of_answers_is_no_issue(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    path.write_text("Group,Tolls,Buses,n\nDrivers,22,41,312\nCyclists,87,93,120\n", encoding="utf-8")
    message, hint = _refused(path)
    assert "codes" not in message + hint
    assert "--scale 22:93 (or MIN:MAX:NEUTRAL; 0:100 if they are percentages)" in hint


def test_a_workbook_is_told_of_no_delimiter(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["", "Roads", "Buses"],
        ["Ash", "Support", "Oppose", "met"],
        ["Elm", "Oppose", "Oppose", "no"],
    ):
        sheet.append(row)
    book.save(tmp_path / "views.xlsx")
    message, hint = _refused(tmp_path / "views.xlsx")
    assert message == "the row has 4 cells, and the header 3"
    assert "--header-row" in hint
    assert "delimiter" not in hint


def test_a_wide_table_with_few_words_is_read_as_the_hint_says(tmp_path: Path) -> None:
    path = tmp_path / "views.csv"
    path.write_text(
        "Region;Organisation;Q 1;Q 2\nN;Ash Ltd;ja;nein\nN;Birch;ja;ja\nS;Cedar;nein;ja\n", encoding="utf-8"
    )
    _, hint = _refused(path)
    words = shlex.split(hint.partition("across: ")[2].partition(" names")[0])
    assert words == ["--answers", "Q 1,Q 2"]
    assert list(load_table(path, TableSettings(answers=(words[1],))).require().issues) == ["Q 1", "Q 2"]


def test_an_error_says_that_ids_name_the_actors(tmp_path: Path) -> None:
    path = tmp_path / "views.csv"
    path.write_text("Ref,Q1,Q2\nTP-1,1,2\nTP-2,2,5\nTP-3,4,1\n", encoding="utf-8")
    assert "actors are named by the column 'Ref': --column actor=COLUMN" in _refused(path)[1]
    path.write_text("Name,Q1,Q2\nAsh,1,2\nElm,2,5\nOak,4,1\n", encoding="utf-8")
    assert "actors are named" not in _refused(path)[1]
