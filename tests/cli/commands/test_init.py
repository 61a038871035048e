"""`positions init` starts a dataset, and never takes one away."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.crashes import tree
from positions.cli import main

STARTED = ["README.md", "positions.schema.json", "sources", "stakeholders.yaml"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_dataset_is_never_replaced(
    tmp_path: Path, force: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stakeholders.yaml").write_text("mine\n", "utf-8")
    (tmp_path / "README.md").write_text("mine\n", "utf-8")
    there = tree(tmp_path)
    assert main(["init", str(tmp_path), *force]) == 2
    assert f"there is a dataset already: {tmp_path / 'stakeholders.yaml'}" in capsys.readouterr().err
    assert tree(tmp_path) == there


@pytest.mark.parametrize(
    ("mine", "started"), [("data/stakeholders.yaml", "."), ("stakeholders.yaml", "data")]
)
def test_no_second_dataset_is_read_in_place_of_one_that_is_there(
    mine: str,
    started: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(mine).parent.mkdir(exist_ok=True)
    Path(mine).write_text("mine\n", "utf-8")
    there = tree(tmp_path)
    assert main(["init", started, "--force"]) == 2
    assert f"there is a dataset already: {mine}" in capsys.readouterr().err
    assert tree(tmp_path) == there
    assert main(["init", "elsewhere"]) == 0


def test_other_files_are_named_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("README.md", "README.md.bak", "positions.schema.json"):
        (tmp_path / name).write_text(f"my {name}\n", "utf-8")
    there = tree(tmp_path)
    assert main(["init", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert f"{tmp_path / 'README.md'}, {tmp_path / 'positions.schema.json'}" in said
    assert "--force" in said
    assert tree(tmp_path) == there
    assert main(["init", str(tmp_path), "--force"]) == 0
    said = capsys.readouterr().err
    for name, backup in (
        ("README.md", "README.md.bak2"),
        ("positions.schema.json", "positions.schema.json.bak"),
    ):
        assert f"Replaced {tmp_path / name}; the old one is {tmp_path / backup}." in said
        assert (tmp_path / backup).read_text("utf-8") == f"my {name}\n"
    assert (tmp_path / "README.md.bak").read_text("utf-8") == "my README.md.bak\n"
    assert main(["check", str(tmp_path / "stakeholders.yaml")]) == 0


def test_what_is_the_same_already_needs_no_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 0
    (tmp_path / "stakeholders.yaml").unlink()
    assert main(["init", str(tmp_path)]) == 0
    assert names(tmp_path) == STARTED
    assert "Replaced" not in capsys.readouterr().err


def test_what_is_no_file_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").mkdir()
    assert main(["init", str(tmp_path), "--force"]) == 2
    assert "not a regular file" in capsys.readouterr().err
    assert names(tmp_path) == ["README.md"]
