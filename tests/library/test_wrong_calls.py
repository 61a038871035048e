"""A wrong call raises the program's own error, with the hint that the command line gives."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.commands import error_line, function_of, on_the_line, run_line, write_files
from positions.problems import DataError, UsageError

pytestmark = pytest.mark.usefixtures("few_shuffles")

WRONG: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    ("compare", ("nobody",), {}),
    ("compare", ("An", "Ben"), {}),
    ("compare", (), {"issue": "rial"}),
    ("compare", (), {"source": "the reprot"}),
    ("compare", (), {"measure": "foo"}),
    ("compare", (), {"as_of": "2005-02-30"}),
    ("compare", (), {"as_of": "yesterday"}),
    ("compare", (), {"min_shared": "two"}),
    ("compare", (), {"min_shared": 0}),
    ("compare", (), {"min_agreement": 1.5}),
    ("compare", (), {"min_agreement": "half"}),
    ("compare", (), {"basis": "guessed"}),
    ("compare", (), {"min_confidence": "huge"}),
    ("compare", (), {"mesure": "side"}),
    ("compare", (), {"since": "2016"}),
    ("compare", (), {"range": True, "by_salience": True}),
    ("compare", (), {"top": 2, "sort": "name"}),
    ("compare", (), {"group_by": "colour"}),
    ("compare", (), {"table": "piars"}),
    ("compare", (), {"stance": "yes=1"}),
    ("compare", (), {"where": "knid=club"}),
    ("compare", (), {"exclude": "kind=choir"}),
    ("compare", ("ann",), {"kind": "club"}),
    ("explain", ("ann", "Ann"), {}),
    ("explain", ("ann", "dan"), {"kind": "club"}),
    ("show", ("nothing",), {}),
    ("show", ("ann",), {"kind": "club"}),
    ("history", ("ann", "ben", "cat"), {}),
    ("network", (), {"window": "3x"}),
    ("network", (), {"mode": "three"}),
    ("gaps", (), {"stale_after": "3"}),
    ("blocs", (), {"blocs": 0}),
    ("blocs", (), {"blocs": 99}),
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("command", "names", "options"), WRONG, ids=str)
def test_the_same_error_with_the_same_hint(
    command: str, names: tuple[str, ...], options: dict[str, Any]
) -> None:
    code, _, said = run_line([command, *names, *on_the_line(options), "-d", "data.yaml", "-f", "json", "-q"])
    with pytest.raises(UsageError) as raised:
        function_of(command)("data.yaml", *names, **options)
    assert (code, said.strip()) == (2, error_line(raised.value))


@pytest.mark.parametrize(
    "place", ["nowhere.yaml", "missing.csv", "."], ids=["no file", "no table", "no dataset in the folder"]
)
def test_what_cannot_be_opened(place: str, here: Path) -> None:
    for file in here.iterdir():
        file.unlink()
    _, _, said = run_line(["compare", "-d", place])
    with pytest.raises(UsageError) as raised:
        positions.compare(place)
    assert said.strip() == error_line(raised.value)


def test_wrong_data_comes_with_all_its_problems(here: Path) -> None:
    text = (here / "data.yaml").read_text(encoding="utf-8").replace("tax: support", "tax: yes")
    (here / "data.yaml").write_text(text, encoding="utf-8")
    code, _, said = run_line(["compare", "-d", "data.yaml"])
    with pytest.raises(DataError) as raised:
        positions.compare("data.yaml")
    assert code == 1
    assert len(raised.value.problems) == 3
    for problem in raised.value.problems:
        assert problem.message in said
        assert problem.hint is None or problem.hint in said


@pytest.mark.parametrize(
    ("data", "message"),
    [(42, "int is not data that can be read"), (None, "NoneType is not data that can be read")],
)
def test_data_of_a_wrong_type(data: Any, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        positions.compare(data)
    assert (str(raised.value), raised.value.hint) == (
        message,
        "name a file or a folder, or give a data frame or what positions.load returns",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"issue": 3}, "invalid value for '--issue': 3 is not text"),
        ({"as_of": 3.5}, "invalid value for '--as-of': 3.5 is not text"),
        ({"unweighted": "yes"}, "invalid value for '--unweighted': 'yes' is neither True nor False"),
        ({"min_shared": True}, "invalid value for '--min-shared': True is not a whole number"),
        ({"actors": 3}, "invalid value for '--actors': 3 is not the name of a file"),
    ],
)
def test_values_of_a_wrong_type(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        positions.compare("data.yaml", **options)
    assert str(raised.value) == message


def test_a_name_of_a_wrong_type() -> None:
    with pytest.raises(UsageError, match="3 is not text, and names are"):
        positions.compare("data.yaml", 3)  # type: ignore[arg-type]  # the wrong type is the test


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "person", "exclude": "kind=person"},
        {"tag": "money", "exclude": "tag=money"},
        {"min_answers": 9},
    ],
)
def test_a_selection_of_nothing_is_said_as_on_the_command_line(options: dict[str, Any]) -> None:
    _, _, said = run_line(["compare", *on_the_line(options), "-d", "data.yaml", "-f", "json"])
    with pytest.warns(positions.RemarkWarning) as warned:
        positions.compare("data.yaml", **options)
    assert [str(one.message) for one in warned] == said.splitlines()
    assert {one.filename for one in warned} == {__file__}


def test_a_hand_made_selection_is_checked_and_resolved() -> None:
    made = positions.Selection(issues=("Rail",), as_of="2016")  # type: ignore[arg-type]  # a date as text
    study = positions.load("data.yaml", made)
    assert [issue.id for issue in study.grid.issues] == ["rail"]
    assert study.selection.as_of is not None
    for wrong in ({"issues": ("nope",)}, {"sources": ("nope",)}, {"bases": ("nope",)}):
        with pytest.raises(UsageError):
            positions.load("data.yaml", positions.Selection(**wrong))  # type: ignore[arg-type]  # by name


def test_a_missing_extra_names_the_line_that_installs_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "votes.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    _, _, said = run_line(["compare", "-d", "votes.parquet"])
    with pytest.raises(UsageError) as raised:
        positions.load("votes.parquet")
    assert said.strip() == error_line(raised.value)
    assert raised.value.hint == "pip install 'positions[bulk]'"
