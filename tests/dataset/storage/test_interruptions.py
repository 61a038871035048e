"""Edits of a folder that are interrupted from outside, and what the command line says of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from helpers.crashes import at_call, dying, make_folder, texts_in, tree
from positions.cli import main
from positions.dataset.load import load

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(os.name != "posix", reason="signals, permissions and links of POSIX")


@posix
def test_interrupted_in_every_way_a_folder_is_all_old_or_all_new() -> None:
    from helpers.kill_while_editing import interrupt

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)  # for a user whom permissions stop, where the tests run as root
        found = interrupt(place, 24)
    assert found["old"] >= 6  # each read-only file and each limit
    assert found["old"] + found["new"] == 24 + found["small disk"]


def half_renamed(folder: Path) -> None:
    """Make a folder in which a rename stopped after some of the files."""
    for at in range(1, 200):
        shutil.rmtree(folder, ignore_errors=True)
        make_folder(folder, 4)
        with dying(at):
            main(["rename", "issue", "rail", "railways", "-d", str(folder), "-q"])
        if load(folder).problems:
            return
    raise AssertionError("it was never half-way")


READING = (["check"], ["compare", "-d"], ["gaps", "-d"], ["history", "-d"], ["schema", "-d"])


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_commands_that_read_report_it_and_write_nothing(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    half_renamed(folder)
    there = tree(folder)
    assert main([*words, str(folder)]) == 1
    out, err = capsys.readouterr()
    assert (out + err).count("error[unfinished-edit]: an edit was interrupted half-way") == 1
    assert "positions rename issue rail railways" in out + err
    assert "1 error in" in out + err
    assert tree(folder) == there


def test_a_dry_run_reads_and_does_not_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    half_renamed(folder)
    there = tree(folder)
    assert main(["rename", "issue", "roads", "streets", "-d", str(folder), "--dry-run"]) == 1
    assert (
        main(["add", "issue", "a", "--title", "A", "--proposition", "B", "-d", str(folder), "--dry-run"]) == 1
    )
    assert capsys.readouterr().err.count("unfinished-edit") == 2
    assert tree(folder) == there


@pytest.mark.parametrize(
    "words",
    [
        ["add", "issue", "parks", "--title", "Parks", "--proposition", "More parks"],
        ["add", "position", "actor-1", "rail", "oppose", "--date", "2020", "--old-date", "2019"],
        ["rename", "issue", "rail", "trains"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_the_next_edit_undoes_it_and_then_is_made(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    half_renamed(folder)
    assert main([*words, "-d", str(folder)]) == 0
    said = capsys.readouterr().err
    assert said.count("An edit that was interrupted (positions rename issue rail railways") == 1
    assert "railways" not in b"".join(texts_in(folder).values()).decode()
    assert main(["check", str(folder)]) == 0


def test_nothing_is_called_done_that_was_interrupted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever Ctrl-C comes in the write: exit code 130, and never "Renamed"."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    for at in range(1, 60):
        folder = tmp_path / str(at)
        make_folder(folder, 1)
        with at_call(at, interrupt) as step:
            code = main(["rename", "issue", "rail", "railways", "-d", str(folder)])
        said = capsys.readouterr().err
        assert (code, "Renamed" in said) == ((130, False) if step.is_reached else (0, True))
        if not step.is_reached:
            return
    raise AssertionError("it never ends")


@posix
def test_a_hard_link_is_parted_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, other = tmp_path / "data", tmp_path / "other.yaml"
    make_folder(folder, 1)
    os.link(folder / "actor-0.yaml", other)
    before = other.read_bytes()
    assert main(["rename", "issue", "rail", "railways", "-d", str(folder)]) == 0
    said = capsys.readouterr().err
    assert f"{folder / 'actor-0.yaml'} had other names (hard links): those keep the old text." in said
    assert other.read_bytes() == before
    assert b"railways" in (folder / "actor-0.yaml").read_bytes()
    assert main(["rename", "issue", "railways", "rail", "-d", str(folder)]) == 0
    assert "hard links" not in capsys.readouterr().err
