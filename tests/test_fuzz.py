"""Mutants of every kind of input end in exit 0, 1 or 2, within bounds; those that once did not, for good."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.fuzz_inputs import KINDS, is_sound, run, run_file, warm
from helpers.paths import DATA

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is a fork")]

_MUTANTS = 300 if os.environ.get("CI") == "true" else 30
FIXTURES = sorted(path for path in (DATA / "fuzz").iterdir() if path.suffix != ".md")


@pytest.fixture(scope="module", autouse=True)
def _warmed() -> None:
    warm()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_mutant_ends_by_itself(kind: str) -> None:
    _, failed = run(kind, _MUTANTS, seed=0)
    assert failed == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_was_sound(kind: str, tmp_path: Path) -> None:
    suffix, make, _ = KINDS[kind]
    path = tmp_path / f"honest{suffix}"
    path.write_bytes(make())
    ended = run_file(path)
    # the YAML has every kind of key, and refers to what it lacks
    assert ended.code == (1 if kind == "yaml" else 0), ended.stderr


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: str(path.name))
def test_a_mutant_that_once_failed(path: Path) -> None:
    ended = run_file(path)
    assert is_sound(ended), ended
