"""Change one thing at a time in a package, and list the changes that no test notices.

    python scripts/mutants.py measures --number 300 --seed 7 [--skip 100] [--only pairs/scores.py]
    python scripts/mutants.py measures --number 300 --seed 7 --again LOG [--tests tests/measures/test_gaps.py]

A seeded sample of small changes (mutants) of `src/positions/PACKAGE`: another comparison, operator or
number, a negated condition, a statement left out. First the tests of the mirrored folder (and of those named
by `--also`) run once without a change, to see which of them pass through which line and how long they take.
Then each mutant runs in a process of its own with the tests that pass through its line, the quickest first,
until one fails; what runs on import alone is tried with all tests of the module. Nothing is written: the
changed module takes the place of the file's on import, so that tests which start the program by its command
line see the file's. Slow tests are left out without `--slow`. `--again LOG` tries the survivors of an earlier
run only: with slow tests, with those of another folder, or with those added since. Prints a line for each
survivor, then the share that was noticed. Needs `coverage`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import gc
import importlib.util
import itertools
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import coverage
import hypothesis
import numpy  # noqa: F401  # here once, not once in each child
import pydantic  # noqa: F401  # likewise
import pytest
import rich.text  # noqa: F401  # likewise
import yaml  # noqa: F401  # likewise
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SOURCE, TESTS = ROOT / "src" / "positions", ROOT / "tests"

_AT_LEAST, _TIMES, _MEMORY = 10, 1, 4 << 30
"""The CPU seconds that the tests of a mutant may take: so many, and so many times what they take by the clock
when their coverage is measured; and the bytes of memory. A mutant that takes more counts as noticed."""

_PHASES = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
"""A failure is not made smaller: that one fails is all that is asked."""

_IMPORTED = "ignore:Module already imported"

_OWN = {"positions", "tests", "helpers", "conftest", "__main__"}
_WITH_THREADS = {"polars", "duckdb", "_duckdb", "pyarrow", "playwright"}
"""Packages that start threads when they are imported, which a fork does not copy."""

_FIRST_TESTS, _FIRST_FILES = 12, 3
"""So many of the quickest tests, of so many files, run before all."""

_SURVIVED = "survived "
"""What the line of a survivor begins with."""

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
            return ast.copy_location(self.new, node)
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
            loader=self,  # type: ignore[arg-type]  # has what a loader needs
            submodule_search_locations=places,
        )

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


@dataclass(frozen=True)
class Coverage:
    """Which tests that pass go through which line of a file, the seconds of each, and what they import."""

    seconds: dict[str, float]
    by_line: dict[str, dict[int, list[str]]]
    modules: list[str]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Return the tests that pass through a mutant's line, the quickest first.

        A line that runs on import alone is tried with all tests that pass through its file.
        """
        lines = self.by_line.get(str(mutant.path), {})
        found = {test for test in lines.get(mutant.line, ()) if test in self.seconds}
        if not found:
            found = {test for tests in lines.values() for test in tests if test in self.seconds}
        return sorted(found, key=lambda test: self.seconds[test])

    def seconds_of(self, tests: Sequence[str]) -> float:
        """Return the seconds that tests take without a mutant."""
        return sum(self.seconds[test] for test in tests)

    def within(self, tests: Sequence[str], most: float) -> list[str]:
        """Return the first tests, those that take at most so many seconds together."""
        ends = itertools.accumulate(self.seconds[test] for test in tests)
        return [test for test, end in zip(tests, ends, strict=True) if end <= most]


class _Watch:
    """Tells coverage which test runs, and keeps those that pass with their seconds."""

    def __init__(self, coverage: coverage.Coverage) -> None:
        self.coverage, self.seconds = coverage, dict[str, float]()

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self.coverage.switch_context(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.seconds[report.nodeid] = report.duration


@dataclass(frozen=True)
class Effort:
    """How hard the tests try: the most examples of a property, and whether the slow tests run."""

    examples: int
    slow: bool


def coverage_of(package: str, folders: Sequence[str], effort: Effort) -> Coverage:
    """Run the tests of some folders once, in a process of its own, and return what they pass through."""
    with tempfile.TemporaryDirectory() as folder:
        data, seconds = Path(folder, "coverage"), Path(folder, "seconds.json")
        child = os.fork()
        if not child:
            try:
                made = coverage.Coverage(
                    data_file=str(data), source=[str(SOURCE / package)], config_file=False
                )
                watch = _Watch(made)
                made.start()
                _pytest(folders, effort, watch)
                made.stop()
                made.save()
                seconds.write_text(json.dumps([watch.seconds, list(sys.modules)]))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        found = coverage.CoverageData(str(data))
        found.read()
        by_line = {file: found.contexts_by_lineno(file) for file in found.measured_files()}
        taken, modules = json.loads(seconds.read_text())
        return Coverage(taken, by_line, modules)


def kept_coverage(kept: Path | None, package: str, folders: Sequence[str], effort: Effort) -> Coverage:
    """Return what the tests pass through, from a file where it is kept; make it, and the file, where not."""
    if kept is not None and kept.exists():
        taken, by_line, modules = json.loads(kept.read_text())
        lines = {file: {int(line): tests for line, tests in found.items()} for file, found in by_line.items()}
        return Coverage(taken, lines, modules)
    made = coverage_of(package, folders, effort)
    if kept is not None:
        kept.write_text(json.dumps([made.seconds, made.by_line, made.modules]))
    return made


def import_once(modules: Sequence[str]) -> None:
    """Import what the tests need of other people's here, once, and not once in each child."""
    for name in modules:
        if name.partition(".")[0] not in _OWN | _WITH_THREADS and name not in sys.modules:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    gc.collect()
    gc.freeze()  # so that a child that collects garbage does not copy all of it


class _Names:
    """Keeps the names of the tests that are collected."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.found = [item.nodeid for item in session.items]


def found_again(folders: Sequence[str], effort: Effort) -> set[str]:
    """Return the names of the tests of some folders, collected anew.

    A test with another name each time would not be found, which would count as having noticed a mutant.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder, "names.json")
        child = os.fork()
        if not child:
            try:
                seen = _Names()
                _pytest(["--collect-only", *folders], effort, seen)
                names.write_text(json.dumps(seen.found))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return set(json.loads(names.read_text()))


