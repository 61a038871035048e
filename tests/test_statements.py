"""Statements from entries and evidence: how many, when, where, and which the filters leave."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.dates import parse_date
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset
from positions.selection import Selection
from positions.statements import Statement, collect_statements, within_period, without_duplicates
from positions.vocabulary import Duplicates

HEAD = """
format: 1
title: T
issues: {rail: {title: Rail, tags: [works]}, dust: {title: Dust}}
sources:
  hearing: {title: Hearing, date: 2024-01-16}
  plan: {title: Plan, date: 2024-05}
  letter: {title: Letter}
stakeholders:
"""


def dataset(body: str, head: str = HEAD) -> Dataset:
    return load_bytes((head + body).encode()).require()


def port(cell: str) -> Dataset:
    return dataset(f"  port: {{name: Port, kind: authority, positions: {{rail: {cell}}}}}")


def one(cell: str, selection: Selection | None = None) -> list[tuple[float, date | None, str | None]]:
    found = collect_statements(port(cell), selection).statements
    return [(statement.value, statement.day, statement.source) for statement in found]


def test_each_item_of_evidence_is_a_statement() -> None:
    cell = "{stance: support, evidence: [{source: hearing}, {source: hearing}, {source: plan}]}"
    january, may = date(2024, 1, 16), date(2024, 5, 1)
    assert one(cell) == [(1, january, "hearing"), (1, january, "hearing"), (1, may, "plan")]


def test_an_entry_without_evidence_is_one_statement() -> None:
    assert one("oppose") == [(-1, None, None)]
    assert one("{stance: oppose, date: 2024-03}") == [(-1, date(2024, 3, 1), None)]


def test_the_entrys_date_goes_before_the_sources() -> None:
    assert one("{stance: support, date: 2023-02-03, evidence: [{source: plan}]}") == [
        (1, date(2023, 2, 3), "plan")
    ]


def test_a_quotation_without_a_source_or_a_source_without_a_date_is_not_dated() -> None:
    assert one("{stance: support, evidence: [{quote: yes indeed}, {source: letter}]}") == [
        (1, None, None),
        (1, None, "letter"),
    ]


@pytest.mark.parametrize("state", ["mixed", "undecided", "declined", "silent", "not-applicable"])
def test_a_state_that_is_no_position_makes_no_statement(state: str) -> None:
    assert one(f"{{stance: {state}, evidence: [{{source: hearing}}]}}") == []


def test_every_entry_counts_by_date_and_then_in_the_order_of_the_file() -> None:
    cell = (
        "[{stance: support, evidence: [{source: plan}]}, {stance: oppose, date: 2023},"
        " {stance: neutral, evidence: [{source: plan}]}]"
    )
    assert [value for value, _, _ in one(cell)] == [-1, 1, 0]


def test_opposite_statements_in_one_document_are_both_there() -> None:
    cell = "[{stance: support, evidence: [{source: plan}]}, {stance: oppose, evidence: [{source: plan}]}]"
    kept = without_duplicates(collect_statements(port(cell)).statements, "document")
    assert [statement.value for statement in kept] == [1, -1]
    assert len(without_duplicates(kept, "document", by_stance=False)) == 1


def test_filters_on_evidence_act_on_its_items() -> None:
    cell = (
        "{stance: support, evidence: [{source: hearing, quote: yes, basis: stated},"
        " {source: plan, basis: reported}, {source: plan, basis: inferred}]}"
    )
    found = collect_statements(port(cell), Selection(bases=("stated", "reported"), sources=("plan",)))
    assert [statement.source for statement in found.statements] == ["plan"]
    assert found.excluded == {"source": 1, "basis": 1}
    assert one("support", Selection(bases=("inferred",))) == []
    assert one("support", Selection(sources=("plan",))) == []


def test_the_other_filters_act_on_the_entry() -> None:
    evidence = "evidence: [{source: hearing}, {source: plan}]"
    cell = f"{{stance: support, confidence: medium, condition: it is dry, {evidence}}}"
    assert len(one(cell, Selection(min_confidence="medium"))) == 2
    assert one(cell, Selection(min_confidence="high")) == []
    assert one(cell, Selection(conditional=False)) == []
    assert one("support", Selection(min_confidence="low")) == []


def test_as_of_takes_out_what_is_later_and_leaves_what_is_not_dated() -> None:
    cell = "{stance: support, evidence: [{source: hearing}, {source: plan}, {source: letter}]}"
    assert [source for _, _, source in one(cell, Selection(as_of=parse_date("2024-04")))] == [
        "letter",
        "hearing",
    ]
    assert len(one(cell, Selection(as_of=parse_date("2024")))) == 3


def test_actors_and_issues_are_those_selected() -> None:
    data = dataset(
        """
  port: {name: Port, kind: authority, positions: {rail: support, dust: oppose}}
  league: {name: League, positions: {rail: strongly-oppose}}
