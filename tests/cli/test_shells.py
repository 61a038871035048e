"""Completion in real shells, typed as a person types it; and without pydantic."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from helpers.paths import DATA

pytest.importorskip("pexpect", reason="pexpect is not installed")

from helpers.shells import Person, environment, person_at

pytestmark = pytest.mark.slow

SHELLS = ("bash", "zsh", "fish")
INSTALLED = {
    "bash": "source ~/.bashrc",
    "zsh": "source ~/.zshrc",
    "fish": "source ~/.config/fish/completions/positions.fish",
}
"""What makes a shell without its start-up files read what --install-completion wrote."""

EARLIER = {"bash": "positions.bash", "zsh": "positions.zsh", "fish": "positions.fish"}
"""The scripts that --show-completion printed in the version before, by shell."""

TYPED = [
    ("positions expla", "explain"),
    ("positions explain loc", "localis"),
    ("positions explain localis gov", "government"),
    ("positions compare --issue automatic", "automatic-powers"),
    ("positions compare --issue rebalancing,automatic", "rebalancing,automatic-powers"),
    ("positions compare --measu", "--measure"),
    ("positions show rebal", "rebalancing"),
    ("positions check stakeh", "stakeholders.yaml"),
]

HOSTILE_IDS = (
    "a\\",
    "x ); touch PWNED-1; b=( y",
    "c\\",
    "x;touch PWNED-2",
    "`touch PWNED-3`",
    "$(touch PWNED-4)",
    "(touch PWNED-5)",
    "d'; touch PWNED-6; '",
    'e"; touch PWNED-7; "',
    "f\ntouch PWNED-8\n",
    "--version",
    "-x",
    "*",
    "g\tx; touch PWNED-9",
    "k;touch PWNED-B",
    "l`touch PWNED-C`",
    "~+/h",
    "{i,j}",
    "${(e):-$(touch PWNED-A)}",
)


def quoted(text: str) -> str:
    """Return a text as YAML in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


HOSTILE = "\n".join(
    [
        "format: 1",
        'title: "$(touch PWNED-T)`touch PWNED-U`"',
        "issues:",
        *(f"  {quoted(key)}: {{title: {quoted(key)}}}" for key in HOSTILE_IDS),
        "  rail: {title: '$(touch PWNED-R)'}",
        "stakeholders:",
        *(f"  {quoted(key)}: {{name: {quoted(key)}}}" for key in HOSTILE_IDS),
        "  xavier: {name: '`touch PWNED-X`', short: '$(touch PWNED-S)'}",
        "  xenia: {name: '; touch PWNED-Y'}",
        "",
    ]
)


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    """A folder with a dataset."""
    shutil.copyfile(repository / "data" / "stakeholders.yaml", tmp_path / "stakeholders.yaml")
    return tmp_path


@pytest.fixture
def person() -> Iterator[Callable[[str, Path, str], Person]]:
    """A person at a shell in a folder, after a line of set-up."""
    with ExitStack() as stack:

        def at(shell: str, folder: Path, setup: str) -> Person:
            try:
                return stack.enter_context(person_at(shell, folder, setup))
            except LookupError:
                pytest.skip(f"{shell} is not installed")

        yield at


def source_line(shell: str) -> str:
    """Return the line that loads the script as the program prints it."""
    if shell == "fish":
        return "_POSITIONS_COMPLETE=source_fish positions | source"
    return f'eval "$(_POSITIONS_COMPLETE=source_{shell} positions)"'


@pytest.mark.parametrize("shell", SHELLS)
def test_a_person_types_and_presses_tab(
    shell: str, folder: Path, person: Callable[[str, Path, str], Person]
) -> None:
    somebody = person(shell, folder, source_line(shell))
    for text, completed in TYPED:
        line = f"{text.rpartition(' ')[0]} {completed}"
        assert line in somebody.press_tab(text), text


@pytest.mark.parametrize("shell", SHELLS)
def test_what_is_installed_completes_from_the_first_tab(
    shell: str, folder: Path, person: Callable[[str, Path, str], Person]
) -> None:
    somebody = person(shell, folder, "positions --install-completion")
    somebody.run(INSTALLED[shell])
    for _ in range(3):
        assert "positions explain localis " in somebody.press_tab("positions explain loc")


@pytest.mark.parametrize("script", ["today's", "earlier"])
@pytest.mark.parametrize("shell", SHELLS)
def test_a_hostile_dataset_runs_nothing_in_the_shell(
    shell: str, script: str, tmp_path: Path, person: Callable[[str, Path, str], Person]
) -> None:
    (tmp_path / "stakeholders.yaml").write_text(HOSTILE, encoding="utf-8")
    earlier = f"source '{DATA / 'completion' / EARLIER[shell]}'"
    somebody = person(shell, tmp_path, source_line(shell) if script == "today's" else earlier)
    before = {path.name for path in tmp_path.iterdir()}
    shown = ""
    for typed in ("show ", "show x", "show '", "show xav"):
        shown += somebody.press_tab(f"positions {typed}", times=2)
    for beginning in ("k", "l"):
        somebody.press_tab_and_enter(f"positions show {beginning}")
    new = {path.name for path in tmp_path.iterdir()} - before
    assert not {name for name in new if "PWNED" in name}
    assert "touch" not in shown
    if script == "today's":
        assert "positions show xavier" in shown


