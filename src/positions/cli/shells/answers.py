"""Answers to a shell's completion script: candidates, one a line, that no shell evaluates.

Scripts that earlier versions installed ask in another way, and evaluate or insert unquoted what they get.
They are answered so that they complete the names of files, whatever the dataset holds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from positions.cli.shells.scripts import SHELLS, script
from positions.cli.shells.search import Candidate, candidates
from positions.cli.streams import write_text
from positions.problems import UsageError

if TYPE_CHECKING:
    from typer.core import TyperGroup

REQUEST = "_POSITIONS_COMPLETE"
"""The variable with the request: `lines_SHELL`, `source_SHELL`, or `complete_SHELL` of earlier scripts."""

LINE = "_POSITIONS_LINE"
"""The variable that holds the command line up to the cursor."""

_EARLIER_SCRIPTS = {"zsh": "_files\n"}
"""What makes an earlier script complete file names; for all other shells that is nothing at all."""

_NO_CANDIDATES = 1


def answer_shell(group: TyperGroup, request: str) -> int:
    """Answer the request of a completion script on stdout and return the exit code.

    Raises:
        UsageError: if there is no such request or shell.
    """
    verb, _, shell = request.partition("_")
    if shell not in SHELLS:
        raise UsageError(f"{REQUEST} asks for {request!r}", f"the shells are {', '.join(SHELLS)}")
    match verb:
        case "lines":
            write_text(candidate_lines(candidates(group, os.environ.get(LINE, "")), shell))
            return 0
        case "source":
            write_text(script(shell))
            return 0
        case "complete":
            write_text(_EARLIER_SCRIPTS.get(shell, ""))
            # fish asks whether there are candidates by the exit code
            return _NO_CANDIDATES if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args" else 0
        case _:
            raise UsageError(f"{REQUEST} asks for {request!r}", f"write source_{shell} for the script")


def candidate_lines(items: Iterable[Candidate], shell: str) -> str:
    """Return the candidates, one a line; where the shell shows them, with their help after a tab.

    A candidate that is not printable, or that standard output's encoding lacks, is left out.
    """
    with_help = shell in ("fish", "powershell", "pwsh")
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    lines = []
    for item in items:
        text = str(item.value)
        if not text or not text.isprintable() or text.encode(encoding, "replace").decode(encoding) != text:
            continue
        about = " ".join((item.help or "").split())
        lines.append(f"{text}\t{about}\n" if with_help and about.isprintable() and about else f"{text}\n")
    return "".join(lines)
