"""`positions add source FILE`: what is taken from the file, asked, written, said and refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from positions import editing
from positions.cli import main, prompts
from positions.dataset.incoming.reading import read_incoming_file
from positions.dataset.load import load

DATA = "format: 1\ntitle: T\nissues: {i: {title: I}}\n"
HEAD = "From: Ann Other <a@b.example>\nSubject: Yes\nDate: Thu, 12 Mar 2026 10:00:00 +0000\n"
MAIL = f"{HEAD}\nWe are for it.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset's folder, in which commands are run, and beside it a mail."""
    (tmp_path / "reply.eml").write_text(MAIL)
    home = tmp_path / "set"
    home.mkdir()
    (home / "stakeholders.yaml").write_text(DATA)
    monkeypatch.chdir(home)
    return home


def test_a_file_s_details_are_taken_and_said_and_options_win(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "source", "../reply.eml", "--id", "answer", "--title", "The answer"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "",
        [
            "From reply.eml: author Ann Other; date 2026-03-12.",
            "Added: source answer, The answer (stakeholders.yaml:5)",
            "Its text is sources/answer.txt.",
        ],
    )
    assert (folder / "stakeholders.yaml").read_text() == (
        f"{DATA}sources:\n  answer:\n    title: The answer\n    author: Ann Other\n    date: 2026-03-12\n"
        "    text: sources/answer.txt\n"
    )
    assert (folder / "sources" / "answer.eml").read_text() == MAIL
    assert main(["check"]) == 0


def test_python_writes_the_same(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(DATA)
    assert main(["add", "source", "../reply.eml", "--publisher", "P"]) == 0
    editing(other).add_source_file(read_incoming_file(tmp_path / "reply.eml"), publisher="P")
    assert other.read_text() == (folder / "stakeholders.yaml").read_text()
    assert (tmp_path / "sources/reply.txt").read_bytes() == (folder / "sources/reply.txt").read_bytes()


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "source", "../reply.eml", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert "+    text: sources/reply.txt" in out
    assert err.endswith("Nothing was written (--dry-run).\nIts text would be sources/reply.txt.\n")
    assert sorted(path.name for path in folder.iterdir()) == ["stakeholders.yaml"]


def test_details_are_confirmed_on_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prompts, "can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n-\nThe Paper\n2026-13\n2026-04\n\n\n"))
    assert main(["add", "source", "../reply.eml"]) == 0
    (source,) = load(folder / "stakeholders.yaml").require().sources.values()
    assert (source.title, source.publisher, source.author) == ("Yes", "The Paper", None)
    assert str(source.date) == "2026-04"
    err = capsys.readouterr().err
    assert "Title (Enter: Yes): " in err
    assert "Id (Enter: reply): " in err
    assert "there is no such day" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing.txt"], "there is no file nothing.txt"),
        (["../nothing"], "there is no file ../nothing"),
        (["old.doc"], "there is no file old.doc"),
        (["../reply.eml", "--text", "x.txt"], "text: it is the file itself"),
        (["../reply.eml", "--id", "a b"], "cannot be an id"),
        (["answer", "--id", "other", "--title", "T"], "--id needs a FILE"),
        ([".."], "missing: --title"),
    ],
)
def test_refused(words: list[str], says: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "source", *words]) == 2
    assert says in capsys.readouterr().err
    assert (folder / "stakeholders.yaml").read_text() == DATA
    assert not (folder / "sources").exists()


def test_an_id_with_an_ending_is_still_an_id(folder: Path) -> None:
    assert main(["add", "source", "report.txt", "--title", "Report"]) == 0
    assert list(load(folder / "stakeholders.yaml").require().sources) == ["report.txt"]
