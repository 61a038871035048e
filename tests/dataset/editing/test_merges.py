"""What is said of a part that becomes another."""

from __future__ import annotations

import pytest

from positions.dataset.editing.plans.merges import left_behind, merged_words
from positions.dataset.load import load_bytes

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
