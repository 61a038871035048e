"""Change one thing at a time in a package, and list the changes that no test notices.

    python scripts/mutants.py measures --number 300 --seed 7 [--skip 100] [--only pairs/scores.py]

A seeded sample of small changes (mutants) of `src/positions/PACKAGE`: another comparison, operator or
number, a negated condition, a statement left out. Each runs in a process of its own with the tests of
the mirrored folder, those named like the module first, until one fails. Nothing is written: the changed
module takes the place of the file's on import, so tests that start the program by its command line see the
file's. Prints a line for each survivor, then the shares by package.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import itertools
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parent.parent
SOURCE, TESTS = ROOT / "src" / "positions", ROOT / "tests"

_LONGEST = 120
"""CPU seconds that the tests of a mutant may take; one that takes longer counts as noticed."""

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed: where, what it was, what it is."""

    path: Path
    line: int
    before: str
    after: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.before}  ->  {self.after}"


def places(path: Path) -> list[tuple[int, int]]:
    """Return the changes that a module allows: the number of a node in its tree, and of a change of it."""
    tree = ast.parse(path.read_bytes())
    inert = _inert(tree)
    return [
        (number, index)
        for number, node in enumerate(ast.walk(tree))
        if id(node) not in inert
        for index in range(len(_changes(node)))
    ]


def mutant(path: Path, place: tuple[int, int]) -> Mutant:
    """Return a module with the change at one of its places."""
    tree = ast.parse(path.read_bytes())
    node = next(itertools.islice(ast.walk(tree), place[0], None))
    before, line = ast.unparse(node).split("\n")[0], getattr(node, "lineno", 0)
    after = _apply(tree, node, place[1]).split("\n")[0]
    return Mutant(path, line, before, after, ast.fix_missing_locations(tree))


def _inert(tree: ast.Module) -> set[int]:
    """Return the nodes that nothing can notice: annotations, decorators of classes, docstrings, imports."""
    inert: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        match node:
            case ast.Import() | ast.ImportFrom():
                parts = [node]
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                parts = [node]
            case ast.FunctionDef():
                parts = [
                    node.returns,
                    *(
                        argument.annotation
                        for argument in ast.walk(node.args)
                        if isinstance(argument, ast.arg)
                    ),
                ]
            case ast.AnnAssign():
                parts = [node.annotation]
            case ast.ClassDef():
                parts = [*node.decorator_list]
            case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
                parts = [node]
            case ast.Expr(value=ast.Constant()):
                parts = [node]
            case ast.Assert():
                parts = [node]
            case ast.Call(func=ast.Name(id="cast" | "TypeVar" | "assert_never")):
                parts = [node]
        inert.update(id(child) for part in parts if part for child in ast.walk(part))
    return inert


def _changes(node: ast.AST) -> list[str]:
    """Return the names of the changes that a node allows."""
    match node:
        case ast.Compare(ops=[operator]):
            return [new.__name__ for new in _COMPARISONS[type(operator)]]
        case ast.BinOp() if type(node.op) in _OPERATORS and not _is_text(node):
            return [_OPERATORS[type(node.op)].__name__]
        case ast.AugAssign() if type(node.op) in _OPERATORS:
            return [_OPERATORS[type(node.op)].__name__, "pass"]
        case ast.BoolOp():
            return ["swap"]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            return ["drop"]
        case ast.Constant(value=bool()):
            return ["flip"]
        case ast.Constant(value=int() | float()):
            return ["more"]
        case ast.If() | ast.IfExp() | ast.While():
            return ["negate"] if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp) else []
        case ast.Continue() | ast.Break():
            return ["exchange"]
        case ast.Expr(value=ast.Call()):
            return ["pass"]
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            return ["none"]
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            return [_CALLS[name]]
    return []


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _apply(tree: ast.Module, node: ast.AST, index: int) -> str:
    """Make a change in a tree and return the new text of what was changed."""
    name = _changes(node)[index]
    new: ast.AST = node
    match node:
        case ast.Compare(ops=[operator]):
            node.ops = [_COMPARISONS[type(operator)][index]()]
        case ast.BinOp():
            node.op = _OPERATORS[type(node.op)]()
        case ast.AugAssign() if name != "pass":
            node.op = _OPERATORS[type(node.op)]()
        case ast.AugAssign() | ast.Expr():
            new = ast.Pass()
        case ast.BoolOp():
            node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        case ast.UnaryOp():
            new = node.operand
        case ast.Constant():
            node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]  # a number
        case ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Continue():
            new = ast.Break()
        case ast.Break():
            new = ast.Continue()
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.Call(func=ast.Name() as called):
            called.id = name
    if new is not node:
        _Exchange(node, new).visit(tree)
    return ast.unparse(new)


