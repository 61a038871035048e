"""The JSON Schema for editors: fresh, and as strict as the models."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from helpers.paths import DATA
from positions.cli import main
from positions.dataset.authoring.schema import json_schema, schema_bytes
from positions.dataset.authoring.starter import SCHEMA_FILE, starter_files
from positions.dataset.load import load, load_bytes
from positions.dataset.value_types import parse_number
from positions.dataset.yaml.reader import Value, read_text


def as_editors_read(value: Value) -> object:
    """Return what the text is in YAML 1.2, as editors read it: `2` is a number, `true` a truth value."""
    if isinstance(value, dict):
        return {key: as_editors_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_editors_read(item) for item in value]
    return {"true": True, "false": False}.get(value) if value in ("true", "false") else parse_number(value)


def errors(schema: dict[str, Any], text: str) -> list[str]:
    content = as_editors_read(read_text(text).value)
    return [error.message for error in Draft7Validator(schema).iter_errors(content)]


def test_the_schema_in_the_repository_is_fresh(repository: Path) -> None:
    assert (repository / "schema" / "positions.schema.json").read_bytes() == schema_bytes(json_schema())


def test_it_is_a_valid_schema() -> None:
    Draft7Validator.check_schema(json_schema())
    Draft7Validator.check_schema(json_schema(load(DATA / "valid" / "full.yaml").require()))


@pytest.mark.parametrize("path", [*(DATA / "valid").glob("*.yaml")], ids=lambda path: path.stem)
def test_what_the_program_accepts_the_schema_accepts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert errors(json_schema(), text) == []
    assert errors(json_schema(load(path).require()), text) == []


def test_the_example_passes_both(repository: Path) -> None:
    path = repository / "data" / "stakeholders.yaml"
    assert errors(json_schema(), path.read_text(encoding="utf-8")) == []
    assert errors(json_schema(load(path).require()), path.read_text(encoding="utf-8")) == []


def paths_in(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each value below the root of a dataset."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*before, key)
        yield from paths_in(item, (*before, key))


@pytest.mark.parametrize("path", [*(DATA / "valid").glob("*.yaml")], ids=lambda path: path.stem)
def test_what_may_be_left_empty_may_be_so_for_both(path: Path) -> None:
    """Each value in turn is left out behind its key: what the program then takes, editors do not mark."""
    schema = json_schema()
    whole: Any = as_editors_read(read_text(path.read_text(encoding="utf-8")).value)
    for place in (found for found in paths_in(whole) if isinstance(found[-1], str)):
        emptied: Any = json.loads(json.dumps(whole))
        inside = emptied
        for key in place[:-1]:
            inside = inside[key]
        inside[place[-1]] = None
        text = json.dumps(emptied).replace(": null", ": ")
        if load_bytes(text.encode()).dataset is not None:
            assert errors(schema, text) == [], place


def test_the_starter_passes_its_own_schema() -> None:
    files = starter_files()
    schema = json.loads(files[SCHEMA_FILE])
    assert errors(schema, files["stakeholders.yaml"].decode()) == []


@pytest.mark.parametrize(
    "name",
    [
        "unknown-key",
        "confidence-unknown",
        "salience-too-large",
        "weight-zero",
        "basis-unknown",
        "name-missing",
    ],
)
def test_what_is_wrong_in_form_the_schema_refuses(name: str) -> None:
    assert errors(json_schema(), (DATA / "invalid" / f"{name}.yaml").read_text(encoding="utf-8"))


def test_with_a_dataset_its_ids_and_stances_are_the_only_ones() -> None:
    text = (DATA / "valid" / "full.yaml").read_text(encoding="utf-8")
    own = json_schema(load_bytes(text.encode()).require())
    assert errors(own, text) == []
    for old, new in (
        ("new-structures:\n        - stance", "new-structure:\n        - stance"),
        ("stance: oppose", "stance: opose"),
        ("source: pse-2017", "source: pse-2018"),
        ("influences: {localis: 2}", "influences: {locals: 2}"),
    ):
        assert old in text
        assert errors(own, text.replace(old, new)), new


def test_every_key_has_a_description() -> None:
    schema = json_schema()
    parts = [schema, *schema["definitions"].values()]
    bare = [name for part in parts for name, key in part["properties"].items() if "description" not in key]
    assert bare == []


def test_private_ids_are_in_the_schema_for_the_team_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data.yaml").write_text(
        "format: 1\ntitle: T\nstakeholders: {a: {name: A}, secret: {name: S, private: true}}\n"
    )
    for audience, shown, says in (
        ("public", False, "Held back as private: 1 stakeholder."),
        ("team", True, "For the team only"),
    ):
        assert main(["schema", "-d", "data.yaml", "--audience", audience]) == 0
        made = json.loads(capsys.readouterr().out)
        assert ("secret" in json.dumps(made)) is shown
        assert made["$comment"].startswith(says)
    assert main(["schema", "-d", "data.yaml", "-o", "s.json"]) == 0
    assert "secret" not in Path("s.json").read_text()
