"""What a reader sees is the text, without struck-out and hidden words, readings and footnote marks."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.models import Source
from positions.dataset.quotations import source_text
from positions.dataset.quotations.check import look_up, not_found
from positions.dataset.quotations.encodings import decode_text
from positions.dataset.quotations.markup import html_text, markdown_text, plain_text
from positions.dataset.quotations.search import Found, NotFound, SourceText, find_quotation
from positions.dataset.quotations.source_text import read_source_text

HIDING = [
    "<s>{}</s>",
    "<del>{}</del>",
    "<strike class=x>{}</strike>",
    "<DEL cite='a > b'>{}</DEL>",
    '<span style="display:none">{}</span>',
    "<span style='color: red; display : none'>{}</span>",
    '<span style="visibility:hidden">{}</span>',
    '<span style="text-decoration: red line-through">{}</span>',
    "<span style='color:red;text-decoration-line:underline line-through'>{}</span>",
    "<b hidden>{}</b>",
    '<b hidden="until-found">{}</b>',
    '<div hidden=""><p>{}<p>and<div>more</div></div>',
    "<span hidden>a<span>b</span>{}</span>",
    "<p hidden>{}<p>",
    "<ul><li hidden>{}<ul><li>x</ul><li></ul>",
    "<rp>(</rp><rt>{}</rt><rp>)</rp>",
    "<ruby><rt>{}</ruby>",
    "<script>{}</script>",
    "<!-- {} -->",
]


@pytest.mark.parametrize("hiding", HIDING)
@pytest.mark.parametrize("read", [html_text, markdown_text])
def test_what_is_not_seen_is_no_part_of_the_text(hiding: str, read: object) -> None:
    assert callable(read)
    text = SourceText(read(f"we will {hiding.format('secret')} fund\nbuses"))
    assert "secret" not in text.text
    assert isinstance(find_quotation("we will fund buses", text), Found)


@pytest.mark.parametrize(
    "page",
    [
        "we <ins>seen</ins> it",
        "we <b class=hidden>seen</b> it",
        "we <b data-hidden>seen</b> it",
        "we <b title='hidden display:none'>seen</b> it",
        "we <b style='display:block'>seen</b> it",
        "we <b style='text-decoration:underline'>seen</b> it",
        "we <s>seen it",  # never closed
        "we <s/>seen it",
        "we <br hidden>seen it",
        "we <span hidden>not</span><span>seen</span> it",
        "<p hidden>not<p>we seen it",
        "<table><tr><td hidden>not<td>we seen it</table>",
        "we <ruby>seen<rt>not</ruby> it",
        "we </s>seen it",
    ],
)
def test_what_is_seen_stays(page: str) -> None:
    text = html_text(page).split()
    assert text == ["we", "seen", "it"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("buses<sup>3</sup> from", "buses from"),
        ("buses.<sup>3</sup> From", "buses. From"),
        ("buses<sup>3, 4</sup> from", "buses from"),
        ("buses<sup>[3]</sup> from", "buses from"),
        ("buses<sup>*</sup> from", "buses from"),
        ("buses<sup><a href='#fn3'>3</a></sup> from", "buses from"),
        ("buses<a href='#fn3'><sup>3</sup></a> from", "buses from"),
        ("in 2019<sup class='footnote'>3</sup> from", "in 2019 from"),
        ("buses<sup class=reference><a href='#a'>[a]</a></sup> from", "buses from"),
        ("buses[3] from", "buses from"),
        ("buses [3, 4].", "buses."),
        ("CO<sub>2</sub> now", "CO2 now"),
        ("the 3<sup>rd</sup> bus", "the 3rd bus"),
        ("the 1<sup>er</sup> bus", "the 1er bus"),
        ("10<sup>6</sup> buses", "106 buses"),
        ("5 km<sup>2</sup> of land", "5 km2 of land"),
        ("x<sup>2</sup> is", "x2 is"),
        ("<sup>14</sup>C dating", "14C dating"),
        ("the T<sup>M</sup> bus", "the TM bus"),
        ("[1] Note", "[1] Note"),
        ("in [1999] we", "in [1999] we"),
    ],
)
def test_footnote_marks_go_and_other_raised_characters_stay(page: str, text: str) -> None:
    assert " ".join(html_text(page).split()) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("we ~~will not~~ will", "we  will"),
        ("we ~~will\nnot~~ will", "we \n will"),
        ("we ~~will\n\nnot~~ will", "we will\n\nnot will"),
        ("about ~5 or ~6", "about ~5 or ~6"),
        ("buses[^1] from\n\n[^1]: Note", "buses from\n\n[^1]: Note"),
        ("buses[^long-name] from", "buses from"),
        ("buses[1] from [a report](x.html)", "buses from a report"),
        ("buses\\[1\\] from", "buses from"),
        ("see [2020](x.html)", "see 2020"),
        ("H~2~O and `code`", "H~2~O and code"),
    ],
)
def test_markdown(text: str, seen: str) -> None:
    assert markdown_text(text) == seen


def test_quoted_mail_is_read_without_its_marks() -> None:
    text = SourceText(plain_text("> we want\n> > night\n>buses\nat >5 places\n>5% of\n"))
    assert text.text == "we want\nnight\nbuses\nat >5 places\n>5% of\n"
    found = find_quotation("we want night buses", text)
    assert isinstance(found, Found)
    assert found.line == 1


def test_a_figure_that_is_glued_to_a_word_may_be_a_footnote_mark() -> None:
    text = SourceText("we want night buses12 in the town, and buses,3 too")
    result = find_quotation("night buses in the town", text)
    assert isinstance(result, NotFound)
    hint = not_found(result, "s.pdf").hint
    assert hint is not None
    assert hint.endswith("12 may be a footnote mark: quote over it with `buses[12]`")
    assert isinstance(find_quotation("night buses[12] in the town", text), Found)
    other = find_quotation("night buses13 in the town", text)
    assert isinstance(other, NotFound)
    assert "footnote" not in (not_found(other, "s.pdf").hint or "")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=windows-1252><p>a’s".encode("cp1252"), "a’s"),
        (
            '<meta http-equiv=Content-Type content="text/html; charset=ISO-8859-1"><p>a’s'.encode("cp1252"),
            "a’s",
        ),
        ("<?xml version='1.0' encoding='ISO-8859-2'?><p>ł".encode("iso8859-2"), "ł"),
        ('<META CHARSET="Shift_JIS"><p>日本'.encode("cp932"), "日本"),
        ("<meta charset='iso-2022-jp'><p>日本".encode("iso2022_jp"), "日本"),
        ("<meta charset=windows-1252><p>a’s".encode(), "a’s"),  # saved anew as UTF-8
        ("<meta charset=latin-1><p>a’s".encode("utf-8-sig"), "a’s"),
        ("<meta charset=utf-16><p>a’s".encode(), "a’s"),
        ("<p>a’s".encode("utf-16"), "a’s"),
        (b"<meta charset=windows-1252><p>a\x81s", "a\x81s"),
        (b"<meta charset=unicode_escape><p>a\\x41", "a\\x41"),
        (b"<meta charset=nonsense><p>a", "a"),
    ],
)
def test_the_encoding_that_a_page_declares_is_used(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.html").write_bytes(data)
    source = read_source_text(tmp_path / "a.html")
    assert isinstance(source, SourceText)
    assert source.text.strip("\u2028\ufeff") == text


def test_a_plain_text_declares_by_its_byte_order_mark_alone() -> None:
    assert decode_text("a’s".encode("utf-16-be").join((b"\xfe\xff", b"")), marked_up=False) == "a’s"
    with pytest.raises(UnicodeDecodeError):
        decode_text("<meta charset=windows-1252>a’s".encode("cp1252"), marked_up=False)


def test_right_to_left_text_of_a_pdf_that_is_not_found_is_not_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    (tmp_path / "a.txt").write_text("\u05d0\u05d1 buses", encoding="utf-8")
    monkeypatch.setattr(source_text, "read_source_text", lambda path: SourceText("\u05d1\u05d0 buses"))
    source = Source(title="S", text="a.pdf")
    result, problem = look_up("\u05d0\u05d1", source, tmp_path)
    assert result is None
    assert problem is not None
    assert (problem.code, problem.severity) == ("right-to-left-pdf", "warning")
    assert isinstance(look_up("buses", source, tmp_path)[0], Found)
    assert isinstance(look_up("trams", source, tmp_path)[0], NotFound)
    assert isinstance(look_up("\u05d0\u05d2", Source(title="S", text="a.txt"), tmp_path)[0], NotFound)


PIECES = [
    "<s>",
    "</s>",
    "<p hidden>",
    "</p>",
    "<rt>",
    "<sup>",
    "</sup>",
    "3",
    "a",
    " ",
    "\n",
    "[1]",
    "<b hidden>",
    "</b>",
]


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "<li hidden>", "<ul>", "</ul>", "~~", "[^1]", "> "])))
def test_lines_are_never_more_than_the_files(pieces: list[str]) -> None:
    page = "".join(pieces)
    for read in (html_text, markdown_text, plain_text):
        assert read(page).count("\n") <= page.count("\n")


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(["we", "want", "buses", "now"]), min_size=2, max_size=8), st.data())
def test_hiding_words_takes_away_those_and_no_others(words: list[str], data: st.DataObject) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(words) - 1), max_size=len(words)))
    hiding = data.draw(st.sampled_from([it for it in HIDING if "<p" not in it and "<ul" not in it]))
    page = " ".join(hiding.format(word) if at in hidden else word for at, word in enumerate(words))
    assert html_text(page).split() == [word for at, word in enumerate(words) if at not in hidden]


@pytest.mark.parametrize(
    "piece", [*PIECES, "~~a ", "[^", "[1", "a[1] ", ">", "> > ", "<s>a", "<sup>3", "<rt>", "a <a><sup>"]
)
def test_time_is_in_proportion_to_the_length(piece: str) -> None:
    for read in (html_text, markdown_text, plain_text):
        started = time.process_time()
        read(piece * 40_000)
        assert time.process_time() - started < 3
