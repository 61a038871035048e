"""The docs have a page for each problem's code, made from the fixtures; fresh."""

import subprocess
import sys
from pathlib import Path


def test_the_pages_are_fresh(repository: Path) -> None:
    script = repository / "scripts" / "problem_pages.py"
    run = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_every_fixtures_codes_have_a_page(repository: Path) -> None:
    pages = {path.stem for path in (repository / "docs" / "reference" / "problems").glob("*.md")}
    for path in (repository / "tests" / "data" / "invalid").glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "[" in line and "]: " in line and line.startswith(f"{path.stem}.yaml"):
                assert line.split("[", 1)[1].split("]", 1)[0] in pages
