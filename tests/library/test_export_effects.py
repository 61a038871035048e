"""An option that changes what `export` writes is never said to be without an effect."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.commands import write_files

pytestmark = pytest.mark.usefixtures("few_shuffles")

TYPES = ("long", "wide", "actors", "issues", "pairs", "agreement", "network")

FILTERS: list[dict[str, Any]] = [
    {"actor": ["ann", "dan"]},
    {"where": "kind=club"},
    {"where": "issue=rail"},
    {"exclude": "issue=rail"},
    {"exclude": "kind=club"},
    {"coder": "Zoe"},
    {"min_answers": 4},
    {"min_minority": 0.4},
    {"kind": "club"},
    {"issue": "rail"},
    {"tag": "money"},
    {"source": "report"},
    {"as_of": 2016},
    {"basis": "stated"},
    {"min_confidence": "high"},
    {"no_conditional": True},
    {"audience": "team"},
]


@pytest.mark.parametrize("kind", TYPES)
def test_what_changes_the_file_is_not_said_to_do_nothing(
    kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    data = (tmp_path / "data.yaml").read_text(encoding="utf-8")
    (tmp_path / "data.yaml").write_text(
        data.replace("{name: Eve,", "{name: Eve, private: true,"), encoding="utf-8"
    )
    plain, _ = written(kind, {})
    wrong = []
    for options in FILTERS:
        content, said = written(kind, options)
        if content != plain and any("no effect" in words for words in said):
            wrong.append(options)
    assert wrong == []


def written(kind: Any, options: dict[str, Any]) -> tuple[object, list[str]]:
    """Return the file, and what was said."""
    name = "out.graphml" if kind in ("agreement", "network") else "out.json"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        path = positions.export("data.yaml", name, type=kind, **options)
    content = path.read_text(encoding="utf-8")
    if name.endswith(".json"):
        import json

        return [table["rows"] for table in json.loads(content)["tables"]], [
            str(one.message) for one in caught
        ]
    return content[content.index("<node") :], [str(one.message) for one in caught]


TWO_CODERS = """
format: 1
title: T
issues: {i: {title: I}}
stakeholders:
  a: {name: A, positions: {i: [{stance: support, coder: me}, {stance: oppose, coder: you}]}}
"""


@pytest.mark.parametrize("kind", ["long", "actors", "issues"])
def test_entries_of_several_coders_are_listed_without_a_choice(kind: Any, tmp_path: Path) -> None:
    data, table = tmp_path / "data.yaml", tmp_path / "table.csv"
    data.write_text(TWO_CODERS, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        positions.export(data, table, type=kind)
        if kind == "long":
            found = positions.import_(table).dataset.stakeholders["a"].positions["i"]
            assert [(entry.stance, entry.coder) for entry in found] == [("support", "me"), ("oppose", "you")]
            positions.export(table, tmp_path / "again.csv", type=kind)
            assert (tmp_path / "again.csv").read_text() == table.read_text()


def test_what_chooses_a_stance_for_each_cell_is_refused_with_several_coders(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(TWO_CODERS, encoding="utf-8")
    for kind in ("wide", "workbook"):
        with (
            pytest.warns(positions.problems.RemarkWarning),
            pytest.raises(positions.UsageError, match="several coders"),
        ):
            positions.export(tmp_path / "data.yaml", tmp_path / "table.xlsx", type=kind)
