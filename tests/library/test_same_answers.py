"""The library and the command line give the same answer to the same question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import positions
from helpers.commands import (
    function_of,
    keywords_of,
    on_the_line,
    options_on_the_line,
    run_function,
    run_line,
    without_tool,
    write_files,
)
from helpers.examples import LONG, examples
from positions.cli.app import ENTRIES

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_shuffles")]

EDITING = {"add", "edit", "rename", "set", "remove", "undo", "redo"}
"""Commands that change a dataset: a matter of `positions.editing`, not of a function that answers."""

COMMANDS = [entry.name for entry in ENTRIES if entry.name not in EDITING]

MANNERS = {"--output", "--part", "--collect", "--cluster", "--watch", "--port", "--browser", "--no-browser"}
"""Options on where an answer goes and which processes make it: they change nothing in it."""

FILES: dict[str, tuple[str, ...]] = {
    "diff": ("data.yaml", "new.yaml"),
    "reliability": ("data.yaml", "new.yaml"),
    "check": ("data.yaml",),
    "import": ("votes.csv",),
    "init": ("made",),
}
"""What the commands take that are not asked of one dataset."""

NAMES: dict[str, list[tuple[str, ...]]] = {
    "compare": [(), ("ann",), ("ann", "Ben", "cat"), ("ann,dan",), ("nobody",)],
    "explain": [("ann", "Ben"), ("ann", "ann"), ("dan", "nobody")],
    "show": [("Ann",), ("issue:rail",), ("Homes",), ("nothing",)],
    "common-ground": [(), ("ann", "dan", "eve")],
    "map": [(), ("ann", "ben", "cat", "dan", "eve", "fay", "gus")],
    "history": [(), ("ann",), ("rail",), ("ann", "ben"), ("ann", "ben", "cat")],
    "brief": [(), ("ann", "dan", "eve")],
}

VALUES: dict[str, list[Any]] = {
    "issue": ["rail", "Bus,tax", ["rail", "Homes"]],
    "tag": ["transport", ["money", "transport"], "nothing"],
    "kind": ["club", "Person,club", "nothing"],
    "source": ["report", "A speech"],
    "as_of": ["2016", "2017-03", 2017, "2017-03-04"],
    "basis": ["stated", ["reported", "inferred"]],
    "min_confidence": ["low", "high"],
    "no_conditional": [True],
    "min_shared": [1, 2, 4],
    "unit": ["cell", "statement"],
    "table": ["pairs", "network", "stances"],
    "audience": ["public", "team"],
    "names_": ["names.yaml"],
    "column": ["stance=kind", {"stance": "stance"}],
    "stance": ["yes=1,no=-1", {"yes": 1, "no": -1}],
    "scale": ["-1:1", "three-point"],
    "actors": ["actors.csv"],
    "issues": ["issues.csv"],
    "measure": ["side", "exact", "proximity", "directional"],
    "unweighted": [True],
    "by_salience": [True],
    "with_": ["ann", "Gus"],
    "range": [True],
    "sort": ["file", "name", "bloc"],
    "entries": ["latest", "window", "majority", "mean"],
    "since": ["2016", "2016-02-01"],
    "until": ["2017", "2016-12"],
    "group_by": ["kind", "nothing"],
    "top": [1, 3],
    "min_agreement": [0.5, 0.25],
    "with_conditions": [True],
    "consensus": [True],
    "blocs": [2, 3],
    "permutations": [5, 20],
    "mode": ["one", "two"],
    "aggregation": ["ignore", "congruence", "conflict", "subtract", "combine"],
    "normalization": ["none", "average", "jaccard", "activity"],
    "duplicates": ["include", "document", "month", "all"],
    "observed_range": [True],
    "isolates": [True],
    "nodes": ["actor", "speaker", "author", "issue"],
    "count": ["actors", "statements"],
    "on": ["agreement", "network"],
    "phases": ["absolute", "spectral"],
    "backbone": [True],
    "window": ["90d", "12w", "6m", "5e"],
    "step": ["30d"],
    "kernel": ["uniform", "triangular", "epanechnikov", "gaussian"],
    "dna_windows": [True],
    "single_subtraction": [True],
    "stale_after": ["90d", "1y"],
    "may_be_new": [True],
    "from_": ["2016"],
    "to": ["2017"],
    "merge": ["agreed.yaml"],
    "force": [True],
    "no_gaps": [True],
    "type": ["long", "wide"],
    "transpose": [True],
    "actor": ["ann", "Ben,gus"],
    "coder": ["Zoe"],
    "where": ["kind=club", ["kind=person", "kind=club"], {"region": "north"}, "issue=Rail"],
    "exclude": ["status=draft", ["stance=support", "entry.venue=hall"], "source=The report", "region="],
    "min_answers": [1, 3, 4],
    "min_minority": [0.2, 0.5],
    "title": ["Votes"],
    "skip_bad": [True],
    "quotes": [True],
    "strict": [True],
    "output": ["made.yaml"],
    "into": ["data.yaml"],
    "dry_run": [True],
    "partial": [True],
    "answers": ["rail", ["rail", "bus"]],
    "mapping": ["polis", "no-such.yaml"],
    "save_mapping": ["kept.yaml"],
    "sheet": ["Votes", 2],
    "header_row": [1, 2],
    "encoding": ["windows-1252", "utf-8", "no-such"],
    "delimiter": [",", ";", "tab"],
    "decimal": [".", ",", "x"],
    "date_format": ["%Y-%m", ["%d/%m/%Y", "%Y"]],
    "records": ["votes"],
    "robust": [True],
    "method": ["distances", "ideal"],
    "dimensions": [1, 2],
    "moved_since": ["2016", "2017-01-01"],
}
"""Values of each option, as a program writes them."""

SETTINGS = {
    "column",
    "stance",
    "scale",
    "actors",
    "issues",
    "answers",
    "transpose",
    "mapping",
    "sheet",
    "header_row",
    "encoding",
    "delimiter",
    "decimal",
    "date_format",
    "records",
}
"""Options on how a table is read."""

OWN_VALUES: dict[tuple[str, str], list[Any]] = {
    ("import", "issue"): ["rail", "All of it"],
    ("import", "actor"): ["person", "organization"],
}
"""Those of options that mean something else in one command."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


