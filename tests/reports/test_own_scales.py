"""Scales of issues: nearness relative to each issue's range, sides where every scale has them."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.dataset.dates import parse_date
from positions.dataset.load import load_bytes
from positions.dataset.mixed_scales import common_scale, from_common, to_common
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.measures.issues import profile_issues
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.numpy_blocks import BulkPairs
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.render.registry import REGISTRY
from positions.reports.common.cells import stance_cell
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.moves import moved_table
from positions.reports.compare.report import compare
from positions.reports.explain import explain
from positions.reports.issues import issues
from positions.reports.power.report import power
from positions.reports.show import show_issue
from positions.selection import Selection
from positions.tables import Report, StanceCell

SCALES: dict[str, tuple[Any, list[Any]]] = {
    "ban": (None, list(FIVE_POINT.labels)),
    "toll": ("three-point", list(THREE_POINT.labels)),
    "rate": ({"min": 1, "max": 5}, [1, 2.5, 3, 3.1, 5]),
    "late": ({"min": 0, "max": 10, "neutral": 2}, [0, 1, 2, 7, 10]),
    "quota": ({"min": 0, "max": 300, "neutral": "none"}, [0, 90, 100.5, 300]),
    "share": ({"min": 0, "max": 97.3, "neutral": "none"}, [0, 25.5, 97.3]),
}
SIDED = ("ban", "toll", "rate", "late")


def study(cells: dict[str, dict[str, object]], names: list[str], *, only: list[str] | None = None) -> Study:
    data = {
        "format": 1,
        "title": "T",
        "issues": {
            name: {
                "title": name.capitalize(),
                "weight": 1 + index,
                **({"scale": SCALES[name][0]} if SCALES[name][0] else {}),
                **({"unit": "t"} if name == "quota" else {}),
            }
            for index, name in enumerate(names)
        },
        "stakeholders": {
            actor: {
                "name": actor.upper(),
                "positions": {name: stance for name, stance in row.items() if name in names},
            }
            for actor, row in cells.items()
        },
    }
    selection = Selection(issues=tuple(only)) if only else Selection()
    return study_of(load_bytes(json.dumps(data).encode()), selection)


@st.composite
def cells(draw: st.DrawFn, names: list[str]) -> dict[str, dict[str, object]]:
    return {
        actor: {name: draw(st.sampled_from(SCALES[name][1])) for name in names if draw(st.integers(0, 4))}
        for actor in "abc"
    }


@st.composite
def studies(draw: st.DrawFn) -> tuple[Study, dict[str, dict[str, object]], list[str]]:
    names = draw(st.permutations(list(SCALES)).map(lambda found: found[:4]))
    found = draw(cells(names))
    return study(found, names), found, names


def place(name: str, stance: object) -> tuple[Fraction, int | None]:
    """Return where a stance lies as a share of its scale's range, and its side: the plain way."""
    if name in ("ban", "toll"):
        scale = FIVE_POINT if name == "ban" else THREE_POINT
        value, low, high, middle = scale.labels[str(stance)], scale.minimum, scale.maximum, 0.0
    else:
        declared = SCALES[name][0]
        value, low, high = float(str(stance)), declared["min"], declared["max"]
        middle = declared.get("neutral", (low + high) / 2)
    share = (Fraction(str(value)) - Fraction(str(low))) / (Fraction(str(high)) - Fraction(str(low)))
    if isinstance(middle, str):
        return share, None
    return share, (value > middle) - (value < middle)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_nearness_is_relative_to_each_issue_s_range(
    found: tuple[Study, dict[str, dict[str, object]], list[str]],
) -> None:
    made, rows, names = found
    assert made.grid.scale.is_mixed
    for a, b in ((0, 1), (0, 2), (1, 2)):
        one, other = rows["abc"[a]], rows["abc"[b]]
        shared = [name for name in names if name in one and name in other]
        weights = {name: 1 + names.index(name) for name in shared}
        near = [
            weights[name] * (1 - abs(place(name, one[name])[0] - place(name, other[name])[0]))
            for name in shared
        ]
        expected = sum(near, Fraction(0)) / sum(weights.values()) if shared else None
        result = compare_pair(made.grid, a, b, Comparison(measure="proximity"))
        assert result.counts.shared == len(shared)
        assert result.counts.same == sum(one[name] == other[name] for name in shared)
        if expected is None:
            assert result.agreement is None
        else:
            assert result.agreement == pytest.approx(float(expected), abs=1e-12)
    for block in BulkPairs(made.grid, Comparison(measure="proximity")).blocks(triangle=False):
        for a, b in ((0, 1), (0, 2), (1, 2)):
            alone = compare_pair(made.grid, a, b, Comparison(measure="proximity")).agreement
            assert block.agreement[a, b] == pytest.approx(
                float("nan") if alone is None else alone, nan_ok=True
            )


