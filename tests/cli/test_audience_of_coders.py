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


@pytest.mark.parametrize("signed", ["", "ben"])
def test_an_actor_that_another_file_marks_as_private_reveals_no_coder(
    signed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "format: 1\ntitle: T\nissues: {x: {title: X}}\nstakeholders:\n"
    hers = "{stance: support, coder: ada}"
    his = f"{{stance: support, coder: {signed}}}" if signed else "support"
    Path("data.yaml").write_text(
        f"{head}  a: {{name: A, positions: {{x: {hers}}}}}\n"
        f"  b: {{name: B, private: true, positions: {{x: {hers}}}}}\n",
        encoding="utf-8",
    )
    Path("other.yaml").write_text(
        f"{head}  a: {{name: A, positions: {{x: {his}}}}}\n"
        "  b: {name: B, positions: {x: {stance: support, coder: HIDDEN}}}\n",
        encoding="utf-8",
    )
    files = written(("reliability", "other.yaml"), tmp_path, capsys)
    assert files["exit code"] == b"0"
    assert f"2 coders: ada and {signed or 'other'}.".encode() in files["stdout"]
    assert found_in(files, ["HIDDEN"]) == []


def test_what_is_private_does_not_order_the_coders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    private = "{name: Z, private: true, positions: {x: {stance: oppose, coder: ben}}}"
    text = CODED.replace("  a: {name: A", f"  z: {private}\n  a: {{name: A", 1)
    found = []
    for coder in ("ben", "ada"):
        Path("data.yaml").write_text(text.replace("coder: ben}}}", f"coder: {coder}}}}}}}"), encoding="utf-8")
        found.append(written(("reliability",), tmp_path, capsys)["stdout"])
    assert b"2 coders: ada and ben." in found[0]
    assert found[0] == found[1]


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


def test_a_source_of_another_coders_private_entry_is_in_no_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made = []
    for title in ("HIDDEN", "HIDDEN TOO"):
        cited = CODED.replace(
            "coder: HIDDEN, private: true", "coder: HIDDEN, private: true, evidence: [{source: s}]"
        )
        text = cited.replace("stakeholders:", f"sources: {{s: {{title: {title}}}}}\nstakeholders:")
        Path("data.yaml").write_text(text, encoding="utf-8")
        made.append(written(("reliability", "-f", "json", "-o", "out.json"), tmp_path, capsys))
    assert made[0]["exit code"] == b"0"
    assert made[0] == made[1]
