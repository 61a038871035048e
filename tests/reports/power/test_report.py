"""The report on power: its tables, what it says in words, and what it does without influences."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.paths import REPOSITORY
from positions.dataset.load import load, load_bytes
from positions.measures.power import alliance, influences
from positions.problems import UsageError
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.common.study import Study, study_of
from positions.reports.power.report import power
from positions.selection import Selection
from positions.tables import CellValue, Matrix, Ref, Report, Share, Table

HARBOUR = REPOSITORY / "docs" / "method" / "harbour.yaml"

ACTORS = (
    "id influence dependence midi_diagonal r influence_m dependence_m q net implication_1 implication_2 "
    "implication_3 ambivalence_1 ambivalence_2 ambivalence_3"
)
ISSUES = "id n_for n_against for_2 against_2 for_3 against_3 mobilisation_1 mobilisation_2 mobilisation_3"
MATRICES = "midi mmidi net 1mao 2mao 3mao 1caa 2caa 3caa 1daa 2daa 3daa"


@pytest.fixture(scope="module")
def harbour() -> Study:
    return study_of(load(HARBOUR))


@pytest.fixture(scope="module")
def article() -> Study:
    return study_of(load(REPOSITORY / "data" / "stakeholders.yaml"))


def study(stakeholders: str, head: str = "") -> Study:
    text = f"format: 1\ntitle: T\n{head}\nissues: {{i: {{title: I}}, j: {{title: J}}}}\nstakeholders:\n"
    return study_of(load_bytes((text + stakeholders).encode()))


def column(report: Report, name: str, heading: str) -> list[CellValue]:
    (found,) = [table for table in report.tables if table.id == name]
    assert isinstance(found, Table)
    index = [column.id for column in found.columns].index(heading)
    values = [row[index] for row in found.rows]
    return [value.value if isinstance(value, Share) else value for value in values]


def cells(report: Report, name: str) -> list[list[CellValue]]:
    (found,) = [table for table in report.tables if table.id == name]
    assert isinstance(found, Matrix)
    return [list(row) for row in found.cells]


def rendered(report: Report, width: int | None = None, tables: str | None = None) -> str:
    options = RenderOptions(width=width, tables=tuple(tables.split()) if tables else None)
    text = REGISTRY["terminal"].render(report, options)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("width", [80, 200])
def test_what_people_read(harbour: Study, width: int, snapshot: SnapshotAssertion) -> None:
    assert rendered(power(harbour), width) == snapshot


def test_every_table_as_people_read_it(harbour: Study, snapshot: SnapshotAssertion) -> None:
    assert rendered(power(harbour), 80, f"{MATRICES} issues") == snapshot


def test_what_people_read_without_influences(article: Study, snapshot: SnapshotAssertion) -> None:
    assert rendered(power(article), 80) == snapshot


def test_the_tables_are_those_that_scripts_rely_on(harbour: Study) -> None:
    report = power(harbour)
    assert [table.id for table in report.tables] == f"actors {MATRICES} issues totals".split()
    headings = {
        table.id: [column.id for column in table.columns]
        for table in report.tables
        if isinstance(table, Table)
    }
    assert headings == {
        "actors": ACTORS.split(),
        "issues": ISSUES.split(),
        "totals": ["order", "convergence", "divergence", "meetings"],
    }


def test_the_tables_hold_the_measures(harbour: Study) -> None:
    report, found = power(harbour), influences(harbour.grid)
    for name, figures in {
        "influence": found.influence,
        "dependence": found.dependence,
        "midi_diagonal": [row[index] for index, row in enumerate(found.midi)],
        "r": found.force,
        "influence_m": found.influence_m,
        "dependence_m": found.dependence_m,
        "q": found.force_m,
        "net": [sum(row) for row in found.net],
    }.items():
        assert column(report, "actors", name) == list(figures or ()), name
    assert cells(report, "midi") == [list(row) for row in found.midi]
    orders = {
        1: alliance(harbour.grid, valued=False),
        2: alliance(harbour.grid),
        3: alliance(harbour.grid, forces=found.force),
    }
    for order, made in orders.items():
        assert cells(report, f"{order}mao") == [list(row) for row in made.positions]
        assert cells(report, f"{order}caa") == [list(row) for row in made.convergence]
        assert cells(report, f"{order}daa") == [list(row) for row in made.divergence]
        assert column(report, "actors", f"implication_{order}") == list(made.implication)
        assert column(report, "actors", f"ambivalence_{order}") == list(made.ambivalence)
        assert column(report, "issues", f"mobilisation_{order}") == list(made.mobilisation)
        if order > 1:
            assert column(report, "issues", f"for_{order}") == list(made.favour)
            assert column(report, "issues", f"against_{order}") == list(made.against)
    assert column(report, "issues", "n_against") == [-number for number in orders[1].against]
    assert column(report, "totals", "convergence") == [made.converging for made in orders.values()]
    assert column(report, "totals", "divergence") == [made.diverging for made in orders.values()]


def test_without_influences_it_says_what_to_add_and_gives_the_rest(article: Study) -> None:
    report = power(article)
    assert "under localis: `influences: {lga: 2, ccn: 0}`" in report.summary[0]
    for name in (
        "influence",
        "dependence",
        "midi_diagonal",
        "r",
        "q",
        "net",
        "implication_3",
        "ambivalence_3",
    ):
        assert set(column(report, "actors", name)) == {None}
    for name in ("midi", "mmidi", "net", "3mao", "3caa", "3daa"):
        assert {cell for row in cells(report, name) for cell in row} == {None}
    assert None not in column(report, "actors", "implication_2")
    convergence = column(report, "totals", "convergence")
    assert convergence[2] is None
    assert None not in convergence[:2]


def test_the_line_to_add_is_one_that_works(article: Study) -> None:
    """The dataset with the sentence's own line in it has influences."""
    sentence = power(article).summary[0]
    line = sentence[sentence.index("`influences: ") + 1 :].partition("`")[0]
    text = (REPOSITORY / "data" / "stakeholders.yaml").read_text(encoding="utf-8")
    added = text.replace("    name: Localis\n", f"    name: Localis\n    {line}\n", 1)
    report = power(study_of(load_bytes(added.encode())))
    assert report.summary[0].startswith("2 of 12 direct influences between actors are given")


