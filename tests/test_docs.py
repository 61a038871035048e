"""The documentation is true: every command in it is run, and prints what stands below it.

A page's commands are run one after the other in a copy of the page's folder. UPDATE_EXPECTED=1 writes what
they print into the pages.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
EXAMPLE_NOTICE = "No dataset here: this is the example. `positions init` starts your own.\n"


def steps(block: str) -> list[tuple[str, str]]:
    """Return a block's commands, each with what the page says that it prints."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", f"a console block begins with a command: {parts[0]!r}"
    return list(zip(parts[1::2], parts[2::2], strict=True))


def run(command: str, folder: Path, path: Path) -> str:
    """Return what a command prints, without the notice that it shows the example."""
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    environment.pop("POSITIONS_DEBUG", None)
    done = subprocess.run(
        ["bash", "-c", f"{command} 2>&1"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), f"{command}: exit {done.returncode}\n{done.stdout}"
    return done.stdout.replace(EXAMPLE_NOTICE, "")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with the program `positions`, as an installation has it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "positions"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m positions "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_command_prints_what_the_page_says(page: Path, programs: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = tmp_path / "page"
    shutil.copytree(page.parent, folder, ignore=shutil.ignore_patterns("*.md"))
    printed: list[str] = []

    def block(match: re.Match[str]) -> str:
        new = ""
        for command, expected in steps(match[1]):
            said = run(command, folder, programs)
            said = said if not said or said.endswith("\n") else f"{said}\n"
            printed.append(said)
            new += f"$ {command}\n" + (said if expected or os.environ.get("UPDATE_EXPECTED") else "")
        return f"```console\n{new}```"

    updated = BLOCK.sub(block, text)
    if os.environ.get("UPDATE_EXPECTED"):
        page.write_text(updated, encoding="utf-8")
    assert updated == text or os.environ.get("UPDATE_EXPECTED")


def test_the_test_would_notice_another_output(tmp_path: Path, programs: Path) -> None:
    said = run("positions --version", tmp_path, programs)
    assert re.fullmatch(r"positions \d+\.\d+\.\d+\n", said)
    assert steps("$ one\na\nb\n$ two\n") == [("one", "a\nb\n"), ("two", "")]


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"
