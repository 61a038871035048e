"""Several coders with several statements in a cell: report and merge against plain loops."""

from __future__ import annotations

from pathlib import Path

import pytest

import positions
from helpers.coders import (
    SCALE,
    Said,
    codings_of_readings,
    plain_alpha,
    plain_detection,
    plain_units,
    random_readings,
    read_codings,
)
from positions.dataset.coders.merge import comments_on, merge
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load_bytes
from positions.reports.reliability.report import reliability
from positions.selection import Selection
from positions.tables import CellValue, Ref, Report, Share, StanceCell, Table
from positions.vocabulary import NON_POSITIONS

PQ = """format: 1
title: T
scale: {min: -1, max: 1}
issues: {x: {title: X}}
stakeholders:
  a:
    name: A
    positions:
      x:
        - {stance: 1, date: 2018-01-01, coder: P}
        - {stance: -1, date: 2018-02-01, coder: P}
        - {stance: -1, date: 2018-01-01, coder: Q}
        - {stance: -1, date: 2018-02-01, coder: Q}
  b:
    name: B
    positions: {x: [{stance: 1, date: 2018-01-01, coder: P}, {stance: 1, date: 2018-01-01, coder: Q}]}
"""


def rows_of(report: Report, name: str) -> list[dict[str, CellValue]]:
    (table,) = [table for table in report.tables if table.id == name]
    assert isinstance(table, Table)
    ids = [column.id for column in table.columns]
    return [
        {key: cell.id if isinstance(cell, Ref) else cell for key, cell in zip(ids, row, strict=True)}
        for row in table.rows
    ]


def test_cells_whose_histories_alone_differ_are_told_apart_from_stances(tmp_path: Path) -> None:
    path = tmp_path / "pq.yaml"
    path.write_text(PQ, encoding="utf-8")
    report = reliability(read_codings([path]), unit="cell", resamples=0)
    assert "They agree on 1 of 2 cells that two or more have coded, and by the latest entry on 2." in (
        report.summary
    )
    assert "1 dispute: 1 over earlier entries, where the latest agree." in report.summary
    assert any("(--unit statement compares each entry)" in note for note in report.notes)
    told = [(row["coder"], row["date"], row["earlier"]) for row in rows_of(report, "disputed")]
    assert told == [("P", "2018-02-01", "1 (2018-01-01)"), ("Q", "2018-02-01", "-1 (2018-01-01)")]
    each = reliability(read_codings([path]), unit="statement", resamples=0)
    assert [row["date"] for row in rows_of(each, "disputed")] == ["2018-01-01"] * 2
    assert not any("latest entry" in said for said in (*each.summary, *each.notes))


def test_two_who_contradict_each_other_on_one_day_do_not_agree_perfectly(tmp_path: Path) -> None:
    path = tmp_path / "pq.yaml"
    path.write_text(PQ, encoding="utf-8")
    codings = read_codings([path])
    report = reliability(codings)
    alpha = {row["level"]: row for row in rows_of(report, "alpha")}
    # three statements, one disputed: values -1, 1 / -1, -1 / 1, 1; D_o = 2/6, D_e = 2*3*3/30
    assert alpha["direction"]["alpha"] == pytest.approx(1 - (2 / 6) / (18 / 30))
    assert alpha["direction"]["units"] == 3
    assert [(row["coder"], row["stance"].value) for row in rows_of(report, "disputed")] == [  # type: ignore[union-attr]  # a stance
        ("P", 1),
        ("Q", -1),
    ]
    merged = merge(codings.coders)
    assert (merged.units, merged.disputed) == (1, (("a", "x"),))
    whole = reliability(codings, unit="cell")  # the cells' last word is the same; their histories are not
    assert {row["alpha"] for row in rows_of(whole, "alpha") if row["level"] == "direction"} == {1}
    assert len(rows_of(whole, "disputed")) == 2
    assert merge(codings.coders, "cell").disputed == (("a", "x"),)


OWN = """format: 1
title: T
issues: {x: {title: X}, y: {title: Y, scale: {levels: {"no": -3, "yes": 1}}}}
stakeholders:
  a:
    name: A
    positions:
      x: [{stance: support, coder: P}, {stance: support, coder: Q}]
      y:
        - {stance: "yes", date: 2018-01-01, coder: P}
        - {stance: "no", date: 2018-02-01, coder: P}
        - {stance: "no", date: 2018-01-01, coder: Q}
        - {stance: "no", date: 2018-02-01, coder: Q}
"""


