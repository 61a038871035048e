"""`issues --group-by`: every cell of the table of levels, states and bases is that of a count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.library.commands.issues import issues
from positions.problems import UsageError

TEXT = """format: 1
title: T
issues: {i: {title: I}, j: {title: J}}
stakeholders:
  a: {name: A, kind: firm, positions: {i: support, j: {stance: oppose, condition: if paid}}}
  b: {name: B, kind: firm, positions: {i: silent, j: oppose}}
  c: {name: C, kind: union, positions: {i: oppose}}
  d: {name: D, positions: {i: oppose, j: support}}
"""


def test_each_group_and_all_have_their_counts(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(TEXT)
    found = issues(path, group_by="kind")
    rows = {(row["issue"], row["group"]): row for row in found.rows("prevalence")}
    assert list(rows) == [(issue, group) for issue in "ij" for group in ("firm", "union", "all")]
    firm = rows["i", "firm"]
    assert (firm["base"], firm["answered"], firm["silent"], firm["not-researched"]) == (2, 1, 1, 0)
    assert rows["j", "firm"]["conditional"] == 1
    union = rows["j", "union"]
    assert (union["base"], union["answered"], union["not-researched"]) == (1, 0, 1)
    whole = rows["i", "all"]
    assert (whole["base"], whole["answered"]) == (4, 3)
    assert any("1 actor in no group" in note for note in found.report.notes)


def test_an_unknown_attribute_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(TEXT)
    with pytest.raises(UsageError, match="no stakeholder has the attribute 'region'"):
        issues(path, group_by="region")
