"""Marks: each stance and each state its own, in Unicode and in ASCII, with a legend of what occurs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.random_reports import HOSTILE, LEVELS, STATES, shares, stances
from positions.render.common.marks import legend, mark, marked
from positions.render.common.text import is_thin, share_text, visible
from positions.rounding import percent
from positions.rounding import two_decimals as number
from positions.tables import Share, StanceCell


def held(
    label: str, basis: str | None = None, confidence: str | None = None, condition: str | None = None
) -> StanceCell:
    value = LEVELS[label]
    return StanceCell(
        "position",
        label,
        float(value),
        (value > 0) - (value < 0),
        abs(value) / 2,
        basis,
        confidence,
        condition,
        grades=2,
    )


EVERY = [*(held(label) for label in LEVELS), *(StanceCell(state) for state in STATES)]


@pytest.mark.parametrize("ascii", [False, True])
def test_no_two_marks_are_alike(ascii: bool) -> None:
    signs = [mark(cell, ascii=ascii) for cell in EVERY]
    assert len(set(signs)) == len(signs)
    assert all(sign.isascii() for sign in signs) or not ascii


def test_marks_of_the_usual_scales() -> None:
    assert [mark(held(label)) for label in LEVELS] == ["−−", "−", "0", "+", "++"]
    assert mark(StanceCell("position", "support", 1.0, 1, 1.0, grades=1)) == "+"
    assert mark(StanceCell("position", "never", -4.0, -1, 1.0, grades=3)) == "−4"
    assert mark(StanceCell("position", None, 62.5, 1, 0.25)) == "62.5"
    assert mark(StanceCell("position", "tram", 1.0)) == "tram"


@given(st.lists(stances(), max_size=8), st.booleans())
def test_the_legend_tells_every_sign_that_occurs_and_no_other(cells: list[StanceCell], ascii: bool) -> None:
    entries = legend(cells, ascii=ascii)
    signs = {entry.sign for entry in entries}
    assert len(signs) == len(entries)
    for cell in cells:
        text = marked(cell, ascii=ascii)
        assert mark(cell, ascii=ascii) in signs
        assert all(sign in signs for sign in text[len(mark(cell, ascii=ascii)) :])
    texts = [marked(cell, ascii=ascii) for cell in cells]
    assert all(any(sign in text for text in texts) for sign in signs)


def test_conditions_and_weak_evidence_are_marked() -> None:
    assert marked(held("support", condition="if", basis="inferred")) == "+*°"
    assert marked(held("support", confidence="low", basis="stated")) == "+°"
    assert marked(held("support", basis="reported", confidence="medium")) == "+"
    assert marked(StanceCell("silent", basis="none")) == "·"


@given(st.floats(0, 1))
def test_only_none_and_all_read_as_none_and_all(share: float) -> None:
    assert (percent(share) == "0%") == (share == 0)
    assert (percent(share) == "100%") == (share == 1)
    assert abs(float(percent(share).strip("<>%")) / 100 - share) <= 0.0100001


def test_shares_as_people_read_them() -> None:
    assert share_text(Share(2 / 3, 6)) == "67% of 6"
    assert share_text(Share(1.0, 4, 1)) == "100% of 4 *1"
    assert share_text(Share(1.0, 2)) == "(100% of 2)"
    assert share_text(Share(None, 0)) == "– of 0"
    assert share_text(Share(0.5, 4, low=0.2, high=0.8)) == "50% of 4 [20%–80%]"
    assert share_text(Share(None, 1), compact=True, ascii=True) == "-/1"


@given(shares())
def test_a_thin_share_never_looks_like_a_solid_one(share: Share) -> None:
    text = share_text(share)
    assert text.startswith("(") == is_thin(share)
    assert str(share.shared) in text


def test_numbers_as_people_read_them() -> None:
    assert [number(value) for value in (3, 0.0, 1.25, -57.333, 0.00123)] == [
        "3",
        "0.00",
        "1.25",
        "-57.33",
        "0.0012",
    ]


@given(st.text() | st.sampled_from(HOSTILE))
def test_visible_text_is_one_line_in_which_nothing_acts(text: str) -> None:
    seen = visible(text)
    assert seen == visible(seen)
    assert seen.strip() == seen
    assert not any(sign in seen for sign in "\x1b\x07\n\r\t\x00\u202e\u2066\u2028\x9b\ufeff")
    seen.encode("utf-8")


def test_no_sign_that_can_be_printed_acts() -> None:
    """What `visible` takes as harmless without looking at each sign is so, in this version of Unicode."""
    printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert not {unicodedata.category(sign) for sign in printable} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert visible(f"x\u200d\u202e{printable[-1000:]}") == f"x\u200d\\u202e{printable[-1000:]}"


def test_joined_emoji_and_other_scripts_stay_whole() -> None:
    for text in ("👩‍👩‍👧", "日本語", "שלום", "क्‍ष", "naïve café"):
        assert visible(text) == text


def test_a_mark_of_several_scales_has_the_words_of_each() -> None:
    yes, support = (StanceCell("position", label, 1.0, 1, 1.0, grades=1) for label in ("yes", "support"))
    cells = [support, yes, support, held("strongly-support"), held("oppose")]
    assert [(entry.sign, entry.words) for entry in legend(cells)] == [
        *(("++", "strongly support"), ("+", "support or yes"), ("−", "oppose")),
    ]


def test_numbers_are_told_by_the_range_that_they_stand_on() -> None:
    def number(extent: tuple[float, float | None, float], unit: str | None = None) -> StanceCell:
        return StanceCell("position", value=3.0, unit=unit, extent=extent)

    cells = [number((0, 5, 10)), number((-4, 0, 4)), number((0, 0, 1)), number((0, None, 100), "%")]
    cells += [number((0, None, 100), "points"), number((0, None, 100))]
    assert [(entry.sign, entry.words) for entry in legend([*cells, *cells])] == [
        ("0 to 10", "against below 5, for above 5"),
        ("−4 to 4", "against below 0, for above 0"),
        ("0 to 1", "for above 0"),
        ("0 to 100", "an amount (% or points)"),
    ]
    assert legend(cells, ascii=True)[1].sign == "-4 to 4"
    assert legend(cells, words=True) == ()


def test_frequencies_are_explained_where_they_stand_in_words() -> None:
    cell = StanceCell("position", "support", 1.0, 1, 0.5, frequency=(2, 1, 0))
    (entry,) = [found for found in legend([cell], words=True) if found.sign == "(n:n)"]
    assert entry.words == "statements for, against and, where there are any, neutral"
    assert not [found for found in legend([cell]) if found.sign == "(n:n)"]
    assert not [found for found in legend([held("support")], words=True) if found.sign == "(n:n)"]


def test_what_is_withheld_is_told_from_what_a_filter_left_out() -> None:
    both = [StanceCell("excluded"), StanceCell("excluded", label="withheld")]
    assert [entry.words for entry in legend(both)] == ["left out by a filter or withheld"]
    assert [entry.words for entry in legend(both[1:])] == ["withheld"]
