"""Names that look alike have one key."""

import pytest

from positions.names import alike_key


@pytest.mark.parametrize(
    "text",
    ["Ann\u00a0O'Lee", "Ann  O\u2019Lee ", "Ann\u200b O'L\u200dee", "ANN O\u02bcLEE", "\ufeffAnn O'Lee"],
)
def test_names_that_look_alike_have_one_key(text: str) -> None:
    assert alike_key(text) == alike_key("Ann O'Lee")


def test_accents_may_stand_apart_and_still_count() -> None:
    assert alike_key("Zoe\u0308") == alike_key("Zo\u00eb") != alike_key("Zoe")
