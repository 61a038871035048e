"""A folder's parts: what is read, what is named as not read, and a part that is read alone."""

import os
from pathlib import Path

import pytest

from positions.cli import main
from positions.dataset.load import load

HEAD = "format: 1\ntitle: Test\nissues:\n  tax: {title: Tax}\n"
PART = "stakeholders:\n  one: {name: One, positions: {tax: support}}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "dataset.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "one.yaml").write_text(PART, encoding="utf-8")
    return folder


def unread(folder: Path) -> list[tuple[str, str]]:
    loaded = load(folder)
    assert loaded.dataset is not None
    return [
        (Path(problem.location.file).name, problem.severity)
        for problem in loaded.problems
        if problem.location is not None and problem.code == "part-not-read"
    ]


@pytest.mark.parametrize("name", ["._one.yaml", ".pre-commit-config.yaml", ".hidden.yml", ".hidden.YAML"])
def test_hidden_files_are_no_part(data: Path, name: str) -> None:
    (data / name).write_bytes(b"\0\5\26\7 Mac OS X")
    assert unread(data) == []
    assert load(data).problems == ()


def test_a_suffix_in_capitals_is_read(data: Path) -> None:
    (data / "COUNCIL.YAML").write_text(PART.replace("one", "two"), encoding="utf-8")
    assert list(load(data).require().stakeholders) == ["two", "one"]


def test_what_looks_like_a_part_and_is_not_read_is_named(data: Path) -> None:
    (data / "link.yaml").symlink_to(data / "nowhere.yaml")
    os.mkfifo(data / "pipe.yml")
    (data / "folder.yaml").mkdir()
    (data / "union.yaml.txt").write_text(PART, encoding="utf-8")
    (data / "more").mkdir()
    (data / "more" / "two.yaml").write_text(PART, encoding="utf-8")
    (data / "sources").mkdir()
    (data / "sources" / "a.txt").write_text("a", encoding="utf-8")
    (data / ".git").mkdir()
    (data / ".git" / "x.yaml").write_text("a: b", encoding="utf-8")
    names = ["folder.yaml", "link.yaml", "more", "pipe.yml", "union.yaml.txt"]
    assert unread(data) == [(name, "warning") for name in names]
    assert "rename it to union.yaml if it is one" in [problem.hint for problem in load(data).problems]


def test_a_part_alone_is_said_to_be_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["issues", "-d", str(data / "one.yaml")]) == 1
    said = capsys.readouterr().err
    assert "error[part-alone]" in said
    assert f"name the folder: {data}" in said
    assert "add `format" not in said
    (data / "dataset.yaml").unlink()
    assert main(["check", str(data / "one.yaml")]) == 1
    assert "part-alone" not in capsys.readouterr().out


def test_check_of_parts_checks_their_folder_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = PART.replace("one", "two").replace("support", "supprt")
    (data / "two.yaml").write_text(wrong, encoding="utf-8")
    parts = [str(data / name) for name in ("one.yaml", "dataset.yaml", "two.yaml")]
    assert main(["check", *parts]) == 1
    out, err = capsys.readouterr()
    assert out.count("error[") == 1
    assert "error[bad-stance]" in out
    assert err == f"{parts[0]} is a part of the dataset in {data}: checking the folder.\n"


def test_check_of_a_dataset_among_others_checks_it_alone(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "other.yaml").write_text(HEAD + PART, encoding="utf-8")
    assert main(["check", str(data / "other.yaml")]) == 0
    assert capsys.readouterr().err == ""


def test_a_source_text_that_cannot_be_read_is_refused_before_writing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "report.docx").write_bytes(b"PK\3\4")
    before = {file.name: file.read_bytes() for file in data.iterdir() if file.is_file()}
    words = ["add", "source", "s", "--title", "S", "-d", str(data), "--text"]
    assert main([*words, "report.docx"]) == 1
    assert "source-unreadable" in "".join(capsys.readouterr())
    assert {file.name: file.read_bytes() for file in data.iterdir() if file.is_file()} == before
