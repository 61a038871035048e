"""Odd files and streams: one true line each, and an end."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from helpers.bounds import in_child
from helpers.paths import EXAMPLE
from positions.cli import main

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell, pipes and /dev/full"),
]


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of sh in a folder, in which $P is the program."""
    return subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env={**os.environ, "P": f"{sys.executable} -m positions", "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("$P check - <&-", "cannot read standard input: it is closed"),
        ("$P compare -d - <&-", "cannot read standard input: it is closed"),
        ("$P check pipe", "cannot read pipe: it is a pipe, and nothing was written to it"),
        ("$P diff pipe pipe", "cannot read pipe: it is a pipe, and nothing was written to it"),
        ("$P add stakeholder a --name A -d pipe", "cannot edit pipe: it is not a regular file"),
        *(
            (f"$P {words} >/dev/full", "cannot write to standard output: no space left on device")
            for words in (
                "",
                "--help",
                "compare --help",
                "add position -h",
                "--version",
                "schema",
                "compare -q",
            )
        ),
        *(
            (f"$P {words} >&-", "cannot write to standard output: it is closed")
            for words in ("--help", "compare --help", "schema", "compare -q")
        ),
    ],
)
def test_one_true_line(line: str, said: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = shell(line, tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


@pytest.mark.parametrize(
    "line",
    ["(sleep 1; cat d.yaml) >pipe & sleep 0.2; $P check pipe", "(sleep 1; cat d.yaml) | $P check /dev/stdin"],
)
def test_a_pipe_that_is_written_to_is_waited_for(line: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "d.yaml").write_bytes(EXAMPLE.read_bytes())
    done = shell(line, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "4 stakeholders" in done.stdout


def test_an_annotation_is_one_line_whatever_the_file_is_called(tmp_path: Path) -> None:
    name = "a\n::error::b\r\x1b[31m,c:d%\x9b.yaml"
    (tmp_path / name).write_text("format: 1\ntitle: T\nissues: {a b: {title: A}}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "positions", "check", "-f", "github", name],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    text = done.stdout.decode()
    assert done.returncode == 1
    assert text.count("\n") == 1
    assert text.startswith("::error file=a%0A%3A%3Aerror%3A%3Ab%0D")
    assert "%2Cc%3Ad%25" in text
    assert text.rstrip("\n").isprintable()


@pytest.mark.parametrize("name", ["p.csv", "p.tsv.gz", "p.xlsx", "p.parquet", "p.dna", "p.bin"])
def test_data_that_is_no_regular_file_is_refused_at_once(name: str, tmp_path: Path) -> None:
    """Tables are read more than once: a pipe without a writer used to be waited for, for ever."""
    os.mkfifo(tmp_path / name)
    (tmp_path / "zero").mkdir()
    (tmp_path / "zero" / name).symlink_to("/dev/zero")
    as_data = name.endswith((".csv", ".gz", ".xlsx", ".parquet"))
    for folder in (tmp_path, tmp_path / "zero"):
        for words in (["import", name], ["compare", "-d", name])[: 1 + as_data]:
            ended = in_child(partial(run_within_30_seconds, words, folder))
            assert ended.code == 2, (words, ended)
            assert f"error: cannot read {name}: it is not a regular file" in ended.stderr


def run_within_30_seconds(words: list[str], folder: Path) -> None:
    """Run the program in a folder, in a process that is ended where it still waits."""
    signal.alarm(30)
    os.chdir(folder)
    raise SystemExit(main(words))
