"""Write docs/reference/python.md, the reference of the library, from its docstrings as griffe reads them.

With --check: fail where the page is not fresh, and write nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import griffe

import positions

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "python.md"
_MADE = "<!-- Made by scripts/api_pages.py: do not edit. -->"
_WIDTH = 96

_OPENING = """
What `import positions` gives. Every command is a function of its name, with the options of the command line
as keywords, and with its errors. [In Python](../how-to/in-python.md) shows how they are used.

```python
import positions

data = positions.load("stakeholders.yaml")
result = positions.compare(data)
result.to_pandas("agreement")
```
"""

_SECTIONS = (
    ("Data", ("load", "build", "write", "editing")),
    ("Commands", None),
    ("What comes back", ("Result", "Study", "Edit", "Editing", "Selection", "Dataset")),
    ("Errors", None),
)
"""The headings, and the names below each; None for the functions, and the errors, that no other has."""

_STARS = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}

_Named = griffe.Class | griffe.Function


def page() -> str:
    """Return the text of the page."""
    package = griffe.load("positions", search_paths=[ROOT / "src"], docstring_parser="google")
    found = {name: _resolved(package, name) for name in positions.__all__ if not name.startswith("__")}
    placed = {name for _, names in _SECTIONS for name in names or ()}
    parts = ["# Python", _MADE, _OPENING.strip()]
    for title, names in _SECTIONS:
        chosen = names or [
            name
            for name, member in found.items()
            if name not in placed and member.is_function == (title == "Commands")
        ]
        parts.append(f"## {title}")
        for name in chosen:
            if name in found:
                parts += _member(name, found[name])
    return "\n\n".join(parts) + "\n"


def _resolved(package: griffe.Object, name: str) -> _Named:
    """Return what a public name stands for, wherever it is defined."""
    member = package[name]
    target = member.final_target if isinstance(member, griffe.Alias) else member
    assert isinstance(target, griffe.Class | griffe.Function), name
    return target


def _member(name: str, member: _Named) -> list[str]:
    parts = [f"### positions.{name}"]
    if isinstance(member, griffe.Function):
        return [*parts, _code(_signature(f"positions.{name}", member)), *_text(member)]
    shown = _signature(f"positions.{name}", member) if _is_made_by_people(member) else ""
    parts += [_code(shown)] if shown else []
    parts += _text(member)
    for part in _methods(member):
        if isinstance(part, griffe.Function):
            parts += [f"#### {name}.{part.name}", _code(_signature(part.name, part)), *_text(part)]
    properties = [part for part in _methods(member) if isinstance(part, griffe.Attribute)]
    if properties:
        rows = [f"| `{part.name}` | {_first(part)} |" for part in properties]
        parts.append("\n".join(["| attribute | what it holds |", "| --- | --- |", *rows]))
    return parts


def _is_made_by_people(member: griffe.Class) -> bool:
    """Whether people write its name to make one."""
    return member.name == "Selection"


def _methods(member: griffe.Class) -> list[griffe.Function | griffe.Attribute]:
    """Return what is public of a class and says what it is."""
    return [
        part
        for name, part in member.members.items()
        if not name.startswith("_")
        and isinstance(part, griffe.Function | griffe.Attribute)
        and part.docstring is not None
    ]


def _first(part: griffe.Object) -> str:
    text = part.docstring.value if part.docstring else ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


def _signature(name: str, member: _Named) -> str:
    """Return how it is called, in one line or a parameter a line."""
    parameters = [part for part in _written(member) if part != "self"]
    returned = member.returns if isinstance(member, griffe.Function) else None
    end = f") -> {_plain(returned)}" if returned is not None else ")"
    line = f"{name}({', '.join(parameters)}{end}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {part}," for part in parameters), end])


def _written(member: _Named) -> list[str]:
    written: list[str] = []
    keyword_only = False
    for parameter in member.parameters:
        kind = parameter.kind
        if kind is griffe.ParameterKind.keyword_only and not keyword_only:
            written.append("*")
        keyword_only |= kind in (griffe.ParameterKind.keyword_only, griffe.ParameterKind.var_positional)
        stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(
            kind, ""
        )
        text = stars + parameter.name
        text += f": {_plain(parameter.annotation)}" if parameter.annotation is not None else ""
        if parameter.default is not None and not stars:
            text += f" = {parameter.default}"
        written.append(text)
    return written


def _plain(annotation: str | griffe.Expr | None) -> str:
    return " ".join(str(annotation).split())


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _text(member: griffe.Object) -> list[str]:
    """Return what a docstring says, its sections as lists."""
    if member.docstring is None:
        return []
    parts: list[str] = []
    for section in member.docstring.parsed:
        match section.kind:
            case griffe.DocstringSectionKind.text:
                parts.append(section.value)
            case griffe.DocstringSectionKind.parameters | griffe.DocstringSectionKind.attributes:
                title = "Parameters:" if section.kind.value == "parameters" else "Attributes:"
                rows = (f"- `{part.name}`: {_inline(part.description)}" for part in section.value)
                parts.append("\n".join([title, "", *rows]))
            case griffe.DocstringSectionKind.returns:
                lines = " ".join(part.description for part in section.value)  # griffe takes each for a value
                parts.append(f"Returns: {_inline(lines)}")
            case griffe.DocstringSectionKind.raises:
                rows = (
                    f"- `{_plain(part.annotation)}`: {_inline(part.description)}" for part in section.value
                )
                parts.append("Raises:\n\n" + "\n".join(rows))
            case griffe.DocstringSectionKind.examples:
                parts += [_code(text.rstrip()) for _, text in section.value]
            case _:
                raise AssertionError(f"{member.path}: a section {section.kind.value} has no form here")
    return parts


def _inline(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    """Write the page, or say that it is stale."""
    text = page()
    if "--check" in sys.argv[1:]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        print("stale: docs/reference/python.md (python scripts/api_pages.py)", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
