"""`positions rename ... --merge`: two become one, with all that was said, or nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions import editing
from positions.cli import main
from positions.dataset.load import load

DATA = """\
format: 1
title: T   # kept
issues:
  bus: {title: Bus}
  coach: {title: Coach, was: [motorbus]}
  rail: {title: Rail}
sources:
  s: {title: S, date: 2016}
stakeholders:
  town:
    name: Town
    short: Town
    positions:
      bus:
        stance: support   # kept too
        date: 2015
      rail: oppose
  city:
    name: City
    was: [borough]
    influences: {union: 2}
    positions:
      bus:
        - {stance: oppose, date: 2017}
        - {stance: support, date: 2015}
      coach:
        stance: support
        condition: {text: if cheap, needs: {bus: for}}
  union:
    name: Union
    influences: {city: 1}
    member_of: [city]
    positions:
      rail:
        stance: support
        condition: {text: c, needs: {coach: against}}
      coach: {stance: oppose, evidence: [{source: s, quote: no}]}
      bus: {stance: oppose, date: 2018}
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "stakeholders.yaml"
    path.write_text(DATA)
    monkeypatch.chdir(tmp_path)
    return path


def test_two_actors_become_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "actor", "city", "town", "--merge"]) == 0
    assert capsys.readouterr().err.startswith(
        "Merged: stakeholder city is now a part of town, in stakeholders"
    )
    dataset = load(data).require()
    town, union = dataset.stakeholders["town"], dataset.stakeholders["union"]
    assert list(dataset.stakeholders) == ["town", "union"]
    assert [(entry.stance, str(entry.date)) for entry in town.positions["bus"]] == [
        ("support", "2015"),
        ("oppose", "2017"),
    ]
    assert [entry.stance for entry in town.positions["coach"]] == ["support"]
    assert town.was == ("borough", "city")
    assert (union.influences, union.member_of) == ({"town": 1}, ("town",))
    text = data.read_text()
    assert "# kept\n" in text
    assert "# kept too" in text
    assert main(["check"]) == 0
    assert main(["undo"]) == 0
    assert data.read_text() == DATA


def test_python_does_the_same(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "data.yaml"
    other.parent.mkdir()
    other.write_text(DATA)
    assert main(["rename", "actor", "city", "town", "--merge", "-d", str(other)]) == 0
    editing(data).rename_actor("city", "Town", merge=True)
    assert data.read_text() == other.read_text()


def test_two_issues_become_one(data: Path) -> None:
    assert main(["remove", "position", "city", "coach"]) == 0  # undated, beside dated ones
    assert main(["rename", "issue", "coach", "bus", "--merge"]) == 0
    dataset = load(data).require()
    union = dataset.stakeholders["union"].positions
    assert list(dataset.issues) == ["bus", "rail"]
    assert dataset.issues["bus"].was == ("motorbus", "coach")
    assert [(entry.stance, entry.evidence != ()) for entry in union["bus"]] == [
        ("oppose", False),
        ("oppose", True),
    ]
    condition = union["rail"][0].condition
    assert condition is not None
    assert condition.needs == {"bus": "against"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["actor", "city", "union", "--merge"], "Union on Coach (support)"),
        (["issue", "coach", "bus", "--merge"], "City on Bus (support)"),
        (["issue", "bus", "rail", "--merge"], "Town on Rail"),
        (["actor", "city", "city", "--merge"], "is one already"),
        (["actor", "city", "nobody", "--merge"], "nobody"),
        (["actor", "city", "town"], "already"),
    ],
)
def test_what_cannot_be_put_in_order_is_listed(
    words: list[str], says: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rename", *words]) == 2
    assert says in capsys.readouterr().err
    assert data.read_text() == DATA


def test_a_former_id_may_be_forgotten(data: Path) -> None:
    assert main(["rename", "actor", "city", "town", "--merge", "--forget"]) == 0
    assert load(data).require().stakeholders["town"].was == ()


def test_what_is_not_taken_over_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "actor", "city", "town", "--merge"]) == 0
    said = capsys.readouterr().err
    assert "Not taken over from city: name 'City', influences {'union': 2}. " in said
    assert "To add it: positions set stakeholder town" in said
