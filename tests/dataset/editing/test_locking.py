"""Two at once do not lose an edit; killed at any moment, the file is the old or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.paths import TESTS
from positions.dataset.editing import locking
from positions.dataset.editing.locking import LOCK_FILE, locked
from positions.dataset.load import load
from positions.problems import UsageError

START = "format: 1\ntitle: T\nissues:\n  first: {title: First}\n"

_MANY_EDITS = """
import sys
if sys.argv[4] == "without":
    sys.modules["fcntl"] = None
from pathlib import Path
from positions.dataset.editing.edit import edit
from positions.dataset.editing.plan_parts import add_part
from positions.dataset.models import Issue
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{number}"
    edit(Path(sys.argv[1]), lambda loaded: add_part(loaded, "issues", name, Issue(title=name)))
"""


@pytest.mark.parametrize(
    ("locks", "number"), [pytest.param("with", 200, marks=pytest.mark.slow), ("without", 60)]
)
def test_two_programs_at_once_lose_no_edit(tmp_path: Path, locks: str, number: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(START, "utf-8")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _MANY_EDITS, str(path), name, str(number), locks], stderr=subprocess.PIPE
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
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork and kill")
def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    script = TESTS / "helpers" / "kill_while_editing.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "40"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    edits = int(done.stdout.split(" kills, ")[1].split()[0])
    assert edits >= 5


def without_fcntl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)


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


def test_a_lock_file_that_a_killed_program_left_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_fcntl(monkeypatch)
    (tmp_path / LOCK_FILE).touch()
    old = time.time() - locking.ABANDONED - 1
    os.utime(tmp_path / LOCK_FILE, (old, old))
    with locked(tmp_path, patience=0.01):
        assert (tmp_path / LOCK_FILE).exists()
    assert not (tmp_path / LOCK_FILE).exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot use the folder"), locked(tmp_path / "nowhere"):
        pass