class _Exchange(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.old:
            return ast.copy_location(self.new, node)  # type: ignore[type-var]  # a statement or an expression
        return self.generic_visit(node)


class _Importer:
    """Gives one module another code than its file's."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        places = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            name,
            self.path,
            loader=self,
            submodule_search_locations=places,  # type: ignore[arg-type]  # has what a loader needs
        )

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def tests_for(path: Path) -> list[str]:
    """Return the test files of the folder that mirrors a module's, those named like it or naming it first."""
    folder = TESTS / path.parent.relative_to(SOURCE)
    while not list(folder.glob("test_*.py")):
        folder = folder.parent
    files = sorted(folder.glob("test_*.py"))
    stem = path.stem

    def distance(file: Path) -> tuple[bool, bool]:
        return file.stem != f"test_{stem}", stem not in file.read_text(encoding="utf-8")

    return [str(file) for file in sorted(files, key=distance)]


def noticed(mutant: Mutant | None, tests: Sequence[str], examples: int) -> bool:
    """Return whether a test fails with a mutant; with None, whether one fails without any."""
    child = os.fork()
    if not child:
        try:
            code = _run(mutant, tests, examples)
        except BaseException:  # whatever happens in the child, it must end here
            code = 1
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _run(mutant: Mutant | None, tests: Sequence[str], examples: int) -> int:
    import pytest
    from hypothesis import settings

    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    os.setsid()
    signal.alarm(10 * _LONGEST)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    made = settings.__init__

    def fewer(self: settings, *arguments: object, **options: object) -> None:
        if "max_examples" in options:
            options["max_examples"] = min(examples, options["max_examples"])  # type: ignore[type-var]  # a number
        made(self, *arguments, **options)  # type: ignore[arg-type]  # passed on as they came

    settings.__init__ = fewer  # type: ignore[method-assign]  # in this process alone
    settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, max_examples=examples
    )
    if mutant is not None:
        parts = mutant.path.relative_to(SOURCE.parent).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        code = compile(mutant.tree, str(mutant.path), "exec")
        sys.meta_path.insert(0, _Importer(name, mutant.path, code))  # type: ignore[arg-type]  # has find_spec
    options = [
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        "-W",
        "ignore:Module already imported",
    ]
    return int(pytest.main([*options, "--hypothesis-profile=mutants", *tests]))


def main() -> int:
    """Run a sample and print what survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", help="a folder below src/positions, as in measures or exchange/tables")
    parser.add_argument("--number", type=int, default=300, help="size of the sample")
    parser.add_argument(
        "--skip", type=int, default=0, help="how many of the sample to leave out at its start"
    )
    parser.add_argument("--seed", type=int, default=7, help="seed of the sample")
    parser.add_argument("--only", default="", help="part of the paths to take mutants from")
    parser.add_argument("--examples", type=int, default=25, help="most examples of a property")
    given = parser.parse_args()
    os.chdir(ROOT)
    files = sorted((SOURCE / given.package).rglob("*.py"))
    everything = [(file, place) for file in files if given.only in str(file) for place in places(file)]
    chosen = random.Random(given.seed).sample(everything, min(given.number, len(everything)))[given.skip :]
    import hypothesis  # noqa: F401  # once here, not once in each child
    import numpy  # noqa: F401
    import pydantic  # noqa: F401
    import rich.text  # noqa: F401
    import yaml  # noqa: F401

    lived, tried, begun = 0, 0, time.monotonic()
    for file, place in chosen:
        made = mutant(file, place)
        tried += 1
        if not noticed(made, _passing(tests_for(file), given.examples), given.examples):
            lived += 1
            print(f"survived {made}", flush=True)
        if tried % 20 == 0:
            print(f"# {tried} tried, {lived} survived, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{given.package}: {tried - lived} of {tried} noticed ({(tried - lived) / tried:.0%})")
    return 0


_SOUND: dict[str, bool] = {}


def _passing(tests: Sequence[str], examples: int) -> list[str]:
    """Return those of some test files that pass without a mutant."""
    for test in tests:
        if test not in _SOUND:
            _SOUND[test] = not noticed(None, [test], examples)
            if not _SOUND[test]:
                print(f"# left out, fails as it is: {test}", flush=True)
    return [test for test in tests if _SOUND[test]]


if __name__ == "__main__":
    sys.exit(main())
