"""The depth limit is this program's own: a parser's limit and look-ahead change neither code nor place."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import fuzz_reader
from helpers.examples import examples
from positions.dataset.yaml import events, reader
from positions.dataset.yaml.depth import DEPTH_LIMIT, find_too_deep
from positions.dataset.yaml.reader import read_text
from positions.dataset.yaml.syntax_context import Collection


def limited_parser(limit: int) -> Any:
    """Return PyYAML's own parser with a limit on nesting, and words of its own for it."""

    class Limited(yaml.Loader):
        def fetch_flow_collection_start(self, token: Any) -> None:
            if self.flow_level >= limit:
                raise yaml.scanner.ScannerError("Beim Lesen", self.get_mark(), "zu tief", self.get_mark())
            super().fetch_flow_collection_start(token)

    return Limited


def last_error(text: str) -> tuple[str, int | None, int | None]:
    problem = [problem for problem in read_text(text).problems if problem.is_error][-1]
    assert problem.location is not None
    return problem.code, problem.location.line, problem.location.column


_openers = st.lists(
    st.sampled_from(["[", "{a: ", "[a: ", "[b, ", '["]", ', "['[[', ", "[x # [\n,"]),
    min_size=DEPTH_LIMIT + 6,
    max_size=60,
)
_starts = st.sampled_from(["", "a: ", "- ", "a:\n  - b: x [ y\n  - ", "- &x ", "a: # [[[\n  ", "? "])


@pytest.mark.parametrize("limit", [DEPTH_LIMIT + 2, 1000])
@settings(max_examples=examples(150), deadline=None)
@given(start=_starts, openers=_openers)
@example(start="", openers=["["] * 60)
@example(start="", openers=["[a: "] * 60)
def test_a_parsers_own_limit_changes_nothing(limit: int, start: str, openers: list[str]) -> None:
    text = start + "".join(openers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "open_parser", fuzz_reader.pure_parser)
        patch.setattr(events, "open_parser", fuzz_reader.pure_parser)
        expected = last_error(text)
        patch.setattr(reader, "open_parser", limited_parser(limit))
        patch.setattr(events, "open_parser", limited_parser(limit))
        got = last_error(text)
    assert expected[0] == "too-deep"
    assert got == expected
    assert last_error(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[" * 21, 20),
        ("[" * 20, None),
        ("[[" + "]," * 2 + "[" * 30, None),
        ('["' + "[" * 30, None),
        ("[ #" + "[" * 30, None),
        ("[x" + "," * 5 + "[" * 20, 26),
        ("['it''s [[[[', " + "[" * 20, 34),
        ("a: b" + "[" * 30, None),
        ("[a: 1, b: 2, " + "[" * 20, 32),
        ("[a: " + "[" * 20, 22),
        ("[[a: 1], " + "[" * 21, 28),
        ("[[a: 1], b, " + "[" * 21, 31),
    ],
)
def test_brackets_are_counted_where_they_are_structure(text: str, expected: int | None) -> None:
    assert find_too_deep(text, 0, len(text), ()) == expected


def test_a_group_without_brackets_of_its_own_may_be_all_that_is_known_to_be_open() -> None:
    inner = Collection(start=0, is_list=False, in_brackets=True, opener="")
    text = "[" * 30
    assert find_too_deep(text, 0, len(text), (inner,)) == DEPTH_LIMIT - 1
