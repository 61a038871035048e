"""Scales that are amounts (`neutral: none`): measured against plain loops, and nothing is for or against."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.dates import parse_date
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load_bytes
from positions.measures.common_interval import meetings
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.numpy_blocks import BulkPairs
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.render.registry import REGISTRY
from positions.reports.blocs.report import blocs
from positions.reports.brief.report import brief
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.ranking import rank
from positions.reports.compare.report import compare
from positions.reports.diff import diff
from positions.reports.explain import explain
from positions.reports.history import history, pair_history
from positions.reports.issues import issues
from positions.reports.page.report import page
from positions.reports.power.report import power
from positions.reports.show import show_issue
from positions.tables import Report
from positions.vocabulary import Measure

pytestmark = pytest.mark.usefixtures("few_shuffles")

OF_SIDES = re.compile(
    r"\b(for and against|against|oppos\w*|support\w*|split|same side|no side|another side|divid\w+|unites?"
    r"|in favour|signed?)\b",
    re.I,
)


def study(cells: dict[str, dict[str, object]]) -> Study:
    names = sorted({issue for row in cells.values() for issue in row}) or ["i"]
    data = {
        "format": 1,
        "title": "T",
        "scale": {"min": 0, "max": 100, "neutral": "none"},
        "issues": {
            name: {"title": f"Issue {name}", "unit": "t", "weight": ord(name) - 100} for name in names
        },
        "stakeholders": {
            actor: {"name": actor.upper(), "influence": 50, "positions": row}
            for actor, row in sorted(cells.items())
        },
    }
    return study_of(load_bytes(json.dumps(data).encode()))


@st.composite
def entries(draw: st.DrawFn) -> object:
    value = draw(st.integers(0, 20).map(lambda number: number * 5) | st.sampled_from([0.5, 33.3]))
    low = draw(st.none() | st.integers(0, int(value)))
    high = draw(st.none() | st.integers(int(value) + 1, 100)) if value < 100 else None
    given = {name: bound for name, bound in (("min", low), ("max", high)) if bound is not None}
    entry: dict[str, object] = {"stance": value, **({"acceptable": given} if given else {})}
    return {**entry, **draw(st.sampled_from([{}, {"condition": "c"}]))}


tables = st.fixed_dictionaries(
    {
        actor: st.dictionaries(st.sampled_from("ijk"), entries() | st.just({"stance": "silent"}), max_size=3)
        for actor in "abc"
    }
)


@given(cells=tables)
@settings(max_examples=examples(60), deadline=None)
def test_agreement_is_nearness_and_nothing_opposes(cells: dict[str, dict[str, dict[str, object]]]) -> None:
    data = study(cells)  # type: ignore[arg-type]  # entries are mappings
    for a, b, left, right in ((0, 1, "a", "b"), (0, 2, "a", "c"), (1, 2, "b", "c")):
        shared = [
            (
                Fraction(ord(issue) - 100),
                *(Fraction(str(cells[who][issue]["stance"])) for who in (left, right)),
            )
            for issue in cells[left].keys() & cells[right].keys()
            if "silent" not in (cells[left][issue]["stance"], cells[right][issue]["stance"])
        ]
        pair = compare_pair(data.grid, a, b, Comparison())
        assert pair.counts.shared == len(shared)
        assert pair.counts.same == pair.counts.agree == sum(x == y for _, x, y in shared)
        assert (pair.counts.oppose, pair.counts.differ) == (0, len(shared) - pair.counts.same)
        total = sum(weight for weight, _, _ in shared)
        if total:
            nearness = 1 - sum(weight * abs(x - y) for weight, x, y in shared) / (100 * total)
            assert pair.agreement == pytest.approx(float(nearness))
            assert pair.disagreement == pytest.approx(float(1 - nearness))
        else:
            assert pair.agreement is None


@given(cells=tables)
@settings(max_examples=examples(60), deadline=None)
def test_they_meet_where_some_amount_is_accepted_by_all(
    cells: dict[str, dict[str, dict[str, object]]],
) -> None:
    data = study(cells)  # type: ignore[arg-type]  # entries are mappings
    for meeting in meetings(data.grid):
        issue = data.grid.issues[meeting.issue].id
        accepted = []
        for row in cells.values():
            if issue in row and row[issue]["stance"] != "silent":
                given_, value = row[issue].get("acceptable", {}), Fraction(str(row[issue]["stance"]))
                assert isinstance(given_, dict)
                accepted.append((Fraction(given_.get("min", value)), Fraction(given_.get("max", value))))
        ends = {end for both in accepted for end in both}
        common = [end for end in ends if all(low <= end <= high for low, high in accepted)]
        if len(accepted) < 2 or (common and len(accepted) < len(cells)):
            assert meeting.verdict is None
        elif common:
            assert meeting.verdict == "meet"
            assert (meeting.low, meeting.high) == (float(min(common)), float(max(common)))
        else:
            assert meeting.verdict == "apart"
            least = max(low for low, _ in accepted) - min(high for _, high in accepted)
            assert meeting.gap == pytest.approx(float(least))
            below, above = meeting.furthest
            rows = meeting.accepted
            for one in rows:
                for other in rows:
                    apart = Fraction(rows[other][0]) - Fraction(rows[one][1])
                    assert (one in below and other in above) == (float(apart) == pytest.approx(float(least)))


def test_the_gap_is_between_those_who_are_it_apart() -> None:
    """Lowest and highest amount may be held by two who meet: neither is then named."""
    cells: dict[str, dict[str, object]] = {
        "a": {"i": {"stance": 6, "acceptable": {"max": 11}}},
        "b": {"i": 9},
        "c": {"i": {"stance": 12, "acceptable": {"min": 10}}},
    }
    told = "Issue i – by what each accepts, from 9 t (B) to 10 t (C), a gap of 1 t."
    assert any(told in text for text in common_ground_of(study(cells)).summary)
    assert told in repr(brief(study(cells)))
    plain: dict[str, dict[str, object]] = {"a": {"i": 6}, "b": {"i": 9}, "c": {"i": 9}}
    told = "Issue i – from 6 t (A) to 9 t (B and C), a gap of 3 t."
    assert any(told in text for text in common_ground_of(study(plain)).summary)


def reports_of(data: Study) -> list[Report]:
    a, b, *_ = (actor.id for actor in data.grid.actors)
    return [
        compare(data),
        rank(data, a),
        explain(data, a, b),
        issues(data),
        common_ground_of(data, with_conditions=True),
        blocs(data),
        show_issue(data, data.issues[0].id),
        pair_history(data, a, b, Comparison()),
    ]


CELLS: dict[str, dict[str, object]] = {
    "a": {
        "i": {"stance": 27, "acceptable": {"max": 35}, "salience": 60, "date": "2017"},
        "j": 30,
        "k": {"stance": 12, "condition": "c"},
    },
    "b": {"i": {"stance": 35, "acceptable": {"min": 30}, "salience": 30}, "j": 35, "k": 12},
    "c": {"i": 27, "j": 30, "k": "silent"},
}


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_nothing_on_amounts_is_for_or_against(form: str) -> None:
    data = study(CELLS)
    for report in reports_of(data):
        text = REGISTRY[form].render(report)
        assert isinstance(text, str)
        assert OF_SIDES.findall(text) == [], report.command


def test_nothing_on_the_page_or_in_the_briefing_is_for_or_against() -> None:
    data = study(CELLS)
    made = page(data)
    said = [*made.opening.said, *made.overview]
    briefing = brief(data)
    for section in briefing.sections:
        said += [section.title, *section.paragraphs, *(table.title for table in section.tables)]
        said += [
            column.label for table in section.tables if table.kind == "table" for column in table.columns
        ]
    for text in (*said, *briefing.lead):
        assert not OF_SIDES.search(text), text
    assert any("All 3 meet on 0 issues" not in text and "apart on" in text for text in said)


@pytest.mark.parametrize("measure", ["side", "directional"])
def test_measures_of_sides_are_refused(measure: Measure) -> None:
    with pytest.raises(UsageError, match="needs sides, for and against"):
        compare(study(CELLS), Comparison(measure=measure))
    with pytest.raises(UsageError, match="power needs a scale with sides"):
        power(study(CELLS))
    with pytest.raises(UsageError, match="a consensus is for or against something"):
        issues(study(CELLS), consensus=True)


def test_pairs_have_no_numbers_by_side() -> None:
    (found,) = (table for table in compare(study(CELLS)).tables if table.id == "pairs")
    assert found.kind == "table"
    names = [column.id for column in found.columns]
    assert not {"agree", "differ", "oppose"} & set(names)
    assert all(isinstance(dict(zip(names, row, strict=True))["same"], int) for row in found.rows)


@given(cells=tables)
@settings(max_examples=examples(30), deadline=None)
def test_numpy_gives_the_same(cells: dict[str, dict[str, object]]) -> None:
    pytest.importorskip("numpy")
    data = study(cells)
    for block in BulkPairs(data.grid, Comparison()).blocks(triangle=False):
        for a in range(block.shared.shape[0]):
            for b in range(a + 1, block.shared.shape[1]):
                pair = compare_pair(data.grid, a, b, Comparison())
                assert int(block.oppose[a, b]) == pair.counts.oppose
                assert int(block.agree[a, b]) == pair.counts.agree
                if pair.agreement is not None:
                    assert float(block.agreement[a, b]) == pytest.approx(pair.agreement)


def test_it_reads_back_as_written() -> None:
    data = study(CELLS).dataset
    text = dataset_to_yaml(data)
    assert "neutral: none" in text
    assert load_bytes(text.encode()).require() == data


QUOTAS = """format: 1
title: Quotas
scale: {min: 0, max: 100, neutral: none}
issues:
  cod: {title: Cod, unit: t}
  levy: {title: Levy, scale: five-point}
stakeholders:
  n:
    name: Norland
    positions:
      cod: [{stance: 40, date: 2019}, {stance: 45.5, date: 2020, correction: {date: 2021, from: 44}}]
      levy: [{stance: strongly-oppose, date: 2019}, {stance: support, date: 2020}]
  s:
    name: Sudland
    positions: {cod: 70, levy: support}
"""


def test_entries_have_the_unit_and_the_words_of_their_own_issue() -> None:
    old, new = (study_of(load_bytes(text.encode())) for text in (QUOTAS, QUOTAS.replace("45.5", "55")))
    since = parse_date("2020")
    reports = (history(old), diff(old, new), explain(old, "n", "s"), compare(old, moved_since=since))
    told = " ".join(" ".join(str(REGISTRY["markdown"].render(report)) for report in reports).split())
    assert "Norland on Cod: 40 t (2019) then 45.5 t (2020)." in told
    assert "Norland on Levy: strongly oppose (2019) then support (2020)." in told
    assert "| 44 t | 2021 |" in told, "what was corrected"
    assert "corrected 2021, before that 44 t" in told
    assert "45.5 t (2020)" in told
    assert "55 t (2020)" in told
    assert "Norland on Cod, from 40 t to 45.5 t (2020)" in told
