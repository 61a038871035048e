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
