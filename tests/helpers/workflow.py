"""A GitHub workflow played on this machine: its steps by bash, in a clone, with the event's expressions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WHO = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


@dataclass(frozen=True)
class Played:
    """What the steps of a run came to."""

    code: int
    out: str
    summary: str


def git(folder: Path, *words: str) -> str:
    """Run git in a folder and return what it prints."""
    done = subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def expanded(text: str, event: Mapping[str, str]) -> str:
    """Return a text of a workflow with each expression replaced by its value; unknown names are empty."""
    return _EXPRESSION.sub(lambda found: _value(found[1], event), text)


def _value(expression: str, event: Mapping[str, str]) -> str:
    for part in expression.split("||"):  # `||` binds least, then `&&`, then `==`
        value = ""
        for word in part.split("&&"):
            sides = [_term(side, event) for side in word.split("==")]
            value = sides[0] if len(sides) == 1 else "true" if sides[0] == sides[1] else ""
            if not value:
                break
        if value:
            return value
    return ""


def _term(word: str, event: Mapping[str, str]) -> str:
    word = word.strip()
    return word[1:-1] if word.startswith("'") else event.get(word, "")


def programs(folder: Path) -> Path:
    """Return a new folder with `positions`, as an installation has it, and a `pip` that installs nothing."""
    folder.mkdir()
    scripts = {"positions": f'exec "{sys.executable}" -m positions "$@"', "pip": "exit 0"}
    for name, line in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / name).chmod(0o755)
    return folder


def play(
    steps: Sequence[Mapping[str, object]], clone: Path, path: Path, event: Mapping[str, str], below: str = "."
) -> Played:
    """Run the steps that have a `run` in the folder `below` of a clone, until one fails."""
    summary = clone.parent / f"{clone.name}-summary"
    summary.write_text("")
    out = ""
    for step in steps:
        if "run" not in step:
            continue
        variables = step.get("env") or {}
        assert isinstance(variables, dict)
        done = subprocess.run(
            ["bash", "-e", "-c", expanded(str(step["run"]), event)],
            cwd=clone / below,
            env={
                **os.environ,
                "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
                "GITHUB_STEP_SUMMARY": str(summary),
                **{name: expanded(str(value), event) for name, value in variables.items()},
            },
            capture_output=True,
            text=True,
            check=False,
        )
        out += done.stdout + done.stderr
        if done.returncode:
            return Played(done.returncode, out, summary.read_text(encoding="utf-8"))
    return Played(0, out, summary.read_text(encoding="utf-8"))
