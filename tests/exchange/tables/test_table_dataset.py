"""A table in place of a dataset: the same grid as from YAML, and a problem for each row that is none."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.paths import DATA
from positions.dataset.dates import parse_date
from positions.dataset.load import load_bytes
from positions.exchange.import_dataset import yaml_of
from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.plain_grid import asks_for_whole_cells, plain_grid
from positions.exchange.tables.settings import TableSettings, parse_scale, parse_stances
from positions.exchange.tables.table_dataset import load_table, table_study
from positions.grid import StanceGrid, build_grid
from positions.measures.pairs.results import Comparison
from positions.names import name_key
from positions.problems import DataError, UsageError
from positions.reports.common.study import study_of
from positions.reports.compare.report import compare
from positions.reports.history import history
from positions.reports.network.report import network_report
from positions.selection import Selection
from positions.statements import collect_statements

TABLES = DATA / "tables"
VOTES = TableSettings(stances=parse_stances(["yes=1,abstain=0,no=-1"]))


def written(folder: Path, rows: list[tuple[str, ...]], header: str = "actor,issue,stance") -> Path:
    path = folder / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([tuple(header.split(",")), *rows])
    return path


def problems_of(path: Path, given: TableSettings = VOTES) -> list[tuple[str, int | None, str]]:
    with pytest.raises(DataError) as caught:
        load_table(path, given)
    return [
        (problem.code, problem.location.line if problem.location else None, problem.message)
        for problem in caught.value.problems
    ]


def by_name(grid: StanceGrid) -> dict[tuple[str, str], str | float]:
    """Return what each actor says on each issue, by their names, where it says something."""
    found: dict[tuple[str, str], str | float] = {}
    for a, actor in enumerate(grid.actors):
        for i, issue in enumerate(grid.issues):
            state, value = grid.state(a, i), grid.value(a, i)
            if state == "position":
                assert value is not None
                found[actor.name, issue.title] = grid.scale.label_of(value) or value
            elif state != "not-researched":
                found[actor.name, issue.title] = state
    return found


def test_a_table_by_hand() -> None:
    study = table_study(load_table(TABLES / "clubs.csv", VOTES), Selection())
    assert by_name(study.grid) == {
        ("Sailing Club", "Night ferries"): "yes",
        ("Sailing Club", "New quay"): "no",
        ("Rowing Club", "Night ferries"): "no",
        ("Rowing Club", "New quay"): "no",
        ("Fishers' Union", "Night ferries"): "yes",
        ("Fishers' Union", "New quay"): "abstain",
        ("Fishers' Union", "Harbour fee"): "silent",
    }
    assert [actor.id for actor in study.grid.actors] == ["Sailing Club", "Rowing Club", "Fishers' Union"]
    assert study.info.title == "clubs"


# an apostrophe in front of = + - @ is what keeps spreadsheets from running a text, and is taken away
NAMES = (
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=8)
    .map(name_key)  # names are read as people see them: see test_alike_names.py
    .filter(lambda name: name and not name.startswith("'"))
)
ANSWERS = st.dictionaries(
    st.tuples(NAMES, NAMES),
    st.sampled_from(["yes", "no", "abstain", "silent", "mixed", "not-applicable"]),
    min_size=1,
    max_size=25,
)


@given(ANSWERS, st.sets(st.sampled_from(range(5))))
@settings(max_examples=examples(60), deadline=None)
def test_the_grid_of_a_plain_table_is_the_one_that_its_entries_give(
    answers: dict[tuple[str, str], str], some: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaded = load_table(written(Path(folder), [(*key, value) for key, value in answers.items()]), VOTES)
    dataset = loaded.require()
    issues = tuple(name for index, name in enumerate(dataset.issues) if index in some)
    for selection in (Selection(), Selection(issues=issues, as_of=parse_date("2020"))):
        assert asks_for_whole_cells(selection)
        direct, slow = plain_grid(dataset, selection), build_grid(dataset, selection)
        assert direct == replace(slow, details={}, answers=True)
    direct = plain_grid(dataset, Selection())
    assert by_name(direct) == answers


@given(ANSWERS)
@settings(max_examples=examples(40), deadline=None)
def test_an_imported_table_gives_the_grid_of_the_table(answers: dict[tuple[str, str], str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), [(*key, value) for key, value in answers.items()])
        imported = import_file(ImportRequest(path, VOTES, kind="long"))
        direct = plain_grid(load_table(path, VOTES).require(), Selection())
    loaded = load_bytes(yaml_of(imported, "t.csv"))
    read = build_grid(loaded.require())
    assert by_name(read) == by_name(direct) == answers
    assert read.rows == direct.rows
    assert read.scale == direct.scale
    assert loaded.require() == imported.dataset


@given(st.dictionaries(st.tuples(NAMES, NAMES), st.floats(0, 10), min_size=1, max_size=20))
@settings(max_examples=examples(40), deadline=None)
def test_numbers_on_a_range_come_back(answers: dict[tuple[str, str], float]) -> None:
    given = TableSettings(scale=parse_scale("0:10"))
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), [(*key, repr(value)) for key, value in answers.items()])
        imported = import_file(ImportRequest(path, given, kind="long"))
        direct = load_table(path, given).require()
    assert by_name(plain_grid(direct, Selection())) == answers
    assert by_name(build_grid(load_bytes(yaml_of(imported, "t.csv")).require())) == answers


def test_quality_filters_look_at_entries() -> None:
    loaded = load_table(TABLES / "clubs.csv", VOTES)
    study = table_study(loaded, Selection(bases=("stated",)))
    assert study.grid.excluded == {"basis": 6}


def test_every_report_takes_a_table() -> None:
    study = table_study(load_table(TABLES / "clubs.csv", VOTES), Selection())
    assert compare(study, Comparison()).tables
    assert history(study).tables[0].rows
    from positions.measures.networks.one_mode import NetworkRule

    assert network_report(study, NetworkRule()).tables


def test_more_about_actors_and_issues() -> None:
    given = replace(VOTES, actors=TABLES / "clubs.actors.csv", issues=TABLES / "clubs.issues.csv")
    loaded = load_table(TABLES / "clubs.csv", given)
    dataset = loaded.require()
    sailing = dataset.stakeholders["Sailing Club"]
    assert (sailing.name, sailing.short, sailing.kind, sailing.influence) == (
        *("Harbour Sailing Club", "HSC", "club", 30),
    )
    assert sailing.attributes == {"district": "North"}
    assert dataset.stakeholders["Rowing Club"].name == "Rowing Club"
    ferries = dataset.issues["Night ferries"]
    assert (ferries.title, ferries.tags, ferries.weight) == ("Ferries at night", ("transport", "noise"), 2)
    assert dataset.issues["New quay"].title == "New quay"
    assert dataset.issues["New quay"].proposition == "A new quay should be built"
    assert any("1 that the table does not have: Nobody" in remark for remark in loaded.remarks)
    assert set(loaded.inputs) == {TABLES / "clubs.csv", given.actors, given.issues}


@pytest.mark.parametrize("sign", ["-", "--", "+/-", "- -"])
@pytest.mark.parametrize("declared", [(), ("{}=-1", "+=1")])
def test_a_minus_sign_and_a_hyphen_are_one_stance(
    sign: str, declared: tuple[str, ...], tmp_path: Path
) -> None:
    minus = sign.replace("-", "\N{MINUS SIGN}")
    table = written(tmp_path, [("A", "x", sign), ("B", "x", minus), ("C", "x", "+")])
    stances = parse_stances([",".join(pair.format(sign) for pair in declared)] if declared else [])
    actors = load_table(table, TableSettings(stances=stances)).require().stakeholders
    one, other, third = (actors[actor].positions["x"][0].stance for actor in "ABC")
    assert one == other != third


@pytest.mark.parametrize("source", ["", "Times"])
@pytest.mark.parametrize("day", ["", "2020-01-01"])
def test_of_a_coder_the_same_row_twice_is_two_statements(source: str, day: str, tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    row = f"A,x,{{}},{day},{{}},{source}\n"
    for coder, number in (("P", 3 if day or source else 1), ("", 1)):
        rows = "".join(row.format("yes", coder) for _ in range(3))
        path.write_text(f"actor,issue,stance,date,coder,source\n{rows}B,x,no,,{coder},\n", "utf-8")
        loaded = load_table(path, VOTES)
        found = collect_statements(loaded.require()).statements
        assert sum(one.actor == 0 for one in found) == number
        told = any("counts once" in remark or "count once" in remark for remark in loaded.remarks)
        assert told == (number == 1)


def test_a_repeated_row_of_a_coder_has_its_weight_in_a_majority(tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    rows = ["yes", "yes", "no"]
    path.write_text(
        "actor,issue,stance,date,coder\n" + "".join(f"A,x,{one},2020-01-01,P\n" for one in rows), "utf-8"
    )
    grid = study_of(load_table(path, VOTES), Selection(entries="majority")).grid
    assert grid.value(0, 0) == 1


def test_the_same_row_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    loaded = load_table(written(tmp_path, [("A", "x", "yes"), ("A", "x", "yes"), ("B", "x", "")]), VOTES)
    assert len(loaded.require().stakeholders["A"].positions["x"]) == 1
    assert loaded.remarks == (
        "1 row without a stance: no answer.",
        "1 answer is given twice in the same way, and counts once; dated rows with a `coder` are statements "
        "that count each.",
    )


def test_two_stances_in_a_cell_name_both_lines(tmp_path: Path) -> None:
    path = written(tmp_path, [("A", "x", "yes"), ("B", "x", "no"), ("A ", "x", "no")])
    ((code, line, message),) = problems_of(path)
    assert (code, line) == ("repeated-cell", 4)
    assert "line 2" in message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("A", "x", "maybe"), "bad-stance"),
        (("", "x", "yes"), "missing-name"),
        (("A", " ", "yes"), "missing-name"),
        (("A", "x\x07", "yes"), "control-character"),
        (("A;x;yes",), "ragged-row"),
        (("A", "x", "yes", "more"), "ragged-row"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_problem_with_its_line(
    tmp_path: Path, row: tuple[str, ...], code: str
) -> None:
    ((found, line, _),) = problems_of(written(tmp_path, [("B", "x", "no"), row, ("C", "x", "no")]))
    assert (found, line) == (code, 3)


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    problems = problems_of(written(tmp_path, [("A", f"x{n}", "bad") for n in range(250)]))
    assert len(problems) == 101
    assert problems[-1][2] == "150 more rows cannot be read"


def test_empty_cells_at_the_end_of_a_row_and_empty_rows_do_not_matter(tmp_path: Path) -> None:
    rows = [("A", "x", "yes", "", ""), ("", " ", ""), (), ("B", "x", "no"), ("", "", "", "", "")]
    for header in ("actor,issue,stance", "actor,issue,date", "actor,kind,stance"):
        path = written(tmp_path, rows, header)
        issue = None if "issue" in header else "x"
        given = replace(VOTES, columns={"stance": header.split(",")[2]}, issue=issue)
        assert list(load_table(path, given).require().stakeholders) == ["A", "B"]


@pytest.mark.parametrize("rows", [[], [("", "", "")], [()]])
def test_a_table_without_rows_is_a_problem(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    for header in ("actor,issue,stance", "actor,issue,stance,note"):
        ((code, _, message),) = problems_of(written(tmp_path, rows, header))
        assert (code, message) == ("unreadable-table", "there is no row below the header")


def test_columns_by_other_names(tmp_path: Path) -> None:
    path = written(tmp_path, [("x", "yes", "A", "?")], "bill,Vote,who,extra")
    columns = {"actor": "who", "issue": "bill", "stance": "vote"}
    loaded = load_table(path, replace(VOTES, columns=columns))
    assert by_name(plain_grid(loaded.require(), Selection())) == {("A", "x"): "yes"}
    assert "Columns not used: extra." in loaded.remarks
    others: list[tuple[str, ...]] = [(bill, "yes", "A", "?") for bill in ("x", "y", "z")]
    with pytest.raises(DataError) as caught:
        load_table(written(tmp_path, others, "bill,Vote,who,extra"), VOTES)
    (problem,) = caught.value.problems
    assert problem.message == "there are no columns 'actor', 'issue' and 'stance'"
    assert problem.hint is not None
    assert "bill, Vote, who, extra" in problem.hint
    assert "--column actor=who,issue=bill,stance=Vote" in problem.hint
    with pytest.raises(UsageError, match="no field 'stanze'"):
        load_table(path, replace(VOTES, columns={"stanze": "Vote"}))


def test_numbers_without_a_scale_are_refused_with_the_line_to_use(tmp_path: Path) -> None:
    path = written(tmp_path, [("A", "x", "2"), ("B", "x", "5")])
    ((code, line, message),) = problems_of(path, TableSettings())
    assert (code, line) == ("undeclared-scale", 2)
    assert "2 to 5" in message


def test_nothing_drops_out_unsaid(tmp_path: Path) -> None:
    path = written(tmp_path, [("A", "x", "yes", "", "why"), ("B", "x", "no", "", "")], "actor,issue,stance,,")
    (tmp_path / "more.csv").write_text("actor,kind\nA,club\nC,club\n", encoding="utf-8")
    loaded = load_table(path, replace(VOTES, actors=tmp_path / "more.csv"))
    assert loaded.remarks == (
        "Columns without a name, and not used: number 5.",
        f"{tmp_path / 'more.csv'} says nothing of 1 of the 2 in the table.",
        f"{tmp_path / 'more.csv'} has 1 that the table does not have: C.",
    )


def test_a_row_that_is_bad_twice_is_left_out_once(tmp_path: Path) -> None:
    rows: list[tuple[str, ...]] = [
        ("A", "x", "yes", "Ann", "X"),
        ("A", "x", "no", "Bob", "Y"),
        ("B", "x", "no", "", ""),
    ]
    path = written(tmp_path, rows, "actor,issue,stance,actor_name,issue_title")
    found = import_file(ImportRequest(path, VOTES, skip_bad=True))
    assert (found.skipped, len(found.problems)) == (1, 2)


def test_numbers_with_commas_are_no_labels(tmp_path: Path) -> None:
    path = written(tmp_path, [("A", "x", "2,5"), ("B", "x", "1.000,5")])
    ((code, _, message),) = problems_of(path, TableSettings())
    assert (code, message) == ("undeclared-scale", "some stances are numbers with a comma, as '2,5'")
    assert load_table(path, TableSettings(scale=parse_scale("nominal"))).require().scale.is_nominal


def test_evidence_becomes_history() -> None:
    loaded = load_table(TABLES / "evidence.csv", TableSettings(scale=parse_scale("five-point")))
    dataset = loaded.require()
    first, second = dataset.stakeholders["Sailing Club"].positions["New quay"]
    assert (first.stance, str(first.date), first.salience, first.confidence) == ("oppose", "2024", 80, "high")
    assert second.condition is not None
    assert second.condition.text == "if berths stay"
    assert second.note == "read twice"
    (item,) = second.evidence
    assert (item.quote, item.locator, item.source) == (
        *('The "new quay" is welcome.', "para 4", "Annual report 2025"),
    )
    assert dataset.sources["Annual report 2025"].url == "https://example.org/report"
    (merged,) = dataset.stakeholders["Rowing Club"].positions["Night ferries"]
    assert [item.source for item in merged.evidence] == ["Letter to the council", "Annual report 2025"]
    study = table_study(loaded, Selection(as_of=parse_date("2024")))
    assert by_name(study.grid)["Sailing Club", "New quay"] == "oppose"


@pytest.mark.parametrize(
    ("header", "rows", "code"),
    [
        ("actor,issue,stance,date", [("A", "x", "yes", "soon")], "bad-value"),
        ("actor,issue,stance,salience", [("A", "x", "yes", "101")], "bad-value"),
        ("actor,issue,stance,salience", [("A", "x", "yes", "much")], "bad-value"),
        ("actor,issue,stance,confidence", [("A", "x", "yes", "very")], "bad-value"),
        ("actor,issue,stance,basis", [("A", "x", "yes", "attributed")], "attributed-without-speaker"),
        ("actor,issue,stance,influence", [("A", "x", "yes", "1000")], "bad-value"),
        ("actor,issue,stance,influence", [("B", "x", "no", "10"), ("B", "y", "no", "9")], "repeated-actor"),
        ("actor,issue,stance,kind", [("B", "x", "no", "club"), ("B", "y", "no", "firm")], "repeated-actor"),
        ("actor,issue,stance,actor_name", [("B", "x", "no", "Bo\x07b")], "control-character"),
        ("actor,issue,stance,issue_title", [("B", "x", "no", "X"), ("C", "x", "no", "x")], "repeated-issue"),
        ("actor,issue,stance,note", [("B", "x", "no", ""), ("B", "x", "yes", "")], "repeated-cell"),
        ("actor,issue,stance,date", [("B", "x", "no", "2024"), ("B", "x", "yes", "")], "repeated-cell"),
        (
            "actor,issue,stance,source,url",
            [("B", "x", "no", "s", "http://a"), ("B", "y", "no", "s", "http://b")],
            "repeated-source",
        ),
    ],
)
def test_rows_with_more_than_a_stance_that_cannot_be_read(
    tmp_path: Path, header: str, rows: list[tuple[str, ...]], code: str
) -> None:
    ((found, line, _),) = problems_of(written(tmp_path, rows, header))
    assert (found, line) == (code, len(rows) + 1)


@pytest.mark.parametrize("header", ["actor_name,kind,issue_title,extra", "actor_name,kind,issue_title,coder"])
def test_names_that_contradict_each_other_are_told_with_both_lines(tmp_path: Path, header: str) -> None:
    rows = [
        ("b", "x", "no", "Bobby", "", "The X"),
        ("b", "y", "no", " Bobby ", "club", ""),
        ("b", "z", "no", "Robert", "firm", "The Z"),
        ("b", "x", "no", "", "", "The Y"),
    ]
    path = written(tmp_path, [(*row, "") for row in rows], f"actor,issue,stance,{header}")
    assert problems_of(path) == [
        ("repeated-actor", 4, "'b' has the name 'Bobby' in line 2, and 'Robert' here"),
        ("repeated-issue", 5, "'x' has the title 'The X' in line 2, and 'The Y' here"),
    ]
    found = import_file(ImportRequest(path, VOTES, skip_bad=True))
    assert found.skipped == 2
    assert [(actor.name, actor.kind) for actor in found.dataset.stakeholders.values()] == [("Bobby", "club")]
    assert [issue.title for issue in found.dataset.issues.values()] == ["The X", "y"]


def test_a_file_of_actors_comes_before_the_table(tmp_path: Path) -> None:
    path = written(tmp_path, [("b", "x", "no", "Bobby", "club")], "actor,issue,stance,actor_name,kind")
    (tmp_path / "more.csv").write_text("actor,name\nb,Robert\n", encoding="utf-8")
    given = replace(VOTES, actors=tmp_path / "more.csv")
    assert load_table(path, VOTES).require().stakeholders["b"].name == "Bobby"
    (actor,) = load_table(path, given).require().stakeholders.values()
    assert (actor.name, actor.kind) == ("Robert", "club")


def test_one_issue_where_no_column_says(tmp_path: Path) -> None:
    path = written(
        tmp_path, [("NL", "8", "4", "80"), ("UK", "60", "10", "90")], "actor,capability,position,salience"
    )
    given = TableSettings(
        columns={"influence": "capability", "stance": "position"}, scale=parse_scale("0:10"), issue="emission"
    )
    dataset = load_table(path, given).require()
    assert list(dataset.issues) == ["emission"]
    assert {name: actor.influence for name, actor in dataset.stakeholders.items()} == {"NL": 8, "UK": 60}


@pytest.mark.parametrize(
    ("name", "given", "extent"),
    [
        ("polis_brexit.csv.gz", "agree=1,pass=0,disagree=-1", (204, 50, 5303)),
        ("us_senate_109.csv.gz", "yes=1,no=-1", (102, 645, 62857)),
        ("un_general_assembly.csv.gz", "yes=1,abstain=0,no=-1", (200, 6203, 870109)),
    ],
)
def test_real_votes(shared: Path, name: str, given: str, extent: tuple[int, int, int]) -> None:
    loaded = load_table(shared / "data" / name, TableSettings(stances=parse_stances([given])))
    grid = table_study(loaded, Selection()).grid
    assert (len(grid.actors), len(grid.issues), sum(held.bit_count() for held in grid.held)) == extent


def test_real_votes_with_parties_and_a_real_likert_scale(shared: Path) -> None:
    votes = TableSettings(
        stances=parse_stances(["yes=1,no=-1"]), actors=shared / "data" / "us_senate_109.groups.csv"
    )
    senate = table_study(load_table(shared / "data" / "us_senate_109.csv.gz", votes), Selection()).grid
    assert {actor.attributes["group"] for actor in senate.actors} == {"R", "D", "Indep"}
    likert = TableSettings(scale=parse_scale("1:5"))
    yle = table_study(load_table(shared / "data" / "yle2011_candidates.csv.gz", likert), Selection()).grid
    assert (len(yle.actors), len(yle.issues), yle.values) == (1945, 30, (1, 2, 3, 4, 5))


def test_what_is_missing_at_the_end_of_a_row_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,issue,stance,note,quote\nA,x,yes\nB,x,no,why\n", encoding="utf-8")
    stakeholders = load_table(path, VOTES).require().stakeholders
    assert [stakeholders[name].positions["x"][0].stance for name in "AB"] == ["yes", "no"]
    assert stakeholders["B"].positions["x"][0].note == "why"


def test_the_minus_of_typographers_is_a_minus(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("actor,issue,stance\nA,x,\N{MINUS SIGN}2\nB,x,-2\n", encoding="utf-8")
    stakeholders = load_table(path, TableSettings(scale=parse_scale("-2:2"))).require().stakeholders
    assert [stakeholders[name].positions["x"][0].stance for name in "AB"] == [-2, -2]