def test_what_is_not_given_counts_as_0_and_how_much_is_given_is_said(harbour: Study) -> None:
    assert power(harbour).summary[0] == (
        "11 of 12 direct influences between actors are given; the others count as 0."
    )


TWO = """
  a: {name: A, influences: {b: 2}, positions: {i: support}}
  b: {name: B, influences: {a: 2}, positions: {i: oppose}}
"""


def test_a_force_lost_to_the_second_subtraction_is_warned_of() -> None:
    report = power(study(TWO))
    assert column(report, "actors", "r") == [None, None]
    assert any("R of A and B are 0 although they have influence" in note for note in report.notes)
    assert any("--single-subtraction" in note for note in report.notes)
    single = power(study(TWO), single_subtraction=True)
    assert column(single, "actors", "r") == [1, 1]
    assert not any("--single-subtraction" in note for note in single.notes)


def test_influences_that_are_all_0_give_no_force_and_no_order_3() -> None:
    report = power(study(TWO.replace("2", "0")))
    assert column(report, "actors", "influence") == [0, 0]
    assert column(report, "actors", "r") == column(report, "actors", "q") == [None, None]
    assert cells(report, "3caa") == [[None, None], [None, None]]
    assert any("No force (R) is defined" in sentence for sentence in report.summary)


def test_influence_through_those_left_out_does_not_count() -> None:
    report = power(study_of(load(HARBOUR), Selection(actors=("port", "council"))))
    assert cells(report, "midi") == [[2, 2], [3, 2]]
    assert any("left out does not count" in note for note in report.notes)


@pytest.mark.parametrize(
    "stakeholders",
    ["  a: {name: A}\n", "  a: {name: A, positions: {i: support}}\n", "  a: {name: A}\n  b: {name: B}\n"],
)
def test_little_data_is_said_to_be_little(stakeholders: str) -> None:
    report = power(study(stakeholders))
    assert "No two of them take sides on the same issue." in report.summary
    assert column(report, "totals", "convergence") == [None, None, None]
    assert set(column(report, "actors", "ambivalence_1")) == {None}


