"""Write docs/reference/problems/: a page for each code that `positions check` can print.

With --check: fail where a page is not fresh, and write nothing.

The examples are the test fixtures in tests/data/invalid, so that a page shows what the program says today.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "reference" / "problems"
FIXTURES = ROOT / "tests" / "data" / "invalid"
_WORDS = Path(__file__).with_name("problem_words.toml")

_HEADING = re.compile(
    r"^(?P<file>\S+?\.yaml)(:\d+:\d+)?: (?P<severity>error|warning|note)\[(?P<code>[a-z0-9-]+)\]: ", re.M
)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHERE = {
    "Problem": 0,
    "problem": 0,
    "Found": 1,
    "Finding": 1,
    "add": 1,
    "UnreadableError": 0,
    "wrong_row": 2,
    "_outside": None,
    "unreadable": None,
}

WORDS = {code: " ".join(text.split()) for code, text in tomllib.loads(_WORDS.read_text("utf-8")).items()}
"""What to say of the codes that no fixture shows."""


def codes_in_source() -> set[str]:
    """Return every code that a call in the program's source gives to a problem."""
    found: set[str] = set()
    for path in (ROOT / "src" / "positions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plain = isinstance(node.func, ast.Name)
            place = None if plain and name == "add" else _WHERE.get(name)  # a command's own `add` adds parts
            texts = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if place is not None and len(node.args) > place:
                texts.append(node.args[place])
            found |= {
                text.value
                for text in texts
                if isinstance(text, ast.Constant)
                and isinstance(text.value, str)
                and _CODE.fullmatch(text.value)
            }
    return found


def examples() -> dict[str, tuple[str, list[str]]]:
    """Return for each code its severity and what the program prints of it in the fixtures, shortest first."""
    found: dict[str, tuple[str, list[str]]] = {}
    for path in sorted(FIXTURES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            heading = _HEADING.match(block)
            if heading is not None:
                _severity, texts = found.setdefault(heading["code"], (heading["severity"], []))
                texts.append(block.strip("\n"))
    return {code: (severity, sorted(texts, key=len)[:3]) for code, (severity, texts) in found.items()}


def pages() -> dict[str, str]:
    """Return the text of each page by its file name, the index among them."""
    shown = examples()
    codes = sorted(codes_in_source() | set(shown) | set(WORDS))
    texts = {f"{code}.md": _page(code, shown.get(code)) for code in codes}
    lines = "\n".join(f"- [`{code}`]({code}.md)" for code in codes)
    texts["README.md"] = (
        f"# Problems\n\nWhat `positions check` and every other command can find wrong, by code.\n\n{lines}\n"
    )
    return texts


def _page(code: str, shown: tuple[str, list[str]] | None) -> str:
    parts = [f"# {code}"]
    if code in WORDS:
        parts.append(WORDS[code])
    elif shown is None:
        sys.exit(f"{code}: add a fixture to tests/data/invalid, or a sentence to WORDS")
    if shown is not None:
        severity, texts = shown
        kind = {"error": "An error: the dataset is not used.", "warning": "A warning.", "note": "A note."}[
            severity
        ]
        parts += [kind, "What it looks like:", *(f"```text\n{text}\n```" for text in texts)]
    return "\n\n".join(parts) + "\n"


def stale() -> list[str]:
    """Return the names of the pages that are missing, left over, or not what they should be."""
    expected = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    return sorted(name for name in {*expected, *there} if expected.get(name) != there.get(name))


def write() -> None:
    """Write every page anew."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for old in PAGES.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"stale: {', '.join(stale())}: run python scripts/problem_pages.py" if stale() else 0)
    write()
