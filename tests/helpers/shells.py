"""A person at a shell: real bash, zsh and fish on a pseudo-terminal, with a completion script loaded."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

PROMPT = "ready> "
_TIMEOUT = 180
_PATIENCE = 20
_ARGUMENTS = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "--interactive"],
}
_SETUP = {
    "bash": f"PS1='{PROMPT}'; bind 'set bell-style none'; bind 'set show-all-if-ambiguous on'; "
    "bind 'set enable-bracketed-paste off'; bind 'set completion-query-items -1'; "
    "bind 'set page-completions off'",
    "zsh": f"PS1='{PROMPT}'; unsetopt beep PROMPT_SP; autoload -Uz compinit && compinit -u -D",
    "fish": f"function fish_prompt; echo -n '{PROMPT}'; end; set -g fish_autosuggestion_enabled 0",
}
_MARK = "%%%"
_BACKSPACE = "\x7f"
_CTRL_C = "\x03"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>()][0-9A-Z]?)")


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with the program on the PATH, in `folder`/bin."""
    script = folder / "bin" / "positions"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m positions "$@"\n')
    script.chmod(0o755)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "TERM": "dumb", "HOME": str(folder), "LC_ALL": "C.UTF-8"}


class Person:
    """Somebody who types at a shell and reads the screen."""

    def __init__(self, child: pexpect.spawn[str]) -> None:
        self._child = child

    def run(self, line: str) -> str:
        """Run a line and return what it writes."""
        self._child.sendline(f"{line}; echo it-''ran")
        self._child.expect("it-ran")
        shown = self._child.before or ""
        self._until_prompt()
        return _ESCAPES.sub("", shown)

    def press_tab(self, text: str, times: int = 1) -> str:
        """Type a text and tabs; return what the line and the screen below it show. The line is cleared."""
        shown = self._type(text, times)
        self._until_prompt()
        return shown

    def press_tab_and_enter(self, text: str) -> None:
        """Type a text, a tab and Enter, and wait for what that runs."""
        self._type(text, 1)
        self._child.send(_BACKSPACE * len(_MARK) + "\n")
        self._child.sendline("echo it-''ran")
        self._child.expect(["it-ran", pexpect.TIMEOUT], timeout=10)  # an open quotation runs nothing
        self._until_prompt()

    def _type(self, text: str, tabs: int) -> str:
        """Return what appears until a mark shows that is typed after it all: keys are handled in order."""
        self._child.send(text + "\t" * tabs)
        self._child.send(_MARK)
        self._child.expect_exact(_MARK)
        return _ESCAPES.sub("", self._child.before or "")

    def _until_prompt(self) -> str:
        """Return what appears until the shell has answered a marker typed at a new prompt.

        Ctrl-C gives the new prompt where a line or a quotation is not finished. What is typed before the
        shell has heeded it may be lost with the line: on a busy machine the marker is typed again.
        """
        for turn in range(_TIMEOUT // _PATIENCE):
            self._child.send(_CTRL_C)
            self._child.sendline(f"echo end-''of-{turn}.")
            if self._child.expect([rf"end-of-{turn}\.", pexpect.TIMEOUT], timeout=_PATIENCE) == 0:
                break
        else:
            raise pexpect.TIMEOUT(f"no new prompt: {self._child.before!r}")
        shown = self._child.before or ""
        self._child.expect_exact(PROMPT)
        return _ESCAPES.sub("", shown)


@contextmanager
def person_at(shell: str, folder: Path, setup: str) -> Iterator[Person]:
    """Give a person at an interactive shell in a folder, after a line of set-up.

    Raises:
        LookupError: if the shell is not installed.
    """
    program = shutil.which(shell)
    if program is None:
        raise LookupError(shell)
    child = pexpect.spawn(
        program,
        _ARGUMENTS[shell],
        cwd=str(folder),
        env=environment(folder),
        encoding="utf-8",
        timeout=_TIMEOUT,
        dimensions=(50, 200),
    )
    try:
        person = Person(child)
        person.run(_SETUP[shell])
        person.run(setup)
        yield person
    finally:
        child.close(force=True)
