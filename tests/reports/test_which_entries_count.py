"""Which entries count is said where it is not the latest; a tie of amounts speaks on no two sides."""

from __future__ import annotations

import pytest

from positions.dataset.load import load_bytes
from positions.library.loading import study_from
from positions.render.common.marks import legend, stance_cells
from positions.reports.brief.report import brief
from positions.reports.common.study import Study
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.report import compare
from positions.reports.show import show_actor
from positions.selection import Selection, clause_of
from positions.vocabulary import EntryRule

DATA = b"""
format: 1
title: T
issues:
  x: {title: Tram}
  y: {title: Flow, scale: {min: 0, max: 50, neutral: none}, unit: t}
stakeholders:
  a:
    name: Ada
    attributes: {bank: left}
    positions:
      x: [{stance: oppose, date: 2019}, {stance: support, date: 2021}]
      y: [{stance: 8, date: 2019}, {stance: 9, date: 2020}, {stance: 10, date: 2021}]
  b:
    name: Ben
    attributes: {bank: left}
    positions:
      x: [{stance: neutral, date: 2019}, {stance: support, date: 2021}]
      y: {stance: 20, date: 2021}
  c: {name: Cid, attributes: {bank: right}, positions: {x: neutral}}
"""


def study(selection: Selection | None = None) -> Study:
    return study_from(load_bytes(DATA), selection or Selection())


@pytest.mark.parametrize("rule", ["mean", "majority", "window"])
def test_a_rule_other_than_the_latest_is_named(rule: EntryRule) -> None:
    data = study(Selection(entries=rule))
    for report in (compare(data), common_ground_of(data), show_actor(data, "a"), brief(data)):
        assert sum(f"(--entries {rule})" in note for note in report.notes) == 1
    assert not any("--entries" in note for note in compare(study()).notes)


def test_a_tie_of_amounts_or_with_neutral_is_no_majority() -> None:
    data = study(Selection(entries="majority"))
    stances = compare(data).tables[0]
    labels = {(cell.state, cell.label) for cell in stance_cells(stances) if cell.state == "mixed"}
    assert labels == {("mixed", "mixed"), ("mixed", "no majority")}
    (profile, *_) = show_actor(data, "a").tables
    said = [item.words for item in legend(stance_cells(profile)[1:])]
    assert any("no majority" in words for words in said)
    assert not any("both sides" in words for words in said)


def test_a_briefing_of_many_puts_amounts_under_their_own_heading() -> None:
    more = b"".join(b"  d%d: {name: D%d, positions: {x: support}}\n" % (n, n) for n in range(4))
    data = study_from(load_bytes(DATA + more), Selection())
    (section,) = [part for part in brief(data).sections if part.title == "On what"]
    (table,) = section.tables
    assert table.kind == "table"
    heads = [column.label for column in table.columns]
    assert "Amounts" in heads
    assert "Neutral, or no position" in heads
    row = next(row for row in table.rows if str(row[0]).startswith("Flow"))
    assert row[heads.index("For")] == ""
    assert "from 10 t (Ada) to 20 t (Ben)" in str(row[heads.index("Amounts")])


def test_a_briefing_says_how_many_the_filters_left_out() -> None:
    loaded = load_bytes(DATA)
    clause = clause_of(loaded.require(), "bank=left")
    assert "1 of 3 stakeholders left out by the filters." in brief(study(Selection(where=(clause,)))).notes
    assert not any("by the filters" in note for note in brief(study(Selection(actors=("a", "b")))).notes)
