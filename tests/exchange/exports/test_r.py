"""R reads what is exported, and the page that says how is true: run in R itself where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.paths import TESTS
from positions.cli import main
from positions.dataset.load import load
from positions.measures.pairs.engines import compare_pairs
from positions.reports.common.study import study_of

R = shutil.which("Rscript")
pytestmark = pytest.mark.skipif(R is None, reason="R is not installed")

NOTE = '"=1+1 \\"two\\nlines\\" 👩 שלום"'


@pytest.fixture
def folder(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, with a note that is hard to read, in every form that R takes."""
    monkeypatch.chdir(tmp_path)
    text = (repository / "data" / "stakeholders.yaml").read_text(encoding="utf-8")
    first = re.search(r"^( +)local-leadership:\n( +)stance: \S+\n", text, re.MULTILINE)
    assert first is not None
    text = f"{text[: first.end()]}{first[2]}note: {NOTE}\n{text[first.end() :]}"
    Path("stakeholders.yaml").write_text(text, encoding="utf-8")
    for words in (
        ["export", "-o", "long.csv"],
        ["export", "--type", "wide", "-o", "wide.csv"],
        ["export", "-o", "agreement.graphml"],
        ["compare", "--table", "agreement", "-o", "agreement.csv"],
        ["compare", "-o", "compare.json"],
    ):
        assert main([*words, "-q"]) == 0
    return tmp_path


def run(script: Path, folder: Path) -> str:
    assert R is not None
    done = subprocess.run(
        [R, "--vanilla", str(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_r_reads_the_tables(folder: Path) -> None:
    said = dict(line.split(maxsplit=1) for line in run(TESTS / "r" / "read_exports.R", folder).splitlines())
    data = study_of(load(folder / "stakeholders.yaml"))
    entries = [
        entry
        for actor in data.dataset.stakeholders.values()
        for cell in actor.positions.values()
        for entry in cell
    ]
    pairs = compare_pairs(data.grid)
    gaps = len(data.grid.actors) * len(data.grid.issues) - len(data.grid.details)
    assert int(said["rows"]) == gaps + sum(max(1, len(entry.evidence)) for entry in entries)
    assert int(said["quotations"]) == sum(
        item.quote is not None for entry in entries for item in entry.evidence
    )
    assert int(said["silent"]) == sum(entry.stance == "silent" for entry in entries)
    held = sum(sum(values.values()) for values in data.grid.values_by_issue)
    assert said["value"].split() == ["integer", f"{held:g}"]
    assert said["symmetric"].strip() == "TRUE"
    assert float(said["mean"]) == pytest.approx(
        sum(pair.agreement or 0 for pair in pairs) / len(pairs), abs=1e-12
    )
    assert said["awkward"].strip() == "TRUE"
    if "edges" in said:
        assert int(said["edges"]) == len(pairs)


def test_the_page_runs_to_the_letter(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = repository / "docs" / "how-to" / "in-r.md"
    text = page.read_text(encoding="utf-8")
    commands = re.findall(r"^\$ positions (.*)$", text, re.MULTILINE)
    blocks = re.findall(r"^```r\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert commands
    assert blocks
    shutil.copy(page.with_name("night-buses.yaml"), tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in commands:
        assert main(command.split()) == 0
    there = {
        package: run_line(f"cat(requireNamespace('{package}', quietly = TRUE))", tmp_path) == "TRUE"
        for block in blocks
        for package in re.findall(r"library\((\w+)\)", block)
    }
    kept = [  # the blocks that need a package are run where it is there
        block for block in blocks if all(there[name] for name in re.findall(r"library\((\w+)\)", block))
    ]
    script = tmp_path / "page.R"
    script.write_text("\n".join(kept), encoding="utf-8")
    assert "Dearer parking in the evening" in run(script, tmp_path)


def run_line(line: str, folder: Path) -> str:
    script = folder / "line.R"
    script.write_text(line, encoding="utf-8")
    return run(script, folder).strip()
