"""The closed sets: each record is there, and nothing is said of a member anywhere that its record lacks."""

from __future__ import annotations

from typing import get_args

import pytest

from positions.dataset.scale import FIVE_POINT
from positions.vocabulary import (
    BASES,
    BASIS_ENTRIES,
    CONFIDENCES,
    MEASURE_ENTRIES,
    MEASURES,
    MOVEMENT_ENTRIES,
    NOMINAL_VERDICTS,
    NON_POSITIONS,
    SIDES,
    STATE_ENTRIES,
    STATES,
    VERDICTS,
    Basis,
    Confidence,
    Measure,
    Movement,
    Side,
    State,
    Verdict,
    state_entry,
)


@pytest.mark.parametrize(
    ("literal", "members"),
    [(Measure, MEASURES), (State, STATES), (Basis, BASES), (Confidence, CONFIDENCES), (Side, tuple(SIDES))],
)
def test_the_records_are_those_of_the_literal_in_its_order(literal: object, members: tuple[str, ...]) -> None:
    assert members == get_args(literal)


def test_every_record_stands_under_its_own_name() -> None:
    for entries in (MEASURE_ENTRIES, STATE_ENTRIES, BASIS_ENTRIES):
        assert all(entry.name == name for name, entry in entries.items())


def test_every_state_but_a_position_has_a_sign_of_its_own() -> None:
    others = [entry for name, entry in STATE_ENTRIES.items() if name != "position"]
    assert len({entry.sign for entry in others}) == len({entry.ascii for entry in others}) == len(others)
    assert all(entry.sign and entry.ascii.isascii() for entry in others)
    assert STATE_ENTRIES["position"].sign == ""


def test_what_a_dataset_may_name_can_be_chosen_in_a_prompt() -> None:
    assert {name for name, entry in STATE_ENTRIES.items() if entry.prompt} == set(NON_POSITIONS)


def test_what_is_no_state_is_an_error() -> None:
    assert state_entry("silent") is STATE_ENTRIES["silent"]
    with pytest.raises(KeyError):
        state_entry("quiet")


def test_a_verdict_is_never_the_word_of_a_stance() -> None:
    stances = {label.replace("-", " ") for label in (*FIVE_POINT.labels, *NON_POSITIONS)}
    for words in (VERDICTS, NOMINAL_VERDICTS):
        assert not stances & set(words.values())
    assert tuple(VERDICTS) == get_args(Verdict)
    assert tuple(MOVEMENT_ENTRIES) == get_args(Movement)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_library_names_every_measure(measure: Measure) -> None:
    from positions import compare

    assert f'"{measure}"' in (compare.__doc__ or "")
