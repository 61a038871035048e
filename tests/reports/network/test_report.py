"""The report on networks: its tables, what it says in words, and what it refuses."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.paths import DOCS
from positions.dataset.dates import Events, parse_date
from positions.dataset.load import load, load_bytes
from positions.measures.networks.one_mode import NetworkRule, network
from positions.problems import UsageError
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.common.study import Study, study_of
from positions.reports.network.report import network_report
from positions.reports.network.span import Span
from positions.selection import Selection
from positions.statements import collect_statements
from positions.tables import Matrix, Report, Table

HARBOUR = DOCS / "method" / "harbour.yaml"
DEFAULT = NetworkRule("one", "subtract", "average", "document")


@pytest.fixture(scope="module")
def harbour() -> Study:
    return study_of(load(HARBOUR))


def harbour_with(selection: Selection) -> Study:
    return study_of(load(HARBOUR), selection)


def matrix(report: Report, name: str) -> Matrix:
    (found,) = [table for table in report.tables if table.id == name]
    assert isinstance(found, Matrix)
    return found


def table(report: Report, name: str) -> Table:
    (found,) = [table for table in report.tables if table.id == name]
    assert isinstance(found, Table)
    return found


def rendered(report: Report, width: int | None = None) -> str:
    text = REGISTRY["terminal"].render(report, RenderOptions(width=width))
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("width", [60, 80, 200])
def test_what_people_read(harbour: Study, width: int, snapshot: SnapshotAssertion) -> None:
    assert rendered(network_report(harbour, DEFAULT), width) == snapshot


@pytest.mark.parametrize(
    ("rule", "span"),
    [
        (NetworkRule("one", "ignore"), Span()),
        (NetworkRule("one", "congruence", "jaccard", observed_range=True), Span()),
        (NetworkRule("one", "conflict", "dna-cosine", "all"), Span(until=parse_date("2024-02"))),
        (NetworkRule("two", "subtract"), Span(since=parse_date("2024-02"))),
        (NetworkRule("two", "combine", "activity"), Span()),
        (DEFAULT, Span(window=90, step=30)),
        (NetworkRule("two", "ignore", "prominence"), Span(window=365)),
    ],
    ids=lambda value: (
        "-".join(map(str, (value.mode, value.aggregation))) if isinstance(value, NetworkRule) else ""
    ),
)
def test_other_networks_as_people_read_them(
    harbour: Study, rule: NetworkRule, span: Span, snapshot: SnapshotAssertion
) -> None:
    assert rendered(network_report(harbour, rule, span)) == snapshot


def test_the_tables_hold_the_network_in_full_precision(harbour: Study) -> None:
    report = network_report(harbour, DEFAULT)
    made = network(collect_statements(harbour.dataset), DEFAULT)
    assert matrix(report, "network").cells == made.ties
    assert matrix(report, "shared").cells == made.shared
    assert [ref.id for ref in matrix(report, "network").columns] == [
        "port",
        "residents",
        "carriers",
        "council",
    ]
    two = network_report(harbour, NetworkRule("two", "ignore"))
    assert [ref.id for ref in matrix(two, "network").columns] == ["night-work", "rail-link", "dust-limits"]


def test_a_window_has_the_rows_of_the_network_of_its_days(harbour: Study) -> None:
    report = network_report(harbour, DEFAULT, Span(window=60, step=20))
    rows = table(report, "windows").rows
    assert rows
    assert [column.id for column in table(report, "windows").columns[:5]] == [
        "start",
        "end",
        "a",
        "b",
        "value",
    ]
    for start, end in dict.fromkeys((row[0], row[1]) for row in rows):
        of_days = network_report(harbour, DEFAULT, Span(parse_date(str(start)), parse_date(str(end))))
        ties, shared = matrix(of_days, "network"), matrix(of_days, "shared")
        expected = [
            (start, end, a, b, ties.cells[i][j], shared.cells[i][j])
            for i, a in enumerate(ties.rows)
            for j, b in enumerate(ties.columns)
            if i < j and shared.cells[i][j]
        ]
        assert [row for row in rows if row[:2] == (start, end)] == expected


def test_windows_cover_the_days_asked_for_and_say_which_are_empty(harbour: Study) -> None:
    span = Span(parse_date("2023"), parse_date("2024"), 365, None)
    bounds = span.bounds(collect_statements(harbour.dataset).statements)
    assert [(window.start, window.end) for window in bounds] == [
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 12, 30)),
        (date(2024, 12, 31), date(2025, 12, 30)),
    ]
    report = network_report(harbour, DEFAULT, span)
    assert report.summary == ("3 windows of 365 days from 2023-01-01 to 2025-12-30; 2 hold no statement.",)


def test_filters_act_on_statements_and_say_how_many_they_took_out() -> None:
    report = network_report(harbour_with(Selection(sources=("plan",))), NetworkRule("two", "ignore"))
    assert report.summary[0] == "5 statements by 3 actors on 3 issues."
    assert "8 statements left out: without evidence from the --source." in report.notes
    assert "1 actor without a statement left out (--isolates keeps them)." in report.notes
    kept = network_report(
        harbour_with(Selection(sources=("plan",))), NetworkRule("two", "ignore", isolates=True)
    )
    assert [ref.id for ref in matrix(kept, "network").rows] == ["port", "residents", "carriers", "council"]


def test_a_tie_over_too_few_shared_issues_is_undefined(harbour: Study) -> None:
    cells = matrix(network_report(harbour, DEFAULT, min_shared=3), "network").cells
    assert cells[0][1] is not None
    assert cells[0][2] is None
    assert all(cells[index][index] == 0 for index in range(4))


def test_statements_without_a_date_are_left_out_of_periods_and_this_is_said() -> None:
    text = """
