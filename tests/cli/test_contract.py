"""What scripts rely on: table and column ids, option names, keys of the JSON, exit codes.

Changes only add.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from positions.cli import main
from positions.cli.app import load_command

pytestmark = pytest.mark.usefixtures("few_shuffles")

DATASET = """\
format: 1
title: Contract
issues:
  rail: {title: Rail, proposition: Build the railway}
  bus: {title: Bus, proposition: Run the buses}
stakeholders:
  ann:
    name: Ann
    kind: person
    influences: {ben: 2, cat: 1}
    positions:
      rail: [{stance: support, date: 2016}, {stance: oppose, date: 2017}]
      bus: {stance: support, condition: the fares fall}
  ben: {name: Ben, influences: {ann: 1}, positions: {rail: support, bus: silent}}
  cat: {name: Cat, positions: {rail: strongly-oppose, bus: neutral}}
"""

FILTERS = {
    *("--issue", "--tag", "--kind", "--source", "--as-of", "--basis", "--min-confidence"),
    *("--min-shared", "--no-conditional"),
}
OUTPUT = {"--format", "-f", "--output", "-o", "--table", "--color", "--quiet", "-q"}
TABLE_FILE = {"--column", "--stance", "--scale", "--actors", "--issues"}
SHOWS = FILTERS | OUTPUT | TABLE_FILE | {"--data", "-d"}

OPTIONS = {
    "compare": SHOWS
    | {
        *("--with", "--measure", "--sort", "--range", "--unweighted", "--by-salience", "--entries"),
        *("--since", "--until"),
    },
    "explain": SHOWS,
    "show": SHOWS,
    "issues": SHOWS | {"--consensus"},
    "common-ground": SHOWS | {"--with-conditions"},
    "blocs": SHOWS | {"--blocs", "--permutations"},
    "network": SHOWS
    | {
        *("--mode", "--aggregation", "--normalization", "--duplicates", "--observed-range", "--isolates"),
        *("--since", "--until", "--window", "--step"),
    },
    "power": SHOWS | {"--single-subtraction"},
    "gaps": SHOWS | {"--stale-after"},
    "history": SHOWS,
    "diff": FILTERS | OUTPUT,
    "reliability": FILTERS | OUTPUT | {"--merge", "--force"},
    "check": {"--format", "-f", "--strict", "--data", "-d"},
    "init": {"--force"},
    "schema": {"--data", "-d", "--output", "-o"},
}


def ids(text: str) -> tuple[str, ...]:
    """Return the ids in a line of them."""
    return tuple(text.split())


ACTORS = ("ann", "ben", "cat")
ISSUES = ("rail", "bus")
MAO, CAA = ("1mao", "2mao", "3mao"), ("1caa", "2caa", "3caa", "1daa", "2daa", "3daa")
STRUCTURE = "start end statements actors ties modularity communities ei_index"
NETWORK: dict[str, Sequence[str]] = {"network": ACTORS, "shared": ACTORS}

TABLES: dict[str, dict[str, Sequence[str]]] = {
    "compare": {
        "stances": ISSUES,
        "agreement": ACTORS,
        "disagreement": ACTORS,
        "shared": ACTORS,
        "pairs": ids("a b shared same agree differ oppose conditional agreement disagreement low high"),
        "unites": ("issue", "side", "actors"),
        "divides": ("issue", "for", "against", "opposed", "pairs", "share"),
    },
    "compare ann": {"stances": ISSUES, "ranking": ("actor", "agreement", "disagreement", "shared")},
    "compare --with ann ben": {"ranking": ("actor", "agreement", "disagreement", "shared")},
    "explain ann ben": {
        "explain": ids("issue a_stance b_stance verdict a_evidence b_evidence condition"),
    },
    "show ann": {"profile": ("issue", "stance")},
    "show issue:bus": {"profile": ("actor", "stance")},
    "issues": {
        "issues": ids(
            "id title for against neutral mixed undecided declined silent not_applicable not_researched "
            "excluded n opposed pairs opposed_share rice hnr van_der_eijk_a mean median weighted_mean "
            "weighted_median weighted_n"
        )
    },
    "common-ground": {
        "common_ground": ("issue", "verdict", "for", "against", "uncommitted", "conditions"),
    },
    "network": NETWORK,
    "network --mode two": {"network": ISSUES, "shared": ISSUES},
    "network --window 52w": {
        **NETWORK,
        "windows": ("start", "end", "a", "b", "value"),
        "structure": ids(STRUCTURE),
    },
    "power": {
        "actors": ids(
            "id influence dependence midi_diagonal r influence_m dependence_m q net implication_1 "
            "implication_2 implication_3 ambivalence_1 ambivalence_2 ambivalence_3"
        ),
        **dict.fromkeys(("midi", "mmidi", "net", *CAA), ACTORS),
        **dict.fromkeys(MAO, ISSUES),
        "issues": ids(
            "id n_for n_against for_2 against_2 for_3 against_3 mobilisation_1 mobilisation_2 mobilisation_3"
        ),
        "totals": ("order", "convergence", "divergence"),
    },
    "blocs --blocs 2": {
        "blocs": ("id", "bloc", "stability"),
        "linkage": ("left", "right", "distance", "size"),
        "solutions": ("blocs", "silhouette", "p", "stability"),
        "left_out": ("id", "shared_with"),
    },
    "gaps": {"gaps": ("stakeholder", "issue", "kind", "pairs", "since", "detail")},
    "history": {"history": ("stakeholder", "issue", "date", "stance", "source")},
    "history ann ben": {"pair": ("date", "agreement", "disagreement", "shared")},
}

TYPES = {"text", "integer", "number", "share", "date", "stance"}
STANCE = {"stance", "value", "basis", "confidence", "condition", "frequency", "moved"}
VERDICTS = {"agree", "differ", "oppose"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the dataset where the program looks for it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stakeholders.yaml").write_text(DATASET, encoding="utf-8")
    return tmp_path


def answer(line: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return what a command line gives as JSON."""
    assert main([*line.split(), "-f", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def require_tables(found: dict[str, Any], expected: dict[str, Sequence[str]]) -> None:
    """Hold every table named to its columns, and every table to the form of one."""
    tables = {table["id"]: table for table in found["tables"]}
    for name, wanted in expected.items():
        assert name in tables
        columns = [column["id"] for column in tables[name]["columns"]]
        assert set(wanted) <= set(columns), name
    for table in tables.values():
        assert {"id", "title", "kind", "columns", "rows"} <= set(table)
        assert table["kind"] in ("matrix", "table")
        keys = [column["id"] for column in table["columns"]]
        for column in table["columns"]:
            assert {"id", "label", "type"} <= set(column)
            assert column["type"] in TYPES
        for row in table["rows"]:
            assert list(row) == (["id", *keys] if table["kind"] == "matrix" else keys)


@pytest.mark.parametrize("name", OPTIONS)
def test_no_option_is_gone(name: str) -> None:
    known = {option for parameter in load_command(name).params for option in parameter.opts}
    assert not OPTIONS[name] - known
    assert {"-h", "--help"} <= set(load_command(name).context_settings["help_option_names"])


@pytest.mark.parametrize("line", TABLES)
def test_tables_and_their_columns(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(line, capsys)
    assert {"schema_version", "tool", "dataset", "command", "options", "tables"} <= set(found)
    assert found["schema_version"] == 1
    assert found["tool"]["name"] == "positions"
    assert set(found["tool"]) == {"name", "version"}
    assert found["dataset"]["title"] == "Contract"
    assert len(found["dataset"]["sha256"]) == 64
    assert found["command"] == line.split()[0]
    require_tables(found, TABLES[line])


@pytest.mark.parametrize("line", TABLES)
def test_each_table_is_a_csv_of_its_columns(line: str, here: Path) -> None:
    assert main([*line.split(), "-q", "-o", "tables/"]) == 0
    for name, wanted in TABLES[line].items():
        header = (here / "tables" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert set(wanted) <= set(header)


def test_a_stance_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    stances = answer("compare", capsys)["tables"][0]
    ann, ben, _ = stances["rows"]
    assert set(ann["rail"]) == STANCE
    assert (ann["rail"]["stance"], ann["rail"]["value"]) == ("oppose", -1)
    assert ann["bus"]["condition"] == "the fares fall"
    assert (ben["bus"]["stance"], ben["bus"]["value"]) == ("silent", None)


def test_what_is_not_known_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    tables = {table["id"]: table["rows"] for table in answer("compare --issue bus", capsys)["tables"]}
    assert tables["agreement"][0] == {"id": "ann", "ann": None, "ben": None, "cat": 0.0}
    assert tables["shared"][0] == {"id": "ann", "ann": 1, "ben": 0, "cat": 1}


def test_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer("explain ann ben", capsys)["tables"][0]["rows"]
    assert [row["verdict"] for row in rows] == ["oppose", "b_silent"]
    ground = answer("common-ground", capsys)["tables"][0]["rows"]
    assert {row["verdict"] for row in ground} == {"split", "nobody_opposed"}


def test_tables_of_two_datasets(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "new.yaml").write_text(DATASET.replace("rail: support", "rail: oppose"), encoding="utf-8")
    found = answer("diff stakeholders.yaml new.yaml --measure proximity", capsys)
    require_tables(
        found,
        {
            "positions": ("stakeholder", "issue", "change", "old", "new"),
            "pairs": ("a", "b", "old", "new"),
        },
    )
    assert found["options"]["measure"] == "proximity"
    require_tables(
        answer("reliability stakeholders.yaml new.yaml", capsys),
        {
            "alpha": ("level", "alpha", "low", "high", "units", "coders"),
            "by_issue": ("id", "alpha", "percent", "units"),
            "by_actor": ("id", "alpha", "percent", "units"),
            "disputed": ("stakeholder", "issue", "coder", "stance", "evidence"),
        },
    )


def test_problems_in_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "stakeholders.yaml").write_text(DATASET.replace("rail: support", "rail: yes"), encoding="utf-8")
    assert main(["check", "-f", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert set(problem) == {"file", "line", "column", "severity", "code", "message", "hint"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("compare", 0),
        ("compare --kind nobody", 2),
        ("compare --tag nothing", 2),
        ("check", 0),
        ("compare nobody", 2),
        ("compare --issue nothing", 2),
        ("compare -d nowhere.yaml", 2),
        ("compare -o nowhere/x.md", 2),
        ("compare -o stakeholders.yaml -f markdown", 2),
        ("compare --table nothing", 2),
        ("compare -f csv", 2),
        ("compare --nonsense", 2),
        ("nonsense", 2),
        ("init", 2),
        ("init mine", 0),
        ("schema", 0),
    ],
)
def test_exit_codes(line: str, code: int) -> None:
    assert main(line.split()) == code
