"""Which id a new part may have."""

from __future__ import annotations

import pytest

from positions.dataset.editing.plans.parts import a_new_id
from positions.dataset.load import load_bytes
from positions.problems import UsageError
from positions.vocabulary import Section

DATA = """\
format: 1
title: T
issues: {i: {title: I}}
sources: {s: {title: S}}
stakeholders: {a: {name: A, was: [b]}}
"""


@pytest.mark.parametrize(
    ("section", "taken", "said"),
    [
        ("issues", "i", "there is an issue 'i' already"),
        ("sources", "s", "there is a source 's' already"),
        ("stakeholders", "a", "there is a stakeholder 'a' already"),
    ],
)
def test_an_id_that_is_taken_is_refused(section: Section, taken: str, said: str) -> None:
    dataset = load_bytes(DATA.encode()).require()
    with pytest.raises(UsageError, match=said):
        a_new_id(dataset, section, taken)
    assert a_new_id(dataset, section, "new") == "new"


def test_a_former_id_is_its_own_parts_alone() -> None:
    dataset = load_bytes(DATA.encode()).require()
    with pytest.raises(UsageError):
        a_new_id(dataset, "stakeholders", "b")
    assert a_new_id(dataset, "stakeholders", "b", own="a") == "b"
    assert a_new_id(dataset, "issues", "b") == "b"
