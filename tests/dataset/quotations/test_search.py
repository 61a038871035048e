"""Quotations found and not found: each rule by hand, then by the thousand, then by properties."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.disturb import TYPOGRAPHY, Cutter
from helpers.examples import examples
from helpers.paths import DATA
from positions.dataset.quotations.markup import markdown_text
from positions.dataset.quotations.parts import MOST_LEFT_OUT, MOST_LEFT_OUT_BESIDE_SHORT
from positions.dataset.quotations.search import Found, NotFound, SourceText, find_quotation
from positions.dataset.quotations.wording import wording_of

TYPOGRAPHIC = DATA / "source_texts" / "typography.txt"

SAME = [
    ("don't stop", "don’t stop", "a straight apostrophe"),
    ('he said "we agree" twice', "he said ‘we agree’ twice", "the kind of quotation mark"),
    ("he said we agree", "he said “we agree”", "quotation marks left out"),
    ("“we agree”", "and we agree.", "the quotation's own marks"),
    ("of employment. But the truth", "of employment.\n\n“But the truth", "a mark opening each paragraph"),
    ("economy -- where wealth", "economy – where wealth", "the kind of dash"),
    ("economy—where wealth", "economy – where wealth", "spaces around a dash"),
    ("world‑class", "world-class", "a hyphen that does not break"),
    ("a  b\u00a0c\td\u202fe", "a b\nc d\r\n   e", "white space"),
    ("41 %", "41\u00a0%", "white space inside a figure's unit"),
    ("the devolution deal", "the devolu-\ntion deal", "hyphenation at a line's end"),
    ("the devolution deal", "the devolu\u00ad\ntion deal", "a soft hyphen at a line's end"),
    ("the devolu- tion deal", "the devolution deal", "hyphenation pasted into the quotation"),
    ("a locally-led plan", "a locally-\nled plan", "a compound's hyphen at a line's end"),
    ("short- and long-term plans", "short- and long-term plans", "a hyphen that waits for its word"),
    ("A short- … plans", "A short-\nand long-term plans", "a hyphen before left-out words"),
    ("and long-term plans", "short-\nand long-term plans", "the word after it on the next line"),
    ("and long-term plans", "short- and long-term plans", "the word after it"),
    ("devolution", "de\u00advo\u200blu\u2060tion", "soft hyphens and invisible signs"),
    ("fluffy office first", "ﬂuﬀy oﬃce ﬁrst", "ligatures"),
    ("manoeuvre", "manœuvre", "letters written together"),
    ("café", "cafe\u0301", "an accent of its own"),
    ("half: ½", "half: 1/2", "a fraction in one sign"),
    ("1½ miles", "1 1/2 miles", "a fraction after a figure"),
    ("CO₂ emissions", "CO2 emissions", "a lowered figure"),
    ("ＧＶＡ", "GVA", "full-width letters"),
    ("改革を支持する", "政府は改革を\n支持する", "scripts without spaces"),
    ("we agree.", "we agree, but", "a full stop where the sentence goes on"),
    ("we agree", "we agree!", "a sentence's end left out"),
    ("; we agree,", "so we agree", "punctuation at the ends"),
    ("−5% or less", "fell by –5% or less", "the kind of minus"),
    ("mot juste: oui", "mot juste\u00a0: oui", "a space before a colon"),
]

DIFFERENT = [
    ("Every town", "every town", "letter case"),
    ("form", "reform", "part of a word"),
    ("reform the", "reform them", "part of the last word"),
    ("compliance", "non-compliance", "part of a compound"),
    ("form", "re-\nform", "part of a word across lines"),
    ("41%", "14%", "figures"),
    ("1", "1,000", "part of a figure"),
    ("000 people", "1,000 people", "the end of a figure"),
    ("5", "3.5", "the end of a decimal"),
    ("41", "41%", "a figure without its unit"),
    ("5 million", "£5 million", "a figure without its currency"),
    ("5%", "fell -5%", "a figure without its sign"),
    ("-5%", "rose 5%", "a sign without its figure"),
    ("11/2 miles", "1½ miles", "a fraction run into the figure before it"),
    ("102", "10²", "a raised figure"),
    ("its future", "it's future", "an apostrophe inside"),
    ("re-sign", "resign", "a hyphen"),
    ("all ready", "already", "a space"),
    ("world class", "world-class", "a compound taken apart"),
    ("towns cities", "towns, cities", "a comma inside"),
    ("towns. cities", "towns, cities", "other punctuation inside"),
    ("we agree?", "we agree.", "a question mark"),
    ("a the plan", "the plan", "a word added at the beginning"),
    ("the plan b", "the plan", "a word added at the end"),
    ("cafe", "café", "an accent"),
]

WITH_MARKS = [
    ("every town ... should be covered", "every town, city and village should be covered"),
    ("every town […] should be covered", "every town, city and village should be covered"),
    ("every town [...] should be covered", "every town, city and village should be covered"),
    ("every town (…) should be covered", "every town, city and village should be covered"),
    ("every town . . . should be covered", "every town, city and village should be covered"),
    ("every town.... Should we", "every town, city and village. Should we"),
    ("... every town ... [...]", "every town, city"),
    ("every town, ... city", "every town city"),
    ("back … again", "back... and again"),
    ("Well... I think", "Well… I think"),
    ("[the government] should work", "they should work"),
    ("that [the government] should work", "that they should work"),
    ("that [now] they should work", "that they should work"),
    ("they should [sic] work", "they should work"),
    ("the deal[s] now", "the deal now"),
    ("[T]he ability to", "and the ability to"),
    ("[t]he ability to", "The ability to"),
    ("build[ing] homes", "they builds homes"),
    ("organi[s]ation", "an organization of"),
    ("s[he] said", "she said"),
    ("the [government] said", "the [government] said"),
    ("the [g]overnment said", "the [g]overnment said"),
]

WITH_MARKS_WRONG = [
    ("should be covered ... every town", "every town, city and village should be covered"),
    ("every town ... must be covered", "every town, city and village should be covered"),
    ("every town … own", "every town"),
    ("every town … every town", "every town, city"),
    ("that [the government] must work", "that they should work"),
    ("[T]he ability to", "and she ability to"),
    ("[T]he ability to", "and breathe ability to"),
    ("build[ing] homes", "rebuilding homes"),
    ("build[ing] homes", "buildingsocieties homes"),
    ("a[b]xyz[c]", "a"),
    ("[the plan", "the plan"),
]


@pytest.mark.parametrize(("quote", "source", "what"), SAME, ids=[case[2] for case in SAME])
def test_typography_does_not_matter(quote: str, source: str, what: str) -> None:
    found = find_quotation(quote, SourceText(f"Before it. {source} After it."))
    assert isinstance(found, Found), what


@pytest.mark.parametrize(("quote", "source", "what"), DIFFERENT, ids=[case[2] for case in DIFFERENT])
def test_wording_matters(quote: str, source: str, what: str) -> None:
    assert isinstance(find_quotation(quote, SourceText(f"Before it: {source} (after it).")), NotFound), what


@pytest.mark.parametrize(("quote", "source"), WITH_MARKS)
def test_marks_stand_for_words_of_the_source(quote: str, source: str) -> None:
    assert isinstance(find_quotation(quote, SourceText(f"Before it. {source} After it.")), Found)


@pytest.mark.parametrize(("quote", "source"), WITH_MARKS_WRONG)
def test_marks_do_not_stand_for_anything(quote: str, source: str) -> None:
    assert isinstance(find_quotation(quote, SourceText(f"Before it: {source} (after it).")), NotFound)


def test_place_is_that_of_the_words_in_the_text_as_it_stands() -> None:
    text = "One line.\n\nThe “devolu-\ntion” of po\u00adwer — at  last.\n"
    found = find_quotation("'devolution' of power", SourceText(text))
    assert isinstance(found, Found)
    assert found.line == 3
    assert text[found.start : found.end] == "devolu-\ntion” of po\u00adwer"


def test_first_of_several_places_counts() -> None:
    found = find_quotation("a plan", SourceText("No plan.\nThe a-plan.\nOf a plan.\nAnd a plan."))
    assert isinstance(found, Found)
    assert found.line == 3


def test_left_out_words_are_left_out_from_the_nearest_place_before() -> None:
    text = f"We agree.\n{'x ' * (MOST_LEFT_OUT + 1)}\nWe agree\nwith most of this very long report."
    found = find_quotation("We agree ... of this very long report", SourceText(text))
    assert isinstance(found, Found)
    assert (found.line, text[found.end :]) == (3, ".")


@pytest.mark.parametrize(
    ("quote", "most"),
    [
        ("that is the beginning … and this is the end", MOST_LEFT_OUT),
        ("that is the beginning … end", MOST_LEFT_OUT_BESIDE_SHORT),
        ("that is the beginning [and much more] and this is the end", 10),
    ],
)
def test_limits_of_what_is_left_out(quote: str, most: int) -> None:
    ending = "and this is the end" if "this" in quote else "end"

    def text(words: int) -> SourceText:
        return SourceText(f"that is the beginning {'word ' * words}{ending}")

    assert isinstance(find_quotation(quote, text(most)), Found)
    missing = find_quotation(quote, text(most + 1))
    assert isinstance(missing, NotFound)
    assert missing.difference == (
        f"each part is in the source, but “{ending}” does not follow "
        f"“that is the beginning” within {most} words"
    )
    assert (missing.line, missing.passage, missing.in_words) == (1, "that is the beginning", False)


@pytest.mark.parametrize("quote", ["", "   ", "...", "[…] …", "[the government]", "“”", " – ", "?!"])
def test_a_quotation_without_words_is_not_found(quote: str) -> None:
    missing = find_quotation(quote, SourceText("Some words – and more?!"))
    assert missing == NotFound(None, None, "the quotation has no words of the source", in_words=False)


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("covers every hamlet and city", "covers every [-hamlet-] {+town+} and city"),
        (
            "every town and city in the strong region",
            "every town and city in the [-strong-] {+whole+} region",
        ),
        ("covers every town and large city", "covers every town and [-large-] city"),
        ("covers every and city", "covers every {+town+} and city"),
        ("covers town every and city", "covers {+every+} town [-every-] and city"),
        ("Every town and city", "[-Every-] {+every+} town and city"),
        ("every town, and city", "every town [-,-] and city"),
        ("covers 14% of every town", "covers [-14% of-] every town"),
        (
            "every town and city in the whole strong district",
            "… city in the whole [-strong district-] {+region+}",
        ),
    ],
)
def test_difference_is_marked_word_by_word(quote: str, difference: str) -> None:
    text = SourceText("Nothing here.\nThe plan covers every town and city in the whole region. And so on.")
    missing = find_quotation(quote, text)
    assert isinstance(missing, NotFound)
    assert missing.in_words
    assert missing.line == 2
    assert missing.difference is not None
    assert missing.difference == difference


def test_difference_in_a_hyphen_or_in_part_of_a_word_is_said_in_words() -> None:
    text = SourceText("The world-class plan for non-compliance, in full.")
    hyphen = find_quotation("The world class plan", text)
    part = find_quotation("compliance", text)
    assert isinstance(hyphen, NotFound)
    assert isinstance(part, NotFound)
    assert hyphen.difference == (
        "the words are the same, but not a hyphen, or where a word ends: "
        "the source has “The world-class plan”"
    )
    assert part.difference == "in the source it is only part of “non-compliance,”"


def test_nothing_alike_has_no_passage() -> None:
    assert find_quotation("quite another matter", SourceText("The plan covers every town.")) == NotFound(
        None, None, None
    )


def test_two_words_of_five_make_a_passage_and_one_of_three_does_not() -> None:
    source = SourceText("The plan covers every town.")
    found = find_quotation("every town would vote alone", source)
    assert isinstance(found, NotFound)
    assert found.passage is not None
    for quote in ("town would vote", "every town would vote alone today"):
        assert find_quotation(quote, source) == NotFound(None, None, None)


def test_the_part_that_is_missing_is_compared_not_the_whole() -> None:
    text = SourceText("First we listen to people.\nThen, in time, we act on every single word they said.")
    missing = find_quotation("we listen to people ... we act on no single word they said", text)
    assert isinstance(missing, NotFound)
    assert (missing.line, missing.difference) == (2, "we act on [-no-] {+every+} single word they said")


def test_a_long_quotation_shows_the_stretch_that_differs() -> None:
    words = [f"word{number}" for number in range(3000)]
    changed = [*words[:2000], "changed", *words[2001:]]
    missing = find_quotation(" ".join(changed), SourceText("\n".join(words)))
    assert isinstance(missing, NotFound)
    assert missing.difference is not None
    assert "[-changed-] {+word2000+}" in missing.difference


# Quotations by the thousand


def _check_disturbed(cutter: Cutter, source: SourceText, number: int) -> tuple[int, int]:
    """Return how many of the quotations that must pass passed, and of those that must fail failed."""
    passed = failed = 0
    for _ in range(number):
        words = cutter.cut()
        quote = cutter.harmless(words)
        assert isinstance(find_quotation(quote, source), Found), (words, quote)
        passed += 1
        kind, disturbed = cutter.harmful(words)
        quote = " ".join(disturbed)
        if cutter.random.random() < 0.5:
            quote = cutter.random.choice(TYPOGRAPHY)(quote, cutter.random)
        missing = find_quotation(quote, source)
        assert isinstance(missing, NotFound), (kind, words, quote)
        assert missing.passage, (kind, words, quote)
        assert missing.difference, (kind, words, quote)
        assert "[-" in missing.difference or "{+" in missing.difference, (kind, words, quote)
        failed += 1
    return passed, failed


def test_disturbed_quotations_of_a_typographic_text() -> None:
    text = TYPOGRAPHIC.read_text(encoding="utf-8")
    assert _check_disturbed(Cutter(text, seed=20170323), SourceText(text), 150) == (150, 150)


def test_a_thousand_disturbed_quotations_of_real_texts(shared: Path) -> None:
    with sqlite3.connect(f"file:{shared / 'data' / 'dna-sample.dna'}?mode=ro", uri=True) as database:
        texts = [row[0] for row in database.execute("select Text from DOCUMENTS order by ID")]
    database.close()
    texts += [file.read_text(encoding="utf-8") for file in sorted((shared / "seeds").glob("*.txt"))]
    for file in (shared / "README.md", shared / "design" / "design.md", shared / "design" / "style.md"):
        texts.append(markdown_text(file.read_text(encoding="utf-8")))
    long_enough = [text for text in texts if len(text.split()) > 60]
    assert len(long_enough) >= 10
    passed = failed = 0
    while passed + failed < 1000:
        text = long_enough[passed % len(long_enough)]
        more_passed, more_failed = _check_disturbed(Cutter(text, seed=passed), SourceText(text), 10)
        passed, failed = passed + more_passed, failed + more_failed
    assert (passed, failed) == (500, 500)


def test_all_quotations_of_the_article_and_each_with_any_one_word_changed(shared: Path) -> None:
    article = next((shared / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    with (shared / "seeds" / "article-positions.csv").open(encoding="utf-8", newline="") as file:
        quotes = [row["quote"] for row in csv.DictReader(file)]
    assert len(quotes) == 24
    text = SourceText(article)
    assert all(isinstance(find_quotation(quote, text), Found) for quote in quotes)
    for quote in quotes:
        words = quote.split()
        for at, word in enumerate(words):
            missing = find_quotation(" ".join([*words[:at], "zebra", *words[at + 1 :]]), text)
            assert isinstance(missing, NotFound)
            assert missing.passage is not None
            assert " ".join(missing.passage.split()) in " ".join(article.split())
            assert missing.difference is not None
            assert "[-zebra-]" in missing.difference or "[-zebra " in missing.difference
            assert word.strip(".,") in missing.difference or word.strip(".,") in missing.passage


# Properties

WORDS = st.sampled_from(
    ["the", "plan", "Plan", "don’t", "42", "1,000", "world-class", "café", "of", "a", "改革", "naïve"]
)
SEPARATORS = st.sampled_from([" ", "  ", "\n", "\u00a0", ", ", " – ", ". ", "; ", " “", "” ", "\u00ad "])
ODD = st.text(alphabet="ab.…[]()-–'’\"\n \u00ad\u0301é½²ﬁ1%£改\ue000\u2028", max_size=60)


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(st.tuples(WORDS, SEPARATORS), min_size=1, max_size=30), st.data())
def test_any_slice_between_words_is_found_and_is_the_same_wording(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    text, starts, ends = "", [], []
    for word, separator in pieces:
        starts.append(len(text))
        ends.append(len(text) + len(word))
        text += word + separator
    low = data.draw(st.integers(0, len(pieces) - 1))
    high = data.draw(st.integers(low, len(pieces) - 1))
    quote = text[starts[low] : ends[high]]
    found = find_quotation(quote, SourceText(text))
    assert isinstance(found, Found)
    assert wording_of(text[found.start : found.end]).text == wording_of(quote).text
    assert found.start <= starts[low]
    assert found.line == text.count("\n", 0, found.start) + 1


@settings(max_examples=examples(80), deadline=None)
@given(st.text(max_size=200) | ODD, st.text(max_size=200) | ODD)
def test_never_raises_and_the_place_is_in_the_text(quote: str, text: str) -> None:
    result = find_quotation(quote, SourceText(text))
    if isinstance(result, Found):
        assert 0 <= result.start < result.end <= len(text)
    elif result.passage is not None:
        assert result.line is not None
        assert 1 <= result.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "hostile",
    [
        "... " * 10_000,
        "…[" * 10_000,
        "[" * 20_000,
        "[ " * 20_000,
        "a ... " * 10_000,
        "[a] " * 10_000,
        "a[b]" * 10_000,
        "a[b]a[b]a[b]a " * 2_000,
        "(" * 20_000,
        ". " * 20_000,
        "’" * 20_000,
        "- " * 20_000,
        "a-" * 10_000,
        "a" + "\u0301" * 20_000,
        "\u00ad \u00a0" * 10_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_hostile_text_takes_no_hostile_time(hostile: str) -> None:
    """Each of these would outlast any patience, were a pattern to try every way of cutting it up."""
    source = SourceText("a " * 10_000 + hostile)
    assert isinstance(find_quotation(hostile + " b", source), NotFound)
    assert isinstance(find_quotation("a a", source), Found)


def test_many_parts_are_refused_in_words() -> None:
    missing = find_quotation("a ... " * 31, SourceText("a " * 100))
    assert isinstance(missing, NotFound)
    assert missing.difference == "it is in 31 parts, and at most 30 are looked for: quote them apart"
    assert isinstance(find_quotation("a ... " * 30, SourceText("a " * 100)), Found)
