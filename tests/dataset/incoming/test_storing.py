"""Where a source's text goes: safe names, nothing replaced, nothing left behind by an edit that failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions import DataError, UsageError, editing
from positions.dataset.incoming.reading import read_incoming, read_incoming_file
from positions.dataset.incoming.storing import safe_name, stored
from positions.dataset.load import load

DATA = "format: 1\ntitle: T\nissues: {i: {title: I}}\n"
MAIL = b"From: a@b.example\nSubject: Yes\n\nWe are for it.\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "set" / "data.yaml"
    path.parent.mkdir()
    path.write_text(DATA)
    return path


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if ".positions" not in str(path)
    )


@given(st.text(min_size=1, max_size=120))
def test_names_are_safe_on_every_system(id: str) -> None:
    name = safe_name(id)
    assert 0 < len(name) <= 90
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert name[0] not in ".-"
    assert not name.endswith(".")
    assert name.partition(".")[0] not in ("con", "nul", "prn", "aux", "com1", "lpt9")


def test_a_mail_s_text_and_the_mail(data: Path) -> None:
    edit = editing(data).add_source_file(read_incoming(MAIL, "../../Reply 1.eml"), date="2026", author="")
    assert names(data.parent) == ["data.yaml", "sources/reply-1.eml", "sources/reply-1.txt"]
    source = load(data).require().sources["reply-1"]
    assert (source.title, source.text, str(source.date)) == ("Yes", "sources/reply-1.txt", "2026")
    assert source.author is None
    assert (data.parent / "sources/reply-1.txt").read_bytes() == b"We are for it.\n"
    assert (data.parent / "sources/reply-1.eml").read_bytes() == MAIL
    assert edit.said.startswith("Added: source reply-1, Yes (")


def test_no_file_is_replaced_and_an_id_is_found(data: Path) -> None:
    folder = data.parent / "sources"
    folder.mkdir()
    (folder / "a.txt").write_text("mine")
    (folder / "a-2.eml").write_text("mine too")
    editing(data).add_source_file(read_incoming(MAIL, "A.eml"), "A")
    editing(data).add_source_file(read_incoming(b"Title\n", "a.txt"))
    editing(data).add_source_file(read_incoming(b"Title\n", "a.txt"))
    assert (folder / "a.txt").read_text() == "mine"
    assert {name: source.text for name, source in load(data).require().sources.items()} == {
        "A": "sources/a-3.txt",
        "a": "sources/a-2.txt",
        "a-2": "sources/a-2-2.txt",
    }


def test_a_text_that_lies_in_the_folder_stays_there(data: Path) -> None:
    (data.parent / "Speech.txt").write_text("A speech\n")
    editing(data).add_source_file(read_incoming_file(data.parent / "Speech.txt"))
    assert names(data.parent) == ["Speech.txt", "data.yaml"]
    assert load(data).require().sources["speech"].text == "Speech.txt"


def test_an_edit_that_fails_or_is_dry_leaves_nothing(data: Path, tmp_path: Path) -> None:
    mail = read_incoming(MAIL, "a.eml")
    dry = editing(data, dry_run=True).add_source_file(mail)
    assert "+    text: sources/a.txt" in dry.diff
    with pytest.raises(UsageError, match="id"):
        editing(data).add_source_file(mail, "a b")
    with pytest.raises(UsageError, match="text"):
        editing(data).add_source_file(mail, text="x.txt")
    with pytest.raises(UsageError, match="missing: --title"):
        editing(data).add_source_file(mail, title="")
    with pytest.raises(RuntimeError), stored(data.parent, mail, "a"):
        raise RuntimeError
    assert names(data.parent) == ["data.yaml"]
    assert not (data.parent / "sources").exists()
    (data.parent / "sources").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="leads out"):
        editing(data).add_source_file(mail)
    data.write_text(DATA + "x: 1\n")
    with pytest.raises(DataError):
        editing(data).add_source_file(mail)
    assert names(tmp_path) == ["set/data.yaml"]
