"""The schema at work in an editor: what the real yaml-language-server completes, explains and marks."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from helpers.language_server import LanguageServer
from positions.dataset.authoring.starter import starter_files
from positions.dataset.models import (
    Acceptable,
    Archived,
    Condition,
    Correction,
    Dataset,
    Evidence,
    Issue,
    Position,
    Source,
    Stakeholder,
)
from positions.dataset.scale_declaration import SCALE_SCHEMA

INSTALLED = Path(__file__).parents[1] / "node" / "node_modules" / ".bin" / "yaml-language-server"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dataset")
    for name, content in starter_files().items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[LanguageServer]:
    if not INSTALLED.exists() or shutil.which("node") is None:
        pytest.skip("yaml-language-server is not installed: npm ci --prefix tests/node")
    running = LanguageServer([str(INSTALLED), "--stdio"], folder)
    yield running
    running.close()


def opened(
    server: LanguageServer, folder: Path, name: str, old: str, new: str
) -> tuple[Path, dict[str, int]]:
    """Open the starter with a change; return where it is, and the place behind the change."""
    text = (folder / "stakeholders.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    server.open(path, text)
    before = text[: text.index(new) + len(new)]
    return path, {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def labels(server: LanguageServer, path: Path, place: dict[str, int]) -> set[str]:
    asked = {"textDocument": {"uri": path.as_uri()}, "position": place}
    found: Any = server.request("textDocument/completion", asked)
    items = found["items"] if isinstance(found, dict) else found
    return {item["label"] for item in items}


def test_the_starting_dataset_has_nothing_wrong(server: LanguageServer, folder: Path) -> None:
    path, _ = opened(server, folder, "right.yaml", "format: 1", "format: 1")
    assert server.wait_for_diagnostics(path) == []


def test_stance_labels_are_completed(server: LanguageServer, folder: Path) -> None:
    path, place = opened(server, folder, "stance.yaml", "parking-charges: silent", "parking-charges: s")
    found = labels(server, path, place)
    assert {"support", "strongly-support", "silent", "oppose", "strongly-oppose"} <= found


def test_the_datasets_own_issues_are_completed(server: LanguageServer, folder: Path) -> None:
    path, place = opened(
        server,
        folder,
        "issue.yaml",
        "      parking-charges: silent       # looked for, and not found\n",
        "      par",
    )
    assert "parking-charges" in labels(server, path, place)


def test_a_key_is_explained(server: LanguageServer, folder: Path) -> None:
    path, place = opened(server, folder, "hover.yaml", "        condition", "        condition")
    asked = {
        "textDocument": {"uri": path.as_uri()},
        "position": {**place, "character": place["character"] - 2},
    }
    assert "What the stance depends on" in str(server.request("textDocument/hover", asked)["contents"])


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a part of the format."""
    return model.model_fields


AFTER: dict[type[BaseModel], tuple[str, str]] = {
    Dataset: ("format: 1\n", ""),
    Issue: ("  low-traffic-zone:\n", ""),
    Source: ("  example-notice:\n", ""),
    Archived: ("  example-notice:\n", "archived"),
    Stakeholder: ("  council:\n", ""),
    Position: ("      low-traffic-zone:\n", ""),
    Condition: ("      low-traffic-zone:\n", "condition"),
    Acceptable: ("      low-traffic-zone:\n", "acceptable"),
    Correction: ("      low-traffic-zone:\n", "correction"),
    Evidence: ("          - source: example-notice\n", ""),
}
"""For each part, the line of the starter behind which its keys may stand, and the key to put above them."""

KEYS = [
    pytest.param(model, field.alias or name, id=f"{model.__name__}-{field.alias or name}")
    for model in AFTER
    for name, field in fields_of(model).items()
]

THERE = {
    *((Dataset, name) for name in ("format", "title", "scale", "issues", "sources", "stakeholders")),
    *((Issue, name) for name in ("title", "proposition")),
    *((Source, name) for name in ("title", "date", "text")),
    *((Stakeholder, name) for name in ("name", "short", "kind", "positions")),
    *((Position, name) for name in ("stance", "confidence", "evidence")),
    *((Evidence, name) for name in ("source", "quote")),
}
"""Keys that the starter has there already, so that nothing completes them a second time."""

OTHERWISE = (SCALE_SCHEMA["description"], "A stance on this dataset's scale")
"""What is said of a key whose values are those of the dataset's scale."""


@pytest.mark.parametrize(("model", "key"), KEYS)
def test_every_key_is_completed_and_explained(
    server: LanguageServer, folder: Path, model: type[BaseModel], key: str
) -> None:
    line, below = AFTER[model]
    indent = " " * (0 if model is Dataset else len(line) - len(line.lstrip(" -")) + 2 * (line[-2] == ":"))
    if below:
        line, indent = f"{line}{indent}{below}:\n", f"{indent}  "
    old = AFTER[model][0]
    name = f"{model.__name__}-{key}"
    path, place = opened(server, folder, f"half-{name}.yaml", old, f"{line}{indent}{key[:2]}")
    assert key in labels(server, path, place) or (model, key) in THERE
    if (model, key) in THERE:
        path, _ = opened(server, folder, f"there-{name}.yaml", old, old)
        text = path.read_text(encoding="utf-8")
        at = text.index(f"{key}:", 0 if model is Dataset else text.index(old) + len(indent) - 2)
        place = {"line": text.count("\n", 0, at), "character": at - text.rfind("\n", 0, at)}
    else:
        path, place = opened(server, folder, f"whole-{name}.yaml", old, f"{line}{indent}{key}: x\n")
        place = {"line": place["line"] - 1, "character": len(indent) + 1}
    asked = {"textDocument": {"uri": path.as_uri()}, "position": place}
    said = str(server.request("textDocument/hover", asked)["contents"])
    field = next(field for name, field in fields_of(model).items() if key in (name, field.alias))
    assert any(text[:20] in said.replace("\\", "") for text in (field.description, *OTHERWISE) if text)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("key", "    short: Council", "    shrot: Council", "shrot"),
        ("issue", "low-traffic-zone:\n        stance", "low-trafic-zone:\n        stance", "low-trafic-zone"),
        ("stance", "parking-charges: silent", "parking-charges: lukewarm", "Value is not accepted"),
        ("source", "- source: example-notice", "- source: exmple-notice", "Value is not accepted"),
    ],
)
def test_a_mistake_is_marked(
    server: LanguageServer, folder: Path, name: str, old: str, new: str, says: str
) -> None:
    path, _ = opened(server, folder, f"wrong-{name}.yaml", old, new)
    assert any(says in message for message in server.wait_for_diagnostics(path))
