"""Names that a dataset withholds: shown to the team alone, and found wherever the dataset gives them away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import positions
from positions.cli import main
from positions.dataset.audience.leaks import check_names
from positions.dataset.audience.names import RealName, occurrences, read_names
from positions.dataset.load import load
from positions.problems import PositionsError, UsageError

DATA = """\
format: 1
title: T
issues: {i: {title: I}, j: {title: J}}
sources: {s: {title: S, text: talk.txt}}
stakeholders:
  r1: {name: Respondent 1, short: R1, positions: {i: support, j: oppose}}
  r2: {name: Respondent 2, short: R2, positions: {i: {stance: oppose, note: "said it", private: true}}}
"""
NAMES = "r1: Anna Müller\nr2: {name: Ben Ode, short: Ode, ids: [4711, ben@example.org]}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "set"
    home.mkdir()
    (home / "data.yaml").write_text(DATA, encoding="utf-8")
    (home / "talk.txt").write_text("A talk.\n", encoding="utf-8")
    (tmp_path / "names.yaml").write_text(NAMES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return home


def test_the_team_sees_real_names_and_a_statement(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "-d", "set/data.yaml", "--names", "names.yaml"]
    assert main([*words, "--audience", "team"]) == 0
    out = capsys.readouterr().out
    assert "Anna Müller" in out
    assert "Ode: Ben Ode" in out
    assert "Respondent" not in out
    assert "It has the real names of 2 of the stakeholders." in " ".join(out.split())
    assert (
        main(
            [
                "explain",
                "anna müller",
                "ode",
                "-d",
                "set/data.yaml",
                "--names",
                "names.yaml",
                "--audience",
                "team",
            ]
        )
        == 0
    )


@pytest.mark.parametrize("more", [[], ["--audience", "public"], ["-o", "out.html"]])
def test_nobody_else_does(folder: Path, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "-d", "set/data.yaml", "--names", "names.yaml", *more]) == 2
    out, err = capsys.readouterr()
    assert "this output is for the public" in err
    assert "Anna" not in out + err
    assert not Path("out.html").exists()


def test_an_export_for_the_team_has_them_and_a_coding_sheet_never(folder: Path) -> None:
    study = positions.load(folder / "data.yaml", audience="team", names_="names.yaml")
    assert [actor.name for actor in study.actors] == ["Anna Müller", "Ben Ode"]
    with pytest.raises(UsageError, match="coding sheet"):
        positions.export(
            folder / "data.yaml", "x.xlsx", type="coding-sheet", audience="team", names_="names.yaml"
        )
    with pytest.raises(UsageError, match="has been read already"):
        positions.compare(study, names_="names.yaml")


def test_a_name_of_nobody_is_refused(folder: Path) -> None:
    Path("names.yaml").write_text("r9: X\n")
    with pytest.raises(UsageError, match="no such stakeholder"):
        positions.load(folder / "data.yaml", audience="team", names_="names.yaml")
    for text in ("", "r1: [a]\n", "r1: {short: x}\n", "r1: {name: x, nom: y}\n", "r1:\n"):
        Path("names.yaml").write_text(text)
        with pytest.raises(PositionsError):
            read_names(Path("names.yaml"))


@pytest.mark.parametrize("others", ["r1", "r4"])
def test_diff_shows_real_names_of_either_dataset(
    folder: Path, others: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "later.yaml").write_text(DATA.replace("r1:", f"{others}:").replace("j: oppose", "j: support"))
    Path("names.yaml").write_text(f"{others}: Anna Müller\nr2: Ben Ode\n", encoding="utf-8")
    words = ["diff", "set/data.yaml", "set/later.yaml", "--names", "names.yaml"]
    assert main(words) == 2
    assert "Anna" not in "".join(capsys.readouterr())
    assert main([*words, "--audience", "team", "-f", "json"]) == 0
    out = capsys.readouterr().out
    assert "Anna M" in out
    assert "It has the real names of 2 of the stakeholders." in out
    Path("names.yaml").write_text("r9: X\n")
    assert main([*words, "--audience", "team"]) == 2
    with pytest.raises(UsageError, match="read already"):
        positions.diff(positions.load(folder / "data.yaml"), folder / "later.yaml", names_="names.yaml")


def test_reliability_shows_real_names_to_the_team_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "later.yaml").write_text(DATA.replace("j: oppose", "j: support"))
    words = ["reliability", "set/data.yaml", "set/later.yaml"]
    assert main([*words, "--names", "names.yaml"]) == 2
    assert "Anna" not in "".join(capsys.readouterr())
    assert main([*words, "--audience", "team", "-f", "json"]) == 0
    out = capsys.readouterr().out
    assert "Anna" not in out
    assert "For the team only, not to be passed on: 2 entries in here are private." in out
    assert main([*words, "--audience", "team", "--names", "names.yaml", "-f", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "Anna M" in out
    assert "It has the real names of 2 of the stakeholders." in out


GIVEN_AWAY: dict[str, tuple[str, Callable[[str], str]]] = {
    "comment": ("data.yaml", lambda text: text.replace("title: T", "title: T  # Müller, Anna coded")),
    "note": ("data.yaml", lambda text: text.replace("said it", "it was ANNA  MULLER")),
    "id": ("data.yaml", lambda text: text.replace("said it", "no. 4711")),
    "address": ("data.yaml", lambda text: text.replace("said it", "ben@example.org")),
    "text": ("talk.txt", lambda text: "He is Ben\nOde."),
}


@pytest.mark.parametrize("place", GIVEN_AWAY)
def test_check_finds_what_gives_a_name_away(
    folder: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "set/data.yaml", "--names", "names.yaml"]) == 0
    name, change = GIVEN_AWAY[place]
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["check", "set/data.yaml"]) == 0
    capsys.readouterr()
    assert main(["check", "set/data.yaml", "--names", "names.yaml"]) == 1
    out = capsys.readouterr().out
    assert out.count("error[real-name]") == 1
    assert ("'r1'" if place in ("comment", "note") else "'r2'") in out


WRITTEN_OTHERWISE = {
    "escaped": r'"it was Anna M\u00fcller"',
    "escaped spaces": r'"it was Anna\x20\tM\xfcller"',
    "broken within a word": '"it was Anna Mül\\\n            ler"',
    "folded far in": ">\n                    it was Anna\n\n                    Müller",
    "folded plain": "it was Anna\n                                    Müller",
    "part of an address": "https://example.org/?who=Anna%20M%C3%BCller&x=1",
    "as in a web page": "it was Anna M&uuml;ller",
}


@pytest.mark.parametrize("written", WRITTEN_OTHERWISE.values(), ids=list(WRITTEN_OTHERWISE))
def test_check_finds_a_name_that_the_file_writes_otherwise(folder: Path, written: str) -> None:
    note = '        note: "said it"'
    data = DATA.replace('{i: {stance: oppose, note: "said it", private: true}}', "{}")
    data = data.replace("issues: {i: {title: I},", "issues:\n    i:\n        title: I\n" + note + "\n   ")
    data = data.replace("    j: {title: J}}", "    j: {title: J}")
    Path("set/data.yaml").write_text(data.replace('"said it"', written), encoding="utf-8")
    loaded = load(folder / "data.yaml")
    assert loaded.dataset is not None
    found = list(check_names(loaded, read_names(Path("names.yaml")), Path("names.yaml")))
    (problem,) = found
    assert problem.location is not None
    assert (problem.code, problem.location.line, problem.location.column) == ("real-name", 6, 15)
    assert "'r1'" in problem.message


def test_check_finds_a_name_in_an_escaped_key(folder: Path) -> None:
    data = DATA.replace("{s: {title: S,", r'{"Ben\x20Ode": {title: S,')
    Path("set/data.yaml").write_text(data, encoding="utf-8")
    loaded = load(folder / "data.yaml")
    found = list(check_names(loaded, read_names(Path("names.yaml")), Path("names.yaml")))
    (problem,) = found
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (4, 11)
    assert "this key" in problem.message


def test_check_finds_file_names_and_a_file_inside(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data.yaml").rename(folder / "anna_mueller-anna_müller.yaml")
    assert main(["check", "set/anna_mueller-anna_müller.yaml", "--names", "names.yaml"]) == 1
    assert "the name of a file discloses the real name of 'r1'" in capsys.readouterr().out
    (folder / "names.txt").write_text(NAMES, encoding="utf-8")
    assert main(["check", "set/anna_mueller-anna_müller.yaml", "--names", "set/names.txt"]) == 1
    assert "lies in the dataset's folder" in capsys.readouterr().out


@given(
    st.text("ab ü.-\n", max_size=12),
    st.sampled_from(["Anna Lee", "anna  LEE", "Lee, Anna", "ANNA-LEE", "Änna\nLee", "A\u0308nna lee"]),
    st.text("xy ü.-\n", max_size=12),
)
def test_a_name_is_found_in_any_spelling(before: str, name: str, after: str) -> None:
    names = {"r": RealName("Anna Lee")}
    found = [one.start for one in occurrences(f"{before} {name} {after}", names)]
    assert found[:1] == [len(before) + 1]
    assert not list(occurrences(f"{before} annalee Anna Leeds {after}", names))
