"""What of a row is written where row, base and dataset differ; which row an old one has become."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.exchange.coding_sheet.merging.three_way import Settled, align, merge_texts, not_there_yet

TEXTS = ("", "a", "b", "_x0062_")
"""Nothing, two texts, and the second of them as Excel may write it."""


def same(one: str, other: str) -> bool:
    return one.replace("_x0062_", "b") == other.replace("_x0062_", "b")


@pytest.mark.parametrize(("was", "now", "said"), [*product(TEXTS, repeat=3)])
def test_one_side_that_changed_counts_and_two_are_a_conflict(was: str, now: str, said: str) -> None:
    found = merge_texts({"c": was}, {"c": now}, {"c": said}, ["c"])
    if same(said, was) or same(said, now):
        expected: tuple[list[str], list[str]] = ([], [])
    else:
        expected = (["c"], []) if same(was, now) else ([], ["c"])
    assert (found.taken, found.conflicts) == expected


def test_what_is_missing_is_empty() -> None:
    found = merge_texts({}, {}, {"c": "a"}, ["c", "d"])
    assert (found.taken, found.conflicts) == (["c"], [])
    assert not_there_yet({"c": "a", "e": "x"}, {"c": "a", "d": "b"}, ["c", "d", "e"]) == ["d", "e"]


rows = st.lists(
    st.fixed_dictionaries({"quote": st.sampled_from("abc"), "note": st.sampled_from("xy")}), max_size=5
)


@settings(max_examples=examples(200))
@given(rows, rows)
def test_no_row_becomes_two_and_equal_rows_belong_together(
    old: list[dict[str, str]], new: list[dict[str, str]]
) -> None:
    found = align(old, new, ["quote"])
    taken = [index for index in found if index is not None]
    assert len(found) == len(old)
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(range(len(new)))
    before, after = (Counter(tuple(sorted(row.items())) for row in side) for side in (old, new))
    kept = sum(1 for at, index in enumerate(found) if index is not None and old[at] == new[index])
    assert kept == sum((before & after).values())


def test_a_row_is_known_by_what_tells_it_apart_then_by_its_place() -> None:
    old = [{"quote": "a", "note": "x"}, {"quote": "b", "note": "x"}]
    assert align(old, [{"quote": "b", "note": "y"}, {"quote": "a", "note": "y"}], ["quote"]) == [1, 0]
    assert align(old, [{"quote": "c", "note": "x"}, {"quote": "b", "note": "x"}], ["quote"]) == [0, 1]
    assert align(old, [{"quote": "b", "note": "x"}], ["quote"]) == [None, 0]
    assert align(old, [{"quote": "d", "note": "y"}] * 2, ["quote"], settled=Settled({0: 1}, [0])) == [1, None]
