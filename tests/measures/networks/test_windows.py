"""Windows over time and their networks, against plain loops and what Discourse Network Analyzer prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import exp, pi, sqrt
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.dna_cases import TWO_LEVELS, days_of, dna_bounds, dna_set, own_ties, read
from helpers.examples import LONG, examples
from positions.dataset.dates import Events, TimeSpan
from positions.dataset.scale import FIVE_POINT, Scale
from positions.measures.networks.one_mode import NetworkRule, network
from positions.measures.networks.structure import camp_fit
from positions.measures.networks.window_updates import window_networks
from positions.measures.networks.windows import (
    Bounds,
    dna_kernel_windows,
    dna_windows,
    kernel_windows,
    moving_windows,
)
from positions.statements import Statement, StatementSet
from positions.vocabulary import Kernel

FIRST, LAST = date(2017, 1, 1), date(2017, 6, 30)

some_statements = st.lists(
    st.builds(
        Statement,
        st.integers(0, 3),
        st.integers(0, 2),
        st.sampled_from(list(FIVE_POINT.labels.values())),
        st.integers(0, 180).map(lambda days: FIRST + timedelta(days)),
        st.sampled_from(["s", "t", None]),
    ),
    max_size=25,
).map(lambda found: sorted(found, key=lambda one: one.day or FIRST))
lengths = st.one_of(
    st.builds(TimeSpan, days=st.integers(1, 120)),
    st.builds(TimeSpan, months=st.integers(1, 3)),
    st.builds(Events, st.integers(1, 9)),
)
rules = st.builds(
    NetworkRule,
    st.just("one"),
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    st.sampled_from(["none", "average", "jaccard", "cosine", "dna-cosine"]),
    st.sampled_from(["include", "document", "month", "all"]),
    observed_range=st.booleans(),
)
two_mode_rules = st.builds(
    NetworkRule,
    st.just("two"),
    st.sampled_from(["ignore", "subtract", "combine"]),
    st.sampled_from(["none", "activity"]),
    st.sampled_from(["include", "document", "all"]),
)


def set_of(statements: Sequence[Statement], scale: Scale = FIVE_POINT) -> StatementSet:
    values = [statement.value for statement in statements]
    observed = max(values) - min(values) if values else None
    return StatementSet(tuple(statements), tuple("abcd"), tuple("xyz"), scale, observed)


@settings(max_examples=examples(25))
@given(some_statements, st.one_of(rules, two_mode_rules), lengths, lengths)
def test_a_window_is_the_network_of_its_statements(
    statements: list[Statement], rule: NetworkRule, length: TimeSpan | Events, step: TimeSpan | Events
) -> None:
    found = set_of(statements)
    if isinstance(length, Events) != isinstance(step, Events):
        step = length
    bounds = list(moving_windows(days_of(found), (FIRST, LAST), length, step))
    for window in window_networks(found, rule, statements, bounds):
        alone = network(found, rule, statements[window.bounds.first : window.bounds.stop])
        assert (window.statements, window.actors) == (alone.statements, alone.rows)
        expected = {}
        for row, actor in enumerate(alone.rows):
            for column, other in enumerate(alone.columns):
                if alone.shared[row][column] and (rule.mode == "two" or actor < other):
                    expected[actor, other] = alone.ties[row][column], alone.shared[row][column]
        assert list(window.ties) == sorted(expected)
        for place, (value, shared) in expected.items():
            tie = window.ties[place]
            assert tie.shared == shared
            assert tie.value == (None if value is None else pytest.approx(value, abs=1e-12))


@given(st.integers(0, 300), st.integers(1, 200), st.integers(1, 200))
def test_windows_of_days_move_on_until_they_reach_the_last_day(extent: int, length: int, step: int) -> None:
    last = FIRST + timedelta(extent)
    bounds = list(moving_windows([], (FIRST, last), TimeSpan(days=length), TimeSpan(days=step)))
    assert all((one.end - one.start).days == length - 1 for one in bounds)
    assert all((later.start - one.start).days == step for one, later in pairwise(bounds))
    assert bounds[0].start == FIRST
    assert bounds[-1].end >= last
    assert all(one.end < last for one in bounds[:-1])


def test_months_are_those_of_the_calendar_and_windows_end_with_it() -> None:
    months = list(moving_windows([], (date(2023, 1, 31), date(2023, 4, 30)), TimeSpan(months=1)))
    assert [(str(one.start), str(one.end)) for one in months] == [
        ("2023-01-31", "2023-02-27"),
        ("2023-02-28", "2023-03-27"),
        ("2023-03-31", "2023-04-29"),
        ("2023-04-30", "2023-05-29"),
    ]
    (only,) = moving_windows([], (date(9999, 12, 1), date.max), TimeSpan(days=1000), TimeSpan(days=500))
    assert (only.start, only.end) == (date(9999, 12, 1), date.max)


def test_a_hundred_statements_are_a_hundred_and_the_last_window_holds_the_rest() -> None:
    days = [FIRST + timedelta(number) for number in range(10)]
    bounds = list(moving_windows(days, (FIRST, LAST), Events(4), Events(3)))
    assert [(one.first, one.stop) for one in bounds] == [(0, 4), (3, 7), (6, 10)]
    with pytest.raises(ValueError, match="move by statements"):
        list(moving_windows(days, (FIRST, LAST), Events(4), TimeSpan(days=3)))
    with pytest.raises(ValueError, match="move by time"):
        list(moving_windows(days, (FIRST, LAST), TimeSpan(days=4), Events(3)))


def test_dna_has_a_day_and_a_statement_more() -> None:
    days = [FIRST + timedelta(number) for number in range(181)]
    first = next(dna_windows(days, (FIRST, LAST), TimeSpan(days=30)))
    assert (first.stop - first.first, str(first.middle)) == (31, "2017-01-16")
    first = next(dna_windows(days, (FIRST, LAST), Events(100)))
    assert (first.first, first.stop) == (0, 101)
    months = list(dna_windows(days, (date(2017, 1, 31), LAST), TimeSpan(months=2)))
    assert [str(one.middle) for one in months] == ["2017-03-28", "2017-04-28", "2017-05-28"]


def by_formula(kernel: Kernel, x: float) -> float:
    inside = abs(x) <= 1
    return {
        "uniform": 0.5 * inside,
        "triangular": (1 - abs(x)) * inside,
        "epanechnikov": 0.75 * (1 - x * x) * inside,
        "gaussian": exp(-x * x / 2) / sqrt(2 * pi),
    }[kernel]


@settings(max_examples=examples(25))
@given(some_statements, st.sampled_from(get_args(Kernel)), st.integers(2, 60))
def test_kernels_count_pairs_of_statements_by_both_distances(
    statements: list[Statement], kernel: Kernel, width: int
) -> None:
    found = set_of(statements, TWO_LEVELS)
    rule = NetworkRule("one", "congruence", "none", "include")
    bounds = kernel_windows(days_of(found), (FIRST, LAST), TimeSpan(days=width), kernel, TimeSpan(days=40))
    for window in window_networks(found, rule, statements, bounds):
        middle = window.bounds.middle
        assert middle is not None
        half = timedelta(days=width // 2)
        assert window.bounds.start == max(FIRST, middle - half)
        assert window.bounds.end == min(LAST, middle + half)
        expected: dict[tuple[int, int], float] = {}
        for one in statements:
            for other in statements:
                if one.actor < other.actor and one.issue == other.issue:
                    near = [2 * (middle - (said.day or FIRST)).days / width for said in (one, other)]
                    weight = sqrt(by_formula(kernel, near[0]) * by_formula(kernel, near[1]))
                    alike = 1 - abs(one.value - other.value) / TWO_LEVELS.range
                    place = (one.actor, other.actor)
                    expected[place] = expected.get(place, 0.0) + weight * alike
        for place in {*expected, *window.ties}:
            tie = window.ties.get(place)
            assert (tie.value if tie else 0.0) == pytest.approx(expected.get(place, 0.0), abs=1e-9)


def test_a_window_about_a_day_holds_the_days_on_both_sides() -> None:
    days = [FIRST + timedelta(days=number) for number in range(0, 60, 4)]
    for bounds in kernel_windows(days, (days[0], days[-1]), TimeSpan(days=10), "uniform", TimeSpan(days=7)):
        assert bounds.middle is not None
        near = [day for day in days if abs((day - bounds.middle).days) <= 5]
        assert days[bounds.first : bounds.stop] == near
        assert bounds.weights is not None
        assert len(bounds.weights) == len(near)


# figures of Discourse Network Analyzer


@pytest.mark.parametrize("folder", ["windows", "kernels", "corrected"])
def test_dna_windows_are_those_that_dna_prints(shared: Path, folder: str) -> None:
    cases = shared / "cases" / "dna-time"
    known = {name: dna_set(shared, name) for name in ("made-a", "dna-sample")}
    checked = 0
    for row in read(cases / "INDEX.csv"):
        name = row["file"]
        if not name.startswith(folder) or row["reproduce"] != "yes" or not name.endswith("_nets.csv"):
            continue
        checked += 1
        found = known[row["dataset"]]
        normalization = {"no": "none", "cosine": "dna-cosine"}.get(row["normalization"], row["normalization"])
        mode = "one" if row["network"] == "onemode" else "two"
        rule = NetworkRule(mode, row["aggregation"], normalization, row["duplicates"])  # type: ignore[arg-type]  # words of the index
        bounds = dna_bounds(row, days_of(found))
        numbered = list(enumerate(bounds, 1))
        if folder == "kernels" and not LONG:  # each is made anew, so that some tell as much as all
            numbered = numbered[::9]
        networks = window_networks(found, rule, found.statements, [window for _, window in numbered])
        made = dict(zip((number for number, _ in numbered), networks, strict=True))
        second = found.actors if mode == "one" else found.issues
        for cell in read(cases / name):
            window = made.get(int(cell["index"]))
            if window is None:
                continue
            a, b = found.actors.index(cell["row"]), second.index(cell["col"])
            if mode == "one" and a == b:
                continue
            tie = window.ties.get((min(a, b), max(a, b)) if mode == "one" else (a, b))
            assert cell["mid"][:10] == str(window.bounds.middle)
            assert (tie.value if tie else 0.0) == pytest.approx(float(cell["value"]), abs=1e-9), name
        series = cases / name.replace("_nets", "_series")
        for cell in read(series) if series.exists() else []:
            window = made.get(int(cell["index"]))
            if window is None:
                continue
            both = 2 if mode == "one" else 1
            values = [tie.value or 0.0 for tie in window.ties.values()]
            diagonal = 0.0
            if window.bounds.weights is not None and mode == "one":
                diagonal = sum(own_ties(found, window, row["aggregation"]).values())
            assert both * sum(values) + diagonal == pytest.approx(float(cell["sum"]), abs=1e-9), name
            absolute = both * sum(map(abs, values)) + diagonal
            assert absolute == pytest.approx(float(cell["sum_abs"]), abs=1e-9), name
            assert cell["start"][:10] == str(window.bounds.start)
            assert cell["stop"][:10] == str(window.bounds.end)
            if cell["statements"] and window.bounds.weights is None:
                assert int(cell["statements"]) == window.statements
    assert checked == {"windows": 24, "kernels": 18, "corrected": 2}[folder]


@pytest.mark.parametrize(
    ("name", "file", "length"),
    [
        ("made-a", "a_camp_fit_months6", TimeSpan(months=6)),
        ("dna-sample", "sample_camp_fit_days8", TimeSpan(days=8)),
    ],
)
def test_two_camps_fit_as_a_search_of_all_splits_has_it(
    shared: Path, name: str, file: str, length: TimeSpan
) -> None:
    found = dna_set(shared, name)
    days = days_of(found)
    bounds = [Bounds(days[0], days[-1], 0, len(days)), *dna_windows(days, (days[0], days[-1]), length)]
    rule = NetworkRule("one", "subtract", "average", "document")
    rows = read(shared / "cases" / "dna-time" / "corrected" / f"{file}.csv")
    windows = list(window_networks(found, rule, found.statements, bounds, camps=True))
    for row, window in zip(rows, windows, strict=True):
        fit = camp_fit(window.actors, window.camps or {})
        assert (int(row["statements"]), int(row["actors"])) == (window.statements, len(window.actors))
        expected = float(row["camp_fit"]) if row["camp_fit"] else None
        assert (fit[0] if fit else None) == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_distances_of_kernel_networks_are_dnas(shared: Path) -> None:
    found = dna_set(shared, "made-a")
    days = days_of(found)
    rule = NetworkRule("one", "subtract", "none", "document")
    bounds = dna_kernel_windows(days, (days[0], days[-1]), TimeSpan(months=6), "uniform")
    windows = list(window_networks(found, rule, found.statements, bounds))
    rows = read(shared / "cases" / "dna-time" / "distances" / "a_dist_one_months6_absdiff.csv")
    full = [{place: tie.value or 0.0 for place, tie in window.ties.items()} for window in windows]
    own = [own_ties(found, window, "subtract") for window in windows]
    for row, ties, diagonal in zip(rows, full, own, strict=True):
        for column, others, opposite in zip(list(row)[1:], full, own, strict=True):
            apart = 2 * sum(abs(ties.get(one, 0) - others.get(one, 0)) for one in {*ties, *others})
            apart += sum(abs(diagonal.get(one, 0) - opposite.get(one, 0)) for one in {*diagonal, *opposite})
            assert apart == pytest.approx(float(row[column]), abs=1e-9)
