"""`positions set`, `remove`, `undo`, `redo`, and what `add` has learnt, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main
from positions.dataset.load import load
from positions.dataset.models import Dataset

TEXT = """format: 1
title: Roads
issues:
  roads: {title: Roads, proposition: Build roads}   # the first
  rail: {title: Rail, proposition: Build rail}
sources:
  report: {title: Report, date: 2017}
stakeholders:
  lga:
    name: Local Government Association
    short: LGA
    positions:
      roads: support   # short
      rail:
        stance: oppose
        condition: {text: if roads come, needs: {roads: for}}
        evidence:
          - source: report
            quote: no rail
          - source: report
            locator: page 2
  ccn:
    name: County Councils Network
    short: CCN
    member_of: [lga]
    positions:
      rail:
        - {stance: support, date: 2016}
        - {stance: oppose, date: 2017-03}
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "stakeholders.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def read(path: Path) -> Dataset:
    return load(path).require()


def run(words: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert main(words.split()) == code
    return capsys.readouterr().err


def test_fields_of_a_position(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run("set position lga roads --stance oppose --date 2019 --confidence low", capsys)
    assert said == "Set: LGA on Roads: date, confidence, stance (stakeholders.yaml:13)\n"
    assert "roads: support   # short" not in path.read_text("utf-8")
    (entry,) = read(path).stakeholders["lga"].positions["roads"]
    assert (entry.stance, str(entry.date), entry.confidence) == ("oppose", "2019", "low")
    run("set position LGA Roads --clear date,confidence", capsys)
    (entry,) = read(path).stakeholders["lga"].positions["roads"]
    assert (entry.stance, entry.date, entry.confidence) == ("oppose", None, None)


def test_fields_of_evidence_and_of_a_condition(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("set position lga rail --evidence 1 --locator p3 --clear quote", capsys)
    said = run("set position lga rail --condition only-so", capsys)
    assert "The condition still needs roads=for" in said
    (entry,) = read(path).stakeholders["lga"].positions["rail"]
    assert (entry.evidence[0].locator, entry.evidence[0].quote) == ("p3", None)
    assert entry.condition is not None
    assert (entry.condition.text, entry.condition.needs) == ("only-so", {"roads": "for"})
    assert "choose one: --evidence N" in run("set position lga rail --locator p9", capsys, 2)


def test_one_of_several_entries(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there are 2 entries: 1: support, 2016; 2: oppose, 2017-03" in run(
        "set position ccn rail --note x", capsys, 2
    )
    run("set position ccn rail --entry 2017-03 --note x", capsys)
    run("remove position ccn rail --entry 1", capsys)
    (entry,) = read(path).stakeholders["ccn"].positions["rail"]
    assert (entry.stance, entry.note) == ("oppose", "x")


def test_fields_of_parts_and_both_words_for_actors(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("set actor ccn --short Counties --member-of LGA", capsys).startswith("Set: stakeholder ccn: ")
    run("set stakeholder ccn --clear member-of --influence 40", capsys)
    run("set issue Rail --weight 2 --tag a,b", capsys)
    run("set source report --url https://example.org --clear date", capsys)
    dataset = read(path)
    actor, issue, source = dataset.stakeholders["ccn"], dataset.issues["rail"], dataset.sources["report"]
    assert (actor.short, actor.member_of, actor.influence) == ("Counties", (), 40)
    assert (issue.weight, issue.tags) == (2, ("a", "b"))
    assert (source.url, source.date) == ("https://example.org", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("set", "set what?"),
        ("set issue rail", "no new value is given"),
        ("set issue rail --clear title", "--clear title: there has to be one"),
        ("set issue rail --clear wieght", "did you mean 'weight'?"),
        ("set issue rail --title X --clear title", "the field is also given a value"),
        ("set issue rail --weight 0", "--weight must be"),
        ("set position lga roads --stance suport", "did you mean 'support'?"),
        ("set position ccn roads --note x", "there is no position"),
        ("set position ccn rail --entry 3 --note x", "there is no entry 3"),
        ("set position ccn rail --entry 2018 --note x", "there is no entry of 2018"),
        ("set position ccn rail --entry last --note x", "is not a date"),
        ("remove", "remove what?"),
        ("remove position ccn roads", "there is no position"),
        ("remove evidence lga rail 3", "there is no evidence number 3 (the entry has 2)"),
        (
            "remove issue roads",
            "is still used: the position of LGA, what the condition of LGA on Rail needs",
        ),
        ("remove actor lga", "its position on Roads, its position on Rail, the membership of CCN"),
        ("remove source report", "2 pieces of evidence for LGA on Rail"),
        ("undo", "there is no edit to undo"),
        ("redo", "there is no undone edit to redo"),
        ("undo 0", "0 is less than 1"),
        ("add evidence lga roads", "missing: --source"),
        ("add evidence ccn roads --source report", "there is no position"),
        ("add position lga,nobody roads support", "there is no stakeholder 'nobody'"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    words: str, said: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in run(words, capsys, 2)
    assert path.read_text("utf-8") == TEXT


def test_a_removed_part_takes_what_refers_to_it_where_that_is_asked_for(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("remove issue roads --with-positions", capsys)
    dataset = read(path)
    assert list(dataset.issues) == ["rail"]
    (entry,) = dataset.stakeholders["lga"].positions["rail"]
    assert entry.condition is not None
    assert entry.condition.needs == {}
    run("remove source report --with-positions", capsys)
    assert not read(path).stakeholders["lga"].positions
    run("remove stakeholder lga --with-positions", capsys)
    assert read(path).stakeholders["ccn"].member_of == ()
    run("undo 3", capsys)
    assert path.read_text("utf-8") == TEXT


def test_undo_says_what_it_undoes_and_redo_what_it_makes_again(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("set issue rail --title Trains", capsys)
    run("remove position lga roads", capsys)
    after = path.read_bytes()
    assert main(["undo", "--list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("  1  positions remove position lga roads (")
    assert second.startswith("  2  positions set issue rail --title Trains (")
    assert run("undo", capsys).startswith("Undone: positions remove position lga roads (")
    assert run("undo", capsys).startswith("Undone: positions set issue rail --title Trains (")
    assert path.read_text("utf-8") == TEXT
    assert run("redo 2", capsys).count("Made again: positions ") == 2
    assert path.read_bytes() == after
    assert main(["undo", "--dry-run"]) == 0
    assert "\n+      roads: support   # short\n" in capsys.readouterr().out
    assert path.read_bytes() == after


def test_what_the_journal_says_is_shown_and_not_obeyed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", "issue", "rail", "--note", "\x1b[31mred"]) in (0, 1, 2)
    capsys.readouterr()
    run("set issue rail --title Trains", capsys)
    (record,) = (path.parent / ".positions").glob("0*.json")
    record.write_text(record.read_text("utf-8").replace("Trains", "\\u001b[31mTrains"), "utf-8")
    main(["undo", "--list"])
    assert "\x1b" not in capsys.readouterr().out


def test_evidence_is_added_to_a_position_that_stands(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "evidence", "lga", "roads", "--source", "Report", "--quote", "more  roads"]) == 0
    assert capsys.readouterr().err.startswith("Added: evidence for LGA on Roads (stakeholders.yaml:")
    (entry,) = read(path).stakeholders["lga"].positions["roads"]
    assert [(item.source, item.quote) for item in entry.evidence] == [("report", "more roads")]
    run("remove evidence lga roads 1", capsys)
    (entry,) = read(path).stakeholders["lga"].positions["roads"]
    assert entry.evidence == ()


def test_a_joint_statement(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("remove position lga roads", capsys)
    said = run("add position lga,CCN roads oppose --source report --locator p1", capsys)
    assert said.startswith("Added: LGA, CCN on Roads: oppose (")
    actors = read(path).stakeholders
    assert actors["lga"].positions["roads"] == actors["ccn"].positions["roads"]
    run("undo", capsys)
    assert "roads" not in read(path).stakeholders["ccn"].positions
