"""Sides, conditions and words are those of each issue: amounts on other issues take nothing from them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.clauses import Clause
from positions.dataset.load import load_bytes
from positions.exchange.exports.roll_call import roll_call
from positions.measures.groups.agreement import compare_groups
from positions.measures.groups.counts import count_groups
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.numpy_blocks import BulkPairs
from positions.measures.pairs.results import Comparison
from positions.measures.tally import tally_issues
from positions.render.registry import REGISTRY
from positions.reports.blocs.report import blocs
from positions.reports.brief.report import brief
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.report import compare
from positions.reports.explain import explain
from positions.reports.groups.report import group_report, grouped
from positions.reports.issue_statements import issue_statements
from positions.reports.issues import issues
from positions.reports.page.report import page
from positions.selection import Selection
from positions.tables import LinePicture, Report, Table

pytestmark = pytest.mark.usefixtures("few_shuffles")

AMOUNTS = {"title": "Quota", "scale": {"min": 0, "max": 300, "neutral": "none"}, "unit": "t"}
CELLS: list[object] = [
    "support",
    "strongly-support",
    "oppose",
    "neutral",
    "silent",
    {"stance": "support", "condition": {"text": "c", "needs": {"y": "for"}}},
    {"stance": "support", "condition": {"text": "d", "needs": {"y": "against"}}},
    {"stance": "oppose", "condition": "unless a new fund pays"},
]


def study(rows: list[dict[str, Any]], *, amounts: bool, selection: Selection | None = None) -> Study:
    titles = {"x": {"title": "Tram"}, "y": {"title": "Fund"}, "z": {"title": "Parking"}}
    data = {
        "format": 1,
        "title": "T",
        "issues": titles | ({"quota": AMOUNTS} if amounts else {}),
        "stakeholders": {
            f"a{index}": {
                "name": f"A{index}",
                "kind": "odd" if index % 2 else "even",
                "positions": {name: cell for name, cell in row.items() if amounts or name != "quota"},
            }
            for index, row in enumerate(rows)
        },
    }
    return study_of(load_bytes(json.dumps(data).encode()), selection)


def rows_of(fewest: int, most: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    amount = st.sampled_from([10, 200, {"stance": 40, "acceptable": {"min": 10, "max": 250}}])
    cells = {
        name: st.sampled_from([cell for cell in CELLS if name != "y" or "needs" not in str(cell)])
        for name in "xyz"
    }
    return st.lists(
        st.fixed_dictionaries({}, optional={**cells, "quota": amount}), min_size=fewest, max_size=most
    )


def table_of(report: Report, place: int = 0) -> Table:
    found = report.tables[place]
    assert found.kind == "table"
    return found


def of_sides(texts: tuple[str, ...]) -> list[str]:
    """The sentences that say nothing of amounts."""
    return [text for text in texts if "Quota" not in text and "amount" not in text]


@given(rows=rows_of(2, 4), selected=st.booleans())
@settings(max_examples=examples(40), deadline=None)
def test_an_issue_of_amounts_takes_no_side_from_the_others(
    rows: list[dict[str, Any]], selected: bool
) -> None:
    """Whether it is compared too, or lies in the dataset without being selected."""
    chosen = None if selected else Selection(issues=("x", "y", "z"))
    plain, mixed = study(rows, amounts=False), study(rows, amounts=True, selection=chosen)
    assert tally_issues(mixed.grid)[:3] == tally_issues(plain.grid)
    ours, theirs = (common_ground_of(one, with_conditions=True) for one in (plain, mixed))
    assert [row[:5] for row in table_of(theirs).rows] == [row[:5] for row in table_of(ours).rows]
    assert of_sides(theirs.summary) == list(ours.summary)
    assert compare(mixed).headline == compare(plain).headline
    first = {str(row[0]): row[3] for row in table_of(explain(plain, "a0", "a1")).rows}
    then = {str(row[0]): row[3] for row in table_of(explain(mixed, "a0", "a1")).rows}
    assert {name: cell for name, cell in then.items() if "Quota" not in name} == first
    signed = [
        next(part for part in brief(one).sections if part.title.startswith("What could be signed"))
        for one in (plain, mixed)
    ]
    assert signed[0].paragraphs == signed[1].paragraphs
    assert page(mixed).opening.unites == page(plain).opening.unites
    assert page(mixed).opening.divides == page(plain).opening.divides


@given(rows=rows_of(3, 5))
@settings(max_examples=examples(40), deadline=None)
def test_pairs_and_groups_count_each_issue_by_its_own_scale(rows: list[dict[str, Any]]) -> None:
    """Against the sum over issues that are compared alone, each on its own scale."""
    mixed = study(rows, amounts=True)
    alone = [mixed.grid.alone(issue) for issue in range(len(mixed.issues))]
    pairs = {(a, b): compare_pair(mixed.grid, a, b, Comparison()) for b in range(len(rows)) for a in range(b)}
    for (a, b), pair in pairs.items():
        each = [compare_pair(grid, a, b, Comparison()).counts for grid in alone]
        assert tuple(pair.counts) == tuple(map(sum, zip(*each, strict=True)))
    for block in BulkPairs(mixed.grid, Comparison()).blocks(triangle=False):
        for (a, b), pair in pairs.items():
            told = [
                getattr(block, name)[a, b] for name in ("shared", "same", "agree", "oppose", "conditional")
            ]
            counts = pair.counts
            assert told == [
                counts.shared,
                counts.same,
                counts.agree,
                counts.oppose,
                counts.conditional,
            ]
    group_of = ["odd" if index % 2 else "even" for index in range(len(rows))]
    groups = compare_groups(count_groups(mixed.grid, group_of))
    for found in groups:
        names = tuple(dict.fromkeys(group_of))
        within = [
            pair.counts
            for (a, b), pair in pairs.items()
            if sorted((group_of[a], group_of[b])) == sorted((names[found.a], names[found.b]))
        ]
        for name in ("same", "agree", "oppose", "conditional"):
            assert getattr(found, name) == sum(getattr(counts, name) for counts in within), name


ROWS: list[dict[str, Any]] = [
    {"x": CELLS[5], "y": "support", "z": "support", "quota": 10},
    {"x": CELLS[6], "y": "strongly-support", "z": "oppose", "quota": 200},
    {"x": CELLS[5], "y": "support", "z": "support", "quota": 10},
]


def test_every_condition_that_excludes_another_is_told() -> None:
    clash = "A0 and A2 on Tram need Fund for, A1 on Tram needs Fund against"
    data = study(ROWS, amounts=True)
    assert any(
        f"All 3 are for Tram, but on conditions that exclude each other: {clash}." == text
        for text in common_ground_of(data).summary
    )
    assert any(clash in text for text in compare(data).summary)
    assert "all 3 support Tram, on conditions that exclude each other" in compare(data).headline
    assert "exclude each other" in brief(data).title


def test_two_issues_whose_conditions_clash_are_both_told() -> None:
    needs = {"stance": "support", "condition": {"text": "c", "needs": {"y": "for", "z": "for"}}}
    other = {"stance": "support", "condition": {"text": "d", "needs": {"y": "against", "z": "against"}}}
    data = study([{"x": needs}, {"x": other}], amounts=True)
    (said,) = [text for text in common_ground_of(data).summary if "Tram" in text and "but on" in text]
    for issue in ("Fund", "Parking"):
        assert f"A0 on Tram needs {issue} for, A1 on Tram needs {issue} against" in said


def test_the_headline_says_that_not_all_goes_together() -> None:
    data = study([{"x": CELLS[5], "z": "support"}, {"x": "support", "z": CELLS[6]}], amounts=False)
    told = compare(data)
    assert told.headline == "Both support Tram and Parking (not all at once)"
    assert any("cannot sign all of that at once" in text for text in told.summary)


def test_amounts_are_met_on_conditions_too() -> None:
    def at(needs: dict[str, str]) -> dict[str, Any]:
        return {"quota": {"stance": 10, "condition": {"text": "c", "needs": needs}}}

    data = study([at({"y": "for"}), at({"y": "against"})], amounts=True)
    clash = (
        "on conditions that exclude each other: A0 on Quota needs Fund for, A1 on Quota needs Fund against."
    )
    assert f"Both meet on Quota (10 t), but {clash}" in common_ground_of(data).summary
    assert f"On Quota they meet, but {clash}" in explain(data, "a0", "a1").summary
    text_alone = study([at({}), {"quota": {"stance": 10, "condition": "d"}}], amounts=True)
    how = "on conditions that have not been compared"
    said = f"Both meet on 1 issue, {how}: Quota (10 t; A0 and A1 on a condition)."
    assert said in common_ground_of(text_alone).summary


def test_blocs_stand_for_sides_and_for_amounts_in_their_unit() -> None:
    rows = [{"x": "support", "y": "support", "quota": 200} for _ in range(3)]
    rows += [{"x": "oppose", "y": "oppose", "quota": 10} for _ in range(3)]
    said = " ".join(blocs(study(rows, amounts=True)).summary)
    assert "Tram (for)" in said
    assert "Quota (200 t)" in said
    assert "Quota (10 t; 3 of 3 others otherwise)" in said


def test_lines_of_issues_lie_on_their_own_scales() -> None:
    data = study(ROWS, amounts=True)
    (picture,) = issues(data).pictures
    assert isinstance(picture, LinePicture)
    ends = {
        line.issue.id: (line.scale.minimum, line.scale.maximum, line.scale.sided) for line in picture.lines
    }
    assert ends["quota"] == (0, 300, False)
    assert ends["x"] == (-2, 2, True)
    svg = REGISTRY["svg"].render(issues(data))
    assert isinstance(svg, str)
    for words in ("strongly oppose", ">0<", ">300<"):
        assert words in svg
    wide = study([ROWS[0], {"quota": {"stance": 200, "acceptable": {"min": 5}}}], amounts=True)
    told = REGISTRY["svg"].render(issues(wide))
    assert isinstance(told, str)
    assert "10 to 200 t" in told
    assert "accepts" not in told


def test_issues_without_opposition_keep_the_order_of_the_file() -> None:
    """How far apart sided stances lie is no part of the order, which goes by opposed pairs."""
    rows = [{"x": "support", "y": "support", "z": "support", "quota": 10}]
    rows += [{"x": "support", "y": "strongly-support", "z": "support", "quota": 20}]
    data = study(rows, amounts=True)
    assert [line.issue for line in page(data).lines] == [3, 0, 1, 2]
    assert [row[0] for row in table_of(issues(data)).rows] == ["quota", "x", "y", "z"]


def rows_by_id(report: Report, table: str) -> dict[str, dict[str, object]]:
    (found,) = [one for one in report.tables if one.id == table]
    assert found.kind == "table"
    names = [column.id for column in found.columns]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in found.rows}


def test_statements_are_counted_by_the_sides_of_each_issue() -> None:
    found = rows_by_id(issue_statements(study(ROWS, amounts=True)), "issues")
    assert [found["z"][side] for side in ("for", "against", "statements")] == [2, 1, 3]
    assert [found["quota"][side] for side in ("for", "against", "statements")] == [None, None, 3]


def test_groups_and_roll_calls_have_the_issues_with_sides() -> None:
    data = study(ROWS, amounts=True)
    report = group_report(grouped(data, "kind", Comparison()), Comparison())
    for name in ("support", "cohesion", "cohesion_2"):
        (matrix,) = [table for table in report.tables if table.id == name]
        assert matrix.kind == "matrix"
        assert {row.id for row in matrix.rows} == {"x", "y", "z"}
    assert any("1 issue has amounts and no sides" in note for note in report.notes)
    assert [column.id for column in roll_call(data).columns] == ["id", "x", "y", "z"]


def test_needs_are_opposed_from_outside_whatever_narrows_the_actors() -> None:
    """By a clause as by a name; and where another issue, of amounts, is not even selected."""
    rows = [*ROWS[:1], {"x": "support"}, {"y": "oppose", "quota": 10}]
    for narrowed in (
        {"actors": ("a0", "a1")},
        {"exclude": (Clause("actor", "a2"),)},
        {"actors": ("a0", "a1"), "where": (Clause("issue", "x"),)},
    ):
        data = study(rows, amounts=True, selection=Selection(**narrowed))
        said = "Outside the selection: A0 on Tram needs Fund for, and A2 stands against Fund."
        assert said in common_ground_of(data).summary