def test_sides_without_a_salience_are_not_said_to_be_none() -> None:
    stakeholders = "  a: {name: A, positions: {i: support}}\n  b: {name: B, positions: {i: oppose}}\n"
    said = power(study(stakeholders), by_salience=True).summary
    assert "No two who take sides on the same issue have a salience there to weigh them by." in said
    assert not any(text.startswith("No two of them take sides") for text in said)


def test_beside_a_share_stands_on_how_many_issues_of_pairs_both_take_sides(harbour: Study) -> None:
    first = alliance(harbour.grid, valued=False)
    for order in (1, 2, 3):
        assert column(power(harbour), "totals", "meetings")[order - 1] == sum(
            first.convergence[a][b] + first.divergence[a][b] for a in range(4) for b in range(a)
        )


def test_positions_without_a_salience_are_left_out_and_counted(harbour: Study) -> None:
    report = power(harbour, by_salience=True)
    held = sum(row.held.bit_count() for row in harbour.grid.rows)
    assert any(f"of {held} positions; the others are left out" in note for note in report.notes)
    assert any("--by-salience takes that" in note for note in power(harbour).notes)


def test_nobody_is_left() -> None:
    report = power(study_of(load(HARBOUR), Selection(kinds=("none such",))))
    assert column(report, "issues", "mobilisation_1") == [0, 0, 0]
    for name, renderer in REGISTRY.items():
        if renderer.many and name not in ("svg", "png"):  # power has no picture
            assert renderer.render(report, RenderOptions()), name


def test_a_nominal_scale_is_refused_in_a_line() -> None:
    nominal = study("  a: {name: A, positions: {i: tunnel}}", "scale: nominal")
    with pytest.raises(UsageError, match="needs a scale with sides"):
        power(nominal)


# the command


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "positions", "power", "-d", str(HARBOUR), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_passes_its_options_on(harbour: Study) -> None:
    done = run("--single-subtraction", "--issue", "night-work,rail-link", "-f", "json", "--table", "actors")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)["tables"][0]["rows"]
    chosen = study_of(load(HARBOUR), Selection(issues=("night-work", "rail-link")))
    report = power(chosen, single_subtraction=True)
    assert [row["r"] for row in rows] == column(report, "actors", "r")
    assert [row["implication_3"] for row in rows] == column(report, "actors", "implication_3")
    actors = column(report, "actors", "id")
    assert [row["id"] for row in rows] == [ref.id for ref in actors if isinstance(ref, Ref)]


def test_a_filter_that_means_nothing_here_is_said_to() -> None:
    done = run("--min-shared", "3")
    assert done.returncode == 0
    assert "--min-shared has no effect here" in done.stderr


TIED = """
  a: {name: a, positions: {i: strongly-support, j: support}}
  b: {name: b, positions: {i: support, j: strongly-support}}
  c: {name: c, positions: {i: oppose, j: oppose}}
"""


def test_those_that_are_level_are_all_named() -> None:
    said = " ".join(power(study(TIED)).summary)
    assert "a and b converge most (3)" in said
    assert "a with c and b with c diverge most (2.50 each)" in said
    assert "I and J mobilise most (4 each)" in said


def test_in_the_example_all_that_mobilise_most_are_named(article: Study) -> None:
    report = power(article)
    found = [value for value in column(report, "issues", "mobilisation_2") if isinstance(value, int | float)]
    level = [issue.label for issue, value in zip(article.issues, found, strict=True) if value == max(found)]
    assert len(level) == 2
    assert f"{' and '.join(level)} mobilise most (5 each)" in report.summary[1]


def test_an_equal_force_is_nobodys_greatest() -> None:
    line = "  {0}: {{name: {0}, influences: {{{1}: 1, {2}: 1}}, positions: {{i: support}}}}\n"
    both = "".join(line.format(*names) for names in ("abc", "bca", "cab"))
    report = power(study(both))
    assert "Force (R, whose mean is 1) is 1.00 for everyone." in report.summary
