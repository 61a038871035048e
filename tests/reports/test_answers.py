"""Answer data, such as votes and surveys: nobody researches what was not answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main


@pytest.mark.parametrize("command", ["compare", "issues", "gaps"])
def test_what_nobody_answered_is_no_answer(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "votes.csv"
    table.write_text("actor,issue,stance\na,x,yes\nb,x,no\na,y,yes\n", encoding="utf-8")
    assert main([command, "-d", str(table), "--stance", "yes=1,no=-1", "-q"]) == 0
    said = capsys.readouterr().out.lower()
    assert "no answer" in said
    assert main([command, "-d", str(table), "--stance", "yes=1,no=-1", "-q", "--where", "stance=yes"]) == 0
    assert "not researched" not in capsys.readouterr().out.lower()
    assert "not researched" not in said


def test_whole_numbers_of_groups_are_shown_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, actors = tmp_path / "votes.csv", tmp_path / "actors.csv"
    rows = [f"{actor},{issue},yes" for actor in "abcd" for issue in "xyz"]
    table.write_text("\n".join(["actor,issue,stance", *rows]), encoding="utf-8")
    actors.write_text("actor,group\na,1.0\nb,1.0\nc,2.0\nd,2.0\n", encoding="utf-8")
    words = ["compare", "-d", str(table), "--actors", str(actors), "--group-by", "group"]
    assert main([*words, "--stance", "yes=1,no=-1", "-q"]) == 0
    said = capsys.readouterr().out
    assert "Group 1 and group 2 agree on 100% of 12 joint answers of 4 actors" in said
    assert "1.0" not in said
