"""A cell that is withheld, and that no filter left out: said as such, and after its table is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main

DATASET = """\
format: 1
title: Harbour
issues: {bath: {title: Bath}, quay: {title: Quay}}
stakeholders:
  rowers: {name: Rowers, positions: {bath: support, quay: support}}
  fishers: {name: Fishers, positions: {bath: support, quay: {stance: oppose, private: true}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.yaml").write_text(DATASET, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    capsys.readouterr()
    assert main([*args]) in (None, 0)
    out, err = capsys.readouterr()
    return out + err


@pytest.mark.parametrize("kind", ["long", "wide"])
def test_it_is_no_filter_and_stays_withheld_in_a_table(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    said(capsys, "export", "-d", "d.yaml", "--type", kind, "-o", "table.csv")
    for data in ("d.yaml", "table.csv"):
        for command in (["show", "quay"], ["show", "fishers"], ["compare"], ["common-ground"]):
            told = said(capsys, *command, "-d", data, "--audience", "public")
            assert "withheld" in told, (data, command)
            for wrong in ("by a filter", "a filter took", "not researched", "obody is known to be against"):
                assert wrong not in told.replace("and not researched in a dataset", ""), (data, command)


def test_what_is_withheld_elsewhere_is_not_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for subject in ("bath", "rowers"):
        assert "withheld" not in said(capsys, "show", subject, "-d", "d.yaml", "--audience", "public")


def test_a_filter_beside_it_is_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "show", "quay", "-d", "d.yaml", "--audience", "public", "--min-confidence", "high")
    assert "1 left out by a filter and 1 withheld" in told


def test_a_dataset_made_of_the_table_says_what_it_does_not_know(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "export", "-d", "d.yaml", "--type", "long", "-o", "table.csv")
    told = said(capsys, "import", "table.csv", "-o", "back.yaml")
    assert "1 cell was left out when the table was written (`excluded`)" in told
    assert "quay" not in (folder / "back.yaml").read_text(encoding="utf-8").split("fishers:")[1]
    said(capsys, "check", "back.yaml")