def test_each_command_has_its_function_and_each_option_its_keyword() -> None:
    for name in COMMANDS:
        assert function_of(name).__name__.rstrip("_") in positions.__all__ or name == "import"
        assert set(keywords_of(name).values()) >= options_on_the_line(name) - MANNERS, name
        assert set(keywords_of(name).values()) <= options_on_the_line(name), name
    assert {keyword for name in COMMANDS for keyword in keywords_of(name)} <= set(VALUES)


def values_of(command: str, keyword: str) -> list[Any]:
    """Return values of an option of a command."""
    return OWN_VALUES.get((command, keyword), VALUES[keyword])


def clear(here: Path) -> None:
    """Take away what a run has written."""
    write_files(here)
    for made in here.rglob("*"):
        if made.is_file() and made.name not in (
            "data.yaml",
            "new.yaml",
            "votes.csv",
            "actors.csv",
            "issues.csv",
        ):
            made.unlink()


def require_same(here: Path, name: str, data: str, names: tuple[str, ...], options: dict[str, Any]) -> None:
    """Hold the answers of the command line and of the function, or their errors, to each other."""
    positional = FILES.get(name, names)
    line = [name, *positional, *on_the_line(options), "-q"]
    arguments: tuple[str, ...] = positional if name in FILES else (data, *names)
    if name == "schema":
        line, arguments = [name, "-d", data], (data,)
    elif name not in FILES:
        line += ["-d", data]
    if name == "init":
        line.remove("-q")
    elif name == "export":
        line, arguments = [*line, "-o", "out.json"], (data, "out.json")
    elif name in ("report", "brief", "import"):
        line += [] if "output" in options else ["-o", "-"]
    elif name != "schema":
        line += ["-f", "json"]
    clear(here)
    code, out, err = run_line(line)
    written = files_in(here)
    clear(here)
    text, error = run_function(lambda: function_of(name)(*arguments, **options))
    assert files_in(here) == written
    if code == 0 or (name == "check" and code == 1):
        assert error is None, (line, error)
        if name == "export":
            out = written["out.json"]
        if name not in ("init",) and "output" not in options:
            assert without_tool(str(text)) == without_tool(out), line
    else:
        assert error is not None, (line, err)
        assert error in err or all(part in err for part in error.split("; ")), line


def files_in(folder: Path) -> dict[str, str]:
    """Return the text of every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def data_for(name: str, keyword: str | None) -> tuple[str, ...]:
    """Return the data on which an option is tried alone: one of the two, both with `compare`."""
    if LONG or name == "compare" or keyword is None:
        return "data.yaml", "votes.csv"
    return ("votes.csv",) if keyword in SETTINGS else ("data.yaml",)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_alone(name: str, here: Path) -> None:
    for keyword in (None, *keywords_of(name)):
        names = NAMES.get(name, [()])[0]
        options = {} if keyword is None else {keyword: values_of(name, keyword)[0]}
        for data in data_for(name, keyword):
            require_same(here, name, data, names, options)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_together(name: str, here: Path) -> None:
    keywords = sorted(keywords_of(name))

    @settings(
        max_examples=examples(10),
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.data())
    def same(draw: st.DataObject) -> None:
        most = min(5, len(keywords))
        picked = draw.draw(st.lists(st.sampled_from(keywords or ["-"]), unique=True, max_size=most))
        options = {
            keyword: draw.draw(st.sampled_from(values_of(name, keyword))) for keyword in picked if keywords
        }
        data = draw.draw(st.sampled_from(["data.yaml", "data.yaml", "votes.csv"]))
        require_same(here, name, data, draw.draw(st.sampled_from(NAMES.get(name, [()]))), options)

    same()
