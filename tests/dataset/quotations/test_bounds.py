"""The time and the memory that a source's text takes grow with its length, whatever is in it."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from helpers.bounds import MOST_SECONDS, in_child
from helpers.examples import SMALLER
from positions.dataset.quotations.markup import html_text, markdown_text
from positions.dataset.quotations.search import Found, NotFound, SourceText, find_quotation

# each repeated to a megabyte, or to a quarter in everyday runs: unclosed tags, quotation marks, entities and
# links, and signs without words
MARKS = ['"<a" ', "<a '\" ", "<", "</", "&", "&a", "&amp", "[a](", "[", "<!--", "<script>", "a\n", "# ", "*a"]

_LENGTH = 1_000_000 if SMALLER == 1 else 250_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are those of POSIX systems"),
]


@pytest.mark.parametrize("read", [html_text, markdown_text], ids=["html", "markdown"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_megabyte_of_marks_is_read_within_bounds(mark: str, read: Callable[[str], str]) -> None:
    text = mark * (_LENGTH // len(mark))
    ended = in_child(lambda: _search(read(text)))
    assert ended.code == 0, ended.stderr
    assert ended.is_within_bounds(), ended
    assert ended.seconds < MOST_SECONDS * _LENGTH / 1_000_000, ended


def _search(text: str) -> None:
    find_quotation("words that are not there", SourceText(text))


def test_a_tag_whose_quotation_mark_is_never_closed_is_text_and_the_next_is_a_tag() -> None:
    assert html_text('one <a title="x> two <b>three</b>') == 'one <a title="x> two three'


def test_line_breaks_within_a_tag_are_kept_at_the_next_space() -> None:
    assert html_text("<b\n>bold</b> next") == "bold\n next"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a " * 500_000, " ... ".join(["a"] * 30)),
        ("b " + "a " * 500_000, " ... ".join([*["a"] * 29, "b"])),
        ("a" * 1_000_000, " ... ".join(["aa"] * 30)),
        ("a" * 1_000_000, "a"),
        ("xa " * 300_000 + "b", "[x]a " * 2000 + "b"),
        ("a" * 1_000_000, "a[aaaaaa]a[aaaaaa]a[aaaaaa]b"),
        ("a–b " * 250_000, "a–b " * 5000 + "c"),
    ],
    ids=["letters", "in vain", "one word", "within a word", "brackets", "in one word", "dashes"],
)
def test_a_quotation_of_parts_that_are_everywhere_ends_within_bounds(text: str, quote: str) -> None:
    ended = in_child(lambda: print(find_quotation(quote, SourceText(text))))
    assert ended.code == 0, ended.stderr
    assert ended.is_within_bounds(), ended


def test_the_index_of_a_long_text_takes_little_memory() -> None:
    ended = in_child(lambda: _search("& %" * 100_000 + "&" * 10_000_000))
    assert ended.code == 0, ended.stderr
    assert ended.is_within_bounds(), ended
    assert ended.bytes - in_child(lambda: None).bytes < 200_000_000, ended


def test_what_is_given_up_is_a_note_and_no_error() -> None:
    result = find_quotation("a ... b", SourceText("b " * 600_000 + "a " * 600_000))
    assert isinstance(result, NotFound)
    assert result.gave_up


def test_parts_that_are_everywhere_are_found_at_their_first_places() -> None:
    found = find_quotation("a ... a ... a", SourceText("b " + "a " * 300_000))
    assert isinstance(found, Found)
    assert (found.start, found.end) == (2, 7)