format: 1
title: T
issues: {rail: {title: Rail}}
stakeholders:
  a: {name: A, positions: {rail: {stance: support, date: 2024-01-01}}}
  b: {name: B, positions: {rail: support}}
"""
    study = study_of(load_bytes(text.encode()))
    whole = network_report(study, DEFAULT)
    assert whole.summary[0] == "2 statements by 2 actors."
    assert not any("date" in note for note in whole.notes)
    since = network_report(study, DEFAULT, Span(since=parse_date("2024")))
    assert "1 statement has no date and is left out." in since.notes
    moving = network_report(study, DEFAULT, Span(window=10))
    assert "1 statement has no date and is in no window." in moving.notes


@pytest.mark.parametrize(
    ("positions", "rule", "words"),
    [
        ("", DEFAULT, "There is no statement to make a network of."),
        ("rail: silent", DEFAULT, "There is no statement to make a network of."),
        ("rail: support", DEFAULT, "No two of them speak about the same issue."),
    ],
)
def test_little_data_is_said_to_be_little(positions: str, rule: NetworkRule, words: str) -> None:
    text = f"""
format: 1
title: T
issues: {{rail: {{title: Rail}}}}
stakeholders: {{a: {{name: A, positions: {{{positions}}}}}}}
"""
    study = study_of(load_bytes(text.encode()))
    report = network_report(study, rule)
    assert words in report.summary
    for name, renderer in REGISTRY.items():
        if renderer.many:
            assert renderer.render(report, RenderOptions()), name
    windows = network_report(study, rule, Span(window=10))
    assert windows.summary == ("No statement has a date that falls into a window.",)
    assert table(windows, "windows").rows == ()


def test_without_a_range_ties_are_undefined_and_this_is_said() -> None:
    text = """
