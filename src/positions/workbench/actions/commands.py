"""What the page does as lines for the command line."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path


def command_lines(commands: Sequence[Sequence[str]], path: Path) -> str:
    """Return commands as lines that a shell takes."""
    return "\n".join(shlex.join(["positions", *words, "--data", str(path)]) for words in commands)
