"""The library to type checkers: an example that is run, and that pyright takes as mypy does."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import typed_example
from helpers.paths import EXAMPLE, REPOSITORY


def test_the_example_runs(tmp_path: Path) -> None:
    assert typed_example.agreement(EXAMPLE)["lga", "localis"] == pytest.approx(0.708333, abs=1e-6)
    assert "what is" not in " ".join(typed_example.said(EXAMPLE, "Localis", "LGA"))
    assert typed_example.said(EXAMPLE, "Localis", "LGAA")[1] == "did you mean 'LGA'?"
    assert repr(typed_example.made(tmp_path)) == "<Study 'Parking': 2 stakeholders, 1 issue, 2 positions>"
    assert all(path.stat().st_size for path in typed_example.saved(EXAMPLE, tmp_path))


@pytest.mark.slow
def test_pyright_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("pyright")
    shutil.copy(REPOSITORY / "tests" / "helpers" / "typed_example.py", tmp_path)
    settings = {"include": ["typed_example.py"], "extraPaths": [str(REPOSITORY / "src")]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    where = ["-p", str(tmp_path), "--pythonpath", sys.executable]
    command = [sys.executable, "-m", "pyright", *where, "--outputjson"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright does not run here: {done.stderr.strip().splitlines()[-1:]}")
    found = json.loads(done.stdout)
    assert found["summary"]["filesAnalyzed"] == 1
    assert found["generalDiagnostics"] == []
