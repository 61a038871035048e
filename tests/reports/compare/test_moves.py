"""Who moved: from what to what, since when, and whether on a condition."""

from __future__ import annotations

from pathlib import Path

from positions.dataset.dates import parse_date
from positions.dataset.load import load
from positions.reports.common.study import study_of
from positions.reports.compare.moves import moved_table, moved_words

CELLS = """\
format: 1
title: T
issues: {x: {title: Parking}, y: {title: Buses}}
stakeholders:
  a:
    name: A
    positions:
      x:
      - {stance: oppose, date: 2026-01, condition: in town}
      - {stance: support, date: 2026-07}
      y:
      - {stance: oppose, date: 2026-01}
      - {stance: support, date: 2026-08, condition: if free}
"""


def test_a_position_taken_on_a_condition_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(CELLS, encoding="utf-8")
    since = parse_date("2026-06")
    table = moved_table(study_of(load(path)), since)
    assert [row[2:4] for row in table.rows] == [
        ("oppose on a condition", "support"),
        ("oppose", "support on a condition"),
    ]
    assert moved_words(table, since) == (
        "Since 2026-06, 2 positions moved: A on Parking, from oppose on a condition to support (2026-07); "
        "A on Buses, from oppose to support on a condition (2026-08)."
    )
