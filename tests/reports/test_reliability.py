"""The report on reliability: its tables, its figures, and what people read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.coders import read_codings
from positions.reports.reliability.report import reliability
from positions.selection import Selection
from positions.tables import CellValue, EvidenceItem, Ref, Report, Share, StanceCell, Table

HEAD = """format: 1
title: Transport
issues: {tax: {title: Tax}, bus: {title: Buses}, rail: {title: Rail}}
sources: {s: {title: Speech, date: 2017-03}}
stakeholders:
"""


def write(folder: Path, coder: str, cells: dict[str, dict[str, str]], head: str = HEAD) -> Path:
    """A dataset file of one coder's cells: actor -> issue -> what stands after the colon."""
    text = head
    for actor, positions in cells.items():
        text += f"  {actor}:\n    name: {actor.upper()}\n    positions:\n"
        text += "".join(f"      {issue}: {cell}\n" for issue, cell in positions.items())
    path = folder / f"{coder}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    quoted = "{stance: %s, evidence: [{source: s, quote: %s, speaker: Mayor}]}"
    return [
        write(
            tmp_path,
            "ada",
            {
                "a": {"tax": quoted % ("support", "we will pay"), "bus": "oppose", "rail": "silent"},
                "b": {"tax": "oppose", "bus": "silent", "rail": "support"},
            },
        ),
        write(
            tmp_path,
            "ben",
            {
                "a": {
                    "tax": quoted % ("strongly-support", "gladly pay"),
                    "bus": "silent",
                    "rail": "undecided",
                },
                "b": {"tax": "oppose", "bus": "silent"},
            },
        ),
    ]


