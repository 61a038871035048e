"""Mistakes that people make, each with what the program says of it beside it (tests/data/invalid)."""

import os
from pathlib import Path

import pytest

from helpers.paths import DATA
from positions.cli.problem_lines import problem_text
from positions.dataset.load import load_bytes

INVALID = DATA / "invalid"
VALID = DATA / "valid"
ONLY_WARNINGS = {
    *(
        "condition-without-position",
        "counted-twice",
        "several-coders",
        "curly-quotes",
        "cut-by-hash",
        "folded-hash",
        "evidence-empty",
    ),
    *("no-break-space-in-stance", "quote-without-source", "same-date-conflict", "same-name"),
}


def said_of(path: Path) -> str:
    return problem_text(load_bytes(path.read_bytes(), path.name).problems)


@pytest.mark.parametrize("path", sorted(INVALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_mistake_is_said_as_expected(path: Path) -> None:
    expected = path.with_suffix(".txt")
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(said_of(path), encoding="utf-8")
    assert said_of(path) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(INVALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_problem_has_a_place_in_the_file(path: Path) -> None:
    loaded = load_bytes(path.read_bytes(), path.name)
    lines = path.read_text(encoding="utf-8").splitlines() or [""]
    assert loaded.problems
    assert (loaded.dataset is None) == (path.stem not in ONLY_WARNINGS)
    for problem in loaded.problems:
        where = problem.location
        assert where is not None
        assert where.line is not None
        assert where.column is not None
        assert where.excerpt == lines[where.line - 1]
        assert 1 <= where.column <= len(lines[where.line - 1]) + 1


def test_there_are_many_mistakes() -> None:
    assert len(list(INVALID.glob("*.yaml"))) >= 40


@pytest.mark.parametrize("path", sorted(VALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_right_passes_without_a_word(path: Path) -> None:
    loaded = load_bytes(path.read_bytes(), path.name)
    assert loaded.problems == ()
    assert loaded.dataset is not None
