"""Databases of Discourse Network Analyzer: its own sample, its own figures, and small ones made here."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import positions
from helpers.paths import SHARED
from positions.dataset.load import Loaded, load
from positions.dataset.models import Dataset
from positions.dataset.quotations.check import verify
from positions.dataset.quotations.search import Found
from positions.exchange.dna.dataset import read_dna
from positions.exchange.import_dataset import Imported, yaml_of
from positions.exchange.tables.settings import TableSettings, parse_scale
from positions.measures.networks.one_mode import NetworkRule, network
from positions.problems import DataError, UsageError
from positions.reports.check import check
from positions.selection import Selection, clause_of
from positions.statements import collect_statements
from positions.vocabulary import ActorVariable

SCHEMA = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER,
    Author TEXT DEFAULT '', Source TEXT DEFAULT '', Section TEXT DEFAULT '', Notes TEXT DEFAULT '',
    Type TEXT DEFAULT '', Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT);
INSERT INTO CODERS VALUES (1, 'Coder 1'), (2, 'Coder 2');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'strength', 'integer', 1);
INSERT INTO ENTITIES VALUES (1, 1, 'The commodore'), (2, 2, 'Sailing Club'), (3, 3, 'A new quay'),
    (4, 2, ''), (5, 2, 'Rowing Club');
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 2, 'Alias'), (3, 2, 'Notes'), (4, 3, 'Notes');
INSERT INTO ATTRIBUTEVALUES VALUES (1, 2, 1, 'Club'), (2, 2, 2, 'HSC'), (3, 2, 3, 'Founded 1901'),
    (4, 3, 4, 'the eastern one');
"""
TEXT = "⛵🌊 We welcome the\r\nnew quay. We do not want\r\nthe old one [any more]."


