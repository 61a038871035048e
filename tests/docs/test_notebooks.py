"""Notebooks: run from top to bottom, they show what stands in them, and what the pages show."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from helpers.paths import DOCS, TESTS

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((DOCS / "notebooks").glob("*.ipynb"))
FOLLOWED = ("tutorial.md", "how-to/over-time.md", "how-to/several-coders.md", "how-to/from-a-spreadsheet.md")
MOST = 100_000
"""So many letters a notebook has at most."""


def outputs(notebook: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """Return what each cell of code shows: the kind and the text; HTML of data frames is pandas' own."""
    shown = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        found = []
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                found.append((output["name"], "".join(output["text"])))
            else:
                data = {kind: "".join(text) for kind, text in output["data"].items()}
                found += [(kind, text) for kind, text in data.items() if "dataframe" not in text]
        shown.append(found)
    return shown


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def ran(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    """Return a notebook's path, and the notebook as it is after a run."""
    for name in ("nbclient", "nbformat", "ipykernel", "pandas", "networkx"):
        if find_spec(name) is None:
            pytest.skip(f"needs {name}")
    path: Path = request.param
    copy = tmp_path_factory.mktemp("notebook") / "docs"
    for folder in ("how-to", "tutorial-files", "notebooks"):
        shutil.copytree(DOCS / folder, copy / folder)
    place = copy / "notebooks" / path.name
    command = [sys.executable, "-W", "ignore", str(TESTS / "helpers" / "run_notebook.py"), str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    if os.environ.get("UPDATE_EXPECTED"):
        shutil.copy(place, path)
    return path, json.loads(place.read_text(encoding="utf-8"))


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


def test_it_shows_what_stands_in_it(ran: tuple[Path, dict[str, Any]]) -> None:
    path, notebook = ran
    text = path.read_text(encoding="utf-8")
    assert outputs(json.loads(text)) == outputs(notebook)
    assert len(text) < MOST
    assert "/tmp" not in text


def test_its_figures_are_those_of_the_pages(ran: tuple[Path, dict[str, Any]]) -> None:
    _, notebook = ran
    pages = "\n".join((DOCS / page).read_text(encoding="utf-8") for page in FOLLOWED)
    texts = [text for cell in outputs(notebook) for kind, text in cell if kind == "stdout"]
    lines = [line for text in texts for line in text.splitlines()]
    told = [line.removeprefix("• ") for line in lines if line.startswith(("• ", "Added: ", "The quotation "))]
    assert len(told) > 10
    for line in told:
        assert line in pages
    alpha, votes = said(notebook, "with_states"), said(notebook, "Birch")
    for level, figure in re.findall(r"^(position|direction|strength) +([\d.]+)", alpha, re.MULTILINE):
        assert re.search(rf"^{level}: .* {figure} ", pages, re.MULTILINE)
    assert "0.33" in votes
    assert "33% of 3" in pages


def said(notebook: dict[str, Any], word: str) -> str:
    """Return the output in plain text that has a word in it."""
    plain = (text for cell in outputs(notebook) for kind, text in cell if kind == "text/plain")
    return next(text for text in plain if word in text)