@settings(max_examples=40, deadline=None)
@given(cells(list(SIDED)))
def test_sides_are_those_of_each_scale(rows: dict[str, dict[str, object]]) -> None:
    grid = study(rows, list(SIDED)).grid
    for a, b in ((0, 1), (0, 2), (1, 2)):
        one, other = rows["abc"[a]], rows["abc"[b]]
        sides = [
            (place(name, one[name])[1], place(name, other[name])[1])
            for name in SIDED
            if name in one and name in other
        ]
        counts = compare_pair(grid, a, b, Comparison()).counts
        assert counts.agree == sum(left == right for left, right in sides)
        assert counts.oppose == sum({left, right} == {1, -1} for left, right in sides)


@settings(max_examples=40, deadline=None)
@given(studies())
def test_issues_are_told_in_their_own_unit(
    found: tuple[Study, dict[str, dict[str, object]], list[str]],
) -> None:
    made, rows, names = found
    alone = {name: study(rows, names, only=[name]) for name in names}
    for profile in profile_issues(made.grid):
        (expected,) = profile_issues(alone[names[profile.issue]].grid)
        held = {value: actors for value, actors in profile.values.items() if actors}
        assert held == {value: actors for value, actors in expected.values.items() if actors}
        assert (profile.mean, profile.median, profile.opposed) == (
            expected.mean,
            expected.median,
            expected.opposed,
        )
        assert profile.tally.favour == expected.tally.favour
    for actor in range(3):
        for issue, name in enumerate(names):
            value = made.grid.own_value(actor, issue)
            assert value == alone[name].grid.value(actor, 0)


ROWS: dict[str, dict[str, object]] = {
    "a": {"ban": "support", "quota": 100.5, "rate": 5, "toll": "oppose"},
    "b": {"ban": "strongly-oppose", "quota": 300, "rate": 3, "toll": "oppose"},
}


def words(report: Report) -> str:
    text = REGISTRY["markdown"].render(report)
    assert isinstance(text, str)
    return text


def test_a_mixture_with_amounts_is_compared_by_distance() -> None:
    made = study(ROWS, ["ban", "quota", "rate"])
    told = words(compare(made))
    assert "relative" not in told
    assert "a share of the range of its issue's scale" in told
    assert "What divides most: Ban: A for, B against." in told
    assert "Furthest apart: Quota – from 100.5 t (A) to 300 t (B), 199.5 t apart." in told
    with pytest.raises(UsageError, match="not every scale"):
        compare(made, Comparison(measure="side"))
    assert "| Ban " in (shown := words(explain(made, "a", "b")))
    assert "oppose" in shown
    assert "199.5 t apart" in shown
    assert "Ban: A for, B against; 1 of 1 pair opposed." in words(issues(made))
    assert "from 100.5 t (A) to 300 t (B)" in words(common_ground_of(made, with_conditions=True))
    assert "1 for, 1 against" in words(show_issue(made, "ban"))


def test_sided_scales_together_have_sides_but_no_strength() -> None:
    made = study(ROWS, ["ban", "rate", "toll"])
    told = words(compare(made))
    assert "Both stand on the same side of 1 issue: Toll (against)" in told
    with pytest.raises(UsageError, match="different scales") as raised:
        compare(made, Comparison(measure="directional"))
    assert raised.value.hint == "choose --measure proximity"
    with pytest.raises(UsageError, match="different scales") as raised:
        power(made)
    assert raised.value.hint == (
        "weigh sides by salience with --by-salience, or take issues of one scale: --issue ban"
    )


