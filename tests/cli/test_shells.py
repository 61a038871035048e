"""Completion in real shells, typed as a person types it; and without pydantic."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")

PROMPT = "ready> "
SETUP = {
    "bash": (
        ["--norc", "--noprofile", "-i"],
        f"PS1='{PROMPT}'; bind 'set bell-style none'; bind 'set show-all-if-ambiguous on'; "
        'eval "$(_POSITIONS_COMPLETE=source_bash positions)"',
    ),
    "zsh": (
        ["-f", "-i"],
        f"PS1='{PROMPT}'; unsetopt beep PROMPT_SP; autoload -Uz compinit && compinit -u -D; "
        'eval "$(_POSITIONS_COMPLETE=source_zsh positions)"',
    ),
}
TYPED = [
    ("positions exp", "explain|export"),
    ("positions expla", "explain"),
    ("positions explain loc", "localis"),
    ("positions explain localis gov", "government"),
    ("positions compare --issue automatic", "automatic-powers"),
    ("positions compare --measu", "--measure"),
    ("positions show rebal", "rebalancing"),
]


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    """A folder with a dataset and, on the PATH, the program."""
    shutil.copyfile(repository / "data" / "stakeholders.yaml", tmp_path / "stakeholders.yaml")
    script = tmp_path / "bin" / "positions"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m positions "$@"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "TERM": "dumb", "HOME": str(folder), "LC_ALL": "C.UTF-8"}


@pytest.fixture(params=list(SETUP))
def typing(
    request: pytest.FixtureRequest, folder: Path, environment: dict[str, str]
) -> Iterator[Callable[[str], str]]:
    """A running shell, as a function from what is typed before the tab to what then stands on the screen."""
    shell = shutil.which(request.param)
    if shell is None:
        pytest.skip(f"{request.param} is not installed")
    arguments, setup = SETUP[request.param]
    child = pexpect.spawn(
        shell, arguments, cwd=str(folder), env=environment, encoding="utf-8", timeout=60, dimensions=(50, 200)
    )
    child.sendline(f"{setup}; echo set-''up")
    child.expect("set-up")
    child.expect(PROMPT)

    def type_and_tab(text: str) -> str:
        child.send(f"{text}\t")
        child.expect_exact(text)
        child.expect([r"[\w-]+", pexpect.TIMEOUT], timeout=20)
        said = child.after if isinstance(child.after, str) else ""
        child.send("\x15\n")  # clear the line
        child.expect(PROMPT)
        return text.split()[-1] + said

    yield type_and_tab
    child.close(force=True)


def test_a_person_types_and_presses_tab(typing: Callable[[str], str]) -> None:
    for text, completed in TYPED[1:]:
        assert typing(text) == completed, text


@pytest.mark.parametrize(("text", "completed"), TYPED)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_the_program_answers_each_shell(
    shell: str, text: str, completed: str, folder: Path, environment: dict[str, str]
) -> None:
    asked = {
        "_POSITIONS_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": text,
        "COMP_CWORD": str(len(text.split()) - 1),
        "_TYPER_COMPLETE_ARGS": text,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "PYTHONPROFILEIMPORTTIME": "1",
    }
    done = subprocess.run(
        [folder / "bin" / "positions"],
        cwd=folder,
        env={**environment, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    for word in completed.split("|"):
        assert word in done.stdout
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & {"pydantic", "pydantic_core", "numpy"}
