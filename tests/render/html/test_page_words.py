"""Sentences of the page: the tree in words, and who is without a position in a pair."""

from __future__ import annotations

import pytest

from helpers.studies import example
from positions.render.html.cells import share_td
from positions.render.html.details import verdict_words
from positions.render.html.tree import in_words
from positions.reports.page.report import page
from positions.tables import Share, StanceCell


def test_the_tree_is_told_in_sentences_that_keep_its_groups_apart() -> None:
    assert in_words(page(example())) == [
        "CCN and Government join at 100% of 2.",
        "Localis joins the group of CCN and Government at 100%, on average over 2 pairs.",
        "LGA joins the group of Localis, CCN and Government at 69%, on average over 3 pairs.",
    ]


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (("silent", "silent"), "both silent"),
        (("not-researched", "not-researched"), "both not researched"),
        (("silent", "undecided"), "A silent, B undecided"),
    ],
)
def test_of_two_without_a_position_both_are_named(states: tuple[str, str], words: str) -> None:
    a, b = (StanceCell(state) for state in states)
    assert verdict_words(a, b, ("A", "B")) == words


@pytest.mark.parametrize(("left", "right", "words"), [(100.0, 300.0, "200 t apart"), (0.3, 0.3, "same")])
def test_two_amounts_are_the_same_or_so_far_apart(left: float, right: float, words: str) -> None:
    a, b = (StanceCell("position", value=value, unit="t") for value in (left, right))
    assert verdict_words(a, b, ("A", "B")) == words


def test_what_is_coded_with_low_confidence_are_positions_and_not_sources() -> None:
    (said,) = [text for text in page(example()).overview if "low confidence" in text]
    assert said == (
        "The evidence is from 1 source, 5 of the positions are coded with low confidence and 3 depend on a "
        "condition."
    )


@pytest.mark.parametrize("effective", [1.0, 400.0])
def test_a_share_below_one_per_cent_is_text_and_no_element(effective: float) -> None:
    shown = share_td(Share(value=1 / 300, shared=400, conditional=0, effective=effective), None)
    assert "&lt;1%" in shown
    assert "<1" not in shown
