"""Commands that write several files, on a disk that fills up: nothing is left, no folder either."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.paths import EXAMPLE
from positions.cli import main

LIMITED = """
import resource, sys
sys.dont_write_bytecode = True
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from positions.cli import main
sys.exit(main(sys.argv[2:]))
"""
"""Runs the program where no file may be larger. CPython would cut its bytecode too, and keep what is cut."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="there is no such limit"),
]


def run(limit: int, words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (4000, ["init", "new"]),
        (4000, ["init", "far/new"]),
        (300, ["compare", "-d", str(EXAMPLE), "-o", "tabs/"]),
        (300, ["compare", "-d", str(EXAMPLE), "-o", "tabs/", "-f", "tsv"]),
        (900, ["compare", "-d", str(EXAMPLE), "-o", "one.html"]),
        (900, ["schema", "-o", "one.json"]),
        (900, ["report", "-d", str(EXAMPLE), "-o", "one.html"]),
        (900, ["export", "-d", str(EXAMPLE), "-o", "one.csv"]),
    ],
)
def test_a_full_disk_leaves_nothing_behind(
    limit: int, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(limit, words, tmp_path)
    assert done.returncode == 2
    assert "file too large" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
    monkeypatch.chdir(tmp_path)
    assert main(words) == 0


def test_a_folder_that_was_there_keeps_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["compare", "-d", str(EXAMPLE), "-o", "tabs/"]
    monkeypatch.chdir(tmp_path)
    assert main(words) == 0
    before = {path: path.read_bytes() for path in (tmp_path / "tabs").iterdir()}
    done = run(300, ["compare", "-d", str(EXAMPLE), "--measure", "exact", "-o", "tabs/"], tmp_path)
    assert done.returncode == 2
    assert {path: path.read_bytes() for path in (tmp_path / "tabs").iterdir()} == before
