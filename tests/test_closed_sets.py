"""No default stands for a member of a closed set: a new measure never gets another's figures.

mypy sees every `match` that lacks a member (`exhaustive-match` in pyproject.toml). Here are the other ways of
choosing, which it cannot see: a question whether something is one member, with an answer for all others.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from helpers.paths import SOURCE

ASKED = {"measure", "aggregation", "normalization", "basis", "sort"}
"""What variables and fields are called that hold a member of a closed set."""

ALLOWED = {
    ("measures/networks/two_mode.py", "aggregation == 'combine'"): "its cells are codes, and no counts",
    (
        "exchange/exports/networks.py",
        "naming.rule.aggregation == 'combine'",
    ): "its ties are codes, and no counts",
}


def questions(source: str) -> Iterator[str]:
    """Yield the questions whether something is one member that have an answer for the others too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.IfExp) or (isinstance(node, ast.If) and node.orelse):
            if _is_member(node.test):
                yield ast.unparse(node.test)
        elif isinstance(node, ast.FunctionDef):
            ifs = [found for found in node.body if isinstance(found, ast.If) and _is_member(found.test)]
            if len(ifs) > 1:
                yield " and ".join(ast.unparse(found.test) for found in ifs)


def _is_member(test: ast.expr) -> bool:
    if not (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq)):
        return False
    name = getattr(test.left, "attr", getattr(test.left, "id", None))
    return name in ASKED and isinstance(test.comparators[0], ast.Constant)


def test_no_default_stands_for_a_member_of_a_closed_set() -> None:
    found = {
        (path.relative_to(SOURCE).as_posix(), question)
        for path in sorted(Path(SOURCE).rglob("*.py"))
        for question in questions(path.read_text(encoding="utf-8"))
    }
    assert found == set(ALLOWED)


def test_the_ways_of_choosing_are_found() -> None:
    assert list(questions("x = 1 if measure == 'side' else 2")) == ["measure == 'side'"]
    assert list(questions("if rule.aggregation == 'combine':\n    x = 1\nelse:\n    x = 2")) != []
    several = (
        "def f(sort):\n    if sort == 'name':\n        return 1\n    if sort == 'bloc':\n        return 2\n"
    )
    assert list(questions(several)) == ["sort == 'name' and sort == 'bloc'"]
    assert list(questions("if measure == 'side':\n    x = 1")) == []


def sets_of(source: str) -> Iterator[frozenset[str]]:
    """Yield the sets of two members or more that a module writes out."""
    if "Literal" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == "Literal"
        ):
            inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            members = frozenset(str(ast.literal_eval(member)) for member in inside)
            if len(members) > 1:
                yield members


def test_a_closed_set_is_written_out_once() -> None:
    homes: dict[frozenset[str], set[str]] = {}
    for path in sorted(Path(SOURCE).rglob("*.py")):
        for members in sets_of(path.read_text(encoding="utf-8")):
            homes.setdefault(members, set()).add(path.relative_to(SOURCE).as_posix())
    assert [places for places in homes.values() if len(places) > 1] == []
