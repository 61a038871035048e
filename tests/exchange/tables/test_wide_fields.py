"""Wide tables: what is an answer, what is about the actor, and what is neither."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from positions.dataset.models import Dataset
from positions.exchange.tables.settings import TableSettings, parse_scale, parse_stances
from positions.exchange.tables.table_dataset import LoadedTable, load_table
from positions.problems import DataError, UsageError

LIKERT = TableSettings(scale=parse_scale("1:5"))
REASON = "We would rather that the buses ran at night, on weekdays and at weekends alike."

CONSULTATION = f"""\
Respondent,Organisation type,Joined,Q1,Q1 comments,"Buses, at night"
Ash,Business,1987,Agree,"{REASON}",Disagree
Birch,Charity,2001,Strongly disagree,,Agree
Cedar,Business,2010,Neither agree nor disagree,No comment.,
"""
SURVEY = """\
who,age,ward,q1,q2,q3
A,34,North,1,5,2
B,51,South,4,4,3
C,19,North,9,1,
"""


def loaded(folder: Path, text: str, settings: TableSettings | None = None) -> LoadedTable:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return load_table(path, settings)


def stances(dataset: Dataset) -> dict[str, dict[str, object]]:
    return {
        name: {issue: cell[0].stance for issue, cell in actor.positions.items()}
        for name, actor in dataset.stakeholders.items()
    }


def test_metadata_and_free_text_are_no_issues(tmp_path: Path) -> None:
    read = loaded(tmp_path, CONSULTATION)
    dataset = read.require()
    assert list(dataset.issues) == ["Q1", "Buses, at night"]
    assert dataset.stakeholders["Cedar"].attributes["Organisation type"] == "Business"
    (said,) = [remark for remark in read.remarks if remark.startswith("Not taken for issues")]
    assert "'Organisation type' (called as what forms add)" in said
    assert "'Joined' (no words for or against" in said
    assert "'Q1 comments' (beside the answers of another column)" in said
    assert "--answers" in said
    offered = read.remarks[-1].partition('--stance "')[2].partition('"')[0]
    told = loaded(tmp_path, CONSULTATION, TableSettings(stances=parse_stances([offered])))
    assert list(told.require().issues) == ["Q1", "Buses, at night"]
    assert told.require().scale.side(told.require().scale.labels["Strongly disagree"]) == -1


def test_numbers_outside_the_scale_are_no_answers_and_a_bad_cell_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, SURVEY, LIKERT)
    (problem,) = caught.value.problems
    assert problem.message.startswith("in the column 'q1': 9 is not on the scale")
    assert "--stance 9=missing" in str(problem.hint)
    read = loaded(tmp_path, SURVEY, replace(LIKERT, stances={"9": "missing"}))
    assert stances(read.require()) == {
        "A": {"q1": 1, "q2": 5, "q3": 2},
        "B": {"q1": 4, "q2": 4, "q3": 3},
        "C": {"q2": 1},
    }
    assert read.require().stakeholders["A"].attributes["ward"] == "North"
    assert "'age' (called as what forms add)" in " ".join(read.remarks)


@pytest.mark.parametrize(
    ("answers", "issues"),
    [
        (("q1,q3",), ["q1", "q3"]),
        (("q1:q3",), ["q1", "q2", "q3"]),
        (("not:age", "not:ward"), ["q1", "q2", "q3"]),
        (("q2:q3", "not:q3"), ["q2"]),
    ],
)
def test_the_columns_of_answers_can_be_said(
    tmp_path: Path, answers: tuple[str, ...], issues: list[str]
) -> None:
    settings = replace(LIKERT, stances={"9": "missing"}, answers=answers)
    assert list(loaded(tmp_path, SURVEY, settings).require().issues) == issues


def test_a_comma_in_a_question_is_part_of_it(tmp_path: Path) -> None:
    settings = TableSettings(answers=("Q1,Buses, at night",))
    assert list(loaded(tmp_path, CONSULTATION, settings).require().issues) == ["Q1", "Buses, at night"]
    settings = TableSettings(answers=("Buses, at night",))
    assert list(loaded(tmp_path, CONSULTATION, settings).require().issues) == ["Buses, at night"]


def test_fields_of_a_wide_table(tmp_path: Path) -> None:
    text = (
        "id,Party,Said on,Paper,Night buses,Tolls\n7,Green,3/14/2026,Echo,yes,no\n8,Blue,3/2/2026,Echo,no,\n"
    )
    columns = {"kind": "Party", "date": "Said on", "source": "Paper"}
    settings = TableSettings(columns=columns, stances={"yes": 1.0, "no": -1.0})
    read = loaded(tmp_path, text, settings)
    dataset = read.require()
    assert [actor.kind for actor in dataset.stakeholders.values()] == ["Green", "Blue"]
    entry = dataset.stakeholders["8"].positions["Night buses"][0]
    assert (entry.stance, str(entry.date), entry.evidence[0].source) == ("no", "2026-03-02", "Echo")
    assert "Dates in the column 'Said on' are read as month/day/year." in read.remarks


def test_what_contradicts_each_other_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--answers is for wide tables"):
        loaded(tmp_path, SURVEY, replace(LIKERT, columns={"stance": "q1"}, answers=("q1",)))
    with pytest.raises(DataError, match="no column 'q9'"):
        loaded(tmp_path, SURVEY, replace(LIKERT, answers=("q9",)))
    with pytest.raises(UsageError, match="stands before"):
        loaded(tmp_path, SURVEY, replace(LIKERT, answers=("q3:q1",)))


def test_an_accidental_column_is_one_message_and_not_one_a_cell(tmp_path: Path) -> None:
    rows = "".join(f"{row},1,{7 if row % 3 else 2}\n" for row in range(1, 31))
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, "who,q1,q2\n" + rows, replace(LIKERT, answers=("q1:q2",)))
    assert len(caught.value.problems) == 4
    assert "17 more cells" in caught.value.problems[-1].message


def test_a_stray_column_says_how_to_read_the_table_without_it(tmp_path: Path) -> None:
    text = "Name,Q1,Q2,Q3\nAnn,1,2,well\nBo,3,4,\nCy,5,5,\n"
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, text, LIKERT)
    (problem,) = caught.value.problems
    assert "in the column 'Q3'" in problem.message
    assert "--answers Q1:Q2 names those that are" in str(problem.hint)
    assert len(loaded(tmp_path, text, replace(LIKERT, answers=("Q1:Q2",))).require().issues) == 2


def test_two_persons_of_one_name(tmp_path: Path) -> None:
    text = "Name,District,q1,q2\nLee,North,1,2\nLee,South,3,4\n"
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, text, replace(LIKERT, answers=("q1:q2",)))
    assert "--column actor=Name+District" in str(caught.value.problems[0].hint)
    joined = replace(LIKERT, columns={"actor": "Name+District"}, answers=("q1:q2",))
    assert list(stances(loaded(tmp_path, text, joined).require())) == ["Lee-North", "Lee-South"]


def test_composite_ids_keep_two_chambers_apart(tmp_path: Path) -> None:
    text = "who,chamber,roll,vote\nA,House,1,yes\nA,Senate,1,no\n"
    columns = {"actor": "who", "issue": "chamber+roll", "stance": "vote"}
    assert stances(loaded(tmp_path, text, TableSettings(columns=columns)).require()) == {
        "A": {"House-1": "yes", "Senate-1": "no"}
    }
    with pytest.raises(DataError, match="no column 'role'"):
        loaded(tmp_path, text, TableSettings(columns={**columns, "issue": "chamber+role"}))


def test_a_group_that_changes_is_kept_with_each_answer(tmp_path: Path) -> None:
    text = "actor,issue,stance,party\nA,x,yes,Red\nA,y,no,Blue\nB,x,no,Red\nB,y,no,Red\n"
    read = loaded(tmp_path, text, TableSettings(columns={"group": "party"}))
    changed = read.require().stakeholders["A"]
    assert [cell[0].attributes for cell in changed.positions.values()] == [
        {"group": "Red"},
        {"group": "Blue"},
    ]
    steady = loaded(tmp_path, text.replace("Blue", "Red"), TableSettings(columns={"group": "party"}))
    assert steady.require().stakeholders["A"].attributes == {"group": "Red"}
    assert steady.plain


def test_coded_segments_are_no_wide_table(tmp_path: Path) -> None:
    rows = "".join(f"Paper {row},Tolls,We say so {row}\n" for row in range(3))
    with pytest.raises(UsageError, match="coded segments") as caught:
        loaded(tmp_path, "Document name,Code,Segment\n" + rows)
    assert "--mapping coded-segments" in str(caught.value.hint)


def test_an_answer_is_grouped_by_what_held_then(tmp_path: Path) -> None:
    import positions

    rows = "A,x,yes,Red\nA,y,no,Blue\nB,x,yes,Red\nB,y,yes,Red\nC,x,no,Blue\nC,y,no,Blue\n"
    path = tmp_path / "t.csv"
    path.write_text(f"actor,issue,stance,party\n{rows}", encoding="utf-8")
    with pytest.warns(positions.RemarkWarning):
        study = positions.load(path, column={"group": "party"}, stance={"yes": 1, "no": -1})
    result = positions.compare(study, group_by="group")
    held = {row["group"]: row["answers"] for row in result.rows("groups")}
    assert held == {"Red": 3, "Blue": 3}  # A on x with B, A on y with C
    agreement = result.matrix("agreement")
    assert (agreement["Red"]["Red"], agreement["Blue"]["Blue"], agreement["Red"]["Blue"]) == (1, 1, 0)
    assert "1 stakeholder changed 'group'" in " ".join(result.report.notes)
