"""`issues --group-by`: every cell of the table of levels, states and bases is that of a count by hand."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from helpers.examples import examples
from positions.library.commands.issues import issues
from positions.problems import UsageError
from positions.rounding import percent

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


@pytest.mark.parametrize("seed", range(examples(30)))
def test_the_headline_says_what_the_tables_say(seed: int, tmp_path: Path) -> None:
    """The share of the group and of the others are those of a count by hand, said and listed."""
    random = Random(seed)
    groups = {f"a{number}": random.choice(("red", "blue", "green")) for number in range(24)}
    lean = {name: {"red": 0.9, "blue": 0.2, "green": 0.5}[group] for name, group in groups.items()}
    held = {
        name: {
            issue: "support" if random.random() < lean[name] else "oppose"
            for issue in "ijk"
            if random.random() < 0.8
        }
        for name in groups
    }
    lines = [
        "format: 1",
        "title: T",
        "issues: {i: {title: I}, j: {title: J}, k: {title: K}}",
        "stakeholders:",
    ]
    for name, group in groups.items():
        cells = ", ".join(f"{issue}: {stance}" for issue, stance in held[name].items())
        lines.append(f"  {name}: {{name: {name.upper()}, kind: {group}, positions: {{{cells}}}}}")
    path = tmp_path / "d.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = issues(path, group_by="kind")
    rows = found.rows("representative")
    for row in rows:
        stance = {"for": "support", "against": "oppose"}[row["side"]]
        for column, is_in in (("share", True), ("others", False)):
            said = [
                held[name].get(row["issue"])
                for name, group in groups.items()
                if (group == row["group"]) is is_in
            ]
            answers = [one for one in said if one is not None]
            assert row[column] == pytest.approx(answers.count(stance) / len(answers))
    headline = found.report.headline
    assert bool(rows) == ("apart most" in headline)
    if rows:
        told = next(
            row for row in rows if headline.startswith(f"{row['issue'].upper()} sets {row['group']} apart")
        )
        assert f" {percent(told['share'])} of " in headline
        assert f", {percent(told['others'])} of " in headline
