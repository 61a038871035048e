"""Columns that add something to the answers of another: by bisection as by a plain loop over all pairs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.exchange.tables.values.headings import beside_others

ADDED = ("comment", "note", "why")
HEADINGS = st.lists(st.sampled_from(["q1", "q10", "tolls", "should", "on", *ADDED]), min_size=1, max_size=4)


def adds_to(words: list[str], other: list[str]) -> bool:
    """Return whether a heading is another one, or its beginning, with a word of `ADDED` behind or before."""
    firsts = [words[:-1]] if words[-1] in ADDED else []
    if words[0] in ("comment", "note"):
        firsts.append(words[2:] if words[1:2] == ["on"] else words[1:])
    return any(first and other[: len(first)] == first for first in firsts)


@given(st.lists(HEADINGS, min_size=1, max_size=6, unique_by=" ".join))
@settings(max_examples=examples(200), deadline=None)
def test_each_column_is_beside_those_that_a_plain_loop_finds(table: list[list[str]]) -> None:
    found = beside_others(" ".join(words) for words in table)
    assert found == {
        " ".join(words) for words in table if any(adds_to(words, other) for other in table if other != words)
    }
