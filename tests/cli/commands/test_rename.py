"""`positions rename`: another id, everywhere, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.edits import LAYOUTS
from positions.cli import main
from positions.dataset.load import load


@pytest.fixture
def example(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "stakeholders.yaml"
    path.write_bytes((repository / "data" / "stakeholders.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return path


def test_an_issue(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = example.read_text("utf-8")
    assert main(["rename", "issue", "Open to all", "open"]) == 0
    assert capsys.readouterr().err == (
        "Renamed: issue open-to-all is now open (5 times in stakeholders.yaml)\n"
    )
    after = before.replace(" open-to-all:", " open:")
    line = "    was: [open-to-all]\n"
    assert line in example.read_text("utf-8")
    assert example.read_text("utf-8").replace(line, "") == after
    assert main(["undo"]) == 0
    assert main(["rename", "issue", "open-to-all", "open", "--forget"]) == 0
    assert example.read_text("utf-8") == after


def test_a_former_id_is_taken_for_todays_and_given_back(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert main(["rename", "actor", "lga", "local"]) == 0
    assert main(["rename", "actor", "lga", "ours"]) == 0
    assert list(load(example).require().stakeholders["ours"].was) == ["lga", "local"]
    for words in (["rename", "actor", "ccn", "local"], ["add", "stakeholder", "lga", "--name", "N"]):
        assert main(words) == 2
        assert "is a former id of the stakeholder 'ours'" in capsys.readouterr().err
    assert main(["rename", "actor", "ours", "local"]) == 0
    assert main(["rename", "actor", "local", "lga"]) == 0
    assert example.read_bytes() == before


def test_an_actor_wherever_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.yaml"
    text = (
        "format: 1\ntitle: lga\nissues: {lga: {title: lga}}   # lga\nstakeholders:\n"
        "  lga: {name: LGA, positions: {lga: support}}   # lga\n"
        "  b: {name: B, influences: {'lga': 3}, member_of: [\"lga\"]}\n"
    )
    path.write_text(text, "utf-8")
    assert main(["rename", "actor", "LGA", "no", "-d", str(path)]) == 0
    assert path.read_text("utf-8") == (
        text.replace("  lga: {name: LGA", '  "no": {name: LGA, was: [lga]')
        .replace("'lga'", "'no'")
        .replace('["lga"]', '["no"]')
    )
    assert "(3 times in " in capsys.readouterr().err


def test_an_issue_wherever_a_condition_needs_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    text = (
        "format: 1\ntitle: T\nissues: {fund: {title: Fund}, bus: {title: Bus}, tram: {title: Tram}}\n"
        "stakeholders:\n"
        "  a: {name: A, positions: {bus: {stance: support, condition: {text: t, needs: {fund: for}}}}}\n"
        "  b:\n    name: B\n    positions:\n      bus:\n"
        "        - stance: oppose\n          date: 2016\n          condition:\n            text: fund\n"
        "            needs:\n              fund: against\n              tram: for\n"
        "        - {stance: oppose, date: 2017}\n"
    )
    path.write_text(text, "utf-8")
    assert main(["rename", "issue", "fund", "purse", "-d", str(path)]) == 0
    assert path.read_text("utf-8") == (
        text.replace("{fund:", "{purse:")
        .replace("  fund: ag", "  purse: ag")
        .replace("{title: Fund}", "{title: Fund, was: [fund]}")
    )


def test_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    shutil.copytree(LAYOUTS / "folder", folder)
    assert main(["rename", "actor", "lga", "local", "-d", str(folder)]) == 0
    assert capsys.readouterr().err == (
        f"Renamed: stakeholder lga is now local (3 times in {folder}/)\n" + f"{folder}/ccn.yaml"[:0]
    )
    assert list(load(folder).require().stakeholders) == ["ccn", "local"]


def test_a_dry_run(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = example.read_bytes()
    assert main(["rename", "actor", "ccn", "counties", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "\n-  ccn:\n+  counties:\n" in out
    assert "\n+    was: [ccn]\n" in out
    assert example.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["actor", "lgx", "x"], "did you mean 'LGA'?"),
        (["issue", "lga", "x"], "there is no issue 'lga'"),
        (["actor", "lga", "ccn"], "there is a stakeholder 'ccn' already"),
        (["actor", "lga", "a b"], "cannot be an id"),
        (["actor", "lga", "id"], "cannot be an id"),
        (["actor", "lga"], "missing argument 'NEW'"),
        (["source", "a", "b"], "there is no command rename source"),
        ([], "rename what?"),
    ],
)
def test_what_cannot_be_renamed(
    words: list[str], said: str, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert main(["rename", *words]) == 2
    assert said in capsys.readouterr().err
    assert example.read_bytes() == before