def noticed(mutant: Mutant, tests: Sequence[str], seconds: float, effort: Effort) -> bool:
    """Return whether one of some tests fails with a mutant; `seconds` is what they take without it."""
    if not tests:
        return False
    child = os.fork()
    if not child:
        try:
            code = _run(mutant, tests, _AT_LEAST + int(_TIMES * seconds), effort)
        except BaseException:  # whatever happens in the child, it must end here
            code = 1
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _run(mutant: Mutant, tests: Sequence[str], longest: int, effort: Effort) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.setsid()
    signal.alarm(10 * longest)
    parts = mutant.path.relative_to(SOURCE.parent).with_suffix("").parts
    name = ".".join(part for part in parts if part != "__init__")
    code = compile(mutant.tree, str(mutant.path), "exec")
    sys.meta_path.insert(0, _Importer(name, mutant.path, code))
    return _pytest(["-x", *tests], effort)


def _pytest(words: Sequence[str], effort: Effort, plugin: object | None = None) -> int:
    """Run tests in this process, in silence, with few random examples; return the exit code."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    made = settings.__init__

    def fewer(self: settings, *arguments: object, **options: object) -> None:
        if "max_examples" in options:
            most = options["max_examples"]
            assert isinstance(most, int)
            options["max_examples"] = min(effort.examples, most)
        made(self, *arguments, **options)  # type: ignore[arg-type]  # passed on as they came

    settings.__init__ = fewer  # type: ignore[method-assign]  # in this process alone
    settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=effort.examples,
        phases=_PHASES,
    )
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", *([] if effort.slow else ["-m", "not slow"])]
    plugins = [] if plugin is None else [plugin]
    return int(
        pytest.main([*options, "--hypothesis-profile=mutants", "-W", _IMPORTED, *words], plugins=plugins)
    )


def _first(tests: Sequence[str]) -> list[str]:
    """Return the first tests, of few files: most mutants fall to them, and other files need no collecting."""
    files: set[str] = set()
    found = []
    for test in tests:
        file = test.partition("::")[0]
        if file in files or len(files) < _FIRST_FILES:
            files.add(file)
            found.append(test)
    return found[:_FIRST_TESTS]


def survivors_in(printed: str) -> set[str]:
    """Return the mutants that an earlier run printed as survivors, as their text."""
    return {line.removeprefix(_SURVIVED) for line in printed.splitlines() if line.startswith(_SURVIVED)}


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
    parser.add_argument("--also", nargs="*", default=[], help="further folders of tests, as in reports")
    parser.add_argument("--tests", nargs="*", help="the tests to use, in place of all of the mirrored folder")
    parser.add_argument("--only", default="", help="part of the paths to take mutants from")
    parser.add_argument(
        "--coverage", type=Path, help="a file that keeps what the first run of the tests found"
    )
    parser.add_argument("--slow", action="store_true", help="use the tests marked slow, too")
    parser.add_argument("--seconds", type=float, default=60, help="most seconds of tests that a mutant gets")
    parser.add_argument("--examples", type=int, default=25, help="most examples of a property")
    parser.add_argument(
        "--again", type=Path, help="what an earlier run of the sample printed: try its survivors only"
    )
    given = parser.parse_args()
    again = None if given.again is None else survivors_in(given.again.read_text())
    os.chdir(ROOT)
    files = sorted((SOURCE / given.package).rglob("*.py"))
    everything = [(file, place) for file in files if given.only in str(file) for place in places(file)]
    sample = random.Random(given.seed).sample(everything, min(given.number, len(everything)))[given.skip :]
    mutants = [mutant(file, place) for file, place in sample]
    chosen = [made for made in mutants if again is None or str(made) in again]
    folders = given.tests or [str(TESTS / folder) for folder in (given.package, *given.also)]
    effort = Effort(given.examples, given.slow)
    covered = kept_coverage(given.coverage, given.package, folders, effort)
    lived, begun = 0, time.monotonic()
    import_once(covered.modules)
    again_there = found_again(folders, effort)
    for test in covered.seconds.keys() - again_there:
        print(f"# left out, for it has another name each time: {test}")
        del covered.seconds[test]
    print(f"# {len(covered.seconds)} tests, {sum(covered.seconds.values()):.0f} s", flush=True)
    for tried, made in enumerate(chosen, 1):
        tests = covered.within(covered.tests_of(made), given.seconds)
        stages = [tests] if len(tests) <= _FIRST_TESTS else [_first(tests), tests]
        if not any(noticed(made, some, covered.seconds_of(some), effort) for some in stages):
            lived += 1
            print(f"{_SURVIVED}{made}", flush=True)
        if tried % 20 == 0:
            print(f"# {tried} tried, {lived} survived, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{given.package}: {len(chosen) - lived} of {len(chosen)} noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
