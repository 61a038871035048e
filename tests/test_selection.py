"""Which actors and issues a selection lets pass, and how people may name them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from positions.clauses import Clause
from positions.dataset.dates import parse_date
from positions.dataset.load import load_bytes
from positions.dataset.models import Condition, Dataset, Evidence, Position
from positions.problems import UsageError
from positions.selection import (
    FILTER_WORDS,
    AmbiguousNameError,
    Selection,
    find_actor,
    find_issue,
    find_source,
    find_subject,
    selected_actors,
    selected_issues,
)

DATA = """\
format: 1
title: T
issues:
  roads: {title: New roads, tags: [Transport, money]}
  tax: {title: A tax, tags: [money]}
  x: {title: Something else}
sources:
  gazette: {title: The Gazette, date: 2020}
stakeholders:
  a: {name: First Association, short: FA, kind: association}
  b: {name: Second Association, short: SA, kind: Association}
  c: {name: A Party, kind: party}
  x: {name: The X, short: FA}
"""


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load_bytes(DATA.encode()).require()


def test_everything_passes_an_empty_selection(data: Dataset) -> None:
    assert list(selected_actors(data, Selection())) == ["a", "b", "c", "x"]
    assert list(selected_issues(data, Selection())) == ["roads", "tax", "x"]
    assert Selection().as_options() == {}
    assert not Selection(actors=("a",), kinds=("party",), issues=("x",), tags=("money",)).filters_entries


def test_actors_and_issues_pass_in_the_order_of_the_file_whatever_the_order_asked_for(data: Dataset) -> None:
    assert list(selected_actors(data, Selection(actors=("c", "a")))) == ["a", "c"]
    assert list(selected_issues(data, Selection(issues=("x", "roads")))) == ["roads", "x"]


def test_kinds_and_tags_ignore_case_and_filters_all_hold(data: Dataset) -> None:
    assert list(selected_actors(data, Selection(kinds=("ASSOCIATION ",)))) == ["a", "b"]
    assert list(selected_actors(data, Selection(kinds=("association",), actors=("b", "c")))) == ["b"]
    assert list(selected_issues(data, Selection(tags=("transport",)))) == ["roads"]
    assert list(selected_issues(data, Selection(tags=("money",), issues=("tax", "x")))) == ["tax"]


@pytest.mark.parametrize(
    "selection",
    [
        Selection(as_of=parse_date("2020")),
        Selection(entries="window"),
        Selection(sources=("gazette",)),
        Selection(bases=("stated",)),
        Selection(min_confidence="low"),
        Selection(conditional=False),
    ],
)
def test_whether_a_filter_looks_at_entries(selection: Selection) -> None:
    assert selection.filters_entries
    assert len(selection.as_options()) == 1


def test_an_entry_passes_what_it_fulfils_and_fails_the_first_that_it_does_not() -> None:
    entry = Position(
        stance="support",
        condition=Condition(text="if"),
        confidence="medium",
        evidence=(Evidence(source="gazette", basis="reported"), Evidence(source="other", basis="inferred")),
    )
    assert Selection(sources=("other",), bases=("reported",), min_confidence="medium").fails(entry) is None
    assert Selection(sources=("third",), bases=("stated",)).fails(entry) == "source"
    assert Selection(bases=("stated", "inferred")).fails(entry) == "basis"  # the strongest is reported
    assert Selection(min_confidence="high").fails(entry) == "min-confidence"
    assert Selection(conditional=False).fails(entry) == "no-conditional"
    assert Selection(min_confidence="low").fails(Position(stance="support")) == "min-confidence"
    assert Selection(bases=("inferred",)).fails(Position(stance="support")) == "basis"


def test_options_are_recorded_as_plain_values() -> None:
    selection = Selection(actors=("a",), as_of=parse_date("2020-03"), conditional=False)
    assert selection.as_options() == {"actors": ["a"], "as_of": "2020-03", "conditional": False}


def test_actors_are_found_by_id_short_or_full_name_ignoring_case(data: Dataset) -> None:
    for text in ("b", "B", "sa", "second association", " Second Association "):
        assert find_actor(data, text) == "b"


def test_issues_and_sources_are_found_by_id_or_title(data: Dataset) -> None:
    assert find_issue(data, "new ROADS") == find_issue(data, "roads") == "roads"
    assert find_source(data, "the gazette") == "gazette"


def test_a_name_that_two_bear_is_refused_with_their_ids(data: Dataset) -> None:
    with pytest.raises(AmbiguousNameError, match="'FA' names several stakeholders") as caught:
        find_actor(data, "FA")
    assert caught.value.hint == "write the id: a, x"


def test_an_unknown_name_gets_the_nearest_or_the_list(data: Dataset) -> None:
    with pytest.raises(UsageError, match="there is no stakeholder 'Secnd Association'") as caught:
        find_actor(data, "Secnd Association")
    assert caught.value.hint == "did you mean 'Second Association'?"
    with pytest.raises(UsageError) as caught:
        find_issue(data, "zzzz")
    assert caught.value.hint == "the issues are roads, tax, x"


def test_a_subject_is_an_actor_or_an_issue_and_a_prefix_says_which(data: Dataset) -> None:
    assert find_subject(data, "sa") == ("actor", "b")
    assert find_subject(data, "a tax") == ("issue", "tax")
    assert find_subject(data, "actor:x") == ("actor", "x")
    assert find_subject(data, "issue:x") == ("issue", "x")
    with pytest.raises(UsageError, match="'x' is a stakeholder and an issue") as caught:
        find_subject(data, "x")
    assert caught.value.hint == "write actor:x or issue:x"
    with pytest.raises(UsageError, match="there is no stakeholder or issue 'taxi'") as caught:
        find_subject(data, "taxi")
    assert caught.value.hint == "did you mean 'tax'?"
    with pytest.raises(AmbiguousNameError):
        find_subject(data, "fa")


def test_an_empty_dataset_says_that_it_has_none() -> None:
    empty = load_bytes(b"format: 1\ntitle: T\n").require()
    with pytest.raises(UsageError) as caught:
        find_actor(empty, "a")
    assert caught.value.hint == "the dataset has no stakeholder yet"


WHOLE = {"actors", "kinds", "issues", "tags", "min_answers", "min_minority", "thin_actors", "thin_issues"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", parse_date("2020")),
        ("entries", "window"),
        ("since", parse_date("2020")),
        ("until", parse_date("2020")),
        ("sources", ("s",)),
        ("bases", ("stated",)),
        ("min_confidence", "high"),
        ("conditional", False),
        ("where", (Clause("coder", "ab"),)),
        ("exclude", (Clause("coder", "ab"),)),
        ("min_answers", 2),
        ("min_minority", 0.1),
        ("thin_actors", frozenset("a")),
        ("thin_issues", frozenset("i")),
        ("actors", ("a",)),
        ("kinds", ("k",)),
        ("issues", ("i",)),
        ("tags", ("t",)),
    ],
)
def test_every_filter_but_those_of_actors_and_issues_looks_at_entries(name: str, value: object) -> None:
    changed = replace(Selection(), **{name: value})  # type: ignore[arg-type]  # each by its own name
    assert changed.filters_entries == (name not in WHOLE)


def test_every_field_of_a_selection_is_tried_above() -> None:
    assert len(fields(Selection)) == 18


QUALITY = {
    "sources": Selection(sources=("s",)),
    "bases": Selection(bases=("stated",)),
    "min_confidence": Selection(min_confidence="high"),
    "conditional": Selection(conditional=False),
}
"""Each filter on the quality of entries, which `ENTRY` does not pass."""

ENTRY = Position(stance="support", condition=Condition(text="if paid"))


@pytest.mark.parametrize("name", QUALITY)
def test_what_a_filter_of_quality_leaves_out_is_said_in_words(name: str) -> None:
    assert QUALITY[name].fails(ENTRY) in FILTER_WORDS


def test_every_filter_of_quality_is_tried_above() -> None:
    of_time = {"as_of", "entries", "since", "until"}
    assert {field.name for field in fields(Selection)} - WHOLE - of_time - {"where", "exclude"} == set(
        QUALITY
    )
