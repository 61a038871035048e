"""A coder of private entries alone is unknown to the public, and so is what a merge would hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.private_data import found_in, written

pytestmark = pytest.mark.usefixtures("few_shuffles")

CODED = """format: 1
title: T
issues: {x: {title: X}, y: {title: Y}}
stakeholders:
  a: {name: A, positions: {x: [{stance: support, coder: ada}, {stance: oppose, coder: ben}]}}
  b: {name: B, positions: {y: {stance: oppose, coder: HIDDEN, private: true}}}
  c: {name: C, private: true, positions: {x: {stance: oppose, coder: HIDDEN}}}
"""


@pytest.mark.parametrize("form", ["json", "markdown", "html", "xlsx", "docx", "terminal"])
def test_a_coder_of_private_entries_alone_is_unknown_to_the_public(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data.yaml").write_text(CODED, encoding="utf-8")
    files = written(("reliability", "-f", form, "-o", "out.txt"), tmp_path, capsys)
    assert files["exit code"] == b"0"
    assert found_in(files, ["HIDDEN"]) == []
    team = written(("reliability", "-f", form, "-o", "out.txt", "--audience", "team"), tmp_path, capsys)
    assert found_in(team, ["HIDDEN"])


@pytest.mark.parametrize("words", [(), ("other.yaml",)])
def test_where_the_public_sees_fewer_than_two_coders_none_is_named(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    one = CODED.replace(", {stance: oppose, coder: ben}", "")
    Path("data.yaml").write_text(one, encoding="utf-8")
    nothing = one.replace("stance: support, coder: ada", "stance: support, coder: HIDDEN, private: true")
    Path("other.yaml").write_text(nothing, encoding="utf-8")
    files = written(("reliability", *words), tmp_path, capsys)
    assert files["exit code"] == b"2"
    assert b"the public view holds the readings of fewer than two coders" in files["stderr"]
    assert found_in(files, ["HIDDEN"]) == []


def test_a_file_has_the_coder_of_its_public_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The private entries of another coder neither name it nor make it a file of several coders."""
    monkeypatch.chdir(tmp_path)
    for name, coder in (("data.yaml", "ben"), ("other.yaml", "ada")):
        kept = CODED.replace(f", {{stance: oppose, coder: {coder}}}", "")
        kept = kept.replace(f"{{stance: support, coder: {coder}}}, ", "")
        Path(name).write_text(kept, encoding="utf-8")
    files = written(("reliability", "other.yaml"), tmp_path, capsys)
    assert files["exit code"] == b"0"
    assert b"2 coders: ada and ben." in files["stdout"]


def test_a_merge_with_private_parts_is_refused_in_public(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data.yaml").write_text(CODED, encoding="utf-8")
    files = written(("reliability", "--merge", "out.yaml"), tmp_path, capsys)
    assert files["exit code"] == b"2"
    assert b"add --audience team" in files["stderr"]
    assert "out.yaml" not in files
    files = written(("reliability", "--merge", "out.yaml", "--audience", "team"), tmp_path, capsys)
    assert b"HIDDEN" in files["out.yaml"]
    Path("data.yaml").write_text(CODED.replace("private: true", "private: false"), encoding="utf-8")
    assert "out.yaml" in written(("reliability", "--merge", "out.yaml"), tmp_path, capsys)
