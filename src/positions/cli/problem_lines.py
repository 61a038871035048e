"""Problems as people read them, and in the forms that programs take: JSON and GitHub's annotations."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from positions.problems import Location, Problem, Severity

EXCERPT_WIDTH = 100
_TAB = 4
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "place": "1", "hint": "36", "caret": "1;32"}
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def problem_text(problems: Sequence[Problem], *, color: bool = False, ascii: bool = False) -> str:
    """Return the problems as lines for people: place, message, source line with a caret, hint; their count.

    Args:
        problems: what was found, in the order in which it is to be shown.
        color: whether to set ANSI colours.
        ascii: whether signs outside ASCII are to be avoided.
    """
    parts = ["\n".join(_lines(problem, color=color, ascii=ascii)) for problem in problems]
    return "\n\n".join([*parts, count_line(problems)]) + "\n" if parts else ""


def usage_text(message: str, hint: str | None, *, color: bool = False, ascii: bool = False) -> str:
    """Return the one line that says what is wrong with a request."""
    tail = f" ({visible(hint, ascii=ascii)})" if hint else ""
    return f"{_paint('error', 'error:', color)} {visible(message, ascii=ascii)}{tail}\n"


def count_line(problems: Sequence[Problem]) -> str:
    """Return how many problems of each severity there are, and where: "3 errors, 1 warning in a.yaml"."""
    counts = [(sum(problem.severity == name for problem in problems), name) for name in _SEVERITIES]
    said = ", ".join(f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count)
    files = list(dict.fromkeys(problem.location.file for problem in problems if problem.location))
    if not files:
        return said
    return f"{said} in {visible(files[0]) if len(files) == 1 else f'{len(files)} files'}"


def problem_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON array of objects: file, line, column, severity, code, message, hint."""
    rows = []
    for problem in problems:
        where = problem.location or Location("")
        rows.append(
            {
                "file": where.file or None,
                "line": where.line,
                "column": where.column,
                "severity": problem.severity,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def problem_github(problems: Iterable[Problem], root: Path | None = None) -> str:
    """Return the problems as workflow commands that GitHub shows beside the lines of a change.

    GitHub takes a file's name from the root of the repository: `root`. Files that lie elsewhere keep their
    names, as do all where it is None.
    """
    return "".join(_annotation(problem, root) for problem in problems)


def visible(text: str, *, ascii: bool = False) -> str:
    """Return a text on one line with its control and invisible characters shown and not obeyed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character, ascii) for character in text)


def excerpt(where: Location, *, ascii: bool = False, width: int = EXCERPT_WIDTH) -> tuple[str, str] | None:
    """Return a place's source line and the line below it whose caret points at the column, None if unknown.

    Tabs are expanded, control characters shown, and a line of more than `width` characters is cut
    around the column.
    """
    if where.excerpt is None or where.column is None:
        return None
    at = min(max(where.column - 1, 0), len(where.excerpt))
    more = "..." if ascii else "…"
    first = max(0, at - width // 2)
    last = min(len(where.excerpt), first + width)
    first = max(0, min(first, last - width))
    before = "".join(_shown(character, ascii, tab=True) for character in where.excerpt[first:at])
    after = "".join(_shown(character, ascii, tab=True) for character in where.excerpt[at:last])
    if first:
        before = more + before
    if last < len(where.excerpt):
        after += more
    return (before + after).rstrip(), " " * _cells(before) + "^"


def _lines(problem: Problem, *, color: bool, ascii: bool) -> list[str]:
    place = f"{visible(str(problem.location), ascii=ascii)}: " if problem.location else ""
    kind = _paint(problem.severity, f"{problem.severity}[{problem.code}]", color)
    lines = [f"{_paint('place', place, color)}{kind}: {visible(problem.message, ascii=ascii)}"]
    shown = excerpt(problem.location, ascii=ascii) if problem.location else None
    if shown is not None and shown[0]:
        lines += [f"    {shown[0]}", f"    {_paint('caret', shown[1], color)}"]
    if problem.hint:
        first, *rest = (visible(line, ascii=ascii) for line in problem.hint.split("\n"))
        lines.append(f"  {_paint('hint', 'hint:', color)} {first}")
        lines += [f"        {line}" for line in rest]
    return lines


def _annotation(problem: Problem, root: Path | None) -> str:
    where = problem.location
    properties = {"file": _from(root, where.file), "line": where.line, "col": where.column} if where else {}
    said = {name: value for name, value in properties.items() if value is not None} | {"title": problem.code}
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in said.items())
    message = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{_GITHUB[problem.severity]} {listed}::{_escaped(message)}\n"


def _from(root: Path | None, file: str) -> str:
    real = Path(os.path.realpath(Path(file).parent), Path(file).name)
    if root is None or not real.is_relative_to(root) or not os.path.lexists(real):
        return file
    return real.relative_to(root).as_posix()


def _escaped(text: str, more: str = "") -> str:
    """Escape for a workflow command: per cent and line ends, and in its properties colons and commas.

    Other control characters, which a terminal would obey, are shown.
    """
    text = "".join(letter if letter in "\r\n" else _shown(letter, ascii=False) for letter in text)
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _shown(character: str, ascii: bool, *, tab: bool = False) -> str:
    code = ord(character)
    if tab and character == "\t":
        return " " * _TAB
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}" if ascii else chr(0x2421 if code == 0x7F else 0x2400 + code)
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a wide character two, a combining one none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _paint(style: str, text: str, color: bool) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and text else text
