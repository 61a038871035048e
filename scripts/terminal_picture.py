"""Take a picture of the terminal: python scripts/terminal_picture.py OUT.svg WIDTH COMMAND...

Runs a command with colours at a width and writes what it prints as SVG. The text stays text, in whatever
monospaced font the reader has: nothing is fetched.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

_FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
_PAPER = TerminalTheme(
    (255, 255, 255),
    (34, 34, 34),
    [
        (34, 34, 34),
        (178, 24, 43),
        (27, 120, 55),
        (179, 88, 6),
        (33, 102, 172),
        (84, 39, 136),
        (1, 102, 94),
        (120, 120, 120),
    ],
    [
        (110, 110, 110),
        (214, 96, 77),
        (90, 174, 97),
        (224, 130, 20),
        (67, 147, 195),
        (128, 115, 172),
        (53, 151, 143),
        (34, 34, 34),
    ],
)


def picture(command: list[str], width: int) -> str:
    """Return the SVG of what a command prints at a width."""
    environment = {
        **os.environ,
        "COLUMNS": str(width),
        "FORCE_COLOR": "1",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    printed = _in_terminal(command, width, environment)
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.from_ansi(printed), soft_wrap=True)
    svg = console.export_svg(title="$ " + " ".join(command), theme=_PAPER, unique_id="terminal")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("font-family: Fira Code, monospace", f"font-family: {_FONTS}").replace(
        "font-family: arial", f"font-family: {_FONTS}"
    )


def _in_terminal(command: list[str], width: int, environment: dict[str, str]) -> str:
    """Return what a command prints to a terminal of this width."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the terminal's other end is closed
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


if __name__ == "__main__":
    out, columns, *words = sys.argv[1:]
    Path(out).write_text(picture(words, int(columns)), encoding="utf-8")
