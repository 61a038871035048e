"""Mutants of every kind of input end in exit 0, 1 or 2, within bounds; those that once did not, for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.fuzz_inputs import KINDS, is_sound, run_file, warm
from helpers.paths import DATA, TESTS

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is a fork")]

_MUTANTS = 300 if os.environ.get("CI") == "true" else 30
FIXTURES = sorted(path for path in (DATA / "fuzz").iterdir() if path.suffix != ".md")


@pytest.fixture(scope="module", autouse=True)
def _warmed() -> None:
    warm()


def fresh(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own: a fork of one in which DuckDB has threads would wait for them."""
    path = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutant_ends_by_itself(kind: str) -> None:
    script = str(TESTS / "helpers" / "fuzz_inputs.py")
    ended = fresh(script, "--kind", kind, "--mutants", str(_MUTANTS))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith(f"{kind}: ")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_was_sound(kind: str, tmp_path: Path) -> None:
    suffix, make, _ = KINDS[kind]
    path = tmp_path / f"honest{suffix}"
    path.write_bytes(make())
    program = (
        "import sys; from pathlib import Path; from helpers.fuzz_inputs import run_file, warm; warm(); "
        "ended = run_file(Path(sys.argv[1])); print(ended.code, ended.stderr)"
    )
    ended = fresh("-c", program, str(path))
    # the YAML has every kind of key, and refers to what it lacks
    assert ended.stdout.split()[:1] == ["1" if kind == "yaml" else "0"], ended.stdout + ended.stderr


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: str(path.name))
def test_a_mutant_that_once_failed(path: Path) -> None:
    ended = run_file(path)
    assert is_sound(ended), ended