def rows_of(report: Report, name: str) -> list[dict[str, CellValue]]:
    (table,) = [table for table in report.tables if table.id == name]
    assert isinstance(table, Table)
    names = [column.id for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def by_id(report: Report, name: str, key: str) -> dict[str, dict[str, CellValue]]:
    found = {}
    for row in rows_of(report, name):
        ref = row[key]
        assert isinstance(ref, Ref)
        found[ref.id] = row
    return found


def test_the_tables_and_columns_that_scripts_rely_on(two: list[Path]) -> None:
    report = reliability(read_codings(two))
    columns = {
        table.id: [column.id for column in table.columns] for table in report.tables if table.kind == "table"
    }
    assert columns == {
        "alpha": ["level", "alpha", "low", "high", "percent", "ac1", "units", "coders"],
        "detection": ["a", "b", "sources", "both", "only_a", "only_b", "precision", "recall", "f1"],
        "by_pair": ["a", "b", "level", "alpha", "percent", "cohen", "scott", "ac1", "units"],
        "by_document": ["id", "alpha", "low", "high", "percent", "units"],
        "by_issue": ["id", "alpha", "low", "high", "percent", "units"],
        "by_actor": ["id", "alpha", "low", "high", "percent", "units"],
        "disputed": [
            *("stakeholder", "issue", "coder", "stance", "date", "earlier", "source", "evidence"),
        ],
        "coefficients": ["level", "name", "value", "low", "high"],
        "confusion": ["level", "left", "right", "count", "a", "b"],
    }
    assert list(by_id(report, "alpha", "level")) == [
        "position",
        "direction",
        "strength",
        "nominal",
        "ordinal",
        "interval",
        "with_states",
        "detection",
    ]


def test_each_question_counts_the_cells_that_answer_to_it(two: list[Path]) -> None:
    alpha = by_id(reliability(read_codings(two)), "alpha", "level")
    units = {level: row["units"] for level, row in alpha.items()}
    assert units == {
        "position": 5,
        "direction": 2,
        "strength": 2,
        "nominal": 2,
        "ordinal": 2,
        "interval": 2,
        "with_states": 5,
        "detection": 3,  # a on three issues in the one source
    }
    assert {row["coders"] for row in alpha.values()} == {2}
    # two units, one for and one against, each twice: perfect on the side, by hand
    assert alpha["direction"]["alpha"] == 1
    # of ten codings five hold a value; one of five units mixes: D_o = 2/10, D_e = 2*5*5/90
    assert alpha["position"]["alpha"] == pytest.approx(1 - (2 / 10) / (50 / 90))


def test_by_issue_and_actor_count_states_as_categories(two: list[Path]) -> None:
    report = reliability(read_codings(two))
    issues, actors = by_id(report, "by_issue", "id"), by_id(report, "by_actor", "id")
    assert [(issues[name]["percent"], issues[name]["units"]) for name in ("tax", "bus", "rail")] == [
        (Share(1 / 2, 2), 2),
        (Share(1 / 2, 2), 2),
        (Share(0, 1), 1),
    ]
    assert [(actors[name]["percent"], actors[name]["units"]) for name in ("a", "b")] == [
        (Share(0, 3), 3),
        (Share(1, 2), 2),
    ]
    assert actors["b"]["alpha"] == 1


def test_a_disputed_cell_shows_every_coding_with_its_words(two: list[Path]) -> None:
    rows = rows_of(reliability(read_codings(two)), "disputed")
    told = []
    for row in rows:
        actor, issue, stance, evidence = row["stakeholder"], row["issue"], row["stance"], row["evidence"]
        assert isinstance(actor, Ref)
        assert isinstance(issue, Ref)
        assert isinstance(stance, StanceCell)
        assert isinstance(evidence, tuple)
        words = [
            (item.words, item.speaker, item.title) for item in evidence if isinstance(item, EvidenceItem)
        ]
        told.append((actor.id, issue.id, row["coder"], stance.label or stance.state, words))
    assert told == [
        ("a", "tax", "ada", "support", [("we will pay", "Mayor", "Speech")]),
        ("a", "tax", "ben", "strongly-support", [("gladly pay", "Mayor", "Speech")]),
        ("a", "bus", "ada", "oppose", []),
        ("a", "bus", "ben", "silent", []),
        ("a", "rail", "ada", "silent", []),
        ("a", "rail", "ben", "undecided", []),
    ]


def test_what_people_read(two: list[Path], snapshot: SnapshotAssertion) -> None:
    report = reliability(read_codings(two))
    assert "\n".join([report.title, *report.summary, *report.notes]) == snapshot


def test_three_coders_are_compared_in_pairs(two: list[Path], tmp_path: Path) -> None:
    third = write(tmp_path, "cid", {"a": {"tax": "support"}, "b": {}})
    third.write_text(
        third.read_text(encoding="utf-8").replace("positions:\n  b", "positions: {}\n  b"), "utf-8"
    )
    report = reliability(read_codings([*two, third]))
    assert report.summary[0] == "3 coders: ada, ben and cid."
    assert report.summary[2] == "43% of 7 pairs of codings are the same."  # 3 of 7
    assert by_id(report, "by_issue", "id")["tax"]["percent"] == Share(2 / 4, 4)


def test_the_same_files_give_the_same_figures_in_any_order_of_coders(two: list[Path]) -> None:
    there, back = reliability(read_codings(two)), reliability(read_codings(two[::-1]))
    for name in ("alpha", "by_issue", "by_actor"):
        assert rows_of(there, name) == rows_of(back, name)


def test_filters_leave_cells_out_and_say_so(two: list[Path]) -> None:
    codings = read_codings(two)
    report = reliability(codings, Selection(issues=("tax",), bases=("stated",)))
    assert by_id(report, "alpha", "level")["nominal"]["units"] == 1
    assert "ada: 1 cell left out: on another --basis." in report.notes
    nothing = reliability(codings, Selection(kinds=("none",)))
    assert (
        nothing.summary[-1] == "There is no cell that two of them have coded, so there is nothing to compare."
    )
    assert {row["alpha"] for row in rows_of(nothing, "alpha")} == {None}


def test_full_agreement_has_no_disputes_and_no_variation_no_alpha(tmp_path: Path) -> None:
    cells = {"a": {"tax": "support", "bus": "support"}, "b": {"tax": "support"}}
    report = reliability(read_codings([write(tmp_path, name, cells) for name in ("x", "y")]))
    for row in rows_of(report, "alpha"):
        assert (row["alpha"], row["low"], row["high"]) == (None, None, None)
    assert rows_of(report, "disputed") == []
    assert report.summary[-1] == "They agree on 3 of 3 cells that two or more have coded."
    assert {row["percent"] for row in rows_of(report, "by_issue")} == {
        Share(1, 2),
        Share(1, 1),
        Share(None, 0),
    }


def test_the_codings_of_the_article_reproduce_the_reference_figures(shared: Path, tmp_path: Path) -> None:
    with (shared / "cases" / "reliability" / "article-coders.csv").open(newline="") as file:
        readings = list(csv.DictReader(file))
    issues = sorted({row["issue"] for row in readings})
    head = "format: 1\ntitle: T\nissues:\n" + "".join(f"  {issue}: {{title: {issue}}}\n" for issue in issues)
    paths = []
    for coder in ("coder_1", "coder_2", "coder_3"):
        cells: dict[str, dict[str, str]] = {}
        for row in readings:
            cells.setdefault(row["stakeholder"], {})[row["issue"]] = row[coder]
        paths.append(write(tmp_path, coder, cells, head + "stakeholders:\n"))
    alpha = {
        level: row["alpha"]
        for level, row in by_id(reliability(read_codings(paths)), "alpha", "level").items()
    }
    expected = {
        "nominal": 0.663293,
        "ordinal": 0.766985,
        "interval": 0.892637,
        "with_states": 0.593272,
        "position": 0.616162,
        "direction": 1.0,
    }
    assert {level: alpha[level] for level in expected} == pytest.approx(expected, abs=5e-7)