@pytest.mark.parametrize("issues", [(), ("y",)])
def test_a_statement_is_read_on_the_scale_of_its_issue(tmp_path: Path, issues: tuple[str, ...]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    report = reliability(read_codings([path]), Selection(issues=issues), resamples=2)
    pairs = {row["level"]: row for row in rows_of(report, "by_pair")}
    number = 2 if issues else 3
    assert [pairs[level]["units"] for level in ("position", "direction", "nominal")] == [number] * 3
    assert pairs["direction"]["percent"] == Share((number - 1) / number, number)
    stances = [row["stance"] for row in rows_of(report, "disputed")]
    assert [(one.label, one.value) for one in stances if isinstance(one, StanceCell)] == [
        ("yes", 1),
        ("no", -3),
    ]


@pytest.mark.parametrize("seed", range(50))
def test_random_coders_agree_with_plain_loops(seed: int, tmp_path: Path) -> None:
    readings = random_readings(seed)
    codings = codings_of_readings(tmp_path, readings)
    report = reliability(codings, unit="statement", resamples=2)
    units = plain_units(readings)
    disputed = sum(len({stance for stance in unit[3] if stance}) > 1 for unit in units)
    values = [[SCALE.get(stance or "") for stance in unit[3]] for unit in units]
    categories = [*SCALE, *NON_POSITIONS]
    held = [[None if one is None else float(one in SCALE) for one in unit[3]] for unit in units]
    states = [[None if one is None else float(categories.index(one)) for one in unit[3]] for unit in units]
    expected = {
        "position": (held, "nominal"),
        "direction": (values, "nominal"),
        "ordinal": (values, "ordinal"),
        "interval": (values, "interval"),
        "with_states": (states, "nominal"),
        "detection": (plain_detection(readings)[0], "nominal"),
    }
    alpha = {row["level"]: row["alpha"] for row in rows_of(report, "alpha")}
    for level, (answers, metric) in expected.items():
        by_loop = plain_alpha(answers, metric)
        if level in alpha:
            assert alpha[level] == (None if by_loop is None else pytest.approx(by_loop, abs=1e-12)), level
        else:
            assert by_loop is None  # nobody names a source
    both, only_a, only_b = plain_detection(readings)[1]
    f1 = {row["name"]: row["value"] for row in rows_of(report, "coefficients") if row["level"] == "detection"}
    found = 2 * both + only_a + only_b
    assert f1["f1"] == (pytest.approx(2 * both / found) if found else None)
    sums = dict.fromkeys(("both", "only_a", "only_b"), 0)
    for row in rows_of(report, "detection"):
        for name in sums:
            number = row[name]
            assert isinstance(number, int)
            sums[name] += number
    assert (sums["both"], sums["only_a"] + sums["only_b"]) == (both, only_a + only_b)
    merged = merge(codings.coders, "statement")
    cells = {(unit[0], unit[1]) for unit in units if len({stance for stance in unit[3] if stance}) > 1}
    assert (merged.units, set(merged.disputed)) == (disputed, cells)
    assert len(rows_of(report, "disputed")) == disputed * len(codings.coders)
    text = dataset_to_yaml(merged.dataset, comments_on(merged, codings.coders))
    loaded = load_bytes(text.encode())
    assert sum(problem.code == "several-coders" for problem in loaded.problems) == len(cells)
    assert not [problem for problem in loaded.problems if problem.is_error]


def test_a_merged_dataset_without_disputes_is_compared_without_a_choice(tmp_path: Path) -> None:
    said: list[Said] = [("a", "x", "s0", None, "support"), ("a", "x", "s1", None, "oppose")]
    codings = codings_of_readings(tmp_path, {"ann": said, "ben": said[:1], "cid": said[1:]})
    merged = merge(codings.coders)
    assert merged.disputed == ()
    path = tmp_path / "merged.yaml"
    path.write_text(dataset_to_yaml(merged.dataset), encoding="utf-8")
    assert positions.load(path).grid.value(0, 0) == -1
