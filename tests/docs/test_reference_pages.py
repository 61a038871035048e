"""The generated reference: every command, sub-command, key and format is in it, and it is fresh."""

import json
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from positions.cli import exit_codes, main
from positions.cli.app import BY_NAME
from positions.measures.changes import Change
from positions.measures.common_ground import Verdict
from positions.measures.gaps import Kind
from positions.measures.reliability.codings import LevelName
from positions.render.registry import REGISTRY
from positions.vocabulary import Aggregation, Measure, Normalization

COMMANDS = tuple(BY_NAME)
NAMES = re.compile(r"`([^`\n]+)`")


@pytest.fixture(scope="module")
def reference(repository: Path) -> Path:
    return repository / "docs" / "reference"


def test_the_pages_are_fresh(repository: Path) -> None:
    script = repository / "scripts" / "reference_pages.py"
    run = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_changed_page_is_stale(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(repository / "scripts"))
    reference_pages = import_module("reference_pages")
    monkeypatch.setattr(reference_pages, "PAGES", tmp_path)
    monkeypatch.setattr(reference_pages, "pages", cache(reference_pages.pages))  # made once, of five times
    assert len(reference_pages.stale()) == len(reference_pages.pages())
    reference_pages.write()
    assert reference_pages.stale() == []
    (tmp_path / "commands" / "check.md").write_text("another text\n", encoding="utf-8")
    (tmp_path / "commands" / "no-such-command.md").write_text("left over\n", encoding="utf-8")
    assert reference_pages.stale() == ["commands/check.md", "commands/no-such-command.md"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_page_shows_its_help_and_that_of_its_words(name: str, reference: Path) -> None:
    text = (reference / "commands" / f"{name}.md").read_text(encoding="utf-8")
    module = import_module(f"positions.cli.commands.{BY_NAME[name].file}")
    for words in (name, *(f"{name} {word}" for word in getattr(module, "COMMANDS", ()))):
        assert f"Usage: positions {words} " in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("- [")) <= 120


def test_every_key_of_the_format_has_a_row(repository: Path, reference: Path) -> None:
    schema = json.loads((repository / "schema" / "positions.schema.json").read_text(encoding="utf-8"))
    text = (reference / "format.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([a-z_0-9]+)`(?: \*\(required\)\*)? \| (.+) \| (.+) \|$", text, flags=re.MULTILINE
    )
    parts = [schema, *schema["definitions"].values()]
    assert sorted(key for key, _, _ in rows) == sorted(key for part in parts for key in part["properties"])


def test_every_format_has_a_row(reference: Path) -> None:
    text = (reference / "formats.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE) == list(REGISTRY)


def test_the_exit_codes_are_those_of_the_program(reference: Path) -> None:
    text = (reference / "exit-codes.md").read_text(encoding="utf-8")
    codes = (
        exit_codes.DONE,
        exit_codes.WRONG_DATA,
        exit_codes.WRONG_USE,
        exit_codes.INTERNAL,
        exit_codes.INTERRUPTED,
    )
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", text, flags=re.MULTILINE)] == list(codes)


def test_every_page_of_the_method_is_named_beside_its_command(repository: Path, reference: Path) -> None:
    text = (reference / "measures.md").read_text(encoding="utf-8")
    index = (repository / "docs" / "method" / "index.md").read_text(encoding="utf-8")
    pages = {path.name for path in (repository / "docs" / "method").glob("*.md")}
    assert set(re.findall(r"\(\.\./method/([\w-]+\.md)", text)) == pages
    assert set(re.findall(r"^\| \[.*\]\(([\w-]+\.md)\)", index, flags=re.MULTILINE)) == pages - {"index.md"}


@pytest.mark.parametrize(
    ("words", "page", "heading"),
    [
        (get_args(Kind), "reference/measures.md", "What `gaps` lists"),
        (get_args(Change), "reference/measures.md", "What `diff` calls a change"),
        (get_args(Measure), "method/agreement.md", "Measures"),
        (get_args(Verdict), "method/common-ground.md", "Verdicts"),
        (get_args(LevelName), "method/reliability.md", "What is compared"),
    ],
    ids=["gaps", "diff", "compare", "common-ground", "reliability"],
)
def test_every_word_of_a_measure_is_explained(
    words: tuple[str, ...], page: str, heading: str, repository: Path
) -> None:
    text = (repository / "docs" / page).read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ")[0]
    explained = [
        name
        for row in re.findall(r"^\| (`.*?)\|.*\n(?!\| -)", section, flags=re.MULTILINE)
        for name in NAMES.findall(row)
    ]
    assert sorted(explained) == sorted(words)


@pytest.mark.parametrize(
    "words",
    [get_args(Aggregation), get_args(Normalization), ("include", "document", "week", "month", "year", "all")],
)
def test_every_choice_of_the_networks_is_explained(words: tuple[str, ...], repository: Path) -> None:
    text = (repository / "docs" / "method" / "network.md").read_text(encoding="utf-8")
    assert set(words) <= {word.rpartition(" ")[2] for word in NAMES.findall(text)}


def test_every_environment_variable_that_is_read_is_in_the_reference(
    repository: Path, reference: Path
) -> None:
    text = (reference / "environment.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", text, flags=re.MULTILINE))
    read = set()
    for path in (repository / "src" / "positions").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z][A-Z_]*)\"", source))
        read |= set(re.findall(r"\"(POSITIONS_MAX_[A-Z]+)\"", source))  # the budget reads these by name
    assert read | {"POSITIONS_DATA"} == told


def test_the_commands_that_the_reference_says_do_not_take_the_example_do_not(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (reference / "environment.md").read_text(encoding="utf-8")
    line = re.search(r"^ +(`.*) end with the exit code 2 instead", text, flags=re.MULTILINE)
    assert line is not None
    words = {
        "check": ["check"],
        "add": ["add", "stakeholder", "a", "--name", "A"],
        "rename": ["rename", "actor", "a", "b"],
        "export": ["export", "-o", "positions.csv"],
    }
    assert re.findall(r"`(\w+)`", line[1]) == list(words)
    monkeypatch.chdir(tmp_path)
    assert [main(used) for used in words.values()] == [exit_codes.WRONG_USE] * len(words)
    assert not list(tmp_path.iterdir())
