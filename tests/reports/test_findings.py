"""The finding of a work list, of power and of issues: its numbers and names are those of a plain loop."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.studies import example, study
from positions.dataset.load import load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.pairs.results import Comparison
from positions.reports.common.study import study_of
from positions.reports.compare.nearest import nearest
from positions.reports.gaps import gaps
from positions.reports.history import history, pair_history
from positions.reports.issues import issues
from positions.reports.network.report import network_report
from positions.reports.power.report import power
from positions.selection import Selection
from positions.tables import THIN

EXAMPLES = int(os.environ.get("FINDINGS_EXAMPLES", "40"))
WORDS = st.sampled_from(["support", "support", "oppose", "neutral", "silent", "mixed", "-", "-"])
SIDES = {"support": 1, "oppose": -1}
HELD = ("support", "oppose", "neutral")
Rows = dict[str, list[str]]


@st.composite
def rows(draw: st.DrawFn, least: int = 1) -> Rows:
    """Return the words of a few actors on a few issues."""
    width = draw(st.integers(1, 4))
    words = draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=least, max_size=4))
    return {f"A{number}": row for number, row in enumerate(words)}


def dataset(rows: Rows, weak: set[tuple[int, int]]) -> bytes:
    """Write each position with a source, and with low confidence where it is weak."""
    width = len(next(iter(rows.values())))
    text = "format: 1\ntitle: T\nscale: three-point\nsources: {s: {title: S}}\nissues:\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(width)) + "stakeholders:\n"
    for number, (actor, words) in enumerate(rows.items()):
        cells = []
        for issue, word in enumerate(words):
            low = ", confidence: low" if (number, issue) in weak else ""
            if word in HELD:
                cells.append(f"i{issue}: {{stance: {word}, evidence: [{{source: s, basis: reported}}]{low}}}")
            elif word != "-":
                cells.append(f"i{issue}: {word}")
        text += f"  {actor.lower()}: {{name: {actor}, positions: {{{', '.join(cells)}}}}}\n"
    return text.encode()


def numbers(pattern: str, text: str) -> list[int]:
    found = re.search(pattern, text)
    return [] if found is None else [int(group) for group in found.groups()]


@settings(max_examples=EXAMPLES)
@given(rows(), st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_a_work_list_opens_with_what_is_missing_and_what_is_weak(
    table: Rows, weak: set[tuple[int, int]]
) -> None:
    said = gaps(study_of(load_bytes(dataset(table, weak)))).headline
    cells = [(a, i, word) for a, row in enumerate(table.values()) for i, word in enumerate(row)]
    held = [(a, i) for a, i, word in cells if word in HELD]
    for state, word in (("not researched", "-"), ("silent", "silent")):
        number = sum(found == word for _, _, found in cells)
        assert numbers(rf"\b(\d+)(?: of \d+ cells?)? (?:is|are) {state}", said) == (
            [number] if number else []
        )
    assert numbers(r"of (\d+) cells?", said) in ([], [len(cells)])
    low = sum(cell in weak for cell in held)
    expected = [low, len(held)] if low else []
    assert numbers(r"(\d+) of (\d+) positions? rests? on weak evidence", said) == expected
    informs = {
        (a, i): sum(i == other for _, other in held) for a, i, word in cells if word in ("-", "silent")
    }
    most = max(informs.values(), default=0)
    best = [cell for cell, pairs in informs.items() if pairs == most and most]
    named = 1 if low else 2  # a line has room for one where it says what is weak too
    names = re.findall(r"A(\d) on Issue (\d)", said)
    assert sorted((int(a), int(i)) for a, i in names) == (sorted(best) if len(best) <= named else [])
    if names:
        assert numbers(r"would inform most \((\d+) pairs?", said) == [most]
    assert said


@settings(max_examples=EXAMPLES)
@given(rows(least=2))
def test_issues_open_with_how_many_divide_and_which_most(table: Rows) -> None:
    said = issues(
        study(len(next(iter(table.values()))), {a: " ".join(row) for a, row in table.items()})
    ).headline
    columns = list(zip(*table.values(), strict=True))
    opposed = [column.count("support") * column.count("oppose") for column in columns]
    pairs = [len([word for word in column if word in HELD]) for column in columns]
    divided = sum(map(bool, opposed))
    if divided:
        assert numbers(r"^(\d+) of (\d+) issues? divides? the", said) == [divided, len(columns)]
        # of as many opposed pairs the larger share comes first: fewer who hold a position
        order = sorted({(-number, holders) for number, holders in zip(opposed, pairs, strict=True) if number})
        first = [i for i, key in enumerate(zip(opposed, pairs, strict=True)) if (-key[0], key[1]) == order[0]]
        assert [int(i) for i in re.findall(r"Issue (\d)", said)] == (first if len(first) <= 2 else [])
    elif all(number < 2 for number in pairs):
        assert said == "No two hold a position on the same issue"
    else:
        one = [
            {word for word in column if word in HELD} in ({"support"}, {"oppose"})
            for column, number in zip(columns, pairs, strict=True)
            if number > 1
        ]
        assert said.startswith("No issue divides the ")
        assert numbers(r"on (\d+) of (\d+) issues?", said) == ([sum(one), len(columns)] if any(one) else [])


@settings(max_examples=EXAMPLES)
@given(rows(least=2))
def test_power_opens_with_who_converge_and_who_diverge_most(table: Rows) -> None:
    said = power(
        study(len(next(iter(table.values()))), {a: " ".join(row) for a, row in table.items()})
    ).headline
    sides = [[SIDES.get(word, 0) for word in row] for row in table.values()]
    totals = []
    for verb, sign in (("converge", 1), ("diverge", -1)):
        sizes = {
            (a, b): sum(x * y == sign for x, y in zip(sides[a], sides[b], strict=True))
            for a, b in combinations(range(len(sides)), 2)
        }
        totals.append(sum(sizes.values()))
        most = max(sizes.values())
        best = [pair for pair, size in sizes.items() if size == most and most]
        told = re.search(rf"(A[^,]*) {verb} most", said)
        expected = best if len(best) <= 2 and len(sides) > 2 else []
        assert re.findall(r"A(\d)", told[1] if told else "") == [
            str(actor) for pair in expected for actor in pair
        ]
    if not any(totals):
        assert said == "No two of them take sides on the same issue"
    elif " than they " in said:
        more, less = numbers(r"(\d+)% to (\d+)%", said)
        assert sorted((more, less)) == pytest.approx(
            [100 * part / sum(totals) for part in sorted(totals)], abs=0.51
        )
        assert (totals[0] > totals[1]) == ("converge more" in said)
    assert said


@settings(max_examples=EXAMPLES)
@given(rows(least=2))
def test_lists_of_the_nearest_open_with_a_pair_that_agrees_most(table: Rows) -> None:
    words = list(table.values())
    made = study(len(words[0]), {a: " ".join(row) for a, row in table.items()})
    said = nearest(made, Comparison(), 1).headline
    shares = {}
    for a, b in combinations(range(len(words)), 2):
        both = [(x, y) for x, y in zip(words[a], words[b], strict=True) if x in HELD and y in HELD]
        if both:
            shares[a, b] = Fraction(sum(x == y for x, y in both), len(both)), len(both)
    most = max((share for share, _ in shares.values()), default=None)
    best = [pair for pair, (share, _) in shares.items() if share == most]
    told = re.fullmatch(r"A(\d) and A(\d) (agree most|are among the pairs that agree most)", said)
    if told is None:
        assert said == ""
        assert all(shares[pair][1] < THIN for pair in best)
    else:
        pair = int(told[1]), int(told[2])
        assert pair in best
        assert shares[pair][1] >= THIN
        assert (told[3] == "agree most") == (len(best) == 1)


def test_what_is_said_of_movement_over_time() -> None:
    text = """format: 1
