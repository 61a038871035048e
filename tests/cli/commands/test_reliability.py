"""`positions reliability` from the command line: what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from positions.cli import main

TEXT = """format: 1
title: T
issues: {tax: {title: Tax}, bus: {title: Buses}}
stakeholders:
  a: {name: A, positions: {tax: %s, bus: oppose}}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    Path("ada.yaml").write_text(TEXT % "support", encoding="utf-8")
    Path("ben.yaml").write_text(TEXT % "silent", encoding="utf-8")
    return "ada.yaml", "ben.yaml"


def test_the_figures_as_json(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reliability", *files, "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert found["command"] == "reliability"
    assert found["options"]["coders"] == ["ada", "ben"]
    alpha = {row["level"]: row for row in found["tables"][0]["rows"]}
    assert alpha["with_states"]["units"] == 2
    assert alpha["direction"] == {
        "level": "direction", "alpha": None, "low": None, "high": None,
        "percent": 1.0, "ac1": 1.0, "units": 1, "coders": 2,
    }  # fmt: skip


def test_merging_writes_a_dataset_that_check_takes_up(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reliability", *files, "--merge", "out.yaml", "-f", "csv", "--table", "alpha"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "level,alpha,low,high,percent,ac1,units,coders"
    assert err == (
        "Wrote out.yaml: 1 disputed cell waits for a decision; `positions check out.yaml` shows where.\n"
    )
    assert main(["check", "out.yaml"]) == 0
    assert "note[several-coders]: entries by several coders in one cell: ada, ben" in capsys.readouterr().out
    assert main(["compare", "-d", "out.yaml"]) == 2
    assert "choose whose entries to read: --coder ada or --coder ben" in capsys.readouterr().err
    assert main(["compare", "-d", "out.yaml", "--coder", "ada"]) == 0
    capsys.readouterr()
    assert main(["reliability", "ada.yaml", "ben.yaml", "--merge", "out.yaml"]) == 2
    assert "out.yaml already exists" in capsys.readouterr().err
    assert main(["reliability", "ada.yaml", "ben.yaml", "--merge", "out.yaml", "--force", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_coders_file_is_never_overwritten(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("ada.yaml").read_bytes()
    assert main(["reliability", *files, "--merge", "ada.yaml", "--force"]) == 2
    assert main(["reliability", *files, "-o", "ada.yaml", "-f", "json"]) == 2
    assert "is the input and would be overwritten" in capsys.readouterr().err
    assert Path("ada.yaml").read_bytes() == before


def test_differences_end_it_with_their_places(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ben.yaml").write_text((TEXT % "silent").replace("bus", "rail"), encoding="utf-8")
    assert main(["reliability", *files, "--merge", "out.yaml"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "ada.yaml:3:29: error[coders-differ]: the issue 'bus' is not in ben.yaml" in err
    assert not Path("out.yaml").exists()


def test_warnings_are_said_and_do_not_stop_it(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ben.yaml").write_text((TEXT % "silent").replace("title: Tax", "title: Taxes"), encoding="utf-8")
    assert main(["reliability", *files]) == 0
    out, err = capsys.readouterr()
    assert "warning[coders-differ]: the title of 'tax' is not that of ada.yaml" in err
    assert "2 coders: ada and ben." in out


def test_one_coder_alone_is_a_usage_error(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reliability", "ada.yaml"]) == 2
    assert "ada.yaml holds the readings of no named coder" in capsys.readouterr().err
    assert main(["reliability", "ada.yaml", "nowhere.yaml"]) == 2
    assert "cannot open nowhere.yaml" in capsys.readouterr().err
