"""The words on pairs name the pair and the figure that the tables hold, whatever the measure."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import as_grid, plain, tables
from helpers.oracle import PlainCell, PlainTable, compare
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.grid import StanceGrid
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison, PairCounts, PairResult
from positions.render.common.text import share_text
from positions.reports.common.sides import Names
from positions.reports.compare.pair_words import Pairs, agreed_on, certainty, is_enough, words_on_pairs
from positions.reports.compare.report import agreement_share, disagreement_share
from positions.rounding import percent
from positions.tables import Ref
from positions.vocabulary import MEASURES

HUNDRED = Scale("range", {}, 0.0, 100.0, 50.0, "interval")


def names_of(grid: StanceGrid) -> Names:
    actors = tuple(Ref(actor.id, actor.label, actor.name) for actor in grid.actors)
    return Names(grid, actors, tuple(Ref(issue.id, issue.title, issue.title) for issue in grid.issues))


def said(grid: StanceGrid, how: Comparison) -> tuple[list[PairResult], tuple[str, ...]]:
    pairs = compare_pairs(grid, how)
    return pairs, words_on_pairs(names_of(grid), Pairs.of(pairs, how))


@settings(max_examples=examples(150), deadline=None)
@given(tables(actors=4, issues=6), st.booleans(), st.booleans())
def test_the_pair_named_nearest_has_the_highest_cell(
    table: PlainTable, weighted: bool, by_salience: bool
) -> None:
    grid = as_grid(table)
    for measure in ("exact",) if table.scale.is_nominal else MEASURES:
        how = Comparison(measure=measure, weighted=weighted, by_salience=by_salience)
        pairs, words = said(grid, how)
        known = [pair for pair in pairs if is_enough(pair)]
        if len(pairs) < 2 or len({pair.agreement for pair in known}) < 2:
            continue
        shares = [pair.agreement for pair in known if pair.agreement is not None]
        for sentence, extreme in zip(words, (max(shares), min(shares)), strict=False):
            first = re.search(r": A(\d) and A(\d), who (.*?)(?:;|\.$)", sentence)
            assert first is not None, sentence
            named = next(pair for pair in known if (pair.a, pair.b) == (int(first[1]), int(first[2])))
            assert named.agreement == extreme
            assert first[3].startswith(agreed_on(grid, named, how)[:20])
        far = words[1]
        assert far.startswith("Furthest apart") == (min(shares) < 0.5)
        assert words[0].startswith("Nearest, ") == (max(shares) >= 0.5)


@settings(max_examples=examples(150), deadline=None)
@given(tables(actors=3, issues=6), st.booleans(), st.booleans())
def test_the_figures_of_a_sentence_are_the_tables(
    table: PlainTable, weighted: bool, by_salience: bool
) -> None:
    grid = as_grid(table)
    plain_weights = table if weighted else PlainTable(table.scale, table.cells, (1.0,) * len(table.weights))
    for measure in ("exact",) if table.scale.is_nominal else MEASURES:
        how = Comparison(measure=measure, weighted=weighted, by_salience=by_salience)
        for pair in compare_pairs(grid, how):
            exact = compare(plain_weights, pair.a, pair.b, measure, by_salience=by_salience)
            text = agreed_on(grid, pair, how)
            if exact.agreement is None or exact.disagreement is None:
                assert text.startswith("share no issue")
                continue
            shown = percent(float(exact.agreement))
            assert shown in share_text(agreement_share(pair))
            counted = re.search(r"(?:agree on|same stance on) (\d+) of (\d+)", text)
            if counted:
                assert int(counted[1]) == exact.agreement * int(counted[2])
                assert int(counted[2]) == exact.counts[0]
            else:
                assert shown in text
                assert f"{exact.counts[0]} shared issue" in text
            opposed = re.search(r"oppose each other on ([<>]?\d+)(%?)", text)
            if opposed and opposed[2]:
                assert opposed[1] + "%" == percent(float(exact.disagreement))
                assert opposed[1] + "%" in share_text(disagreement_share(pair))
            elif opposed:
                assert int(opposed[1]) == exact.disagreement * exact.counts[0]
            else:
                assert measure != "side" or exact.disagreement == 0


def test_weights_are_named_where_they_count() -> None:
    table = plain(FIVE_POINT, "support support support", "support oppose oppose", "oppose oppose support")
    table = PlainTable(table.scale, table.cells, (3.0, 1.0, 1.0))
    grid = as_grid(table)
    pairs, _ = said(grid, Comparison())
    assert agreed_on(grid, pairs[0], Comparison()) == (
        "agree on 60% by weight of 3 shared issues (1 by number), and oppose each other on 40% of the 3 "
        "(2 by number)"
    )
    assert pairs[0].effective == pytest.approx(25 / 11)
    plainly = Comparison(weighted=False)
    assert agreed_on(grid, said(grid, plainly)[0][0], plainly) == (
        "agree on 1 of 3 shared issues, and oppose each other on 2"
    )


def test_salience_is_named_where_it_counts() -> None:
    def row(*saliences: float) -> tuple[PlainCell, ...]:
        return tuple(PlainCell(1.0, "position", salience=salience) for salience in saliences)

    one = tuple(
        PlainCell(value, "position", salience=salience) for value, salience in ((1.0, 90.0), (-1.0, 10.0))
    )
    how = Comparison(by_salience=True)
    grid = as_grid(PlainTable(THREE_POINT, (row(90, 10), one), (1.0, 1.0)))
    _, words = said(grid, how)
    assert words == (
        "A0 and A1 agree on 90% by salience of 2 shared issues (1 by number), and oppose each other on 10% "
        "of the 2 (1 by number).",
        "The two share 2 of 2 issues: too few for a share to say much.",
    )


def test_a_distance_is_not_a_number_of_sides() -> None:
    grid = as_grid(plain(HUNDRED, "51 51 51 51", "49 49 49 49"))
    how = Comparison(measure="proximity")
    assert (
        agreed_on(grid, said(grid, how)[0][0], how) == "have 98% agreement by proximity over 4 shared issues"
    )


def test_one_heavy_issue_is_thin_ground() -> None:
    rows = ("support support support", "support support support", "oppose support support")
    table = plain(FIVE_POINT, *rows)
    grid = as_grid(PlainTable(table.scale, table.cells, (100.0, 1.0, 1.0)))
    pairs, words = said(grid, Comparison())
    assert not any(map(is_enough, pairs))
    assert words == (
        "No two share as many as 3 issues, with an effective n of 2 or more: too thin to say who is nearest "
        "to whom.",
        "The pairs share 3 of 3 issues; 3 of 3 shares rest on fewer than 3 issues or an effective n below 2 "
        "and say little.",
    )
    assert share_text(agreement_share(pairs[0])) == "(100% of 3 ≈1.0)"
    assert share_text(agreement_share(pairs[1]), ascii=True, compact=True) == "(2%/3eff1.0)"


@settings(max_examples=examples(100))
@given(
    st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 4), st.integers(0, 4))), min_size=2, max_size=6),
    st.integers(1, 2),
    st.booleans(),
)
def test_certainty_equals_a_plain_loop(
    bounds: list[tuple[int, int] | None], told: int, furthest: bool
) -> None:
    pairs = [
        PairResult(0, at + 1, PairCounts(1, 1, 1, 0, 0), 0.5, 0.5, *_ordered(found))
        for at, found in enumerate(bounds)
    ]
    said = certainty(pairs, pairs[:told], "pair", furthest=furthest)
    if any(pair.low is None for pair in pairs[:told]):
        assert "too much is unknown" in said
        return
    rivals = 0
    for other in pairs[told:]:
        if other.low is None or other.high is None:
            continue
        if furthest:
            rivals += any(other.low <= (pair.high or 0) for pair in pairs[:told])
        else:
            rivals += any(other.high >= (pair.low or 0) for pair in pairs[:told])
    assert (f"{rivals} other pair" in said) if rivals else ("is so whatever" in said)
    assert said.startswith("Who is furthest apart is" if furthest else "Who is nearest is")


def _ordered(found: tuple[int, int] | None) -> tuple[float | None, float | None]:
    return (None, None) if found is None else (min(found) / 4, max(found) / 4)
