"""HTML: escaped by construction, loading nothing, with every cell a number or a mark."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.random_reports import HOSTILE, WORDS, made_up, reports
from positions.one_line import isolated
from positions.render.common.text import visible
from positions.render.html.build import Markup, el, link, prose, script_data
from positions.render.html.cells import share_td, short_td
from positions.render.html.document import document
from positions.render.registry import REGISTRY, RenderOptions
from positions.rounding import percent
from positions.tables import Report, Share


class Reader(HTMLParser):
    """What a browser makes of a page: its elements, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def html(report: Report) -> str:
    text = REGISTRY["html"].render(report)
    assert isinstance(text, str)
    return text


@given(WORDS, WORDS)
@settings(max_examples=examples(100), deadline=None)
def test_text_and_attributes_come_out_as_they_went_in(text: str, attribute: str) -> None:
    read = Reader(el("p", text, title=attribute))
    assert [tag for tag, _ in read.tags] == ["p"]
    assert read.tags[0][1] == {"title": visible(attribute)}
    assert "".join(read.text).strip() == isolated(visible(text))


def test_markup_is_not_escaped_twice_and_text_keeps_the_spaces_that_part_it() -> None:
    assert el("p", "a ", el("b", "<"), " & ", None, Markup("<br>")) == "<p>a <b>&lt;</b> &amp; <br></p>"
    assert el("line", x1="1", hidden=False, focusable=True) == '<line x1="1" focusable/>'
    assert prose("run `a < b` now") == "run <code>a &lt; b</code> now"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "https://example.org/a?b=1&c=(2)#d",
        "HTTPS://EXAMPLE.ORG",
        "mailto:a@example.org",
    ],
)
def test_addresses_of_the_web_and_of_mailboxes_are_links(address: str) -> None:
    [(tag, attributes)] = Reader(link("There", address)).tags
    assert (tag, attributes["href"], attributes["rel"]) == ("a", address, "noopener noreferrer")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>1</script>",
        "file:///etc/passwd",
        "//example.org",
        "vbscript:x",
        "https://example.org/ onmouseover=x",
        'https://example.org/"><script>',
        "https://example.org/\u202egro",
        "www.example.org",
        "",
    ],
)
def test_other_addresses_are_text(address: str) -> None:
    shown = link("There", address)
    assert Reader(shown).tags == []
    assert "".join(Reader(shown).text).startswith("There")


@given(st.dictionaries(WORDS, st.lists(WORDS | st.none() | st.integers())) | WORDS)
@settings(max_examples=examples(100), deadline=None)
def test_data_for_a_script_cannot_end_it_and_is_read_back(value: object) -> None:
    data = script_data(value)
    assert not set("<>&\u2028\u2029") & set(data)

    def clean(part: object) -> object:
        if isinstance(part, str):
            return part.encode("utf-8", "replace").decode("utf-8")
        if isinstance(part, dict):
            return {clean(key): clean(item) for key, item in part.items()}
        return [clean(item) for item in part] if isinstance(part, list) else part

    assert json.loads(data) == clean(value)


@given(reports())
@settings(max_examples=examples(40), deadline=None)
def test_no_text_of_the_data_becomes_an_element(report: Report) -> None:
    page = html(report)
    assert page.startswith("<!doctype html>\n<html lang=")
    names = {tag for tag, _ in Reader(page).tags}
    known = """html head meta title link style body header main footer section div p ul li h1 h2 b a span
        small code pre table caption thead tbody tr th td strong q"""
    assert names <= set(known.split())


@given(reports())
@settings(max_examples=examples(40), deadline=None)
def test_the_policy_names_the_style_and_allows_nothing_else(report: Report) -> None:
    page = html(report)
    [policy] = [attributes["content"] for tag, attributes in Reader(page).tags if "http-equiv" in attributes]
    [style] = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert "<script" not in page
    assert not re.search(r"<[^>]+ (style|on\w+)=", page.partition("<body>")[2])


def test_tables_are_tables() -> None:
    page = html(made_up(3, 2))
    headings = [attributes for tag, attributes in Reader(page).tags if tag == "th"]
    assert headings
    assert all(attributes["scope"] in ("row", "col") for attributes in headings)
    assert page.count("<table") == page.count("<caption>")


def test_hostile_words_are_all_there() -> None:
    for words in HOSTILE:
        assert isolated(visible(words).strip()) in "".join(Reader(el("p", words)).text)


@given(st.floats(0, 1) | st.none(), st.integers(0, 300), st.integers(0, 5))
@settings(max_examples=examples(100), deadline=None)
def test_a_coloured_cell_always_holds_its_number_and_a_thin_one_is_marked(
    value: float | None, shared: int, conditional: int
) -> None:
    share = Share(value, shared, conditional)
    for cell in (share_td(share, None), short_td(share)):
        said = "".join(Reader(cell).text)
        assert str(shared) in said
        assert (percent(value) if value is not None else "–") in said
        assert (f"*{conditional}" in said) == bool(conditional)
        assert ("(" in said) == (value is not None and shared < 3)


def test_only_the_tables_asked_for() -> None:
    page = REGISTRY["html"].render(made_up(3, 2), RenderOptions(tables=("agreement",)))
    assert str(page).count("<table") == 1


def test_a_title_from_right_to_left_keeps_its_place_over_printed_pages() -> None:
    shown = document("T", [], running="أسماء: 12 actors")
    assert 'content: "\u2068أسماء\u2069: 12 actors"' in shown
