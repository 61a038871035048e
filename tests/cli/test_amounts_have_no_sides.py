"""A dataset of amounts, from a real text: no output of any command says for, against or on which side."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from helpers.paths import DOCS
from positions.cli import main

pytestmark = pytest.mark.usefixtures("few_shuffles")

OF_SIDES = re.compile(
    r"\b(?i:for and against|against|oppos\w*|support\w*|split|sides?|divid\w+|unites?|in favour|signed?)\b"
    r"|^For$|\| For \||(^|,)for(,|$)"
)
ALLOWED = (
    "negative ties counting against it",  # of communities
    "the best split",  # in two camps, of ties
    "a best split",
    "the sum is divided",
)
REPORTS = (
    "compare",
    "compare --top 2",
    "compare --robust",
    "compare --range",
    "compare --by-salience",
    "compare --measure exact",
    "compare --group-by kind",
    "explain commission parliament",
    "show parliament",
    "show renewables",
    "show icct-2017",
    "issues",
    "issues --count statements",
    "issues --count statements --window 1y",
    "common-ground",
    "common-ground commission council",
    "blocs",
    "blocs --blocs 2",
    "network",
    "network --window 90d",
    "network --mode two --aggregation ignore",
    "gaps",
    "history",
    "history parliament",
    "diff data.yaml data.yaml",
    "reliability data.yaml other.yaml",
    "check data.yaml",
)
FILES = (
    "report -o out.html",
    "brief -o out.md",
    "brief -o out.docx",
    "compare -o out.xlsx",
    "compare -o out.svg",
    "issues -o out.svg",
    "blocs -o out.svg",
    "network -o out.svg",
    "reliability data.yaml other.yaml -o out.xlsx",
    "export -o out.xlsx",
    "export -o out.csv",
    "export --type wide -o out.csv",
    "export --type issues -o out.csv",
    "export --type coding-sheet -o out.csv",
    "export --type coding-sheet -o out.xlsx",
    "export -o out.graphml",
)
REFUSED = (
    "issues --consensus",
    "power",
    "map --method ideal",
    "compare --measure side",
    "network --mode two",
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(DOCS / "how-to" / "targets-2030.yaml", "data.yaml")
    text = Path("data.yaml").read_text(encoding="utf-8")
    Path("data.yaml").write_text(
        text.replace("    name:", "    kind: institution\n    name:"), encoding="utf-8"
    )
    Path("other.yaml").write_text(text.replace("stance: 35", "stance: 32"), encoding="utf-8")


def run(words: str) -> int:
    named = words.split()
    return main(named if "data.yaml" in named else [named[0], "-d", "data.yaml", *named[1:]])


def words_in(path: Path) -> str:
    """Return what people read in a file."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        return "\n".join(re.sub(r"<[^>]*>", "\n", part) for part in parts if "<w:styles" not in part)
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".html", ".svg"):
        text = re.sub(r"(?s)<(script|style|title)\b.*?</\1>|<[^>]*>", "\n", text)
    return html.unescape(text)


def of_sides(text: str) -> list[str]:
    return [
        line
        for line in text.splitlines()
        if OF_SIDES.search(re.sub("|".join(map(re.escape, ALLOWED)), "", " ".join(line.split())))
    ]


@pytest.mark.parametrize("words", REPORTS)
def test_no_report_speaks_of_sides(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    for form in () if words.startswith("check") else ("markdown", "csv"):
        assert run(f"{words} -f {form}") in (0, 2)
    said = capsys.readouterr()
    assert of_sides(said.out) == []


@pytest.mark.parametrize("words", FILES)
def test_no_file_speaks_of_sides(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    (made,) = Path().glob("out.*")
    assert of_sides(words_in(made)) == []
    assert of_sides(capsys.readouterr().err) == []


@pytest.mark.parametrize("words", REFUSED)
def test_what_needs_sides_is_refused_in_one_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
