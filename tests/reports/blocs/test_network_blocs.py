"""Blocs on a network: two camps, sparse data, who moves, and what chance gives."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.debates import camps, debate
from helpers.dna_cases import TWO_LEVELS
from helpers.examples import examples
from helpers.studies import table
from positions.charts import GroupsPicture
from positions.dataset.dates import TimeSpan
from positions.measures.networks.blocs import followed, network_tree
from positions.measures.networks.chance import level_of, shuffled_networks
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.window_updates import window_networks
from positions.measures.networks.windows import Bounds
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.blocs.cut import permutations_for_windows
from positions.reports.blocs.network import NetworkBlocs, network_blocs
from positions.reports.common.study import Study
from positions.reports.network.span import Span
from positions.statements import Statement, StatementSet
from positions.tables import Ref

RULE = NetworkRule("one", "subtract", "average", "document")
EVERY = NetworkRule("one", "subtract", "average", "include")
FIRST = date(2020, 1, 1)


def test_who_changes_camps_is_seen_to_move() -> None:
    rows = [*camps("abcd", "efgh", "2020-01-10"), *camps("abc", "defgh", "2021-01-10")]
    rows.append(("s", "q", 1, "2020-01-10"))  # speaks of what nobody else does
    span = Span(window=TimeSpan(months=12))
    report = network_blocs(debate(*rows), NetworkBlocs(RULE, span))
    assert [row[5] for row in table(report, "by_window").rows] == [2, 2]
    (move,) = table(report, "moves").rows
    assert (move[0], move[2:]) == ("2021-01-10", (1, 2))
    assert isinstance(move[1], Ref)
    assert move[1].id == "d"
    assert report.summary[0].endswith("1 of 8 move from one bloc to another.")
    assert [(ref.id, number) for ref, number in table(report, "left_out").rows if isinstance(ref, Ref)] == [
        ("s", 0)
    ]
    (picture,) = report.pictures
    assert isinstance(picture, GroupsPicture)
    assert dict(zip(picture.names, picture.cells, strict=True))["D"] == (1, 2)
    made = REGISTRY["svg"].render(report, RenderOptions())
    assert isinstance(made, str)
    ET.fromstring(made)
    assert made.count(">2020-01-10<") == 1


def at_random(seed: int, years: int = 3) -> Study:
    """Twelve actors whose stances are tossed: whatever blocs there are, chance made them."""
    toss = Random(seed)
    return debate(
        *(
            (who, issue, toss.choice((-1, 1)), f"{2020 + year}-0{toss.randrange(1, 9)}-10")
            for year in range(years)
            for who in "abcdefghijkl"
            for issue in "uvwxyz"
        )
    )


YEARLY = Span(window=TimeSpan(months=12))


@pytest.mark.parametrize("seed", range(2))
def test_no_bloc_of_a_window_is_told_of_that_chance_gives(seed: int) -> None:
    study = at_random(seed)
    report = network_blocs(study, NetworkBlocs(RULE, YEARLY))
    tested = table(report, "by_window")
    assert not next(column for column in tested.columns if column.id == "p").detail
    by_chance = {row[0] for row in tested.rows if isinstance(row[7], float) and row[7] > 0.05}
    assert by_chance
    assert not by_chance & {row[0] for row in (*table(report, "windows").rows, *table(report, "moves").rows)}
    if len(by_chance) == len(tested.rows):
        assert report.headline.startswith(f"No blocs in {len(by_chance)} windows from ")


def test_blocs_asked_for_say_in_how_many_windows_chance_gives_them() -> None:
    report = network_blocs(at_random(0), NetworkBlocs(RULE, YEARLY, number=2))
    by_chance = sum(isinstance(row[7], float) and row[7] > 0.05 for row in table(report, "by_window").rows)
    assert report.headline.endswith(f"; in {by_chance} of the windows shuffled stances are grouped as well")


def test_what_was_not_compared_with_chance_is_no_finding() -> None:
    study, untested = at_random(0), NetworkBlocs(RULE, YEARLY, permutations=0)
    report = network_blocs(study, untested)
    assert report.headline.endswith(": their blocs are not compared with chance")
    assert table(report, "moves").rows
    assert not any("move from one bloc" in said for said in report.summary)
    assert not any(note.startswith("p:") for note in report.notes)
    whole = network_blocs(study, NetworkBlocs(RULE, Span(), permutations=0))
    assert ", not compared with chance: " in whole.headline
    assert whole.summary[0].endswith("Not compared with chance: --permutations 100 does so.")
    assert not any(note.startswith("p:") for note in whole.notes)


def test_who_stays_in_a_bloc_has_not_moved_where_chance_gives_what_lies_between() -> None:
    issues = "uvwxyz"
    toss = Random(3)
    between = [(who, issue, toss.choice((-1, 1)), "2021-01-10") for who in "abcdefgh" for issue in issues]
    rows = [*camps("abcd", "efgh", "2020-01-10"), *between, *camps("abcd", "efgh", "2022-01-10")]
    report = network_blocs(debate(*rows), NetworkBlocs(RULE, YEARLY))
    first, middle, last = (row[7] for row in table(report, "by_window").rows)
    assert isinstance(first, float)
    assert isinstance(middle, float)
    assert isinstance(last, float)
    assert max(first, last) <= 0.05 < middle
    assert not table(report, "moves").rows
    assert report.headline.endswith(
        "0 of 8 move from one bloc to another; in 1 of the windows shuffled stances are grouped as well"
    )


def test_windows_are_shuffled_as_long_as_that_takes_seconds() -> None:
    bounds = [Bounds(FIRST, FIRST, 0, 40)]
    made = [Statement(place, 0, 1.0, FIRST) for place in range(40)]
    for windows, shuffles in ((1, 50), (5, 19), (6, 0)):
        assert permutations_for_windows(made, bounds * windows) == shuffles


def test_two_camps_are_found_and_chance_does_not_give_them() -> None:
    report = network_blocs(debate(*camps("abcd", "efgh", "2020-01-10")), NetworkBlocs(RULE, Span()))
    blocs = {ref.id: number for ref, number in table(report, "blocs").rows if isinstance(ref, Ref)}
    assert blocs == dict.fromkeys("abcd", 1) | dict.fromkeys("efgh", 2)
    best = next(row for row in table(report, "solutions").rows if row[0] == 2)
    assert best[1] == max(row[1] for row in table(report, "solutions").rows if isinstance(row[1], float))
    assert isinstance(best[2], float)
    assert best[2] < 0.05
    asked = network_blocs(debate(*camps("abcd", "efgh", "2020-01-10")), NetworkBlocs(RULE, Span(), number=3))
    assert len(table(asked, "members").rows) == 3


@pytest.mark.parametrize("rows", [[("a", "x", 1, "2020-01-01")], [*camps("a", "", "2020-01-01")]])
def test_who_shares_nothing_makes_no_bloc(rows: list[tuple[str, str, int, str]]) -> None:
    report = network_blocs(debate(*rows), NetworkBlocs(RULE, Span(window=30)))
    assert not table(report, "members").rows
    assert REGISTRY["svg"].render(report, RenderOptions())


some_statements = st.lists(
    st.builds(
        Statement,
        st.integers(0, 4),
        st.integers(0, 2),
        st.sampled_from((-1.0, 1.0)),
        st.integers(0, 9).map(lambda days: FIRST + timedelta(days)),
    ),
    max_size=20,
).map(lambda found: sorted(found, key=lambda one: one.day or FIRST))


@settings(max_examples=examples(30), deadline=None)
@given(some_statements)
def test_shuffles_keep_who_speaks_and_how_many_are_for(statements: list[Statement]) -> None:
    found = StatementSet(tuple(statements), tuple("abcde"), tuple("xyz"), TWO_LEVELS, 2.0)
    bounds = Bounds(FIRST, FIRST, 0, len(statements))
    (own,) = window_networks(found, EVERY, statements, [bounds], camps=True)
    for made in shuffled_networks(found, EVERY, statements, bounds, 3):
        assert (made.actors, made.statements, made.ties.keys()) == (
            own.actors,
            own.statements,
            own.ties.keys(),
        )
        sums = [sum(one + other for one, other in (net.camps or {}).values()) for net in (own, made)]
        assert sums[0] == pytest.approx(sums[1])  # congruence and conflict are as many pairs as before
    tree = network_tree(own)
    for (a, b), distance in tree.placed.tree.distances.items():
        one, other = (tree.nodes[tree.placed.actors[item]] for item in (a, b))
        alike = Counter(
            left.value == right.value
            for left in statements
            for right in statements
            if (left.actor, right.actor) == (one, other) and left.issue == right.issue
        )
        assert distance == (pytest.approx(alike[False] / alike.total()) if alike else None)


blocs_of_windows = st.lists(st.lists(st.integers(0, 2), min_size=5, max_size=5), max_size=5)


@settings(max_examples=examples(30), deadline=None)
@given(blocs_of_windows)
def test_a_bloc_keeps_its_number_while_its_members_stay(labels: list[list[int]]) -> None:
    windows = [
        [[node for node in range(5) if own[node] == label] for label in sorted(set(own))] for own in labels
    ]
    numbers = followed(windows)
    for before, after, old, new in zip(windows, windows[1:], numbers, numbers[1:], strict=False):
        assert len(set(new)) == len(new)
        for members, number in zip(after, new, strict=True):
            if members in before:
                assert number == old[before.index(members)]


def test_levels_of_chance() -> None:
    assert level_of(None, [0.1]) is None
    assert level_of(0.5, [None]) is None
    level = level_of(0.5, [0.5, 0.4, 0.6])
    assert level is not None
    assert level.mean == pytest.approx(0.5)
    assert level.p == 0.75
