"""Names of a table that nobody can tell apart are one; those that look alike are named."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.spellings import NAMED, spellings, write_rows
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset
from positions.exchange.duckdb import table as bulk_table
from positions.exchange.duckdb.grid import BulkTable, bulk_study, load_bulk
from positions.exchange.import_dataset import yaml_of
from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.settings import TableSettings, parse_scale
from positions.exchange.tables.table_dataset import load_table
from positions.names import alike_key, name_key, tidy_name
from positions.problems import DataError
from positions.selection import Selection, find_actor

FIVE = TableSettings(scale=parse_scale("five-point"))
ISSUES = ("Buses", "Night trains", "L'eau")
PLAIN, DATED = "actor,issue,stance", "actor,issue,stance,date"

Answers = dict[tuple[str, str], str]
ANSWERS: st.SearchStrategy[Answers] = st.dictionaries(
    st.tuples(st.sampled_from(NAMED), st.sampled_from(ISSUES)),
    st.sampled_from(("support", "oppose", "neutral")),
    min_size=2,
)


def said(dataset: Dataset) -> Answers:
    return {
        (actor.name, dataset.issues[issue].title): str(entries[0].stance)
        for actor in dataset.stakeholders.values()
        for issue, entries in actor.positions.items()
    }


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[Answers, list[tuple[str, str, str]]]:
    """Draw answers, and the rows of a table that gives them in names that are spelled anew in each row."""
    answers = draw(ANSWERS)
    rows = [
        (draw(spellings(actor)), draw(spellings(issue)), stance) for (actor, issue), stance in answers.items()
    ]
    return answers, rows


def plainly(answers: Answers) -> Answers:
    """Return answers with straight apostrophes, since a name is called as its first spelling reads."""
    return {(name_key(actor), name_key(issue)): stance for (actor, issue), stance in answers.items()}


def several(rows: list[tuple[str, str, str]], column: int) -> bool:
    """Return whether a name of the column is spelled in several ways: a plain loop."""
    spelled: dict[str, str] = {}
    for row in rows:
        text = row[column].strip()
        if spelled.setdefault(name_key(text), text) != text:
            return True
    return False


@given(disturbed(), st.sampled_from((PLAIN, DATED)))
@settings(max_examples=examples(60), deadline=None)
def test_disturbed_names_are_the_same_actors_and_it_is_said(
    drawn: tuple[Answers, list[tuple[str, str, str]]], header: str
) -> None:
    answers, rows = drawn
    with tempfile.TemporaryDirectory() as folder:
        more = ("2024",) if header == DATED else ()
        path = write_rows(Path(folder) / "t.csv", header, [(*row, *more) for row in rows])
        table = load_table(path, FIVE)
        imported = import_file(ImportRequest(path, FIVE, "long"))
        text = yaml_of(imported, "t.csv")
    for dataset in (table.require(), imported.dataset, load_bytes(text).require()):
        assert plainly(said(dataset)) == plainly(answers)
        assert all(actor.name == tidy_name(actor.name) for actor in dataset.stakeholders.values())
    for remarks in (table.remarks, imported.remarks):
        for kind, column in (("actor", 0), ("issue", 1)):
            assert any(f"one {kind} each" in remark for remark in remarks) == several(rows, column)


@given(disturbed())
@settings(max_examples=examples(25), deadline=None)
def test_both_readers_take_the_same_names_for_one(
    drawn: tuple[Answers, list[tuple[str, str, str]]],
) -> None:
    pytest.importorskip("numpy")
    pytest.importorskip("duckdb")
    _, rows = drawn
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_table, "WORTH_IT", 0)
        path = write_rows(Path(folder) / "t.csv", PLAIN, rows)
        slow, fast = load_table(path, FIVE), load_bulk(path, FIVE)
        assert list(fast.require().stakeholders) == list(slow.require().stakeholders)
        assert list(fast.require().issues) == list(slow.require().issues)
        assert set(fast.remarks) == set(slow.remarks)
        raw = [{row[column] for row in rows} for column in (0, 1)]
        assert isinstance(fast, BulkTable) == all(
            len(set(map(name_key, texts))) == len(texts) for texts in raw
        )
        assert bulk_study(fast, Selection()).grid.rows == bulk_study(slow, Selection()).grid.rows


@given(st.sampled_from(NAMED).flatmap(lambda name: st.tuples(st.just(name), spellings(name))))
@settings(max_examples=examples(60), deadline=None)
def test_a_file_about_actors_may_spell_them_otherwise(drawn: tuple[str, str]) -> None:
    name, spelled = drawn
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        path = write_rows(folder / "t.csv", PLAIN, [(name, "Buses", "support")])
        actors = write_rows(folder / "a.csv", "actor,kind", [(spelled, "Union")])
        loaded = load_table(path, TableSettings(scale=FIVE.scale, actors=actors))
        imported = import_file(ImportRequest(path, TableSettings(scale=FIVE.scale, actors=actors), "long"))
    for dataset, remarks in ((loaded.require(), loaded.remarks), (imported.dataset, imported.remarks)):
        assert [actor.kind for actor in dataset.stakeholders.values()] == ["Union"]
        told = any("spells names in other ways" in remark for remark in remarks)
        assert told == (spelled.strip() != name)
    assert find_actor(loaded.require(), spelled) == name


def test_a_file_about_actors_in_other_capitals_is_paired_where_it_is_plain(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "t.csv", PLAIN, [("UNISON", "Buses", "support"), ("Gmb", "Buses", "oppose")])
    rows = [("unison", "x"), ("GMB", "y"), ("Gmb", "z")]
    actors = write_rows(tmp_path / "a.csv", "actor,kind", rows)
    loaded = load_table(path, TableSettings(scale=FIVE.scale, actors=actors))
    assert {name: actor.kind for name, actor in loaded.require().stakeholders.items()} == {
        "UNISON": "x",
        "Gmb": "z",  # the row that is spelled so, wherever it stands
    }
    assert any("'unison' for 'UNISON'" in remark for remark in loaded.remarks)
    assert any("1 that the table does not have: GMB" in remark for remark in loaded.remarks)


@pytest.mark.parametrize("column", [0, 1])
def test_names_that_differ_only_in_capitals_stay_apart_and_are_named(column: int, tmp_path: Path) -> None:
    one, other = ["UNISON", "Buses", "support"], ["UNISON", "Buses", "oppose"]
    other[column] = one[column].swapcase()
    path = write_rows(tmp_path / "t.csv", PLAIN, [tuple(one), tuple(other)])
    for remarks in (load_table(path, FIVE).remarks, import_file(ImportRequest(path, FIVE, "long")).remarks):
        listed = f"differ only in capitals: {one[column]!r} and {other[column]!r}"
        assert any(listed in remark for remark in remarks)


def test_two_persons_of_one_name_are_told_apart_by_id(tmp_path: Path) -> None:
    rows = [("p1", "Ann Lee", "Buses", "support"), ("p2", "Ann\u00a0Lee", "Buses", "oppose")]
    path = write_rows(tmp_path / "t.csv", "actor,actor_name,issue,stance", rows)
    loaded = load_table(path, FIVE)
    assert list(loaded.require().stakeholders) == ["p1", "p2"]
    assert any("have one name: 'Ann Lee' (p1, p2)" in remark for remark in loaded.remarks)
    assert find_actor(loaded.require(), "p2") == "p2"


def test_a_person_in_two_spellings_with_two_stances_is_a_problem_with_both_lines(tmp_path: Path) -> None:
    rows = [("Ann Lee", "Buses", "support"), ("Ann\u00a0Lee", "Buses", "oppose")]
    path = write_rows(tmp_path / "t.csv", PLAIN, rows)
    with pytest.raises(DataError) as caught:
        load_table(path, FIVE)
    (problem,) = caught.value.problems
    assert problem.location is not None
    assert (problem.code, problem.location.line) == ("repeated-cell", 3)
    assert "line 2" in problem.message


def test_columns_that_look_the_same_are_two_of_one_name(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "t.csv", "actor,Night buses,Night\u00a0buses", [("A", "support", "oppose")])
    with pytest.raises(DataError, match="two columns are called"):
        import_file(ImportRequest(path, FIVE, "wide"))


@given(st.text(max_size=12))
def test_a_key_is_its_own_key(text: str) -> None:
    for key_of in (tidy_name, name_key):
        assert key_of(key_of(text)) == key_of(text)
    assert alike_key(name_key(text)) == alike_key(text)
