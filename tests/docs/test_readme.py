"""The README to the letter: its session runs, and a stakeholder is added as it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.paths import DOCS, EXAMPLE, REPOSITORY
from positions.cli import main

pytestmark = pytest.mark.slow

README = REPOSITORY / "README.md"


def section(title: str) -> str:
    text = README.read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = command.split("#")[0].split()
    assert words[0] == "positions"
    return subprocess.run(
        [sys.executable, "-m", "positions", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


SESSION = re.findall(r"^\$ (positions .*)$", section("A session"), flags=re.MULTILINE)


@pytest.mark.parametrize("command", SESSION)
def test_the_session_runs_in_an_empty_folder(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert ("this is the example" in done.stderr) != ("--example" in command)
    words = command.split()
    if "-o" in words:
        written = (tmp_path / words[words.index("-o") + 1]).read_text(encoding="utf-8")
        assert "Rebalancing" in written
        assert "County Councils Network" in written
    else:
        assert done.stdout


def test_a_stakeholder_is_added_to_the_letter(tmp_path: Path) -> None:
    steps = section("Start your own, and add a stakeholder")
    init = re.search(r"`(positions init (\S+))`", steps)
    assert init is not None
    assert run(init[1], tmp_path).returncode == 0
    folder = tmp_path / init[2]
    dataset = folder / "stakeholders.yaml"
    block = re.search(r"   ```yaml\n(.*?)   ```\n", steps, flags=re.DOTALL)
    assert block is not None
    lines = block[1].replace("\n   ", "\n").removeprefix("   ")
    dataset.write_text(dataset.read_text(encoding="utf-8") + lines, encoding="utf-8")

    checked = run("positions check", folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "3 stakeholders, 2 issues, 1 source" in checked.stdout
    compared = run("positions compare", folder)
    assert compared.returncode == 0
    assert "Residents' Forum" in compared.stdout
    assert "this is the example" not in compared.stderr

    fuller = re.search(r"^```yaml\n(.*?)^```\n", steps, flags=re.DOTALL | re.MULTILINE)
    assert fuller is not None
    text = dataset.read_text(encoding="utf-8")
    short = "      low-traffic-zone: strongly-support\n"
    assert text.count(short) == 1
    dataset.write_text(text.replace(short, fuller[1]), encoding="utf-8")
    assert run("positions check", folder).returncode == 0
    explained = run("positions explain residents traders", folder)
    assert "through traffic should no longer cross the market square" in explained.stdout


def test_the_two_set_up_lines_are_there() -> None:
    text = README.read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/positions compare\n" in text
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest\n" in text


def test_what_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert "://" in target or (README.parent / target).exists(), target


def test_the_picture_of_the_result_is_what_the_program_draws(tmp_path: Path) -> None:
    drawn = tmp_path / "result.svg"
    assert main(["compare", "-q", "-d", str(EXAMPLE), "-o", str(drawn)]) == 0
    kept = DOCS / "images" / "result.svg"
    assert kept.read_text("utf-8") == drawn.read_text("utf-8"), "run scripts/result_picture.py"
