"""Ctrl-C and termination at any moment: the exit code, no traceback, no "Renamed", nothing left behind."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.examples import examples
from helpers.paths import EXAMPLE

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no signals of this kind here")]

STARTED = (
    "import sys, time; sys.path.insert(0, ''); from positions.cli import main, interruption; "
    "real = interruption.listen; "
    "interruption.listen = lambda: (real(), print('listening', flush=True)); "
    "sys.exit(main())"
)
"""Runs the program, and says when its own code has begun: before that, signals are the interpreter's."""

COMMANDS = {
    "compare": ["compare", "-o", "out.md"],
    "rename": ["rename", "actor", "lga", "other"],
    "report": ["report", "-o", "out.html"],
}


def start(folder: Path, words: list[str], **variables: str) -> subprocess.Popen[str]:
    """Start the program in a folder and wait until its own code runs."""
    (folder / "stakeholders.yaml").write_bytes(EXAMPLE.read_bytes())
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED, *words],
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "listening\n"
    return process


def duration(folder: Path, words: list[str]) -> float:
    """Return how long a command takes here and now, in seconds."""
    process, began = start(folder, words), time.monotonic()
    process.communicate()
    return time.monotonic() - began


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_at_a_random_moment(name: str, number: signal.Signals, tmp_path: Path) -> None:
    words = COMMANDS[name]
    (tmp_path / "whole").mkdir()
    longest = duration(tmp_path / "whole", words)
    moments = random.Random(f"{name} {number}")
    interrupted, attempts = 0, examples(12)
    for attempt in range(attempts):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        process = start(folder, words)
        time.sleep(longest * (attempt + moments.random()) / attempts)  # early, late and between
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode in (0, 128 + number), said
        assert "Traceback" not in said
        assert "Exception ignored" not in said
        assert "internal error" not in said
        if process.returncode:
            interrupted += 1
            assert "Renamed" not in said
        assert not list(folder.glob(".positions-*"))
    assert interrupted


def test_two_interruptions_are_one(tmp_path: Path) -> None:
    process = start(tmp_path, COMMANDS["report"])
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        time.sleep(0.002)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "swallow",
    [
        "class Gone:\n    def __del__(self): raise_signal(SIGINT)\ndef work():\n    Gone()\n    sleep(30)",
        "def work():\n    try: raise_signal(SIGINT)\n    except BaseException: pass",
        "def work():\n    try: raise_signal(SIGINT)\n    except BaseException: raise ImportError('x')",
        "def work():\n    try: raise_signal(SIGINT)\n    finally: raise_signal(SIGINT)",
    ],
    ids=["in __del__", "swallowed", "as another error", "while clearing up"],
)
def test_whoever_swallows_the_exception_the_program_ends_as_interrupted(swallow: str, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom signal import SIGINT, raise_signal\nfrom time import sleep\n"
        f"{swallow}\n"
        "from positions.cli import app, main\n"
        "app.invoke = lambda words, color: work() or 0\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "compare"], cwd=tmp_path, capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert "error" not in done.stderr


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    program = (
        "import sys, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from positions.cli import app, main\n"
        "app.invoke = lambda words, color: signal.raise_signal(signal.SIGHUP) or 0\n"
        "sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", program, "compare"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr


def wait_for_files(folder: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a process has written something into a folder, for a minute at most."""
    until = time.monotonic() + 60
    while not any(folder.iterdir()):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.005)


def test_no_folder_of_duckdbs_stays(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("numpy", reason="numpy is not installed")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    table = tmp_path / "t.csv"
    with table.open("w") as file:
        file.write("actor,issue,stance\n")
        for actor in range(2_000):
            file.writelines(f"actor{actor},issue{issue},support\n" for issue in range(300))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process = start(tmp_path, ["compare", "-d", "t.csv", "--top", "5"], TMPDIR=str(scratch))
        wait_for_files(scratch, process)
        assert process.poll() is None, process.communicate()
        time.sleep(0.2)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 128 + number, said
        assert "Traceback" not in said
        assert list(scratch.iterdir()) == []
