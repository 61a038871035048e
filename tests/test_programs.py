"""What comes from elsewhere is read and never run: few modules start a program, and none evaluates text."""

import ast

import pytest

from helpers.paths import SOURCE

RUNS_PROGRAMS = {
    "dataset/revisions/git.py": {"subprocess"},  # git, which reads objects
    "measures/blas.py": {"ctypes"},  # the BLAS that NumPy has loaded, to have it use one thread
    "library/pdf.py": {"subprocess"},  # an installed browser, which prints the program's own page as PDF
    "workbench/server.py": {"webbrowser"},  # the user's browser, which opens the workbench
    "workbench/state/events.py": {"asyncio"},  # its event loop, which starts no program
    "workbench/watching.py": {"asyncio"},
}
PROGRAMS = {"subprocess", "multiprocessing", "pty", "webbrowser", "ctypes", "asyncio", "_posixsubprocess"}
OF_OS = {"system", "popen", "startfile", "fork", "forkpty"}
EVALUATING_MODULES = {"pickle", "marshal", "shelve", "code", "runpy"}
EVALUATING = {"eval", "exec", "compile", "__import__"}
CONSTRUCTING_YAML = {"load", "load_all", "full_load", "unsafe_load", "unsafe_load_all"}


def violations(source: str) -> set[str]:
    """Return what a module's text uses that starts a program or evaluates text."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found |= {name.name.split(".")[0] for name in names} & (PROGRAMS | EVALUATING_MODULES)
            case ast.ImportFrom(module=str(module), names=names):
                found |= {module.split(".")[0]} & (PROGRAMS | EVALUATING_MODULES)
                if module == "os":
                    found |= {f"os.{name.name}" for name in names if starts_program(name.name)}
                if module == "yaml":
                    found |= {f"yaml.{name.name}" for name in names if name.name in CONSTRUCTING_YAML}
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if starts_program(name):
                found.add(f"os.{name}")
            case ast.Attribute(value=ast.Name(id="yaml"), attr=name) if name in CONSTRUCTING_YAML:
                found.add(f"yaml.{name}")
            case ast.Call(func=ast.Name(id=name)) if name in EVALUATING:
                found.add(name)
            case _:
                pass
    return found


def starts_program(name: str) -> bool:
    return name in OF_OS or name.startswith(("exec", "spawn", "posix_spawn"))


def test_nothing_is_run_or_evaluated() -> None:
    used = {
        path.relative_to(SOURCE).as_posix(): found
        for path in SOURCE.rglob("*.py")
        if (found := violations(path.read_text(encoding="utf-8")))
    }
    assert used == RUNS_PROGRAMS


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess",
        "from subprocess import run",
        "import os\nos.system('x')",
        "from os import execvp",
        "import os\nos.spawnlp(0, 'x')",
        "eval('1')",
        "import pickle",
        "import yaml\nyaml.load('x', yaml.Loader)",
        "from webbrowser import open",
    ],
)
def test_each_kind_is_seen(text: str) -> None:
    assert violations(text)
