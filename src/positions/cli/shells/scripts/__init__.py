"""The scripts that a shell reads to complete the program's commands, options and ids."""

from __future__ import annotations

from pathlib import Path

_FILES = {
    "bash": "positions.bash",
    "zsh": "positions.zsh",
    "fish": "positions.fish",
    "powershell": "positions.ps1",
    "pwsh": "positions.ps1",
}

SHELLS = tuple(_FILES)
"""The shells that have a script."""


def script(shell: str) -> str:
    """Return the text of a shell's script; `shell` is one of SHELLS."""
    return (Path(__file__).parent / _FILES[shell]).read_text(encoding="utf-8")
