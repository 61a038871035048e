"""Names in the tree of characters are cut to its column, whatever they are made of and however long."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.bounds import in_child
from helpers.examples import examples
from positions.measures.structure.linkage import Merge
from positions.reports.blocs.dendrogram import dendrogram

MOST = 26
LETTERS = st.text(st.sampled_from("aé漢e\u0301 \t"), min_size=1, max_size=60).filter(str.strip)


def columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def label_of(name: str) -> str:
    """Return what the tree of two actors prints for the first."""
    drawing = dendrogram([name, "b"], [1, 2], [0, 1], [Merge(0, 1, 0.5, 2)])
    return drawing.lines[0].removeprefix("1  ")


@settings(max_examples=examples(150), deadline=None)
@given(LETTERS)
def test_the_longest_beginning_that_fits_is_printed(name: str) -> None:
    tidy = " ".join(name.split())
    kept = tidy
    if columns(tidy) > MOST:
        while columns(kept) > MOST - 1:
            kept = kept[:-1]
        kept = kept.rstrip() + "…"
    assert label_of(name).startswith(kept)


def test_a_very_long_name_is_cut_at_once() -> None:
    ended = in_child(lambda: print(len(label_of("long name " * 13_000))))
    assert ended.code == 0, ended.stderr
    assert ended.seconds < 5, ended
