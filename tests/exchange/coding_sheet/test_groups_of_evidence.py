"""Every group of columns of evidence that says something counts, whatever stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.load import load_bytes
from positions.dataset.models import Evidence, Position
from positions.exchange.coding_sheet.merging.merge_entry import EntryChange, Sides, merge_entry, new_entry
from positions.exchange.coding_sheet.names import Names
from positions.exchange.coding_sheet.records import entry_columns, entry_texts, evidence_columns, numbered

GROUPS = 5
EXAMPLES = examples(75)
COLUMNS = frozenset(
    column.id
    for columns in (entry_columns(), *(evidence_columns(number) for number in range(1, GROUPS + 1)))
    for column in columns.all
)
DATA = b"""
format: 1
title: Buses
issues: {buses: {title: Night buses}}
sources: {s: {title: A source}}
stakeholders: {a: {name: A, positions: {buses: support}}}
"""


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_bytes(DATA), None)


def quoted(change: EntryChange) -> list[str | None]:
    assert not change.errors
    assert not change.conflicts
    return [item.quote for item in change.entry.evidence]


def group(number: int, quote: str) -> dict[str, str]:
    return numbered({"source": "s", "quote": quote}, number)


@given(filled=st.sets(st.integers(1, GROUPS)))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_new_row_has_a_quotation_for_each_group_that_is_filled(names: Names, filled: set[int]) -> None:
    row = {"stance": "support"}
    for number in filled:
        row |= group(number, f"words {number}")
    assert quoted(new_entry(row, "buses", names)) == [f"words {number}" for number in sorted(filled)]


@given(there=st.integers(0, GROUPS), groups=st.permutations([""] * 3 + ["new"] * 2), data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_what_is_cleared_goes_and_what_is_filled_is_added(
    names: Names, there: int, groups: list[str], data: st.DataObject
) -> None:
    old = [f"old {number}" for number in range(1, there + 1)]
    cleared = data.draw(st.sets(st.sampled_from(old))) if old else set()
    entry = Position(stance="support", evidence=tuple(Evidence(source="s", quote=quote) for quote in old))
    base = entry_texts(entry)
    ours = dict(base)
    for number, quote in enumerate(old, 1):
        if quote in cleared:
            ours |= dict.fromkeys(group(number, ""), "")
    added = [number for number in range(there + 1, GROUPS + 1) if groups[number - 1]]
    for number in added:
        ours |= group(number, f"new {number}")
    change = merge_entry(Sides("buses", base, entry, entry, ours, COLUMNS), names)
    assert quoted(change) == [q for q in old if q not in cleared] + [f"new {number}" for number in added]
    assert [item.quote for item in change.quoted] == [f"new {number}" for number in added]
    for number in added:
        label = "Quotation" if number == 1 else f"Quotation {number}"
        assert f"{label} 'new {number}' added" in change.said
