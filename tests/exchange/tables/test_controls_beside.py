"""Control characters in what stands beside a table: read by `import` and `-d` alike, and reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_dataset import load_table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("v.csv").write_text("actor,issue,stance\nA,R1,support\nB,R1,oppose\n")
    return tmp_path


def _import(*options: str) -> str:
    assert main(["import", *options, "-o", "o.yaml"]) == 0
    return Path("o.yaml").read_text(encoding="utf-8")


def test_an_issue_with_a_control_character_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("i.csv").write_text('issue,text\nR1,"17-45\x08fine"\n')
    assert "proposition: 17-45 fine" in _import("v.csv", "--issues", "i.csv")
    assert "i.csv has control characters, each read as a space: line 2." in capsys.readouterr().err
    read = load_table(Path("v.csv"), TableSettings(issues=Path("i.csv"))).require()
    assert read.issues["R1"].proposition == "17-45 fine"


def test_an_actor_with_control_characters_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_bytes(b'actor,note,wi\x07ng\nA,"one\r\ntwo",le\x0bft\nB,,\n')
    written = _import("v.csv", "--actors", "a.csv")
    assert "wi ng: le ft" in written
    assert 'note: "one\\ntwo"' in written
    assert "each read as a space: line 2." in capsys.readouterr().err


def test_a_heading_with_a_control_character_is_read(folder: Path) -> None:
    Path("t.csv").write_text("actor,issue,stance,actor.wi\x07ng\nA,R1,support,left\nB,R1,oppose,right\n")
    assert "wi ng: left" in _import("t.csv")


def test_a_comment_of_polis_with_a_control_character_is_read(folder: Path) -> None:
    votes = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
    Path("participants-votes.csv").write_text(f"{votes}0,0,0,2,1,1,1,-1\n1,0,0,2,1,1,-1,1\n")
    Path("comments.csv").write_text("comment-id,comment-body\n0,so\x08 so\n1,no\n")
    assert "so so" in _import("participants-votes.csv")
