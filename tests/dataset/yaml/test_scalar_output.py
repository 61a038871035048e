"""Scalars are read back as they were: by the strict reader and by PyYAML, in block and in flow."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.yaml.reader import read_text
from positions.dataset.yaml.scalar_output import number_text, scalar_text
from positions.problems import DataError

AWKWARD = [
    "no", "Yes", "y", "n", "on", "off", "true", "null", "~", "=", "<<", "010", "0x1F", "0o17", "1_000", "1,5",
    "52:48", "1e3", "+1", ".5", ".inf", "-.NaN", "2017", "2017-03", "2017-03-23", "2001-12-14 21:59:43",
    "---", "...", "- a", "-", "? a", "?", ": a", "a: b", "a:", "a #b", "a# b", "#a", "[a", "{a}", "a, b",
    "a]", "a}b", "&a", "*a", "!a", "|", ">", "'a'", '"a"', "%a", "@a", "`a", "“a”", "‘a’", " a", "a ", "a\nb",
    "\n",
    "a\tb", "\ta", "a\u00a0b", "\u00a0", "\u2028", "\ufeffa", "it's", 'say "no": ever', "back\\slash", "é",
    "日本", "سلام", "a\u200cb", "\U0001f600", "C:\\x", "a:b", "a?b", "http://x.org/?a#y", "", " ", "x" * 500,
]  # fmt: skip

allowed = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\ufffe\uffff",
    include_characters="\n\t",
)
marks = st.text(st.sampled_from(list("ab 1:#-,[]{}?&*!|>'\"%@`\\\n.~=“”’é")), max_size=8)
texts = st.one_of(st.sampled_from(AWKWARD), marks, st.text(allowed, max_size=12))
FORMS = ["key: {}\n", "key: {}  # comment\n", "- {}\n", "- key: {}\n", "{}: value\n"]
FLOW_FORMS = ["{{key: {}}}\n", "[{}]\n", "[a, {}, b]\n", "{{a: {}, b: 1}}\n", "{{{}: value}}\n"]


def only_text(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in only_text(part)]
    if isinstance(value, list):
        return [text for part in value for text in only_text(part)]
    assert isinstance(value, str), value
    return [value]


def check_read_back(text: str, form: str, *, flow: bool) -> None:
    written = form.format(scalar_text(text, flow=flow))
    assert written.count("\n") == 1
    # what stands around is text for YAML 1.1 as well, but for the number
    assert text in only_text(yaml.safe_load(written.replace("b: 1", "b: c")))
    document = read_text(written)
    if form.startswith(("{}:", "{{{}:")):
        return  # the reader refuses some keys, and cleans others
    assert not [problem for problem in document.problems if problem.is_error], document.problems
    assert text in only_text(document.value)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_read_back(text: str, form: str) -> None:
    check_read_back(text, form, flow=False)


@pytest.mark.parametrize("form", FLOW_FORMS)
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_read_back_in_flow(text: str, form: str) -> None:
    check_read_back(text, form, flow=True)


@settings(max_examples=examples(400), deadline=None)
@given(texts, st.sampled_from(FORMS))
def test_any_text_is_read_back(text: str, form: str) -> None:
    check_read_back(text, form, flow=False)


@settings(max_examples=examples(400), deadline=None)
@given(texts, st.sampled_from(FLOW_FORMS))
def test_any_text_is_read_back_in_flow(text: str, form: str) -> None:
    check_read_back(text, form, flow=True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, with commas", "plain words, with commas"),
        ("no", '"no"'),
        ("it's", "it's"),
        ("'t was", '"\'t was"'),
        ('she said: "no"', "'she said: \"no\"'"),
        ("two\nlines", '"two\\nlines"'),
        ("2017-03-23", '"2017-03-23"'),
    ],
)
def test_no_more_quotation_marks_than_needed(text: str, written: str) -> None:
    assert scalar_text(text) == written


def test_in_flow_a_comma_asks_for_quotation_marks() -> None:
    assert scalar_text("yes, if", flow=True) == '"yes, if"'
    assert scalar_text("support", flow=True) == "support"


@pytest.mark.parametrize("text", ["a\x00", "\x07", "\ud800", "\ufffe", "a\rb", "\x9f"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(DataError, match="control character"):
        scalar_text(text)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "1"), (1.0, "1"), (0.5, "0.5"), (1e-7, "1.0e-07"), (-2, "-2")]
)
def test_numbers(number: float, written: str) -> None:
    assert number_text(number) == written
    assert yaml.safe_load(written) == number
