"""Whether a dataset holds answers or positions coded from documents."""

from __future__ import annotations

import pytest

from positions.dataset.answers import are_answers
from positions.dataset.load import load_bytes


def holds_answers(actors: int, issues: int, more: str = "") -> bool:
    lines = ["format: 1", "title: T", "issues:"]
    lines += [f"  i{number}: {{title: I{number}}}" for number in range(issues)]
    lines += [more] if more else []
    lines += ["stakeholders:"]
    lines += [f"  a{number}: {{name: A{number}, positions: {{i0: support}}}}" for number in range(actors)]
    return are_answers(load_bytes("\n".join(lines).encode()).require())


@pytest.mark.parametrize(("actors", "issues"), [(41, 1), (1, 41), (50, 50)])
def test_more_than_one_codes_by_hand_are_answers(actors: int, issues: int) -> None:
    assert holds_answers(actors, issues) is True


@pytest.mark.parametrize(("actors", "issues"), [(40, 40), (2, 1)])
def test_few_are_coded_by_hand(actors: int, issues: int) -> None:
    assert holds_answers(actors, issues) is False


def test_who_names_sources_has_coded_documents() -> None:
    assert holds_answers(50, 50, "sources: {s: {title: S}}") is False
