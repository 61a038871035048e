"""What is said of a part that becomes another."""

from __future__ import annotations

import pytest

from positions.dataset.editing.plans.merges import left_behind, merge_parts, merged_words
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset
from positions.problems import UsageError

DATA = f"""\
format: 1
title: T
issues: {{i: {{title: I}}}}
stakeholders:
  city:
    {{name: City, short: C, kind: public, influences: {{union: 2}}, note: {"n" * 80},
      positions: {{i: support}}}}
  town: {{name: Town, kind: public}}
  union: {{name: Union}}
"""


def test_what_the_other_does_not_say_of_itself_is_left_behind_and_cut_where_it_is_long() -> None:
    dataset = load_bytes(DATA.encode()).require()
    assert left_behind(dataset, "stakeholders", "city", "town") == [
        "name 'City'",
        "short 'C'",
        "influences {'union': 2}",
        f"note '{'n' * 56}...",
    ]
    assert left_behind(dataset, "stakeholders", "union", "town") == ["name 'Union'"]


@pytest.mark.parametrize(
    ("lost", "more"),
    [
        ((), ""),
        (
            ("name 'City'", "short 'C'"),
            "\nNot taken over from city: name 'City', short 'C'. To add it: positions set stakeholder town",
        ),
    ],
)
def test_it_says_what_was_made_one_and_how_to_add_what_was_lost(lost: tuple[str, ...], more: str) -> None:
    said = merged_words("stakeholders", "city", "town", "d.yaml", lost)
    assert said == f"Merged: stakeholder city is now a part of town, in d.yaml{more}"


APART = """\
format: 1
title: T
issues:
  old: {title: Old, scale: SCALE}
  new: {title: New}
sources: {s: {title: S, date: 2020-05-01}}
stakeholders:
  a: {name: A, positions: {old: OLD, new: NEW}}
  b: {name: B, positions: {third: NEEDS}}
"""


def conflicts_of(old: str, new: str, needs: str = "support", scale: str = "five-point") -> str:
    """Return what the refusal to make two issues one says, "" where they are made one."""
    text = APART.replace("  new: {title: New}", "  new: {title: New}\n  third: {title: Third}")
    text = text.replace("SCALE", scale).replace("OLD", old).replace("NEW", new).replace("NEEDS", needs)
    try:
        merge_parts(load_bytes(text.encode()), "issues", "old", "new")
    except UsageError as error:
        return f"{error} {error.hint}"
    return ""


DATED = "{stance: oppose, date: 2020-05-02}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{stance: support, date: 2020-05-01}", DATED),
        ("{stance: support, date: 2020-05-02}", DATED),
        ("support", "support"),
        (DATED, DATED),
        ("{stance: oppose, evidence: [{source: s, quote: no}]}", DATED),
    ],
    ids=["another day", "the same day", "the same", "the same with a day", "the day of its source"],
)
def test_entries_of_known_days_are_put_into_one_cell(old: str, new: str) -> None:
    assert conflicts_of(old, new) == ""


@pytest.mark.parametrize(
    ("old", "new"), [("support", DATED), (DATED, "{stance: support}")], ids=["moved", "there already"]
)
def test_entries_without_a_day_are_not(old: str, new: str) -> None:
    assert "A on New" in conflicts_of(old, new)


def test_issues_with_scales_of_their_own_are_not_made_one() -> None:
    assert "scales differ" in conflicts_of("yes", "support", scale="{levels: {no: -1, yes: 1}}")


@pytest.mark.parametrize(
    ("needs", "is_refused"),
    [("{old: for, new: against}", True), ("{old: for, new: for}", False), ("{new: against}", False)],
    ids=["both sides", "one side twice", "one of the two"],
)
def test_a_condition_cannot_need_both_sides_of_what_becomes_one(needs: str, is_refused: bool) -> None:
    stance = f"{{stance: support, condition: {{text: if so, needs: {needs}}}}}"
    said = conflicts_of("support", "support", needs=stance)
    assert ("a condition of B needs both" in said) == is_refused
    assert bool(said) == is_refused


def test_statements_of_one_day_stand_beside_each_other() -> None:
    old = "{stance: support, date: 2020-05-02}"
    text = APART.replace("SCALE", "five-point").replace("OLD", old).replace("NEW", DATED)
    text = text.replace("  b: {name: B, positions: {third: NEEDS}}\n", "")
    plan = merge_parts(load_bytes(text.encode()), "issues", "old", "new")
    assert isinstance(plan.expected, Dataset)
    entries = plan.expected.stakeholders["a"].positions["new"]
    assert [entry.stance for entry in entries] == ["oppose", "support"]
