"""What coders' cells answer to each question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.grids import NOMINAL, RANGE
from positions.dataset.scale import FIVE_POINT, Scale
from positions.measures.reliability.codings import MISSING, Code, CodedCell, levels_of, units_of
from positions.vocabulary import NON_POSITIONS

CODES = (Code("position", -2.0), Code("position", 0.0), Code("position", 1.0), Code("silent"))


def answers(scale: Scale, name: str) -> list[float | None]:
    (level,) = (level for level in levels_of(scale) if level.name == name)
    (unit,) = units_of([CodedCell(0, 0, CODES)], level, scale)
    return list(unit)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("position", [1, 1, 1, 0]),
        ("direction", [-1, 0, 1, None]),
        ("strength", [2, None, 1, None]),
        ("nominal", [-2, 0, 1, None]),
        ("ordinal", [-2, 0, 1, None]),
        ("interval", [-2, 0, 1, None]),
    ],
)
def test_a_cell_answers_each_question(name: str, expected: list[float | None]) -> None:
    assert answers(FIVE_POINT, name) == expected


def test_labels_without_order_answer_what_needs_none() -> None:
    for name in ("direction", "strength", "ordinal", "interval"):
        assert answers(NOMINAL, name) == [None] * 4
    assert answers(NOMINAL, "nominal") == [-2, 0, 1, None]


def test_strength_has_distances_where_stances_do_and_amounts_have_no_sides() -> None:
    metrics = [{level.name: level.metric for level in levels_of(scale)} for scale in (FIVE_POINT, RANGE)]
    assert [found["strength"] for found in metrics] == ["ordinal", "interval"]
    assert [found["direction"] for found in metrics] == ["nominal", "nominal"]
    amounts = {level.name for level in levels_of(replace(RANGE, sided=False))}
    assert amounts == metrics[0].keys() - {"direction", "strength"}


@pytest.mark.parametrize("scale", [FIVE_POINT, RANGE, replace(RANGE, maximum=1e300)])
def test_states_are_categories_of_their_own_beyond_the_scale(scale: Scale) -> None:
    (level,) = (level for level in levels_of(scale) if level.name == "with_states")
    states = [state for state in (*NON_POSITIONS, "excluded") if state not in MISSING]
    numbers = [level.answer(Code(state), scale) for state in states]
    assert len(set(numbers)) == len(states)
    assert all(number is not None and number > scale.maximum for number in numbers)
    assert level.answer(Code("position", 1.0), scale) == 1


def test_what_is_not_coded_is_missing() -> None:
    cell = CodedCell(0, 0, (Code(MISSING[0]), CODES[0]))
    assert cell.coded == (CODES[0],)
    assert units_of([cell], levels_of(FIVE_POINT)[0], FIVE_POINT) == [[None, 1.0]]