@pytest.mark.parametrize("shell", SHELLS)
def test_an_earlier_script_completes_the_names_of_files(
    shell: str, folder: Path, person: Callable[[str, Path, str], Person]
) -> None:
    somebody = person(shell, folder, f"source '{DATA / 'completion' / EARLIER[shell]}'")
    for _ in range(2):
        assert "positions check stakeholders.yaml" in somebody.press_tab("positions check stakeh")
        assert "localis" not in somebody.press_tab("positions explain loc")


@pytest.mark.parametrize("shell", [*SHELLS, "powershell"])
def test_what_the_program_answers_each_shell(shell: str, folder: Path) -> None:
    typed = [*TYPED[:-1], ("positions exp", "explain export")]
    asked = [{"_POSITIONS_LINE": text} for text, _ in typed]
    for (_, completed), done in zip(typed, ask_each(folder, f"lines_{shell}", asked), strict=True):
        words = [line.split("\t")[0] for line in done.stdout.splitlines()]
        assert words == completed.split()
        assert "typer" in done.imported
        assert not done.imported & {"pydantic", "pydantic_core", "numpy"}


@pytest.mark.parametrize(
    ("shell", "more", "answer", "code"),
    [
        ("zsh", {}, "_files\n", 0),
        ("bash", {}, "", 0),
        ("fish", {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}, "", 1),
        ("fish", {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}, "", 0),
        ("powershell", {}, "", 0),
        ("pwsh", {}, "", 0),
    ],
)
def test_an_earlier_request_is_answered_the_same_whatever_the_dataset_holds(
    shell: str, more: dict[str, str], answer: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / "stakeholders.yaml").write_text(HOSTILE, encoding="utf-8")
    asked = [
        {"COMP_WORDS": text, "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": text, **more}
        for text in ("positions show ", "positions show x", "positions sh")
    ]
    for done in ask_each(tmp_path, f"complete_{shell}", asked):
        assert (done.stdout, done.stderr, done.code) == (answer, "", code)


@pytest.mark.parametrize("request_", ["lines_tcsh", "complete", "eval_zsh", "lines"])
def test_an_unknown_request_is_refused_in_a_line(request_: str, tmp_path: Path) -> None:
    (done,) = ask_each(tmp_path, request_, [{}])
    assert (done.stdout, done.code) == ("", 2)
    assert done.stderr.count("\n") == 1


_EACH = """
import json, os, sys
from positions.cli import main
requests, place = json.loads(sys.argv.pop()), sys.argv.pop()
for number, request in enumerate(requests):
    child = os.fork()
    if not child:
        os.environ.update(request)
        for name, to in (("out", 1), ("err", 2)):
            os.dup2(os.open(f"{place}/{number}.{name}", os.O_WRONLY | os.O_CREAT), to)
        code = main()
        sys.stdout.flush()
        with open(f"{place}/{number}.modules", "w") as file:
            file.write(" ".join(sys.modules))
        os._exit(code)
    with open(f"{place}/{number}.code", "w") as file:
        file.write(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
"""
"""Answers each request as a process of its own would: in a fork of one that has imported nothing else."""


class Answer(NamedTuple):
    """What the program answers to a completion script, and what it has imported for that."""

    stdout: str
    stderr: str
    code: int
    imported: set[str]


def ask_each(folder: Path, request: str, asked: list[dict[str, str]]) -> list[Answer]:
    """Run the program as a completion script does, once for each set of variables."""
    place = folder / "bin"
    subprocess.run(
        [sys.executable, "-c", _EACH, os.fspath(place), json.dumps(asked)],
        cwd=folder,
        env={**environment(folder), "_POSITIONS_COMPLETE": request},
        check=True,
    )
    return [
        Answer(
            (place / f"{number}.out").read_text(encoding="utf-8"),
            (place / f"{number}.err").read_text(encoding="utf-8"),
            int((place / f"{number}.code").read_text()),
            set((place / f"{number}.modules").read_text().split()),
        )
        for number in range(len(asked))
    ]


class Forgetful:
    """A shell that loses the first letter of what is typed right after Ctrl-C, so often and no more."""

    def __init__(self, losses: int) -> None:
        self.before, self._losses, self._line = "", losses, ""

    def send(self, text: str) -> None:
        self._line = text

    def sendline(self, line: str) -> None:
        if self._line == "\x03" and self._losses:
            self._losses -= 1
            line = line[1:]
        self._line = line

    def expect(self, wanted: str | list[Any], timeout: float = -1) -> int:
        answer = self._line.rpartition("echo ")[2].replace("''", "")
        return 0 if re.search(wanted if isinstance(wanted, str) else wanted[0], answer) else 1

    def expect_exact(self, _: str) -> int:
        return 0


@pytest.mark.parametrize("losses", [0, 1, 3])
def test_what_a_busy_machine_loses_after_ctrl_c_is_typed_again(losses: int) -> None:
    Person(cast("Any", Forgetful(losses))).run("true")
