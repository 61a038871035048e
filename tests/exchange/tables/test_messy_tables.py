"""Tables as forms, surveys and offices make them: who answers, on what, and what is neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_dataset import load_table
from positions.problems import DataError, UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

LIKERT: dict[str, Any] = {"scale": "1:5"}
READ: dict[str, tuple[str, dict[str, Any], dict[str, list[Any]]]] = {
    "a form of Google": (
        "Timestamp,Email Address,Your name,Tolls should rise,Buses should be free\n"
        "2026/03/14 9:30:12 am GMT+1,a@x.org,Ash,Agree,Agree\n"
        "2026/03/14 9:31:12 am GMT+1,b@x.org,Birch,Disagree,Agree\n",
        {},
        {"Ash": ["Agree", "Agree"], "Birch": ["Disagree", "Agree"]},
    ),
    "times with numbers": (
        "Submitted at,Organisation,Tolls,Buses\n14/03/2026 09:30,Ash,1,5\n14/03/2026 09:31,Birch,2,4\n",
        LIKERT,
        {"Ash": [1, 5], "Birch": [2, 4]},
    ),
    "references of an office": (
        "Ref,Respondent,Date received,Q1,Q2\n101,Ash,2026-03-14,yes,no\n102,Birch,2026-03-15,no,no\n",
        {},
        {"Ash": ["yes", "no"], "Birch": ["no", "no"]},
    ),
    "an index without a name": (
        ",Name,Q1,Q2\n0,Ash,1,5\n1,Birch,2,3\n",
        LIKERT,
        {"Ash": [1, 5], "Birch": [2, 3]},
    ),
    "nobody named": (
        "id,submitdate,lastpage,Q1,Q2\n7,2026-03-14,4,4,5\n8,2026-03-15,3,2,3\n",
        LIKERT,
        {"7": [4, 5], "8": [2, 3]},
    ),
    "a survey of SurveyMonkey": (
        "Respondent ID,Name,Tolls should rise,What of buses?,\n"
        ",Open-Ended Response,Response,At night,By day\n"
        "1,Ash,Agree,Disagree,Agree\n2,Birch,Disagree,Disagree,Agree\n",
        {},
        {"Ash": ["Agree", "Disagree", "Agree"], "Birch": ["Disagree", "Disagree", "Agree"]},
    ),
    "headings over several columns": (
        ",Transport,,Housing,\nRespondent,Buses,Tolls,Rents,Density\nAsh,1,2,3,4\nBirch,5,4,3,2\n",
        LIKERT,
        {"Ash": [1, 2, 3, 4], "Birch": [5, 4, 3, 2]},
    ),
    "two names": (
        "First name,Surname,Q1\nPat,Ash,yes\nPat,Birch,yes\nSam,Elm,no\n",
        {},
        {"Pat Ash": ["yes"], "Pat Birch": ["yes"], "Sam Elm": ["no"]},
    ),
    "what is known of people": (
        "Name,Age,Year,Phone,Score total,Q1,Q2,Weight\nAsh,4,3,2,5,1,2,1\nBirch,2,3,4,5,5,4,1\n",
        LIKERT,
        {"Ash": [1, 2], "Birch": [5, 4]},
    ),
    "comments in words of stances": (
        "Respondent,Q1,Q1 comments,Q2,Q2 salience\nAsh,Agree,Agree,Disagree,No\nBirch,Disagree,,Agree,Yes\n",
        {},
        {"Ash": ["Agree", "Disagree"], "Birch": ["Disagree", "Agree"]},
    ),
    "issues down": (
        "Question,Ash,Birch,Cedar\nTolls,5,1,2\nParking,1,2,3\n",
        LIKERT,
        {"Ash": [5, 1], "Birch": [1, 2], "Cedar": [2, 3]},
    ),
    "footers": (
        "Respondent,Q1,Q2\nAsh,yes,no\nBirch,no,yes\n\nn = 2,,\nSource: the council,,\n"
        "Total,1,1\nMean,0.5,50%\n",
        {},
        {"Ash": ["yes", "no"], "Birch": ["no", "yes"]},
    ),
    "its header once more": (
        "Name,Q1,Q2\nAsh,yes,no\nName,Q1,Q2\nBirch,no,yes\n",
        {},
        {"Ash": ["yes", "no"], "Birch": ["no", "yes"]},
    ),
    "words of another language": (
        "Zeitstempel;Organisation;Tempo;Busse\n14.03.2026 09:00;Ahorn;stimme zu;neutral\n"
        "14.03.2026 10:00;Birke;lehne ab;stimme zu\n15.03.2026 10:00;Zeder;lehne ab;neutral\n"
        "15.03.2026 11:00;Ulme;stimme zu;neutral\n",
        {},
        {
            "Ahorn": ["stimme zu", "neutral"],
            "Birke": ["lehne ab", "stimme zu"],
            "Zeder": ["lehne ab", "neutral"],
            "Ulme": ["stimme zu", "neutral"],
        },
    ),
    "a person called Max": ("Name,Q1,Q2\nAsh,1,2\nMax,3,1\n", LIKERT, {"Ash": [1, 2], "Max": [3, 1]}),
    "a company whose name begins with Total": (
        "Company,Q1,Q2\nTotal Energies,5,1\nShell,4,2\nSD,1,1\nAsh,1,2\n",
        LIKERT,
        {"Total Energies": [5, 1], "Shell": [4, 2], "SD": [1, 1], "Ash": [1, 2]},
    ),
    "answers that all differ": (
        "Name,Q1,Q2\nAsh,Strongly agree,Agree\nBirch,Agree,Agree\nCedar,Neutral,Agree\nDale,Disagree,Agree\n"
        "Elm,Strongly disagree,Neutral\n",
        {},
        {
            "Ash": ["Strongly agree", "Agree"],
            "Birch": ["Agree", "Agree"],
            "Cedar": ["Neutral", "Agree"],
            "Dale": ["Disagree", "Agree"],
            "Elm": ["Strongly disagree", "Neutral"],
        },
    ),
    "dates with a history": (
        "Name,Date,Q1,Q2\nPat,2026-01-01,yes,no\nPat,2026-02-01,no,no\nSam,2026-01-01,no,no\n",
        {},
        {"Pat": ["yes", "no", "no", "no"], "Sam": ["no", "no"]},
    ),
}
REFUSED = {
    "counts of answers": (
        "Question,Agree,Disagree,Neutral\nTolls,10,5,2\nBuses,3,1,4\n",
        {"scale": "0:20"},
        "are answers, not what they are on",
        "does not say who",
    ),
    "another's words for a long table": (
        "Who,Topic,Position,Quote\nAsh,Tolls,support,We do\nBirch,Tolls,oppose,No\n",
        {},
        "no columns 'actor', 'issue' and 'stance'",
        "--column actor=Who,issue=Topic,stance=Position",
    ),
    "one column": (
        "Name,Tolls,Town,Views\nAsh,5,a,x\nBirch,2,b,y\nCedar,1,c,z\n",
        LIKERT,
        "only the column 'Tolls'",
        "--answers Tolls",
    ),
    "both orders of dates": (
        "actor,issue,stance,date\nAsh,T,support,13/04/2026\nAsh,T,oppose,04/25/2026\n",
        {},
        "has 13/04/2026, with the day first, and 04/25/2026, with the month first",
        "write them all in one way",
    ),
    "an error in a cell": (
        "Name,Q1,Q2\nAsh,yes,#N/A\nBirch,no,yes\n",
        {},
        "holds the error #N/A",
        '--stance "#N/A=missing"',
    ),
    "one person twice": (
        "Timestamp,Your name,Q1,Q2\n2026-03-14,Ash,Agree,Agree\n2026-03-15,Ash,Disagree,Agree\n"
        "2026-03-15,Elm,Agree,Agree\n",
        {},
        "'Ash' is in line 2 too",
        '--column "actor=Your name+Timestamp"',
    ),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def stances(dataset: Any) -> dict[str, list[Any]]:
    return {
        actor.name: [entry.stance for cell in actor.positions.values() for entry in cell]
        for actor in dataset.stakeholders.values()
    }


@pytest.mark.parametrize("name", READ)
def test_who_says_what_is_found_and_said(name: str, tmp_path: Path) -> None:
    text, options, expected = READ[name]
    path = written(tmp_path, text)
    with pytest.warns(positions.RemarkWarning, match=r"[Aa]ctors are "):
        found = positions.load(path, **options)
    read = {
        who: sorted(str(stance).casefold() for stance in said) for who, said in stances(found.dataset).items()
    }
    assert read == {who: sorted(str(stance).casefold() for stance in said) for who, said in expected.items()}
    imported = positions.import_(path, **options)
    assert stances(imported.dataset) == stances(found.dataset)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_unclear_is_refused_with_what_to_type(name: str, tmp_path: Path) -> None:
    text, options, message, hint = REFUSED[name]
    with pytest.raises(DataError) as caught:
        positions.load(written(tmp_path, text), **options)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert hint in str(problem.hint)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(READ["footers"][0], encoding="utf-8")
    said = " ".join(load_table(tmp_path / "t.csv").remarks)
    for text, line in (("n = 2", 5), ("Source: the council", 6), ("Total", 7), ("Mean", 8)):
        assert f"{text!r} (line {line})" in said


def test_rows_with_a_name_alone_are_said(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Q1,Q2\nAsh,Agree,Agree\nIndustry,,\nCedar,Disagree,Agree\n")
    assert any("Actors without an answer: 'Industry'" in remark for remark in load_table(path).remarks)


def test_what_a_mapping_names_and_a_table_lacks_says_what_to_name(tmp_path: Path) -> None:
    path = written(
        tmp_path, "party_id,party,country,year,eu_position,lrgen\n1,A,x,2019,7,3\n2,B,x,2019,2,8\n"
    )
    with pytest.raises(DataError) as caught:
        positions.load(path, mapping="ches")
    assert "--answers COLUMNS takes others" in str(caught.value.problems[0].hint)
    trend = positions.load(path, mapping="ches", column={"date": "year"}, answers="eu_position,lrgen")
    assert [issue.scale is not None for issue in trend.dataset.issues.values()] == [True, False]


@pytest.mark.parametrize("options", [{}, {"mapping": "scrutins"}])
def test_a_scrutin_as_json_is_refused_by_what_it_is(options: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "VTANR5L17V1.json"
    path.write_text(
        '{"scrutin": {"numero": "1", "ventilationVotes": {"organe": {"groupes": {"groupe": []}}}}}'
    )
    with pytest.raises(UsageError, match="scrutin of the Assemblée nationale"):
        positions.import_(path, **options)


def test_influence_in_a_wide_table_is_the_actors_own(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,Influence,Tolls,Buses\nAsh,"2,5",1,2\nBirch,50%,3,4\n')
    dataset = positions.load(path, **LIKERT).dataset
    assert [actor.influence for actor in dataset.stakeholders.values()] == [2.5, 50]
    assert list(dataset.issues) == ["Tolls", "Buses"]


def test_errors_of_a_workbook_are_told_where_they_are_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["actor", "issue", "stance"], ["#N/A", "a", "yes"], ["x", "a", "#REF!"], ["y", "a", "no"]):
        book.active.append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    with pytest.raises(DataError) as caught:
        load_table(path)
    assert [found.location and found.location.line for found in caught.value.problems] == [2, 3]
    request = ImportRequest(path, TableSettings(), skip_bad=True)
    assert list(import_file(request).dataset.stakeholders) == ["y"]


def test_rows_without_a_name_can_be_skipped(tmp_path: Path) -> None:
    text = "actor,kind,Q1,Q2\nAsh,a,yes,no\n,b,no,no\nBirch,a,no,yes\n"
    request = ImportRequest(written(tmp_path, text), TableSettings(), skip_bad=True)
    imported = import_file(request)
    assert stances(imported.dataset) == {"Ash": ["yes", "no"], "Birch": ["no", "yes"]}
    assert imported.skipped == 1


WORDS = ["Agree", "Disagree", "Neutral", ""]


@given(
    answers=st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=3), min_size=2, max_size=6),
    before=st.lists(st.sampled_from(["Timestamp", "ID", "Email"]), unique=True),
    after=st.lists(st.sampled_from(["Comments", "Age", "IP address", "Weight"]), unique=True),
    total=st.booleans(),
)
@settings(max_examples=examples(40), deadline=None)
def test_what_a_form_adds_changes_no_answer(
    tmp_path_factory: pytest.TempPathFactory,
    answers: list[list[str]],
    before: list[str],
    after: list[str],
    total: bool,
) -> None:
    held = {"Timestamp": "2026-03-14 09:{:02}", "ID": "{}", "Email": "a{}@x.org"}
    held |= {"Comments": "Agree", "Age": "4{}", "IP address": "10.0.0.{}", "Weight": "1"}
    answers = [*answers, ["Agree", "Disagree", "Neutral"], ["Disagree", "Agree", "Agree"]]
    names = [f"Office {chr(65 + at)}" for at in range(len(answers))]
    lines = [",".join([*before, "Respondent", "Tolls", "Buses", "Vans", *after])]
    for at, (name, said) in enumerate(zip(names, answers, strict=True)):
        cells = [
            *(held[one].format(at) for one in before),
            name,
            *said,
            *(held[one].format(at) for one in after),
        ]
        lines.append(",".join(cells))
    if total:
        lines.append(",".join([*("" for _ in before), "Total", "1", "2", "3"]))
    path = written(tmp_path_factory.mktemp("t"), "\n".join(lines) + "\n")
    dataset = positions.load(path).dataset
    for name, said in zip(names, answers, strict=True):
        held_now = dataset.stakeholders[name].positions
        expected = {
            issue: text.casefold()
            for issue, text in zip(("Tolls", "Buses", "Vans"), said, strict=True)
            if text
        }
        assert {issue: str(cell[0].stance).casefold() for issue, cell in held_now.items()} == expected
    assert set(dataset.stakeholders) == set(names)


@pytest.mark.parametrize("at", [1, 2, 4])
@pytest.mark.parametrize("name", ["Total", "All respondents", "Overall", "Total (n=3)", "MEAN", "Total n=3"])
def test_totals_are_left_out_wherever_they_stand(name: str, at: int, tmp_path: Path) -> None:
    lines = ["Organisation,Housing,Jobs", "Ash,10,20", "Birch,15,25", "Cedar,40,10"]
    lines.insert(at, f"{name},65,55")
    file = tmp_path / "table.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.warns(positions.RemarkWarning, match="total") as said:
        dataset = positions.load(file, scale="0:100").dataset
    assert [actor.name for actor in dataset.stakeholders.values()] == ["Ash", "Birch", "Cedar"]
    assert any(f"{name!r} (line {at + 1})" in str(one.message) for one in said)
