"""Two at once do not lose an edit; killed at any moment, the file is the old or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.examples import examples
from helpers.fake_msvcrt import install
from helpers.paths import TESTS
from positions.dataset.load import load
from positions.dataset.storage.journal import FOLDER
from positions.dataset.storage.locking import LOCK_FILE, locked, not_edited
from positions.problems import UsageError

pytestmark = pytest.mark.slow

START = "format: 1\ntitle: T\nissues:\n  first: {title: First}\n"

_MANY_EDITS = """
import sys
sys.path.insert(0, sys.argv[5])
if sys.argv[4] == "without":
    from helpers.fake_msvcrt import install
    install()
from pathlib import Path
from positions.dataset.editing.edit import edit
from positions.dataset.editing.plans.parts import add_part
from positions.dataset.models import Issue
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{number}"
    edit(Path(sys.argv[1]), lambda loaded: add_part(loaded, "issues", name, Issue(title=name)))
"""


@pytest.mark.parametrize(("locks", "number"), [("with", examples(180)), ("without", examples(90))])
def test_two_programs_at_once_lose_no_edit(tmp_path: Path, locks: str, number: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(START, "utf-8")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _MANY_EDITS, str(path), name, str(number), locks, str(TESTS)],
            stderr=subprocess.PIPE,
        )
        for name in "ab"
    ]
    for one in both:
        _, err = one.communicate(timeout=300)
        assert one.returncode == 0, err.decode()
    issues = load(path).require().issues
    assert set(issues) == {"first"} | {f"{name}{index}" for name in "ab" for index in range(number)}
    for name in "ab":  # each one's in the order in which they were made
        assert [key for key in issues if key[0] == name] == [f"{name}{index}" for index in range(number)]
    assert set(tmp_path.iterdir()) == {path, tmp_path / FOLDER}


def without_fcntl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", sys.modules.get("fcntl"))
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    install()


@pytest.mark.parametrize("locks", ["with", "without"])
def test_a_second_one_waits_and_gives_up(tmp_path: Path, locks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if locks == "without":
        without_fcntl(monkeypatch)
    with (
        locked(tmp_path),
        pytest.raises(UsageError, match="another program is changing the dataset"),
        locked(tmp_path, patience=0.01),
    ):
        pass
    with locked(tmp_path, patience=0.01):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("locks", ["with", "without"])
def test_an_error_lets_go(tmp_path: Path, locks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if locks == "without":
        without_fcntl(monkeypatch)
    with pytest.raises(KeyError), locked(tmp_path):
        raise KeyError
    with locked(tmp_path, patience=0):
        pass
    assert list(tmp_path.iterdir()) == []


_HOLDS = """
import sys, time
sys.path.insert(0, sys.argv[2])
from helpers.fake_msvcrt import install
install()
from pathlib import Path
from positions.dataset.storage.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_file_ends_with_its_process_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_fcntl(monkeypatch)
    command = [sys.executable, "-c", _HOLDS, str(tmp_path), str(TESTS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        os.utime(tmp_path / LOCK_FILE, (0, 0))  # however old: no time-out decides
        with pytest.raises(UsageError, match="another program"), locked(tmp_path, patience=0.05):
            pass
        holder.kill()
        holder.wait()
        assert (tmp_path / LOCK_FILE).exists()
        with locked(tmp_path, patience=0.05):
            pass
    assert list(tmp_path.iterdir()) == []


def test_those_who_read_wait_for_an_edit_and_not_for_each_other(tmp_path: Path) -> None:
    with not_edited(tmp_path), not_edited(tmp_path, patience=0):
        with pytest.raises(UsageError, match="another program"), locked(tmp_path, patience=0.01):
            pass
        assert list(tmp_path.iterdir()) == []
    with locked(tmp_path), pytest.raises(UsageError), not_edited(tmp_path, patience=0.01):
        pass


def test_reading_needs_no_lock_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_fcntl(monkeypatch)
    with not_edited(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot lock the folder"), locked(tmp_path / "nowhere"):
        pass
