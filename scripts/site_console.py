"""How the site shows what is typed and what is answered. Used by zensical.toml.

Sentences break where the page does, tables do not; and the button that copies takes the commands alone.
"""

from __future__ import annotations

import re
from html import escape

_GAPS = re.compile(r" {2,}")
_OPTION = re.compile(r"(?<= )(--?[a-z][a-z-]*)")
_LEGEND = "   "  # what stands between the signs that a legend explains


def shown(source: str, language: str, css_class: str, options: object, md: object, **settings: object) -> str:
    """Return a console block as HTML; the arguments are those that a fence's format is given."""
    lines = source.split("\n")
    commands = "\n".join(line.removeprefix("$ ") for line in lines if line.startswith("$ "))
    code = "\n".join(_line(line, below) for line, below in zip(lines, [*lines[1:], ""], strict=True))
    return f'<div class="{css_class}" data-copy="{escape(commands)}"><pre><code>{code}</code></pre></div>'


def _line(line: str, below: str) -> str:
    if line.startswith("$ "):
        words = _OPTION.sub(r'<span class="whole">\1</span>', escape(line))
        return f'<kbd class="breaks">{words}</kbd>'
    breaks = is_prose(line) and below.strip() != "^"  # which would no longer point at what it means
    return f'<span class="breaks">{escape(line)}</span>' if breaks else escape(line)


def is_prose(line: str) -> bool:
    """Whether a line is a sentence or a legend, and no row of a table."""
    return "─" not in line and set(_GAPS.findall(line.strip())) <= {_LEGEND}