def made(
    path: Path, *statements: tuple[str, int, int, int, int], text: str = TEXT, day: int = 1_709_251_200
) -> Path:
    """Write a database: statements are (words, coder, organisation, agreement, strength)."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        database.execute(
            "INSERT INTO DOCUMENTS(ID, Title, Text, Coder, Date) VALUES (7, 'Minutes', ?, 1, ?)", (text, day)
        )
        for number, (words, coder, organisation, agreement, strength) in enumerate(statements, start=1):
            start = len(text[: text.index(words)].encode("utf-16-le")) // 2
            stop = start + len(words.encode("utf-16-le")) // 2
            database.execute("INSERT INTO STATEMENTS VALUES (?, 1, 7, ?, ?, ?)", (number, start, stop, coder))
            for variable, entity in ((1, 1), (2, organisation), (3, 3)):
                database.execute(
                    "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                    (number, variable, entity),
                )
            for table, variable, value in (("DATABOOLEAN", 4, agreement), ("DATAINTEGER", 5, strength)):
                database.execute(
                    f"INSERT INTO {table}(StatementId, VariableId, Value) VALUES (?, ?, ?)",
                    (number, variable, value),
                )
        database.execute("INSERT INTO STATEMENTS VALUES (900, 2, 7, 0, 4, 1)")
        database.commit()
    return path


def written(imported: Imported, folder: Path) -> Loaded:
    for name, text in imported.texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / "dataset.yaml").write_bytes(yaml_of(imported, "x.dna"))
    return load(folder / "dataset.yaml")


def test_a_database_becomes_actors_issues_sources_and_quotations(tmp_path: Path) -> None:
    path = made(tmp_path / "a.dna", ("welcome the\r\nnew quay", 1, 2, 1, 3), ("do not want", 1, 2, 0, -3))
    imported = read_dna(path, TableSettings())
    loaded = written(imported, tmp_path)
    dataset = loaded.require()
    club = dataset.stakeholders["sailing-club"]
    assert (club.name, club.short, club.kind, club.note, club.attributes) == (
        *("Sailing Club", "HSC", "Club", "Founded 1901", {}),
    )
    assert dataset.issues["a-new-quay"].note == "the eastern one"
    assert not dataset.stakeholders["rowing-club"].positions
    first, second = club.positions["a-new-quay"]
    assert (first.stance, str(first.date), first.coder) == ("agree", "2024-03-01", "Coder 1")
    assert [entry.attributes for entry in (first, second)] == [{"strength": "3"}, {"strength": "-3"}]
    chosen = Selection(where=(clause_of(dataset, "entry.strength=3"),))
    assert len(collect_statements(dataset, chosen).statements) == 1
    assert [item.quote for entry in (first, second) for item in entry.evidence] == [
        *("welcome the new quay", "do not want"),
    ]
    assert first.evidence[0].speaker == "The commodore"
    assert dataset.sources["Minutes"].text == "sources/Minutes.txt"
    assert imported.texts["sources/Minutes.txt"] == TEXT.replace("\r\n", "\n")
    assert any("Annotation" in remark for remark in imported.remarks)
    assert any("strength" in remark for remark in imported.remarks)
    assert not [problem for problem in check(loaded).problems if problem.is_error]


def test_a_span_that_begins_or_ends_within_a_word_grows_to_its_borders(tmp_path: Path) -> None:
    imported = read_dna(made(tmp_path / "a.dna", ("elcome the\r\nne", 1, 2, 1, 0)), TableSettings())
    (entry,) = imported.dataset.stakeholders["sailing-club"].positions["a-new-quay"]
    assert entry.evidence[0].quote == "welcome the new"


def test_what_would_not_be_found_again_is_left_out_and_told(tmp_path: Path) -> None:
    """Square brackets are an editor's in a quotation, and here they are the document's."""
    imported = read_dna(made(tmp_path / "a.dna", ("[any more]", 1, 2, 1, 0)), TableSettings())
    (entry,) = imported.dataset.stakeholders["sailing-club"].positions["a-new-quay"]
    (item,) = entry.evidence
    assert item.quote is None
    assert any("quotations could not be cut" in remark for remark in imported.remarks)
    assert item.locator is not None
    assert item.locator.startswith("characters ")
    assert not [problem for problem in check(written(imported, tmp_path)).problems if problem.is_error]


def test_only_what_is_lost_or_kept_elsewhere_is_remarked_on(tmp_path: Path) -> None:
    path = made(tmp_path / "a.dna", ("welcome the\r\nnew quay", 1, 2, 1, 3))
    assert list(read_dna(path, TableSettings()).remarks) == [
        "Left out, since it is no statement of a stance: 1 of the type 'Annotation'.",
        "Other variables are kept as attributes of entries: strength (--where entry.strength=VALUE).",
    ]


def test_entries_by_several_coders_keep_their_coders(tmp_path: Path) -> None:
    path = made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0), ("want", 2, 2, 1, 0))
    loaded = written(read_dna(path, TableSettings()), tmp_path)
    entries = loaded.require().stakeholders["sailing-club"].positions["a-new-quay"]
    assert [(entry.coder, entry.note) for entry in entries] == [("Coder 1", None), ("Coder 2", None)]


def test_persons_as_actors(tmp_path: Path) -> None:
    imported = read_dna(made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0)), TableSettings(), "person")
    (actor,) = imported.dataset.stakeholders.values()
    assert actor.name == "The commodore"
    assert actor.positions["a-new-quay"][0].evidence[0].speaker is None
    assert actor.positions["a-new-quay"][0].attributes == {"organization": "Sailing Club", "strength": "0"}
    assert any("organization" in remark for remark in imported.remarks)


def test_another_variable_as_the_stance_needs_a_scale(tmp_path: Path) -> None:
    path = made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 3), ("want", 1, 2, 0, -3))
    strength = {"stance": "strength"}
    with pytest.raises(DataError, match="numbers"):
        read_dna(path, TableSettings(columns=strength))
    dataset = read_dna(path, TableSettings(columns=strength, scale=parse_scale("-5:5"))).dataset
    assert [entry.stance for entry in dataset.stakeholders["sailing-club"].positions["a-new-quay"]] == [3, -3]
    assert dataset.scale.range == 10
    with pytest.raises(UsageError, match="'strenght'") as caught:
        read_dna(path, TableSettings(columns={"stance": "strenght"}))
    assert caught.value.hint is not None
    assert "'strength'" in caught.value.hint


def test_a_statement_without_an_actor_is_a_problem_or_skipped(tmp_path: Path) -> None:
    path = made(tmp_path / "a.dna", ("welcome", 1, 4, 1, 0), ("want", 1, 5, 0, 0))
    with pytest.raises(DataError, match="statement 1: it has no organization"):
        read_dna(path, TableSettings())
    imported = read_dna(path, TableSettings(), skip_bad=True)
    assert imported.skipped == 1
    assert [problem.severity for problem in imported.problems] == ["warning"]
    assert imported.dataset.stakeholders["rowing-club"].positions


def test_the_database_is_not_changed(tmp_path: Path) -> None:
    path = made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0))
    before = path.read_bytes()
    path.chmod(0o444)
    read_dna(path, TableSettings())
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.dna"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 500])
def test_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.dna"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_dna(path, TableSettings())
    assert [problem.code for problem in caught.value.problems] == ["unreadable-database"]


def test_a_database_of_another_program_and_a_damaged_one(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.dna")) as database:
        database.execute("CREATE TABLE t (a)")
        database.commit()
    with pytest.raises(DataError, match="not one of Discourse Network Analyzer 3"):
        read_dna(tmp_path / "other.dna", TableSettings())
    whole = made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0)).read_bytes()
    for cut in range(600, len(whole), 4096):
        (tmp_path / "cut.dna").write_bytes(whole[:cut])
        with pytest.raises(DataError):
            read_dna(tmp_path / "cut.dna", TableSettings())
    with pytest.raises(UsageError, match="cannot open"):
        read_dna(tmp_path / "none.dna", TableSettings())


@pytest.mark.parametrize("day", [0, -62_135_596_800])
def test_days_at_the_ends_of_the_calendar(tmp_path: Path, day: int) -> None:
    imported = read_dna(made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0), day=day), TableSettings())
    (source,) = imported.dataset.sources.values()
    assert source.date is not None
    assert written(imported, tmp_path).dataset is not None


@pytest.mark.parametrize("day", [10**15, -(10**15)])
def test_days_of_no_calendar_are_not_dropped_in_silence(tmp_path: Path, day: int) -> None:
    path = made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0), ("welcome", 1, 2, 0, 0), day=day)
    with pytest.raises(DataError, match="statement 1: the date of its document is outside the calendar"):
        read_dna(path, TableSettings())
    imported = read_dna(path, TableSettings(), skip_bad=True)
    assert (imported.skipped, imported.unit) == (2, "statement")
    assert written(imported, tmp_path).dataset is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DROP TABLE DATABOOLEAN", "it has no table DATABOOLEAN"),
        ("DROP TABLE CODERS", "it has no table CODERS"),
        ("UPDATE DOCUMENTS SET Date = 'yesterday'", "'yesterday' stands where a whole number belongs"),
        ("UPDATE DOCUMENTS SET Title = NULL, Notes = x'ff41', Text = 7", None),
        ("UPDATE ENTITIES SET Value = x'ff41' WHERE ID = 1", None),
    ],
)
def test_a_database_that_holds_what_it_should_not(tmp_path: Path, change: str, words: str | None) -> None:
    path = made(tmp_path / "a.dna", ("welcome", 1, 2, 1, 0))
    with closing(sqlite3.connect(path)) as database:
        for table in ("DOCUMENTS", "ENTITIES"):  # without what keeps them in order
            database.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
            database.execute(f"DROP TABLE {table}")
            database.execute(f"ALTER TABLE loose RENAME TO {table}")
        database.execute(change)
        database.commit()
    if words is None:
        assert written(read_dna(path, TableSettings()), tmp_path).dataset is not None
    else:
        with pytest.raises(DataError, match=words):
            read_dna(path, TableSettings())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    path = SHARED / "data" / "dna-sample.dna"
    if not path.is_file():
        pytest.skip("the reference material beside the checkout (../shared) is absent")
    return written(read_dna(path, TableSettings()), tmp_path_factory.mktemp("dna"))


def test_dnas_sample_passes_the_check_in_full(sample: Loaded) -> None:
    assert [problem.code for problem in check(sample).problems] == ["same-date-conflict"]
    assert sample.folder is not None
    found = verify(sample.require(), sample.folder).quotations
    assert len(found) == 40
    assert all(isinstance(result, Found) for result in found.values())


def test_what_dna_says_of_persons_is_not_dropped_in_silence(shared: Path) -> None:
    path = shared / "data" / "dna-sample.dna"
    kept = "(--actor person makes them those of actors)"
    said = f"Not kept: the attributes of 7 entities of the variable 'person' {kept}."
    assert said in read_dna(path, TableSettings()).remarks
    remarks = read_dna(path, TableSettings(), "person").remarks
    assert said.replace("person", "organization") in remarks


def test_dnas_sample_by_persons(shared: Path, tmp_path: Path) -> None:
    person: ActorVariable = "person"
    imported = read_dna(shared / "data" / "dna-sample.dna", TableSettings(), person)
    dataset = written(imported, tmp_path).require()
    assert len(dataset.stakeholders) == 7
    assert dataset.stakeholders["george-voinovich"].kind == "Congress-Republican"


WORDS = {"no": "none", "cosine": "dna-cosine", "acrossrange": "all"}


def ties(dataset: Dataset, rule: NetworkRule) -> dict[tuple[str, str], float | None]:
    found = network(collect_statements(dataset), rule)
    actors = [actor.name for actor in dataset.stakeholders.values()]
    across = actors if rule.mode == "one" else [issue.title for issue in dataset.issues.values()]
    return {
        (actors[row], across[column]): tie
        for row, line in zip(found.rows, found.ties, strict=True)
        for column, tie in zip(found.columns, line, strict=True)
    }


def test_the_networks_of_the_imported_sample_are_those_that_dna_printed(sample: Loaded, shared: Path) -> None:
    files = sorted((shared / "cases" / "dna" / "org").glob("*.csv"))
    assert len(files) == 72
    for path in files:
        mode, _, _, *words = path.stem.split("_")
        aggregation, normalization, duplicates = (WORDS.get(word, word) for word in words)
        rule = NetworkRule(
            "one" if mode == "onemode" else "two",
            aggregation,  # type: ignore[arg-type]  # a word from a file's name
            normalization,  # type: ignore[arg-type]  # as above
            duplicates,  # type: ignore[arg-type]  # as above
        )
        with path.open(newline="", encoding="utf-8") as file:
            (_, *columns), *rows = csv.reader(file)
        expected = {
            (name, column): float(cell)
            for name, *cells in rows
            for column, cell in zip(columns, cells, strict=True)
        }
        assert ties(sample.require(), rule) == pytest.approx(expected, abs=1e-9), path.stem


@pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")
def test_coders_go_from_the_database_to_a_merged_dataset(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.dna",
        ("We welcome", 1, 2, 1, 0),
        ("welcome", 2, 2, 1, 0),  # the same words, for coder 2 shorter
        ("We do not want", 1, 2, 0, 0),
        ("not want", 2, 2, 1, 0),  # a dispute
        ("old one", 2, 5, 0, 0),  # coder 1 has missed it
    )
    positions.import_(path, output=tmp_path / "a.yaml")
    for data in (path, tmp_path / "a.yaml"):
        merged = tmp_path / f"{data.suffix[1:]}-merged.yaml"
        result = positions.reliability(data, merge=merged)
        alpha = {row["level"]: row for row in result.rows("alpha")}
        assert (alpha["with_states"]["units"], len(result.rows("disputed"))) == (2, 2)
        (found,) = result.rows("detection")
        assert (found["both"], found["only_a"], found["only_b"]) == (1, 0, 1)
        with pytest.raises(UsageError, match="several coders in one cell"):
            positions.network(merged)
        text = merged.read_text(encoding="utf-8")
        kept = [entry for entry in text.split("        - stance: ") if "coder: Coder 2" not in entry]
        merged.write_text("        - stance: ".join(kept), encoding="utf-8")
        assert positions.network(merged).report.tables
