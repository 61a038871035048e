"""Datasets from Python values: what a file says, with a file's problems, the same when written and read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from positions import DataError, UsageError, build, compare, load, write


@pytest.mark.parametrize(
    "name", ["data/stakeholders.yaml", "docs/how-to/night-buses.yaml", "docs/method/runway.yaml"]
)
def test_the_values_of_a_file_make_its_dataset(name: str, repository: Path, tmp_path: Path) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    read, made = load(repository / name), build(yaml.load(text, yaml.BaseLoader) | _numbers(text))
    assert made.dataset == read.dataset
    assert compare(made).rows("pairs") == compare(read).rows("pairs")
    assert load(write(made, tmp_path / "again.yaml")).dataset == read.dataset


def _numbers(text: str) -> dict[str, Any]:
    """Return the scale, whose numbers a reader of texts alone would take away."""
    scale = yaml.safe_load(text).get("scale")
    return {} if scale is None else {"scale": scale, "format": 1}


def test_values_of_python_stand_for_themselves(tmp_path: Path) -> None:
    values = {
        "title": "12: a title",
        "scale": {"min": 0, "max": 10},
        "issues": {"a": {"title": "A", "tags": ("x", "y"), "weight": 2.5, "note": None}},
        "sources": {"s": {"title": "S", "date": date(2026, 3, 1)}},
        "stakeholders": {
            "b": {"name": "B", "positions": {"a": {"stance": 7.5, "evidence": [{"source": "s"}]}}},
            "c": {"name": "C", "private": True, "positions": {"a": 3}},
        },
    }
    assert set(build(values).dataset.stakeholders) == {"b"}  # what is private is for the team alone
    made = build(values, audience="team")
    dataset = made.dataset
    assert dataset.title == "12: a title"
    assert dataset.issues["a"].weight == 2.5
    assert str(dataset.sources["s"].date) == "2026-03-01"
    assert dataset.stakeholders["b"].positions["a"][0].stance == 7.5
    assert dataset.stakeholders["c"].private is True
    assert load(write(made, tmp_path / "x.yaml"), audience="team").dataset == dataset
    with pytest.raises(UsageError, match="already exists") as raised:
        write(made, tmp_path / "x.yaml")
    assert raised.value.hint == "name another file, or replace it with --force"
    assert write(dataset, tmp_path / "x.yaml", force=True) == tmp_path / "x.yaml"


def test_all_problems_of_the_values_are_those_of_a_file() -> None:
    values = {
        "title": "T",
        "issues": {"a": {"title": "A"}},
        "stakeholders": {"b": {"positions": {"c": "suport"}}},
    }
    with pytest.raises(DataError) as raised:
        build(values)
    assert {problem.code for problem in raised.value.problems} == {
        "missing-key",
        "unknown-issue",
        "bad-stance",
    }
    assert all(problem.location is not None and problem.location.line for problem in raised.value.problems)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"title": "T", "issues": {"a": {"title": object()}}},
            "issues.a.title: no dataset holds a value of the type object",
        ),
        (3, "int is not a dataset"),
    ],
)
def test_what_no_file_holds_is_refused(values: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        build(values)
