"""The pages on Python: their code runs as it stands, R reads what is written, the reference is fresh."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import positions
from helpers.paths import DOCS, REPOSITORY
from positions.cli import main

PYTHON = re.compile(r"^```(?:python|\{python\})\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
R = re.compile(r"^```r\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "how-to"
    shutil.copytree(DOCS / "how-to", copy)
    monkeypatch.chdir(copy)
    return copy


@pytest.mark.parametrize(("page", "number"), [("in-python.md", 6), ("in-quarto.md", 2)])
def test_the_code_of_a_page_runs_from_top_to_bottom(page: str, number: int, folder: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("networkx")
    pytest.importorskip("openpyxl")
    blocks = PYTHON.findall((folder / page).read_text(encoding="utf-8"))
    assert len(blocks) == number
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for block in blocks:
            exec(compile(block, page, "exec"), names)
    if page == "in-python.md":
        assert "there is no stakeholder 'trader' - did you mean 'Traders'?" in out.getvalue()
        assert "+  students:" in out.getvalue()
        assert (folder / "parking.yaml").exists()
        assert len(names["supporters"]) == 6  # type: ignore[arg-type]  # a data frame


def test_the_code_in_r_reads_what_is_written(folder: Path) -> None:
    main(["compare", "-d", "night-buses.yaml", "--table", "pairs", "-o", "pairs.csv"])
    main(["compare", "-d", "night-buses.yaml", "-o", "compare.json"])
    script = R.findall((folder / "in-quarto.md").read_text(encoding="utf-8"))[1]
    header = (folder / "pairs.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    wanted = re.search(r"subset\(pairs, (\w+) >= 2, c\(([^)]*)\)\)", script)
    assert wanted is not None
    assert {wanted[1], *wanted[2].split(", ")} <= set(header)
    runner = shutil.which("Rscript")
    if runner is None:
        pytest.skip("needs R; the columns are there")
    done = subprocess.run([runner, "-e", script], capture_output=True, text=True, check=False)
    if "jsonlite" in done.stderr:
        pytest.skip("needs the R package jsonlite")
    assert done.returncode == 0, done.stderr
    assert "council" in done.stdout


def test_the_reference_of_the_library_is_fresh_and_whole() -> None:
    pytest.importorskip("griffe")
    script = REPOSITORY / "scripts" / "api_pages.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    text = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    for name in positions.__all__:
        assert name == "__version__" or f"### positions.{name}\n" in text


def test_a_stale_reference_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("griffe")
    api_pages = import_module("api_pages")
    monkeypatch.setattr(api_pages, "PAGE", tmp_path / "python.md")
    monkeypatch.setattr(api_pages, "page", lambda: "## positions\n")  # the true one takes six seconds
    monkeypatch.setattr(sys, "argv", ["api_pages.py", "--check"])
    assert api_pages.main() == 1
    monkeypatch.setattr(sys, "argv", ["api_pages.py"])
    assert api_pages.main() == 0
    monkeypatch.setattr(sys, "argv", ["api_pages.py", "--check"])
    assert api_pages.main() == 0
