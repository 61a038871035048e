"""Which module imports which, read from the source: lazy imports and those for types are counted too."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from helpers.paths import SOURCE

Graph = dict[str, set[str]]
"""What each module or folder imports."""


def module_files() -> dict[str, Path]:
    """Return the file of every module, by its dotted name."""
    names = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


@cache
def import_graph() -> Mapping[str, set[str]]:
    """Return, for every module, the program's own modules that it imports anywhere in its text."""
    files = module_files()
    graph: Graph = {}
    for name, path in files.items():
        graph[name] = {
            target if target in files else target.rpartition(".")[0]
            for target in imported_names(imports_in(path))
        } - {name}
    return graph


@cache
def imports_in(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """Return what a file imports anywhere in its text, which is read once."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


def imported_names(imports: Iterable[ast.Import | ast.ImportFrom]) -> set[str]:
    """Return the dotted names of the program that a module imports: `module.name` for each name."""
    found: set[str] = set()
    for node in imports:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "positions":
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(f"{alias.name}." for alias in node.names if alias.name.split(".")[0] == "positions")
    return found


def folder_graphs(graph: Mapping[str, Iterable[str]]) -> dict[str, Graph]:
    """Return, for every folder, which of its entries imports which other of its entries, at any depth."""
    folders: dict[str, Graph] = defaultdict(lambda: defaultdict(set))
    for module, targets in graph.items():
        for target in targets:
            left, right = module.split("."), target.split(".")
            depth = 0
            while depth < min(len(left), len(right)) and left[depth] == right[depth]:
                depth += 1
            if depth < len(left) and depth < len(right):
                folders[".".join(left[:depth])][left[depth]].add(right[depth])
    return {folder: dict(entries) for folder, entries in folders.items()}


def cycles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the groups of nodes that reach each other, sorted; none in a graph without a cycle."""
    reach: Graph = {}
    for start in graph:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(graph.get(node, ()))
        reach[start] = seen
    groups = {
        tuple(sorted({node} | {other for other in reach[node] if node in reach.get(other, ())}))
        for node in graph
        if node in reach[node]
    }
    return sorted(map(list, groups))
