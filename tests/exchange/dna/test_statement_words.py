"""Spans of statements, counted in UTF-16 units and grown to whole words."""

import pytest

from positions.exchange.dna.statement_words import cut_words


@pytest.mark.parametrize(
    ("text", "marked", "words"),
    [
        ("We want the bus now", "want the bus", "want the bus"),
        ("We want the bus now", "ant the bu", "want the bus"),
        ("We want the bus now", "We", "We"),
        ("We want the bus now", "e", "We"),
        ("We want the bus now", "no", "now"),
        ("We want bus-lanes now", "lanes", "bus-lanes"),
        ("We want bus-lanes now", "bus", "bus-lanes"),
        ("😀 Wir wollen Bäume", "wollen", "wollen"),
        ("😀😀 Wir wollen Bäume", "olle", "wollen"),
        ("😀 Wir wollen Bäume", "Bäum", "Bäume"),
    ],
)
def test_a_span_grows_to_the_words_that_it_cuts(text: str, marked: str, words: str) -> None:
    before = text[: text.index(marked)]
    start, length = (len(part.encode("utf-16-le")) // 2 for part in (before, marked))
    assert cut_words(text, start, start + length) == words