def test_sides_of_several_scales_have_the_power_that_salience_gives_them() -> None:
    """With the side of each stance in its place, on one scale, every figure is the same."""
    rows = {
        "a": {"ban": "strongly-support", "toll": "oppose", "rate": 3.1, "late": 0},
        "b": {"ban": "oppose", "toll": "support", "rate": 5, "late": 2},
        "c": {"ban": "neutral", "toll": "oppose", "rate": 1, "late": 7},
    }
    words = {1: "support", 0: "neutral", -1: "oppose"}
    found = []
    for plain in (False, True):
        data = {
            "format": 1,
            "title": "T",
            "issues": {
                name: {"title": name} | ({"scale": SCALES[name][0]} if SCALES[name][0] and not plain else {})
                for name in SIDED
            },
            "stakeholders": {
                actor: {
                    "name": actor,
                    "influences": {other: 1 + index for index, other in enumerate(rows) if other != actor},
                    "positions": {
                        name: {
                            "stance": words[place(name, stance)[1] or 0] if plain else stance,
                            "salience": 10 * number + 5,
                        }
                        for number, (name, stance) in enumerate(row.items())
                    },
                }
                for actor, row in rows.items()
            },
        }
        made = study_of(load_bytes(json.dumps(data).encode()))
        assert made.grid.scale.is_mixed is not plain
        found.append(power(made, by_salience=True).tables)
    assert found[0] == found[1]


def test_one_scale_among_the_selected_issues_is_that_scale() -> None:
    made = study(ROWS, ["ban", "quota", "rate"], only=["quota"])
    assert (made.grid.scale.name, made.grid.scale.is_amount) == ("range", True)
    cell = compare(made).tables[0].cells[0][0]  # type: ignore[union-attr]  # the stances are a matrix
    assert isinstance(cell, StanceCell)
    assert (cell.value, cell.unit) == (100.5, "t")


@given(
    st.lists(
        st.tuples(st.integers(-50, 50), st.integers(1, 1000), st.integers(0, 10)), min_size=2, max_size=4
    ),
    st.integers(0, 20),
)
def test_the_common_scale_is_exact(made: list[tuple[int, int, int]], step: int) -> None:
    scales = [
        Scale("range", {}, low / 10, low / 10 + width / 10, low / 10 + width * part / 100, "interval")
        for low, width, part in made
    ]
    common = common_scale(scales)
    assert common is not None
    if not common.is_mixed:
        return
    for scale in scales:
        value = float(
            Fraction(str(round(scale.minimum, 6))) + Fraction(step, 20) * Fraction(str(round(scale.range, 6)))
        )
        there = to_common(scale, value, common.range)
        assert from_common(scale, there, common.range) == pytest.approx(value, abs=1e-9)
        assert (there > 0) - (there < 0) == (value > scale.neutral) - (value < scale.neutral)


def test_what_moved_is_read_on_the_scale_of_its_issue() -> None:
    oppose, support = {"stance": "oppose", "date": "2020-01-01"}, {"stance": "support", "date": "2021-01-01"}
    made = study(
        {
            "a": {"ban": [oppose, support], "toll": [oppose, {**support, "stance": "oppose"}, support]},
            "b": {"toll": [oppose, support]},
        },
        ["ban", "toll"],
    )
    assert made.grid.scale.is_mixed
    assert [stance_cell(made.grid, actor, issue).moved for actor, issue in ((0, 0), (1, 1))] == ["up", "up"]
    rows = moved_table(made, parse_date("2020-06")).rows
    assert [row[2:4] for row in rows] == [("oppose", "support"), ("oppose", "mixed"), ("oppose", "support")]


def test_which_way_a_stance_moved_is_told_on_the_scale_of_its_issue() -> None:
    moved = [{"stance": "oppose", "date": "2020"}, {"stance": "support", "date": "2021"}]
    made = study({"a": {"ban": moved, "quota": 90}, "b": {"ban": "oppose"}}, ["ban", "quota"])
    assert made.grid.scale.is_mixed
    cell = stance_cell(made.grid, 0, 0)
    assert (cell.moved, cell.moved_words) == ("up", "was oppose")


def test_how_issues_are_ordered_is_said_of_sides_of_amounts_and_of_both() -> None:
    """C lies furthest apart as a share of its range, Y as far apart on its scale as it can."""
    cells: dict[str, dict[str, object]] = {
        "a": {"ban": "support", "toll": "support", "quota": 4},
        "b": {"ban": "oppose", "toll": "oppose", "quota": 90},
    }
    order, amounts = "the number of opposed pairs", "as a share of the range of the issue's scale"
    for names, told in ((["ban", "toll"], (True, False)), (["ban", "quota"], (True, True))):
        note = issues(study(cells, names)).notes[0]
        assert (order in note, amounts in note) == told, note
