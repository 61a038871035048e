"""Suggestions for stances: by meaning, and never on the other side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.dataset.stance_words.word_lists import NEGATIONS, NO_SIDE, SIDES, STRENGTHS
from positions.vocabulary import NON_POSITIONS

FOR_AGAINST = Scale("levels", {"against": -1.0, "for": 1.0})
RATINGS = Scale(
    "levels",
    {"rejects": -3.0, "sceptical": -1.0, "open-minded": 0.0, "warm": 1.0, "endorses": 3.0},
    -3.0,
    3.0,
)
SCALES = (FIVE_POINT, THREE_POINT, FOR_AGAINST, RATINGS)
SIDED = sorted(word for word, side in SIDES.items() if side)


def suggested(word: str, scale: Scale | None = FIVE_POINT) -> list[str]:
    hint = suggest_stance(word, scale)
    return (
        [] if hint is None else hint.removeprefix("did you mean ").rstrip("?").replace("'", "").split(" or ")
    )


def sides_of(labels: list[str], scale: Scale) -> set[int | None]:
    return {scale.side(scale.labels[label]) for label in labels if label not in NON_POSITIONS}


@pytest.mark.parametrize(
    ("word", "labels"),
    [
        ("strongly-against", ["strongly-oppose"]),
        ("strongly agianst", ["strongly-oppose"]),
        ("unopposed", []),
        ("not support", []),
        ("not opposed", []),
        ("no objection", []),
        ("un-supportive", []),
        ("contra", ["oppose"]),
        ("against", ["oppose"]),
        ("in favour", ["support"]),
        ("in favor of", ["support"]),
        ("Unfavorable", ["oppose"]),
        ("unfavourable", ["oppose"]),
        ("agree", ["support"]),
        ("dissagree", ["oppose"]),
        ("Strongly Agree", ["strongly-support"]),
        ("for", ["support"]),
        ("pro", ["support"]),
        ("yes", ["support"]),
        ("No", ["oppose"]),
        ("+", ["support"]),
        ("-", ["oppose"]),
        ("\u2212", ["oppose"]),
        ("++", ["strongly-support"]),
        ("--", ["strongly-oppose"]),
        ("unknown", ["silent", "undecided"]),
        ("no position", ["silent", "declined"]),
        ("n/a", ["not-applicable"]),
        ("don\u2019t know", ["undecided"]),
        ("for and against", ["mixed"]),
        ("neither agree nor disagree", ["neutral"]),
        ("abstain", ["neutral", "declined"]),
        ("opose", ["oppose"]),
        ("Suport", ["support"]),
        ("nuetral", ["neutral"]),
        ("silnt", ["silent"]),
        ("bicycle", []),
        ("", []),
        ("x" * 10_000, []),
    ],
)
def test_the_usual_words_are_understood(word: str, labels: list[str]) -> None:
    assert suggested(word) == labels


def test_labels_of_an_own_scale_go_by_their_value() -> None:
    assert suggested("against", RATINGS) == ["sceptical"]
    assert suggested("strongly against", RATINGS) == ["rejects"]
    assert suggested("abstain", RATINGS) == ["open-minded", "declined"]
    assert suggested("sceptcal", RATINGS) == ["sceptical"]


def test_labels_without_sides_go_by_their_own_words() -> None:
    votes = Scale.nominal(("yes", "no", "increase", "decrease"))
    assert suggested("against", votes) == ["no"]
    assert suggested("agree", votes) == ["yes"]
    assert suggested("incrase", votes) == ["increase"]
    assert suggested("dncrease", votes) == []  # as much like one as like the other


def test_words_that_a_table_names_are_suggested_too() -> None:
    also: dict[str, float | str] = {"Aye": 1.0, "No": -1.0, "away": "silent"}
    assert suggest_stance("in favour", None, also) == "did you mean 'Aye'?"
    assert suggest_stance("nay", None, also) == "did you mean 'No'?"
    assert suggest_stance("awya", None, also) == "did you mean 'away'?"
    coded: dict[str, float | str] = {"Aye": "support", "No": "oppose"}
    assert suggest_stance("noo", THREE_POINT, coded) == "did you mean 'No'?"


@given(st.sampled_from(SCALES), st.sampled_from(SIDED), st.sampled_from(["", *sorted(STRENGTHS)]))
def test_a_word_for_a_side_suggests_that_side(scale: Scale, word: str, strength: str) -> None:
    written = word if word in "+-" else f"{strength} {word}"
    assert sides_of(suggested(written, scale), scale) == {SIDES[word]}


@given(
    st.sampled_from(SCALES),
    st.sampled_from([word for word in SIDED if len(word) >= 6]),
    st.sampled_from(["", *sorted(STRENGTHS)]),
    st.data(),
)
def test_a_slip_of_the_pen_never_suggests_the_other_side(
    scale: Scale, word: str, strength: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnoprstuvwxyz"))
    misspelt = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert sides_of(suggested(f"{strength}-{misspelt}", scale), scale) <= {SIDES[word]}


@given(
    st.sampled_from(SCALES),
    st.sampled_from(SIDED),
    st.sampled_from([*(f"{word} " for word in sorted(NEGATIONS)), "un", "non", "non-"]),
    st.sampled_from(["", "strongly ", "slightly "]),
)
def test_a_negated_word_never_suggests_its_side(
    scale: Scale, word: str, negation: str, strength: str
) -> None:
    negated = f"{strength}{negation}{word}"
    if negated in NO_SIDE or negated in SIDES:
        return  # a set phrase or word of its own, as "unsupportive"
    assert SIDES[word] not in sides_of(suggested(negated, scale), scale)


@given(st.sampled_from(SCALES), st.text(max_size=30))
def test_any_text_gets_labels_of_one_side_or_none(scale: Scale, text: str) -> None:
    labels = suggested(text, scale)
    assert set(labels) <= {*scale.labels, *NON_POSITIONS}
    assert len(sides_of(labels, scale)) <= 1
