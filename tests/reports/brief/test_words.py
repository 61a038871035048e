"""The words that a briefing prints: spread over issues and sides, and the rest counted."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.studies import example
from positions.dataset.load import load_bytes
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.brief.report import brief
from positions.reports.brief.words import MOST_OWN, select_evenly, words_sections
from positions.reports.common.study import Study, study_of
from positions.reports.compare.report import compare

pytestmark = pytest.mark.usefixtures("few_shuffles")

GROUPS = st.lists(st.lists(st.integers(0, 8), max_size=12), max_size=9)


@given(GROUPS, st.integers(0, 40))
def test_groups_take_turns_until_there_is_no_room(groups: list[list[int]], most: int) -> None:
    picked = select_evenly(groups, most)
    assert sum(map(len, picked)) == min(most, sum(map(len, groups)))
    for group, indices in zip(groups, picked, strict=True):
        assert indices == sorted(set(indices))
        assert all(0 <= index < len(group) for index in indices)
    for group, indices in zip(groups, picked, strict=True):
        if len(indices) < len(group):  # not exhausted: nobody is two ahead of it
            assert max(map(len, picked)) <= len(indices) + 1
    assert select_evenly(groups, most) == picked


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(1, 30))
def test_on_a_side_stakeholders_take_turns(group: list[int], most: int) -> None:
    (picked,) = select_evenly([group], most)
    printed = Counter(group[index] for index in picked)
    for actor, there in Counter(group).items():
        if printed[actor] < there:
            assert max(printed.values()) <= printed[actor] + 1


def test_on_one_side_the_words_spread_over_the_order_of_the_file() -> None:
    (picked,) = select_evenly([list(range(200))], 4)
    assert picked == [25, 75, 125, 175]


def respondents(number: int, issues: int) -> Study:
    text = "format: 1\ntitle: T\nscale: three-point\nissues:\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(issues))
    text += "sources: {s: {title: Answers}}\nstakeholders:\n"
    for actor in range(number):
        text += f"  a{actor}:\n    name: A{actor}\n    positions:\n"
        for issue in range(issues):
            stance = "oppose" if actor % 4 == 0 else "support"
            words = f"[{{source: s, quote: w{actor}x{issue}}}]"
            text += f"      i{issue}: {{stance: {stance}, evidence: {words}}}\n"
    return study_of(load_bytes(text.encode()))


def test_of_many_respondents_both_sides_of_all_issues_speak_and_the_rest_is_counted() -> None:
    (own,) = brief(respondents(200, 4)).words
    assert len(own.items) == MOST_OWN
    assert Counter((said.issue, said.stance) for said in own.items) == {
        (f"Issue {issue}", side): 3 for issue in range(4) for side in ("support", "oppose")
    }
    assert len({said.actor for said in own.items}) == MOST_OWN
    assert own.note.startswith("24 of 800 quotations: one from each side of each issue in turn")
    assert "776 are left out; the dataset holds them" in own.note
    assert "None is printed" not in own.note


def test_issues_without_any_words_printed_are_counted() -> None:
    (own,) = brief(respondents(8, 30)).words
    assert own.note.endswith("None is printed on 18 issues that have some.")


def test_a_position_on_a_condition_says_so_wherever_the_briefing_names_it() -> None:
    report = brief(example())
    cited = {(said.issue, said.actor): said.stance for section in report.words for said in section.items}
    conditional = {key for key, stance in cited.items() if stance.endswith(", on a condition")}
    assert conditional == {
        ("Central funding", "CCN"),
        ("New structures", "CCN"),
        ("Open to all", "Localis"),
    }
    text = REGISTRY["markdown"].render(compare(example()), RenderOptions(tables=("divides",)))
    assert isinstance(text, str)
    assert "Localis, CCN (on a condition)" in text


def test_a_number_below_zero_keeps_its_sign() -> None:
    data = {
        "format": 1,
        "title": "T",
        "scale": {"min": -10, "max": 10},
        "issues": {"i": {"title": "I", "unit": "t"}},
        "sources": {"s": {"title": "S"}},
        "stakeholders": {
            "a": {
                "name": "A",
                "positions": {"i": {"stance": -5, "evidence": [{"source": "s", "quote": "Q"}]}},
            }
        },
    }
    (section,) = words_sections(study_of(load_bytes(json.dumps(data).encode())), [0])
    assert section.items[0].stance == "-5 t"
