"""What the pages tell people to type is in the files beside them, and so test_docs.py runs it."""

import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, str]:
    folder = repository / "docs" / "tutorial-files"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def blocks(repository: Path, language: str) -> list[str]:
    text = (repository / "docs" / "tutorial.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def test_each_block_of_yaml_is_in_one_of_the_files(repository: Path, files: dict[str, str]) -> None:
    shown = blocks(repository, "yaml")
    assert len(shown) == 4
    for block in shown:
        assert any(block in text for text in files.values()), block


def test_the_first_and_the_last_block_are_whole_files(repository: Path, files: dict[str, str]) -> None:
    first, *_, last = blocks(repository, "yaml")
    assert first == files["started.yaml"]
    assert last == files["union.yaml"]


def test_the_article_is_the_file(repository: Path, files: dict[str, str]) -> None:
    assert blocks(repository, "text")[0] == files["night-buses.txt"]


def test_replacing_the_last_line_gives_the_second_file(repository: Path, files: dict[str, str]) -> None:
    last_line = "      night-buses: strongly-support\n"
    assert files["started.yaml"].endswith(last_line)
    second = blocks(repository, "yaml")[2]
    assert files["started.yaml"].removesuffix(last_line) + second == files["council.yaml"]


@pytest.mark.parametrize("page", ["a-stakeholder", "over-time"])
def test_each_block_of_a_how_to_page_is_in_one_of_the_files(page: str, repository: Path) -> None:
    folder = repository / "docs" / "how-to"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")]
    text = (folder / f"{page}.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    assert shown
    for block in shown:
        assert any(block in there for there in texts), block
