"""What a shell completes after --where: fields, and behind the sign their values."""

from __future__ import annotations

from positions.cli.shells.clauses import fields, values
from positions.dataset.selection_fields import FIELDS

DOCUMENT = {
    "issues": {"rail": {"title": "Rail", "tags": ["transport"]}},
    "sources": {"report": {"title": "R"}},
    "stakeholders": {
        "ann": {
            "kind": "union",
            "attributes": {"region": "north", "$(rm)": "x"},
            "positions": {"rail": [{"stance": "support", "coder": "Zoe", "attributes": {"venue": "hall"}}]},
        },
        "ben": {"kind": "$(reboot)", "positions": {"rail": "oppose"}},
    },
}


def test_fields_of_a_dataset_that_a_shell_may_be_given() -> None:
    assert fields([DOCUMENT]) == [*FIELDS, "region", "entry.venue"]


def test_values_of_each_field() -> None:
    found = {field: values([DOCUMENT], field) for field in fields([DOCUMENT])}
    assert found["actor"] == ["ann", "ben"]
    assert found["kind"] == ["union"]
    assert found["tag"] == ["transport"]
    assert found["source"] == ["report"]
    assert found["stance"][:2] == ["support", "oppose"]
    assert found["coder"] == ["Zoe"]
    assert found["status"] == ["draft", "reviewed", "disputed"]
    assert (found["region"], found["entry.venue"]) == (["north"], ["hall"])
