"""The time and the memory that a source's text takes grow with its length, whatever is in it."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from helpers.bounds import in_child
from positions.dataset.quotations.markup import html_text, markdown_text
from positions.dataset.quotations.search import SourceText, find_quotation

# each repeated to a megabyte: unclosed tags, quotation marks, entities and links, and signs without words
MARKS = ['"<a" ', "<a '\" ", "<", "</", "&", "&a", "&amp", "[a](", "[", "<!--", "<script>", "a\n", "# ", "*a"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are those of POSIX systems")


@pytest.mark.parametrize("read", [html_text, markdown_text], ids=["html", "markdown"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_megabyte_of_marks_is_read_within_bounds(mark: str, read: Callable[[str], str]) -> None:
    text = mark * (1_000_000 // len(mark))
    ended = in_child(lambda: _search(read(text)))
    assert ended.code == 0, ended.stderr
    assert ended.is_within_bounds(), ended


def _search(text: str) -> None:
    find_quotation("words that are not there", SourceText(text))


def test_a_tag_whose_quotation_mark_is_never_closed_is_text_and_the_next_is_a_tag() -> None:
    assert html_text('one <a title="x> two <b>three</b>') == 'one <a title="x> two three'


def test_line_breaks_within_a_tag_are_kept_at_the_next_space() -> None:
    assert html_text("<b\n>bold</b> next") == "bold\n next"
