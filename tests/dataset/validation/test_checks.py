"""Mistakes that people make, each with what the program says of it beside it (tests/data/invalid)."""

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.paths import DATA
from positions.cli.problem_lines import problem_text
from positions.dataset.load import load_bytes

INVALID = DATA / "invalid"
VALID = DATA / "valid"
ONLY_WARNINGS = {
    *(
        "attribute-name",
        "condition-without-position",
        "counted-twice",
        "several-coders",
        "curly-quotes",
        "cut-by-hash",
        "folded-hash",
        "evidence-empty",
    ),
    *("correction-of-nothing", "review-before-entry", "review-of-a-draft", "review-of-ones-own"),
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


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each mapping or list inside a value with each of its keys or indices."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def test_a_value_of_the_wrong_form_is_one_problem_wherever_it_stands() -> None:
    right = yaml.safe_load((VALID / "full.yaml").read_text(encoding="utf-8"))
    for number, _ in enumerate(list(places(right))):
        data = deepcopy(right)
        inside, key = list(places(data))[number]
        inside[key] = [["x"]]
        found = load_bytes(json.dumps(data, default=str).encode()).problems
        assert len(found) == 1, (key, [problem.message for problem in found])


@pytest.mark.parametrize("path", sorted(VALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_right_passes_without_a_word(path: Path) -> None:
    loaded = load_bytes(path.read_bytes(), path.name)
    assert loaded.problems == ()
    assert loaded.dataset is not None
