"""Imports go one way: text -> models -> grid -> measures -> tables -> renderers; the command line on top."""

import ast
from pathlib import Path

import pytest

from helpers.imports import cycles, folder_graphs, import_graph, imports_in
from helpers.paths import SOURCE

# what each part may import of the program, itself always included
MAY_IMPORT = {
    "vocabulary": (),
    "problems": (),
    "suggest": (),
    "offers": (),
    "signals": (),
    "programs": (),
    "files": ("problems", "signals"),
    "rounding": (),
    "names": (),
    "one_line": (),
    "attribution": ("tables", "one_line"),
    "budget": ("problems",),
    "charts": (),
    "tables": ("charts",),
    "page_model": ("tables",),
    "form_model": (),
    "_version": (),
    "dataset": ("problems", "programs", "suggest", "files", "signals", "rounding", "names"),
    "clauses": ("dataset", "names", "problems", "suggest"),
    "selection": ("clauses", "dataset", "names", "problems", "suggest"),
    "resolve": ("dataset", "selection"),
    "grid": ("dataset", "selection", "resolve", "problems", "rounding"),
    "statements": ("dataset", "selection", "grid", "problems"),
    "measures": ("grid", "statements", "dataset", "problems", "rounding"),
    "reports": (
        "measures",
        "grid",
        "resolve",
        "statements",
        "selection",
        "dataset",
        "tables",
        "charts",
        "page_model",
        "problems",
        "rounding",
        "suggest",
        "attribution",
        "offers",
    ),
    "render": (
        "tables",
        "charts",
        "page_model",
        "form_model",
        "problems",
        "rounding",
        "suggest",
        "_version",
        "one_line",
        "attribution",
    ),
    "exchange": (
        *("dataset", "grid", "selection", "statements", "measures", "reports", "tables", "render"),
        *("problems", "rounding", "suggest", "files", "budget", "names", "signals", "_version"),
        *("attribution", "form_model", "offers"),
    ),
    "library": (
        *("clauses", "form_model"),
        *(
            "dataset",
            "exchange",
            "files",
            "grid",
            "measures",
            "page_model",
            "problems",
            "programs",
            "render",
            "reports",
        ),
        *("rounding", "selection", "signals", "statements", "suggest", "tables", "_version"),
        *("attribution", "offers"),
    ),
    "workbench": (
        *("library", "dataset", "exchange", "files", "measures", "names", "problems", "render", "reports"),
        *("resolve", "rounding", "selection", "tables"),
    ),
    "cli": (
        *(
            "library",
            "workbench",
            "dataset",
            "exchange",
            "files",
            "grid",
            "measures",
            "problems",
            "render",
            "reports",
        ),
        *("rounding", "selection", "signals", "statements", "suggest", "tables", "_version"),
        *("attribution", "offers"),
    ),
}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py"))


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in imports_in(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.update(
                [node.module]
                if node.module != "positions"
                else [f"positions.{name.name}" for name in node.names]
            )
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return {name for name in found if name.split(".")[0] == "positions"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_what_lies_before_it(path: Path) -> None:
    parts = path.relative_to(SOURCE).parts
    own = parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return  # the public face and the entry point reach everything, lazily
    assert own in MAY_IMPORT, f"{own}: say in MAY_IMPORT what it may import"
    for name in imported(path):
        assert part_of(name) in {own, "vocabulary", *MAY_IMPORT[own]}, (
            f"{path.relative_to(SOURCE)} imports {name}"
        )


def test_the_command_line_does_no_arithmetic() -> None:
    arithmetic = (ast.Mult, ast.FloorDiv, ast.Pow, ast.MatMult)
    drawing = {"problem_lines.py", "help_layout.py", "options.py"}  # count columns of characters
    for path in (SOURCE / "cli").rglob("*.py"):
        if path.name in drawing:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, arithmetic):
                raise AssertionError(f"{path.name}:{node.lineno} computes")


def test_no_module_is_very_long() -> None:
    long = {
        path.name: count for path in modules() if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_runtime_needs_four_packages_and_no_others(repository: Path) -> None:
    import tomllib

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {line.split(">")[0].split("<")[0].strip() for line in project["dependencies"]}
    assert names == {"typer", "rich", "pydantic", "pyyaml"}


def test_the_line_that_installs_what_is_missing_names_an_extra(repository: Path) -> None:
    import tomllib

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {
        node.args[0].value
        for path in modules()
        if "MissingExtraError" in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "MissingExtraError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(named) > 5
    assert named <= set(project["optional-dependencies"])


def test_no_import_runs_in_a_circle() -> None:
    assert cycles(import_graph()) == []


def test_no_folder_imports_run_in_a_circle_among_its_entries() -> None:
    # `positions` itself is the public face and the entry point, which reach everything
    found = {
        folder: groups for folder, graph in folder_graphs(import_graph()).items() if (groups := cycles(graph))
    }
    assert found == {}


_MAY_SERVE = ("positions.workbench.", "positions.cli.commands.edit.", "positions.cli.commands.report.")


def test_only_its_commands_import_the_workbench_and_only_the_workbench_its_packages() -> None:
    for module, targets in import_graph().items():
        if not f"{module}.".startswith(_MAY_SERVE):
            assert not [one for one in targets if f"{one}.".startswith("positions.workbench.")], module
    for path in modules():
        if "workbench" not in path.relative_to(SOURCE).parts:
            assert not {"starlette", "uvicorn"} & {name.split(".")[0] for name in modules_of_others(path)}, (
                path
            )


def test_a_circle_is_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set[str](), "e": {"e"}}
    assert cycles(graph) == [["a", "b", "c"], ["e"]]
    deep = {"p.q.x": {"p.r.y"}, "p.r.z": {"p.q.w"}, "p.r.y": set[str](), "p.q.w": set[str]()}
    assert cycles(deep) == []
    assert cycles(folder_graphs(deep)["p"]) == [["q", "r"]]


APART = (
    ("render.svg", "render.html", ()),
    ("render.html", "render.svg", ()),
    ("render.office", "render.svg", ()),
    ("render.office", "render.html", ()),
    ("render.terminal", "render.html", ()),
    ("exchange", "render", ("render.common",)),
    ("dataset.yaml", "dataset", ("dataset.yaml",)),
)
"""What imports nothing of what, but for the rooms named last."""


@pytest.mark.parametrize(("room", "other", "allowed"), APART)
def test_rooms_that_know_nothing_of_each_other(room: str, other: str, allowed: tuple[str, ...]) -> None:
    def inside(module: str, folder: str) -> bool:
        return f"{module}.".startswith(f"positions.{folder}.")

    graph = import_graph()
    assert any(inside(module, room) for module in graph)
    for module, targets in graph.items():
        if inside(module, room):
            wrong = [t for t in targets if inside(t, other) and not any(inside(t, one) for one in allowed)]
            assert wrong == [], f"{module} imports {wrong}"


def test_no_module_imports_a_private_name_of_another() -> None:
    for path in modules():
        for node in imports_in(path):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("positions"):
                private = [name.name for name in node.names if name.name.startswith("_")]
                assert private in ([], ["_version"], ["__version__"]), (
                    f"{path.relative_to(SOURCE)}: {private}"
                )


CROWDED = {
    "": "the floors themselves, and what is lower than all of them",
    "reports": "a file or a folder for each question",
    "cli/commands": "a file for each command",
    "library/commands": "a file for each command",
    "measures": "a file or a folder for each kind of figure",
    "dataset": "what a dataset is, and a folder for each thing that is done with one",
}
"""Folders that show more entries than others, with the reason."""


def test_a_folder_shows_about_fifteen_entries() -> None:
    for folder in sorted({path.parent for path in modules()}):
        name = folder.relative_to(SOURCE).as_posix().removeprefix(".")
        entries = [e for e in folder.iterdir() if e.name not in ("__pycache__", "__init__.py")]
        assert len(entries) <= 17 or name in CROWDED, f"{name} shows {len(entries)} entries"


PRIVATE_ALLOWED = {
    "openpyxl.worksheet._reader": "its public reader fills every gap between stray cells, up to 17 billion",
}
"""Private modules of other packages that are imported all the same, with the reason."""


def modules_of_others(path: Path) -> set[str]:
    """Return the modules of other packages that a file imports, by name or from their package."""
    found: set[str] = set()
    for node in imports_in(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules = [name.name for name in node.names if name.name.islower()]  # a class is no module
            found.update({node.module, *(f"{node.module}.{name}" for name in modules)})
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return {name for name in found if name.split(".")[0] not in ("positions", "__future__", "helpers")}


def is_private(module: str) -> bool:
    """Return whether a package keeps a module to itself; Click is Typer's own."""
    first, *rest = module.split(".")
    if any(f"{module}.".startswith(f"{name}.") for name in PRIVATE_ALLOWED):
        return False
    return first in ("click", "_yaml") or any(part.startswith("_") and part != "__version__" for part in rest)


def test_nothing_private_of_another_package_is_imported(repository: Path) -> None:
    folders = [repository / name for name in ("src", "tests", "scripts", "benchmarks")]
    files = [path for folder in folders for path in folder.rglob("*.py") if "node_modules" not in path.parts]
    found = {path: [name for name in modules_of_others(path) if is_private(name)] for path in files}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_private_module_is_known() -> None:
    wrong = ("typer._click.core", "click", "click.core", "rich._ratio", "pydantic._internal", "yaml._yaml")
    assert all(map(is_private, (*wrong, "_yaml")))
    right = ("typer", "typer.core.TyperGroup", "yaml.cyaml", "openpyxl.worksheet._reader")
    assert not any(map(is_private, right))