title: T
issues: {a: {title: Tax}, b: {title: Rail}}
stakeholders:
  x: {name: X, positions: {a: [{stance: oppose, date: 2016}, {stance: support, date: 2018}], b: %s}}
  y: {name: Y, positions: {a: {stance: support, date: 2016}, b: {stance: support, date: 2016}}}
"""
    moved = "X on Tax: oppose (2016) then support (2018)"
    cases = {
        "{stance: support, date: 2016}": (
            moved,
            "rose from 50% of 2 (2016-01-01) to 100% of 2 shared issues (2018-01-01)",
        ),
        "[{stance: support, date: 2016}, {stance: oppose, date: 2018}]": (
            f"{moved}; and 1 more move",
            "is 50% of 2 shared issues (2018-01-01), the same share as at first, 50% of 2 (2016-01-01)",
        ),
        "silent": (moved, "rose from 0% of 1 (2016-01-01) to 100% of 1 shared issue (2018-01-01)"),
    }
    for rail, (of_all, of_pair) in cases.items():
        made = study_of(load_bytes((text % rail).encode()))
        assert history(made).headline == of_all
        assert pair_history(made, "x", "y", Comparison()).headline == f"X and Y: agreement {of_pair}"
    assert history(example()).headline == "No position has moved"


def test_a_network_names_no_pair_that_others_equal() -> None:
    cases = {
        "A and B are tied most closely; A with C and B with C are most in conflict": "support support oppose",
        "3 pairs are tied most closely": "support support support",
    }
    one, two = NetworkRule(), NetworkRule(mode="two", normalization="none")
    for said, words in cases.items():
        rows = dict(zip("ABC", words.split(), strict=True))
        assert network_report(study(1, rows), one).headline == said
    level = study(1, {"A": "support", "B": "support"})
    assert network_report(level, two).headline == "2 statements by 2 actors on 1 issue"


AMOUNTS = """format: 1
title: T
scale: {min: 0, max: 100, neutral: none}
issues: {a: {title: Tax, unit: t}, b: {title: Rail, unit: t}}
stakeholders:
  x: {name: X, positions: {a: 10, b: %s}}
  y: {name: Y, positions: {a: 40, b: 5}}
