"""The documentation is true: every command in it is run, and prints what stands below it.

A page's commands are run one after the other in a copy of the page's folder. UPDATE_EXPECTED=1 writes what
they print into the pages. The first use of the program on a page, and whatever needs a shell, is a process of
its own; the other commands are run in this one, with the same words and the same streams, since to start
Python takes longer than what they do.
"""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import typer

from helpers.paths import DOCS
from positions.cli import main
from positions.cli.app import BY_NAME, WordGroup, load_command
from positions.cli.help_layout import Command
from positions.problems import UsageError

README = DOCS.parent / "README.md"
PAGES = sorted(DOCS.rglob("*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"^ {4}(\S.*)$", flags=re.MULTILINE)
INLINE = re.compile(r"`([^`]+)`")
EXAMPLE_NOTICE = "No dataset here: this is the example. `positions init` starts your own.\n"
NEEDS_A_SHELL = re.compile(r"[|&;<>$`*?\\]|^(?!positions )")


def name_of(page: Path) -> str:
    """Return a page's name for the report of a test."""
    return str(page.relative_to(DOCS.parent))


with_commands = pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")], ids=name_of
)


def steps(block: str) -> list[tuple[str, str]]:
    """Return a block's commands, each with what the page says that it prints."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", f"a console block begins with a command: {parts[0]!r}"
    return list(zip(parts[1::2], parts[2::2], strict=True))


class Session:
    """A terminal in a folder: what is typed in it one after the other."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.folder = folder
        self.path = path
        self.has_started_the_program = False

    def run(self, command: str) -> str:
        """Return what a command prints, without the notice that it shows the example."""
        if self.has_started_the_program and not NEEDS_A_SHELL.search(command):
            code, said = self.run_here(shlex.split(command)[1:])
        else:
            code, said = self.run_in_a_shell(command)
        assert code in (0, 1), f"{command}: exit {code}\n{said}"
        return said.replace(EXAMPLE_NOTICE, "")

    def run_in_a_shell(self, command: str) -> tuple[int, str]:
        """Run a command in a shell that knows the program; return its exit code and what it prints."""
        self.has_started_the_program |= "positions " in command
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"],
            cwd=self.folder,
            env={**os.environ, "PATH": f"{self.path}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def run_here(self, words: list[str]) -> tuple[int, str]:
        """Run the program in this process; return its exit code and what it prints."""
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(stream), redirect_stderr(stream):
            patch.chdir(self.folder)
            code = main(words)
        assert isinstance(stream.buffer, io.BytesIO)
        return code, stream.buffer.getvalue().decode("utf-8")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with the program `positions`, as an installation has it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "positions"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m positions "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def _as_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "page"))
    monkeypatch.delenv("POSITIONS_DEBUG", raising=False)


@pytest.mark.slow
@with_commands
def test_every_command_prints_what_the_page_says(page: Path, programs: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = tmp_path / "page"
    shutil.copytree(page.parent, folder, ignore=shutil.ignore_patterns("*.md"))
    session = Session(folder, programs)

    def block(match: re.Match[str]) -> str:
        new = ""
        for command, expected in steps(match[1]):
            said = session.run(command)
            said = said if not said or said.endswith("\n") else f"{said}\n"
            new += f"$ {command}\n" + (said if expected or os.environ.get("UPDATE_EXPECTED") else "")
        return f"```console\n{new}```"

    updated = BLOCK.sub(block, text)
    if os.environ.get("UPDATE_EXPECTED"):
        page.write_text(updated, encoding="utf-8")
    assert updated == text or os.environ.get("UPDATE_EXPECTED")
    assert session.has_started_the_program


def test_the_test_would_notice_another_output(tmp_path: Path, programs: Path) -> None:
    session = Session(tmp_path, programs)
    for _ in ("in a process of its own", "in this one"):
        assert re.fullmatch(r"positions \d+\.\d+\.\d+\n", session.run("positions --version"))
    assert steps("$ one\na\nb\n$ two\n") == [("one", "a\nb\n"), ("two", "")]


@pytest.mark.parametrize(
    "command", ["positions compare --table pairs -f csv", "positions check no-such.yaml", "positions comparr"]
)
def test_a_command_says_the_same_in_this_process_and_in_its_own(
    command: str, programs: Path, tmp_path: Path
) -> None:
    session = Session(tmp_path, programs)
    assert session.run_here(shlex.split(command)[1:]) == session.run_in_a_shell(command)


def commands_that_are_not_run(text: str) -> Iterator[str]:
    """Return each use of the program outside the console blocks: in the text, in scripts, in help pages."""
    for language, body in FENCED.findall(text):
        if language != "console":
            body = re.sub(r">-\n\s+", "", body)  # of YAML: the next line is the value
            before = (
                " +" if language == "text" else "(?: *- run: )?"
            )  # of help pages, where a sentence may begin so
            lines = re.findall(rf"^{before}(positions .+)$", body, flags=re.MULTILINE)
            yield from (line.split("   ")[0] for line in lines)
    text = FENCED.sub("", text)
    yield from (line for line in INDENTED.findall(text) if line.startswith("positions "))
    text = INDENTED.sub("", text)
    yield from (" ".join(code.split()) for code in INLINE.findall(text) if code.startswith("positions "))


def complaint(command: str) -> str:
    """Return what is wrong with a use of the program, as far as can be told without running it."""
    name, *words = shlex.split(re.split(r"&&|\||>>", command)[0])[1:]
    if name not in BY_NAME:
        return "" if name.startswith("-") else f"there is no command {name}"
    try:
        return "" if not words else parsed(load_command(name), name, words)
    except (UsageError, typer.TyperException) as error:
        return str(error)


def parsed(command: Command, name: str, words: list[str]) -> str:
    """Read a command line as the program does, and return nothing if that is possible."""
    with command.make_context(name, list(words)) as context:
        if isinstance(command, WordGroup):
            word, inner, rest = command.resolve_command(context, words)
            return parsed(inner, word, rest) if inner and word and rest else ""
    return ""


def test_the_test_would_notice_a_wrong_use() -> None:
    text = "Run `positions comparr` or `positions compare --tabel x`.\n\n    positions add positon a b c\n"
    found = list(commands_that_are_not_run(text))
    assert len(found) == 3
    assert all(map(complaint, found))
    assert not any(
        map(complaint, ["positions add position", "positions diff", "positions compare a --top 3 | less"])
    )


@pytest.mark.parametrize("page", [README, *PAGES], ids=name_of)
def test_commands_that_are_not_run_could_be(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = {command: complaint(command) for command in commands_that_are_not_run(text)}
    assert not {command: wrong for command, wrong in found.items() if wrong}


def test_whatever_looks_like_a_session_is_run() -> None:
    for page in PAGES:
        for language, body in FENCED.findall(page.read_text(encoding="utf-8")):
            shown = re.search(r"^\$ (?!.*⇥)", body, flags=re.MULTILINE)  # ⇥ is a key that no test presses
            assert language == "console" or not shown, (page, body)


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"
