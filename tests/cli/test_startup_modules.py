"""Imports are what a start costs: nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from positions.cli import app

COMMANDS = sorted(app.BY_NAME)
HEAVY = {"pydantic", "pydantic_core", "yaml", "numpy", "pandas"}

_MARK = "MODULES "
_PROBE = f"""
import sys
from positions.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("{_MARK}" + " ".join(sorted(sys.modules)), file=sys.stderr)
"""


def loaded_by(code: str, *words: str, **environment: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return set(result.stderr.rpartition(_MARK)[2].split())


def modules_after(*words: str, **environment: str) -> set[str]:
    """Return the names of the modules that are loaded once a command line has been run."""
    return loaded_by(_PROBE, *words, **environment)


def test_the_version_loads_nothing_at_all() -> None:
    ours = {name for name in modules_after("--version") if name.startswith("positions")}
    assert ours == {"positions", "positions._version", "positions.cli"}
    bare = loaded_by(f'import sys; print("{_MARK}" + " ".join(sys.modules), file=sys.stderr)')
    assert modules_after("--version") - bare - ours <= {"__future__"}


def test_the_groups_help_loads_no_command_and_nothing_heavy() -> None:
    loaded = modules_after("--help")
    assert not loaded & (HEAVY | {"rich"})
    assert not loaded & {f"positions.cli.commands.{entry.file}" for entry in app.ENTRIES}


_PROBE_OF_EACH = f"""
import os
import sys
from positions.cli import main
main(["--help"])
for words in sys.argv[1:]:
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            main(words.split())
        except SystemExit:
            pass
        print("{_MARK}" + words + ": " + " ".join(sorted(sys.modules)), file=sys.stderr, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""
"""A process that has shown the group's help, which loads no command, forks for each help."""


@pytest.fixture(scope="module")
def modules_of_helps() -> dict[str, set[str]]:
    """Return the names of the modules that are loaded once a command's help has been shown, by its words."""
    helps = [f"{name} {word}" for name in COMMANDS for word in ("--help", "--help-all")]
    if not hasattr(os, "fork"):
        return {words: modules_after(*words.split()) for words in helps}
    probe = [sys.executable, "-c", _PROBE_OF_EACH, *helps]
    done = subprocess.run(
        probe, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True, env=os.environ
    )
    told = (line.split(": ") for line in done.stderr.splitlines() if line.startswith(_MARK))
    return {words.removeprefix(_MARK): set(names.split()) for words, names in told}


@pytest.mark.parametrize("word", ["--help", "--help-all"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_loads_its_own_module_and_nothing_heavy(
    name: str, word: str, modules_of_helps: dict[str, set[str]]
) -> None:
    loaded = modules_of_helps[f"{name} {word}"]
    assert not loaded & (HEAVY | {"rich"})
    modules = {f"positions.cli.commands.{entry.file}" for entry in app.ENTRIES}
    assert loaded & modules == {f"positions.cli.commands.{app.BY_NAME[name].file}"}


def test_completion_loads_no_models(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("stakeholders: {lga: {name: LGA}}\n", encoding="utf-8")
    loaded = modules_after(
        _POSITIONS_COMPLETE="lines_bash", _POSITIONS_LINE=f"positions compare -d {tmp_path / 'a.yaml'} l"
    )
    assert not loaded & (HEAVY - {"yaml"})
    assert "positions.dataset.yaml.reader" in loaded


@pytest.mark.parametrize("words", [["compare"], ["compare", "-f", "json"], ["issues"], ["check"]])
def test_no_command_loads_numpy(words: list[str]) -> None:
    loaded = modules_after(*words)
    assert not loaded & {"numpy", "pandas", "scipy"}
    assert "typer.rich_utils" not in loaded
