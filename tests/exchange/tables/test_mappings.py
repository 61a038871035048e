"""Mappings: those that are shipped, what a file may say, and what comes before what."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import positions
from helpers.published import advice, votes
from helpers.published.truth import ACTORS
from positions.exchange.tables.mappings.reading import read_mapping, shipped_names, with_mapping
from positions.exchange.tables.mappings.writing import mapping_text
from positions.exchange.tables.settings import FileFormat, TableSettings, parse_scale
from positions.problems import DataError, UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")


@pytest.mark.parametrize("name", shipped_names())
def test_what_is_written_is_read_back(name: str, tmp_path: Path) -> None:
    settings = read_mapping(name)
    (tmp_path / "m.yaml").write_text(mapping_text(settings), encoding="utf-8")
    assert read_mapping(str(tmp_path / "m.yaml")) == settings


def test_a_scale_that_runs_down_and_the_place_in_a_file_are_kept(tmp_path: Path) -> None:
    form = FileFormat(sheet="Votes", header_row=3, delimiter="|", records="a.b")
    given = TableSettings(scale=parse_scale("0:10:4"), downward=True, format=form, answers=("Q1:Q9",))
    (tmp_path / "m.yaml").write_text(mapping_text(given), encoding="utf-8")
    assert read_mapping(str(tmp_path / "m.yaml")) == given


def test_what_is_given_comes_before_a_mapping() -> None:
    columns = {"actor": "name", "date": ""}
    given = TableSettings(columns=columns, stances={"9": "declined"}, format=FileFormat(encoding="latin-1"))
    found = with_mapping(given, "voteview")
    assert found.columns["actor"] == "name"
    assert found.columns["issue"] == "congress+chamber+rollnumber"
    assert (found.stances["9"], found.stances["1"]) == ("declined", "yea")
    assert found.format.encoding == "latin-1"
    assert with_mapping(replace(given, scale=parse_scale("1:9")), "voteview").stances == {"9": "declined"}


def test_every_mapping_that_is_shipped_is_named_where_people_look(repository: Path) -> None:
    from positions.cli.options.tables import TableOptions

    told = str(TableOptions.__annotations__["mapping"].__metadata__[0].help)
    assert set(shipped_names()) <= set(re.findall(r"[a-z-]+", told))
    page = (repository / "docs" / "how-to" / "known-formats.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page or f"--mapping {name}" in page for name in shipped_names())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colum: {a: b}", "did you mean 'column'"),
        ("type: round", "`type` is one of"),
        ("column: a", "`column` must map names to texts"),
        ("scale: {levels: {a: 1}}", "at least two labels"),
        ("lookup: {a: {file: x}}", "file, key, text"),
        ("header-row: first", "number of a line"),
        ("- a", "is no mapping"),
        ("split: a", "`split` cannot be read"),
    ],
)
def test_what_no_mapping_can_say_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_mapping(str(path))
    assert words in f"{caught.value} {caught.value.hint}"
    path.write_text("split: {a: b", encoding="utf-8")
    with pytest.raises(DataError):
        read_mapping(str(path))


def test_a_table_that_a_mapping_finds_in_a_folder_is_read_in_place(tmp_path: Path) -> None:
    folder = advice.qual_o_mat(tmp_path, False)
    imported = positions.import_(folder, mapping="qual-o-mat").dataset
    loaded = positions.load(folder, mapping="qual-o-mat").dataset
    assert {actor.name for actor in loaded.stakeholders.values()} == set(ACTORS)
    assert len(imported.issues) == len(loaded.issues) == 6
    assert imported.title == loaded.title == tmp_path.name


def test_yaml_that_is_no_dataset_is_a_table_where_a_mapping_reads_it(tmp_path: Path) -> None:
    path = advice.mozilla_now(tmp_path, False)
    (actor,) = positions.load(path, mapping="mozilla-positions").dataset.stakeholders.values()
    assert len(actor.positions) == 5


def test_of_several_files_beside_a_table_the_one_that_begins_alike_is_its_own(tmp_path: Path) -> None:
    path = votes.voteview(tmp_path, False)  # with the members of two congresses
    named = positions.load(path, mapping="voteview").dataset.stakeholders.values()
    assert {actor.name for actor in named} == set(ACTORS)
    path.rename(tmp_path / "votes.csv")
    unnamed = positions.load(tmp_path / "votes.csv", mapping="voteview").dataset.stakeholders.values()
    assert not {actor.name for actor in unnamed} & set(ACTORS)
