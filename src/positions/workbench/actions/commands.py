"""What the page does as lines for the command line."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path


def options(said: Mapping[str, object]) -> tuple[str, ...]:
    """Return what fields say as options of a command; those that are None are left out."""
    return tuple(
        part
        for name, value in said.items()
        if value is not None
        for part in (f"--{name.replace('_', '-')}", str(value))
    )


def command_lines(commands: Sequence[Sequence[str]], path: Path) -> str:
    """Return commands as lines that a shell takes."""
    return "\n".join(shlex.join(["positions", *words, "--data", str(path)]) for words in commands)