"""
    )
    found = collect_statements(data, Selection(kinds=("authority",), tags=("works",)))
    assert (found.actors, found.issues) == (("port",), ("rail",))
    assert found.statements == (Statement(0, 0, 1.0),)


def test_the_range_observed_is_that_before_any_filter() -> None:
    data = dataset(
        """
  port: {name: Port, kind: authority, positions: {rail: support, dust: neutral}}
  league: {name: League, positions: {rail: strongly-oppose}}
"""
    )
    assert collect_statements(data, Selection(actors=("port",), issues=("rail",))).observed_range == 3
    assert collect_statements(port("support")).observed_range == 0
    assert collect_statements(port("silent")).observed_range is None


def test_a_nominal_scale_has_no_observed_range() -> None:
    head = HEAD.replace("title: T", "title: T\nscale: nominal")
    data = dataset("  port: {name: Port, positions: {rail: tunnel, dust: bridge}}", head)
    found = collect_statements(data)
    assert found.observed_range is None
    assert [found.scale.label_of(statement.value) for statement in found.statements] == ["tunnel", "bridge"]


# periods and duplicates


def test_a_period_includes_both_its_ends_and_nothing_without_a_date() -> None:
    days = [date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 1), None]
    statements = [Statement(0, 0, 1.0, day) for day in days]
    january = within_period(statements, date(2024, 1, 1), date(2024, 1, 31))
    assert [statement.day for statement in january] == days[:2]
    assert [statement.day for statement in within_period(statements, date(2024, 1, 31))] == days[1:3]
    assert [statement.day for statement in within_period(statements, None, date(2024, 1, 1))] == days[:1]
    assert within_period(statements) == tuple(statements)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("include", 7),
        ("document", 4),
        ("week", 6),
        ("month", 5),
        ("year", 4),
        ("all", 1),
    ],
)
def test_each_rule_has_its_period(rule: Duplicates, kept: int) -> None:
    statements = [
        Statement(0, 0, 1.0, date(2024, 1, 1), "a"),  # a Monday
        Statement(0, 0, 1.0, date(2024, 1, 7), "a"),  # the Sunday after
        Statement(0, 0, 1.0, date(2024, 1, 8), "a"),
        Statement(0, 0, 1.0, date(2024, 2, 8), "b"),
        Statement(0, 0, 1.0, date(2025, 1, 8), "b"),  # the same month and week, a year later
        Statement(0, 0, 1.0, None, None),
        Statement(0, 0, 1.0, None, None),
    ]
    assert len(without_duplicates(statements, rule)) == kept


def test_the_week_that_spans_the_new_year_is_one() -> None:
    statements = [Statement(0, 0, 1.0, date(2024, 12, 30)), Statement(0, 0, 1.0, date(2025, 1, 5))]
    assert len(without_duplicates(statements, "week")) == 1


def test_large_values_count_as_duplicates_too() -> None:
    assert len(without_duplicates([Statement(0, 0, 5000.0, None, "a")] * 2, "document")) == 1


@given(
    st.lists(
        st.builds(
            Statement,
            st.integers(0, 2),
            st.integers(0, 2),
            st.sampled_from([-1.0, 1.0]),
            st.none() | st.dates(date(2023, 1, 1), date(2024, 12, 31)),
            st.none() | st.sampled_from("ab"),
        ),
        max_size=20,
    )
)
def test_the_longer_the_period_the_fewer_are_kept(statements: list[Statement]) -> None:
    rules: list[Duplicates] = ["all", "year", "month", "include"]
    numbers = [len(without_duplicates(statements, rule)) for rule in rules]
    assert numbers == sorted(numbers)
    assert len(without_duplicates(statements, "document", by_stance=False)) <= len(
        without_duplicates(statements, "document")
    )
