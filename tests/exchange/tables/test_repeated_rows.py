"""Rows of a wide table with one name: who answers otherwise is somebody else; no merging goes unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

import positions
from positions.dataset.models import Dataset
from positions.problems import DataError, RemarkWarning

STANCES = "agree=1,neutral=0,disagree=-1"


def read(folder: Path, text: str, **options: str) -> Dataset:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return positions.import_(file, type="wide", stance=STANCES, **options).dataset  # type: ignore[arg-type]  # options of tables


@pytest.mark.filterwarnings("ignore::positions.RemarkWarning")
def test_two_of_one_name_are_one_line_with_what_keeps_them_apart(tmp_path: Path) -> None:
    text = """name,email,Q1,Q2,Q3
Ann Lee,a@x,agree,disagree,agree
Bo,b@x,agree,agree,disagree
Ann  Lee,c@x,disagree,disagree,disagree
"""
    with pytest.raises(DataError) as error:
        read(tmp_path, text)
    (problem,) = error.value.problems
    assert problem.location is not None
    assert problem.location.line == 4
    assert problem.message == "'Ann  Lee' is in line 2 too, with another stance on 'Q1', 'Q3'"
    assert problem.hint == "if they are several, keep them apart with --column actor=name+email"
    found = read(tmp_path, text, column="actor=name+email")
    assert [len(actor.positions) for actor in found.stakeholders.values()] == [3, 3, 3]
    assert len(found.stakeholders) == 3


@pytest.mark.filterwarnings("ignore::positions.RemarkWarning")
def test_without_a_column_that_differs_an_id_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read(tmp_path, "name,Q1,Q2\nAnn,agree,agree\nBo,agree,agree\nAnn,agree,disagree\n")
    said = (
        "if they are several, give each an id in a column, and read it with --column actor=ID,actor_name=name"
    )
    assert [problem.hint for problem in error.value.problems] == [said]
    ids = "id,name,Q1,Q2\na1,Ann,agree,agree\nb,Bo,agree,agree\na2,Ann,agree,disagree\n"
    found = read(tmp_path, ids, column="actor=id,actor_name=name")
    assert [actor.name for actor in found.stakeholders.values()] == ["Ann", "Bo", "Ann"]


def test_rows_that_agree_are_one_and_this_is_said(tmp_path: Path) -> None:
    with pytest.warns(RemarkWarning) as said:
        found = read(tmp_path, "name,Q1,Q2\nAnn,agree,\nBo,agree,agree\nAnn,Agree,disagree\n")
    assert len(found.stakeholders) == 2
    assert any(
        "Rows with one name are read as one actor: 'Ann' (lines 2, 4)" in str(one.message) for one in said
    )


def test_a_longer_row_is_no_row_of_that_name(tmp_path: Path) -> None:
    with pytest.warns(RemarkWarning) as said:
        found = read(tmp_path, "name,Q1\nAnn,agree\nBo,agree\nAnn,disagree,agree\n", skip_bad=True)  # type: ignore[arg-type]
    assert len(found.stakeholders) == 2
    assert not any("Rows with one name" in str(one.message) for one in said)


@pytest.mark.filterwarnings("ignore::positions.RemarkWarning")
def test_issues_down_have_their_names_once_too(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read(tmp_path, "issue,Ann,Bo\nQ1,agree,agree\nQ1,disagree,agree\n", transpose=True)  # type: ignore[arg-type]
    assert [problem.message for problem in error.value.problems] == [
        "'Q1' is in line 2 too, with another stance on 'Ann'"
    ]


@pytest.mark.filterwarnings("ignore::positions.RemarkWarning")
def test_dated_rows_of_one_name_are_a_history(tmp_path: Path) -> None:
    text = "name,date,Q1,Q2\nAnn,2019,agree,agree\nAnn,2020,disagree,agree\n"
    (ann,) = read(tmp_path, text).stakeholders.values()
    assert len(ann.positions["Q1"]) == 2
