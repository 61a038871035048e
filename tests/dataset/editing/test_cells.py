"""Which stance a word typed by a person names."""

from __future__ import annotations

import pytest

from positions.dataset.editing.plans.cells import find_stance
from positions.dataset.load import load_bytes
from positions.problems import UsageError

SCALES = {
    "levels": "five-point",
    "own": "{levels: {no: -1, yes: 1}}",
    "range": "{min: 0, max: 10}",
    "amount": "{min: 0, max: 10, neutral: none}",
    "nominal": "nominal",
}


def stance_of(scale: str, word: str) -> str | int | float:
    text = f"format: 1\ntitle: T\nscale: {SCALES[scale]}\nissues: {{i: {{title: I}}}}\n"
    text += "stakeholders: {a: {name: A}}\n"
    return find_stance(load_bytes(text.encode()), "i", word)


@pytest.mark.parametrize(
    ("scale", "word", "stance"),
    [
        ("levels", " support ", "support"),
        ("own", "yes", "yes"),
        ("range", "7", 7),
        ("range", "7.0", 7),
        ("range", "2.5", 2.5),
        ("range", "0", 0),
        ("amount", "10", 10),
        ("nominal", "rail", "rail"),
        *((scale, "silent", "silent") for scale in SCALES),
    ],
)
def test_a_label_a_number_or_a_state_is_a_stance(scale: str, word: str, stance: str | float) -> None:
    found = stance_of(scale, word)
    assert found == stance
    assert type(found) is type(stance)


@pytest.mark.parametrize(
    ("scale", "word", "hint"),
    [
        ("levels", "7", "strongly-oppose"),
        ("own", "support", "no, yes"),
        ("range", "11", "from 0 to 10"),
        ("range", "-1", "from 0 to 10"),
        ("range", "support", "from 0 to 10"),
        ("amount", "x", "from 0 to 10"),
    ],
)
def test_another_word_is_refused_with_what_there_is(scale: str, word: str, hint: str) -> None:
    with pytest.raises(UsageError, match="is not a stance on this scale") as raised:
        stance_of(scale, word)
    assert hint in str(raised.value.hint)
