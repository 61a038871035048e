"""Names that look alike have one key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.names import alike_key, name_key, tidy_name


@pytest.mark.parametrize(
    "text",
    ["Ann\u00a0O'Lee", "Ann  O\u2019Lee ", "Ann\u200b O'L\u200dee", "ANN O\u02bcLEE", "\ufeffAnn O'Lee"],
)
def test_names_that_look_alike_have_one_key(text: str) -> None:
    assert alike_key(text) == alike_key("Ann O'Lee")


def test_accents_may_stand_apart_and_still_count() -> None:
    assert alike_key("Zoe\u0308") == alike_key("Zo\u00eb") != alike_key("Zoe")


@given(st.text("aK'\u00a0\u2003\u200b\u00ad\u200c\u200d\u0301\u0323\u212aé\u0915\ufe0f\t ", max_size=8))
@settings(max_examples=examples(300))
def test_a_tidied_name_is_tidy(text: str) -> None:
    for read in (tidy_name, name_key, alike_key):
        assert read(read(text)) == read(text)
