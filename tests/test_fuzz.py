"""Mutants of every kind of input end in exit 0, 1 or 2, within bounds; those that once did not, for good."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from helpers.fuzz.kinds import KINDS
from helpers.paths import DATA, TESTS

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is a fork")]

_MUTANTS = 300 if os.environ.get("CI") == "true" else 30
FIXTURES = sorted(path for path in (DATA / "fuzz").iterdir() if path.suffix != ".md")


def fuzz(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the fuzzer in a process of its own: a fork of one with DuckDB's threads would wait for them."""
    script = str(TESTS / "helpers" / "fuzz_inputs.py")
    return subprocess.run([sys.executable, script, *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutant_ends_by_itself(kind: str) -> None:
    ended = fuzz("--kind", kind, "--mutants", str(_MUTANTS))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    codes = {int(code): int(times) for code, times in re.findall(r"(\d): (\d+)", ended.stdout)}
    assert sum(codes.values()) == _MUTANTS
    if kind != "gz":  # whose bytes only are damaged
        assert codes[0] > _MUTANTS / 30  # or the mutants are so wild that little is read of them
        assert codes[1] > _MUTANTS / 10


def test_what_is_changed_was_sound() -> None:
    ended = fuzz("--honest")
    exits = re.findall(r"^honest\S+ \w+: exit (\d)", ended.stdout, re.MULTILINE)
    assert exits == ["0"] * sum(len(kind.commands) for kind in KINDS.values()), ended.stdout + ended.stderr


def test_mutants_that_once_failed() -> None:
    ended = fuzz(*map(str, FIXTURES), *(() if FIXTURES else ["--honest"]))
    assert ended.returncode == 0, ended.stdout
