"""The schema at work in an editor: what the real yaml-language-server completes, explains and marks."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from helpers.language_server import LanguageServer
from positions.dataset.authoring.starter import starter_files
from positions.dataset.models import Dataset, Issue, Position, Source, Stakeholder

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


AFTER = {
    "": "format: 1\n",
    "issue": "  low-traffic-zone:\n",
    "source": "  example-notice:\n",
    "actor": "  council:\n",
    "entry": "      low-traffic-zone:\n",
}
"""The line behind which a key of each part may stand in the starter."""

KEYS = [
    *(
        ("", key)
        for key in ("description", "licence", "language", "publisher", "contact", "edition", "method", "cite")
    ),
    *(("issue", key) for key in ("scale", "unit", "was")),
    *(("source", key) for key in ("archived", "sha256")),
    *(("actor", key) for key in ("url", "was", "private")),
    *(
        ("entry", key)
        for key in (
            "status",
            "reviewed_by",
            "reviewed_on",
            "correction",
            "attributes",
            "private",
            "acceptable",
        )
    ),
]
MODELS: dict[str, type[BaseModel]] = {
    "": Dataset,
    "issue": Issue,
    "source": Source,
    "actor": Stakeholder,
    "entry": Position,
}


@pytest.mark.parametrize(("part", "key"), KEYS)
def test_a_key_of_the_second_edition_is_completed_and_explained(
    server: LanguageServer, folder: Path, part: str, key: str
) -> None:
    line = AFTER[part]
    indent = " " * (0 if not part else len(line) - len(line.lstrip()) + 2)
    path, place = opened(server, folder, f"half-{part}-{key}.yaml", line, f"{line}{indent}{key[:2]}")
    assert key in labels(server, path, place)
    path, place = opened(server, folder, f"whole-{part}-{key}.yaml", line, f"{line}{indent}{key}")
    text = path.read_text(encoding="utf-8").replace(f"{line}{indent}{key}", f"{line}{indent}{key}: x\n", 1)
    path.write_text(text, encoding="utf-8")
    server.open(whole := path.with_name(f"key-{part}-{key}.yaml"), text)
    asked = {
        "textDocument": {"uri": whole.as_uri()},
        "position": {**place, "character": place["character"] - 1},
    }
    said = str(server.request("textDocument/hover", asked)["contents"])
    description = MODELS[part].model_fields[key].description
    assert description is not None
    assert description[:20] in said.replace("\\", "")


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
