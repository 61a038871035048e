"""`--install-completion` and `--show-completion`: which shell this is, and where its script belongs."""

from __future__ import annotations

from pathlib import Path

from positions.cli.shells.scripts import SHELLS, script
from positions.files import reason, write_atomically
from positions.problems import UsageError

_PLACES = {
    "bash": Path(".bash_completions", "positions.sh"),
    "zsh": Path(".zfunc", "_positions"),
    "fish": Path(".config", "fish", "completions", "positions.fish"),
}
_ZSH_LOADS = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
_ZSH_STYLE = "zstyle ':completion:*' menu select"


def current_shell() -> str:
    """Return the name of the shell that the program was started from.

    Raises:
        UsageError: if that cannot be determined, or the shell has no script.
    """
    import shellingham  # type: ignore[import-untyped]  # ships no types; Typer depends on it

    try:
        name = str(shellingham.detect_shell()[0])
    except shellingham.ShellDetectionFailure:
        raise UsageError("cannot determine the current shell", f"run this in {', '.join(SHELLS)}") from None
    if name not in SHELLS:
        raise UsageError(f"there is no completion for {name}", f"run this in {', '.join(SHELLS)}")
    return name


def install(shell: str, home: Path) -> Path:
    """Write a shell's script to where the shell finds it, in place of an earlier one; return the file.

    bash and zsh get a line in their start-up file too, unless it already exists.

    Raises:
        UsageError: if a file cannot be written, or the shell is PowerShell, whose profile only it can name.
    """
    if shell not in _PLACES:
        raise UsageError(
            "the script cannot be installed in PowerShell's profile from here",
            "run: positions --show-completion >> $PROFILE",
        )
    path = home / _PLACES[shell]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {path.parent}: {reason(error)}") from None
    write_atomically(path, script(shell).encode())
    if shell == "bash":
        _add_lines(home / ".bashrc", [f"source '{path}'"])
    elif shell == "zsh":
        _add_lines(home / ".zshrc", [_ZSH_LOADS, _ZSH_STYLE])
    return path


def _add_lines(start: Path, lines: list[str]) -> None:
    """Add what a start-up file lacks; a style that somebody has set for completion stays."""
    before = start.read_text(encoding="utf-8", errors="surrogateescape") if start.is_file() else ""
    missing = [
        line for line in lines if line not in before and not (line == _ZSH_STYLE and "zstyle" in before)
    ]
    if missing:
        after = "\n".join([before.rstrip("\n"), *missing]).lstrip("\n") + "\n"
        write_atomically(start, after.encode("utf-8", "surrogateescape"))