"""


def of_amounts(b: int) -> str:
    return issues(study_of(load_bytes((AMOUNTS % b).encode()))).headline


def test_what_is_said_of_each_kind_of_data() -> None:
    cases: list[tuple[Callable[[], str], str]] = [
        (
            lambda: gaps(example()).headline,
            "16 of 40 cells are silent, 8 of 24 positions rest on weak evidence; a position of Government on "
            "New structures would inform most (3 pairs)",
        ),
        (lambda: gaps(study(1, {"A": "support"})).headline, "1 of 1 position has no evidence"),
        (
            lambda: gaps(study(1, {"A": "mixed", "B": "mixed"})).headline,
            "2 gaps: 1 issue with fewer than 2 positions, 1 pair with too few shared issues",
        ),
        (
            lambda: issues(study(2, {"A": "support oppose", "B": "support support"})).headline,
            "1 of 2 issues divides the two: Issue 1",
        ),
        (lambda: issues(study(1, {"A": "support"})).headline, ""),
        (
            lambda: issues(study(2, {"A": "support -", "B": "support -"}), consensus=True).headline,
            "Consensus for 1 of 2 issues",
        ),
        (
            lambda: issues(study(1, {"A": "neutral", "B": "support"}), consensus=True).headline,
            "No consensus on any issue",
        ),
        (
            lambda: of_amounts(5),
            "1 of 2 issues sets the two apart: Tax (from 10 t (X) to 40 t (Y), 30 t apart)",
        ),
        (
            lambda: of_amounts(6),
            "2 of 2 issues set the two apart, Tax most (from 10 t (X) to 40 t (Y), 30 t apart)",
        ),
        (lambda: power(example()).headline, "Localis and CCN converge most, Localis and LGA diverge most"),
        (
            lambda: power(example(Selection(actors=("lga", "ccn")))).headline,
            "LGA and CCN converge more than they diverge, 75% to 25%",
        ),
        (lambda: power(study(1, {"A": "support"})).headline, ""),
    ]
    assert [found() for found, _ in cases] == [said for _, said in cases]
