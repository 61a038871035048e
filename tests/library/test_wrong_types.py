"""Values of types that no argument takes: the program's own error, never one of Python's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest

import positions
from helpers.commands import write_files
from positions.problems import UsageError

pytestmark = pytest.mark.usefixtures("few_shuffles")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


def editing() -> positions.Editing:
    return positions.editing("data.yaml", dry_run=True)


NO_PATH: dict[str, Callable[[Any], object]] = {
    "save": lambda path: positions.compare("data.yaml").save(path),
    "page": lambda path: positions.report("data.yaml").save(path),
    "brief": lambda path: positions.brief("data.yaml").save(path),
    "export": lambda path: positions.export("data.yaml", path),
    "write": lambda path: positions.write(positions.load("data.yaml"), path),
    "editing": lambda path: positions.editing(path),
    "init": lambda path: positions.init(path),
    "import": lambda path: positions.import_(path),
}


@pytest.mark.parametrize("command", NO_PATH)
@pytest.mark.parametrize("path", [3, None, b"x.csv"], ids=repr)
def test_what_is_no_path(command: str, path: Any, here: Path) -> None:
    before = sorted(here.iterdir())
    with pytest.raises(UsageError) as raised:
        NO_PATH[command](path)
    assert str(raised.value) == f"{path!r} is not the name of a file"
    assert raised.value.hint == "give it as text, or as a Path"
    assert sorted(here.iterdir()) == before


NO_NAME: dict[str, Callable[[Any], object]] = {
    "id of a stakeholder": lambda name: editing().add_stakeholder(name, name="A"),
    "name of a stakeholder": lambda name: editing().add_stakeholder("a", name=name),
    "associations": lambda name: editing().add_stakeholder("a", name="A", member_of=name),
    "id of an issue": lambda name: editing().add_issue(name, title="A"),
    "tags": lambda name: editing().add_issue("a", title="A", tags=[name]),
    "id of a source": lambda name: editing().add_source(name, title="A"),
    "actor": lambda name: editing().add_position(name, "rail", "support"),
    "issue": lambda name: editing().add_position("ann", name, "support"),
    "old actor": lambda name: editing().rename_actor(name, "x"),
    "new actor": lambda name: editing().rename_actor("ann", name),
    "old issue": lambda name: editing().rename_issue(name, "x"),
    "new issue": lambda name: editing().rename_issue("rail", name),
    "format": lambda name: positions.compare("data.yaml").save("x.csv", format=name),
    "tables": lambda name: positions.compare("data.yaml").save("x.csv", tables=name),
    "actors of a selection": lambda name: positions.load("data.yaml", positions.Selection(actors=(name,))),
}


@pytest.mark.parametrize("argument", NO_NAME)
def test_what_is_no_name(argument: str) -> None:
    with pytest.raises(UsageError, match="3 is not text"):
        NO_NAME[argument](3)


@pytest.mark.parametrize("name", [3, None, ["pairs"]], ids=repr)
def test_what_is_no_name_of_a_table(name: Any) -> None:
    with pytest.raises(UsageError, match="there is no table"):
        positions.compare("data.yaml").table(name)


@pytest.mark.parametrize("make", [positions.load, positions.build], ids=["load", "build"])
@pytest.mark.parametrize("selection", [{"issues": ["rail"]}, "rail", 3], ids=repr)
def test_what_is_no_selection(make: Callable[..., object], selection: Any) -> None:
    data = "data.yaml" if make is positions.load else positions.load("data.yaml").dataset
    with pytest.raises(UsageError, match="is not a selection") as raised:
        make(data, selection)
    assert raised.value.hint == "give a positions.Selection, or filters by keyword"


def test_a_selection_says_yes_or_no() -> None:
    with pytest.raises(UsageError, match="'no' is neither True nor False"):
        positions.load("data.yaml", positions.Selection(conditional="no"))  # type: ignore[arg-type]  # wrong


def test_a_selection_of_what_is_built_is_checked_as_that_of_what_is_loaded() -> None:
    dataset = positions.load("data.yaml").dataset
    for wrong in ({"issues": ("nope",)}, {"sources": ("nope",)}, {"actors": ("nope",)}):
        with pytest.raises(UsageError, match="there is no"):
            positions.build(dataset, positions.Selection(**wrong))  # type: ignore[arg-type]  # by name
    few = positions.Selection(issues=("Rail",), actors=("Ann", "ben"), min_answers=1)
    built, loaded = positions.build(dataset, few), positions.load("data.yaml", few)
    assert positions.compare(built).rows("stances") == positions.compare(loaded).rows("stances")


def test_a_mapping_is_for_build() -> None:
    with pytest.raises(UsageError) as raised:
        positions.compare({"title": "x"})  # type: ignore[arg-type]  # the wrong type is the test
    assert raised.value.hint == "give the result of positions.build"


def test_a_keyword_of_python_has_an_underscore() -> None:
    with pytest.raises(UsageError) as raised:
        positions.compare("data.yaml", **{"with": "ann"})  # type: ignore[arg-type]  # the wrong name is the test
    assert raised.value.hint == "in Python it is with_"


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({"as_of": numpy.int64(2016)}, {"as_of": 2016}),
        ({"unweighted": numpy.bool_(True)}, {"unweighted": True}),
        ({"min_shared": numpy.int32(2)}, {"min_shared": 2}),
        ({"min_agreement": numpy.float64(0.5)}, {"min_agreement": 0.5}),
    ],
    ids=str,
)
def test_values_of_numpy_are_read_as_those_of_python(given: dict[str, Any], same: dict[str, Any]) -> None:
    data = positions.load("data.yaml")
    assert positions.compare(data, **given).rows("pairs") == positions.compare(data, **same).rows("pairs")


@pytest.mark.parametrize("value", [numpy.bool_(True), numpy.array([2, 3]), 2.5], ids=repr)
def test_no_whole_number_of_numpy(value: Any) -> None:
    with pytest.raises(UsageError, match="is not a whole number"):
        positions.compare("data.yaml", min_shared=value)