format: 1
title: T
issues: {rail: {title: Rail}}
stakeholders: {a: {name: A, positions: {rail: support}}, b: {name: B, positions: {rail: support}}}
"""
    rule = NetworkRule("one", "subtract", observed_range=True)
    report = network_report(study_of(load_bytes(text.encode())), rule)
    assert matrix(report, "network").cells == ((0, None), (None, 0))
    assert "No tie is defined." in report.summary
    assert any("do not differ" in note for note in report.notes)


def test_a_nominal_scale_has_congruence_but_no_sides() -> None:
    text = """
format: 1
title: T
scale: nominal
issues: {rail: {title: Rail}}
stakeholders: {a: {name: A, positions: {rail: tunnel}}, b: {name: B, positions: {rail: bridge}}}
"""
    study = study_of(load_bytes(text.encode()))
    report = network_report(study, NetworkRule("one", "subtract"))
    assert matrix(report, "network").cells == ((0, -1), (-1, 0))
    assert any("label" in note for note in report.notes)
    with pytest.raises(UsageError, match="a nominal one has none") as refused:
        network_report(study, NetworkRule("two", "subtract"))
    assert (
        refused.value.hint == "on such a scale --mode two takes --aggregation ignore, which counts statements"
    )


@pytest.mark.parametrize(
    ("rule", "span", "min_shared", "words"),
    [
        (NetworkRule("one", "combine"), Span(), 1, "'combine' is for two-mode"),
        (NetworkRule("two", "combine", "prominence"), Span(), 1, "no counts"),
        (NetworkRule("two"), Span(), 2, "--min-shared is for one-mode"),
        (DEFAULT, Span(step=3), 1, "--step moves a window"),
        (DEFAULT, Span(kernel="gaussian"), 1, "--kernel is for windows, and there is none"),
        (DEFAULT, Span(window=Events(9), step=3), 1, "not of one kind"),
        (DEFAULT, Span(window=Events(9), kernel="uniform"), 1, "--kernel is for windows of time"),
        (DEFAULT, Span(window=9, step=3, dna_windows=True), 1, "--dna-windows move by one unit"),
        (DEFAULT, Span(parse_date("2025"), parse_date("2024")), 1, "2025 is later than --until 2024"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    harbour: Study, rule: NetworkRule, span: Span, min_shared: int, words: str
) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        network_report(harbour, rule, span, min_shared=min_shared)
    assert "\n" not in str(refused.value)


# the command


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "positions", "network", "-d", str(HARBOUR), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_passes_its_options_on(harbour: Study) -> None:
    words = (
        "--aggregation congruence --normalization cosine --duplicates include --since 2024-01 --until 2024-03"
    )
    done = run(*words.split(), "--observed-range", "-f", "json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    rule = NetworkRule("one", "congruence", "cosine", "include", observed_range=True)
    report = network_report(harbour, rule, Span(parse_date("2024-01"), parse_date("2024-03")))
    rows = document["tables"][0]["rows"]
    refs = matrix(report, "network").rows
    assert [[row[ref.id] for ref in refs] for row in rows] == [
        list(row) for row in matrix(report, "network").cells
    ]
    assert document["options"] == json.loads(json.dumps(report.options))


def test_weeks_are_seven_days() -> None:
    weeks, days = (
        run("--window", "2w", "--step", "1w", "-f", "csv", "--table", "windows"),
        run("--window", "14d", "--step", "7d", "-f", "csv", "--table", "windows"),
    )
    assert weeks.stdout == days.stdout
    rows = list(csv.DictReader(StringIO(weeks.stdout)))
    assert list(rows[0])[:5] == ["start", "end", "a", "b", "value"]


@pytest.mark.parametrize("length", ["90", "d", "0d", "-3d", "9999999d", "3x"])
def test_a_length_of_time_that_is_none_is_refused(length: str) -> None:
    done = run(f"--window={length}")
    assert done.returncode == 2
    assert "is not a length of time: write 90d" in done.stderr
    assert "Traceback" not in done.stderr


def test_nonsense_is_refused_with_exit_code_2() -> None:
    done = run("--mode", "two", "--aggregation", "conflict")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") <= 2
