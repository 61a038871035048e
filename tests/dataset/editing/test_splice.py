"""Splices of a YAML text: what takes whose place, where values end, and what the layout is seen to be."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.editing.layout_detection import layout_at
from positions.dataset.editing.node_ends import behind_comments, end_of
from positions.dataset.editing.splice import add_item, add_key, make_list, replace_value
from positions.dataset.editing.yaml_nodes import Layout, Node, entry_lines, flow_text
from positions.dataset.storage.splices import Splice, spliced
from positions.dataset.yaml.reader import Path, read_text


def test_splices_are_made_in_the_order_of_their_places() -> None:
    splices = [Splice(4, 6, "EF"), Splice(0, 0, ">"), Splice(2, 3, ""), Splice(7, 7, "!"), Splice(7, 7, "?")]
    assert spliced("abcdefg", splices) == ">abdEFg!?"


def test_splices_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        spliced("abcdef", [Splice(0, 3, "x"), Splice(2, 4, "y")])


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.text(max_size=3)), max_size=5))
def test_insertions_keep_every_character(text: str, inserted: list[tuple[int, str]]) -> None:
    splices = [Splice(min(at, len(text)), min(at, len(text)), new) for at, new in inserted]
    result = spliced(text, splices)
    assert len(result) == len(text) + sum(len(new) for _, new in inserted)
    characters = iter(result)
    assert all(character in characters for character in text)


@pytest.mark.parametrize("c_parser", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize(
    ("text", "path", "rest"),
    [
        ("a: b  # c\n", ("a",), "  # c\n"),
        ("a:\n  b: c\n\n# d\n", ("a",), "\n\n# d\n"),
        ("a: |\n  b\n\n\nc: d\n", ("a",), "\n\n\nc: d\n"),
        ("a: |+\n  b\n\n\nc: d\n", ("a",), "\nc: d\n"),
        ("a: >-\r\n  b\r\n\r\nc: d\r\n", ("a",), "\r\n\r\nc: d\r\n"),
        ("a: |\n  b\n     \n  \nc: d\n", ("a",), "\n  \nc: d\n"),
        ("a: |\n  b", ("a",), ""),
        ("a: |\n\nb: c\n", ("a",), "\nb: c\n"),
        ("a:\n  - b\n  - c: d\n    e: f   # g\n", ("a",), "   # g\n"),
        ("a: {b: c,\n d: e}  # f\n", ("a",), "  # f\n"),
        ("a:\n  b:  # c\nd: e\n", ("a",), "  # c\nd: e\n"),
        ("a: b\n  c\n\nd: e\n", ("a",), "\n\nd: e\n"),
    ],
)
def test_where_a_value_ends(
    text: str, path: Path, rest: str, c_parser: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", yaml.__with_libyaml__ and c_parser)
    assert text[end_of(read_text(text), path) :] == rest


@pytest.mark.parametrize(
    ("behind", "column", "rest"),
    [
        ("\nb", 0, "b"),
        ("  # mine\n# not mine\nb", 0, "# not mine\nb"),
        ("\n  # mine\n\n  # mine too\n\n# not mine\nb", 0, "\n# not mine\nb"),
        ("\n\n  # not mine\n", 2, "\n  # not mine\n"),
        ("\r\n  # mine\r\n\r\nb", 0, "\r\nb"),
        ("", 0, ""),
        ("\n  # mine, and the end", 0, ""),
    ],
)
def test_comments_that_are_deeper_belong_to_what_is_above(behind: str, column: int, rest: str) -> None:
    assert ("a" + behind)[behind_comments("a" + behind, 1, column) :] == rest


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("a: b\n", Layout()),
        ("a:\n    b:\n        c: d\n", Layout(4, 2, 2)),
        ("a:\n- b\n", Layout(2, 0, 2)),
        ("a:\n    -   b: c\n", Layout(2, 4, 4)),
        ("a:\n  -\n    b: c\n", Layout(2, 2, 2)),
        ('{"a": {"b": "c"}}', Layout(2, 2, 2, '"', '"')),
    ],
)
def test_the_layout_that_is_seen(text: str, layout: Layout) -> None:
    assert layout_at(read_text(text), ()) == layout


def test_what_is_near_counts_more_than_what_is_far() -> None:
    document = read_text("a:\n  b: c\nd:\n    e:\n        f: g\n")
    assert layout_at(document, ("d",)).step == 4
    assert layout_at(document, ("a",)).step == 2


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a:\n  b: c\n", "a:\n  b: c\n  x: z\n"),
        ("a:\n  b: 'c'\n", "a:\n  b: 'c'\n  x: 'z'\n"),
        ('a:\n  "b": c\n', 'a:\n  "b": c\n  "x": z\n'),
        ("a: {b: c}\n", "a: {b: c, x: z}\n"),
        ("a: {b: c,}\n", "a: {b: c, x: z,}\n"),
        ("a: {\n  b: c, # d, e\n}\n", "a: {\n  b: c, # d, e\n  x: z,\n}\n"),
        ("a: {\n  b: c # d, e\n}\n", "a: {\n  b: c, # d, e\n  x: z\n}\n"),
        ("a: {}\n", "a:\n  x: z\n"),
        ("a: ~  # b\n", "a:  # b\n  x: z\n"),
        ("a:", "a:\n  x: z"),
        ("a: { # b\n  }\n", "a: {x: z # b\n  }\n"),
    ],
)
def test_a_key_is_added(text: str, result: str) -> None:
    document = read_text(text)
    assert spliced(text, add_key(document, ("a",), "x", "z")) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a:\n  b: c # d\n", "a:\n  b:\n    - c # d\n    - x: z\n"),
        ("a:\n  b: {c: d} # e\n", "a:\n  b:\n    - {c: d} # e\n    - {x: z}\n"),
        ("a:\n  b:\n    c: d # e\n", "a:\n  b:\n  - c: d # e\n  - x: z\n"),
        ("a:\n b:\n  c: d\n", "a:\n b:\n -\n  c: d\n - x: z\n"),
        ("a: {b: c}\n", "a: {b: [c, {x: z}]}\n"),
    ],
)
def test_a_value_becomes_a_list(text: str, result: str) -> None:
    assert spliced(text, make_list(read_text(text), ("a", "b"), {"x": "z"})) == result


def test_an_item_is_added_like_the_others() -> None:
    text = "a:\n  -   b\n  -   c: d\nx: 1\n"
    made = spliced(text, add_item(read_text(text), ("a",), {"e": "f", "g": "h"}))
    assert made == "a:\n  -   b\n  -   c: d\n  -   e: f\n      g: h\nx: 1\n"


@pytest.mark.parametrize(
    ("text", "node", "result"),
    [
        ("a: b # c\n", "d", "a: d # c\n"),
        ("a: b # c\n", {"d": "e"}, "a: # c\n  d: e\n"),
        ("a: # c\n  d: e # f\n    # g\nh: i\n", "j", "a: j # c\nh: i\n"),
        ("a:\n  d: e # f\nh: i\n", {"j": "k", "l": "m"}, "a:\n  j: k\n  l: m\nh: i\n"),
    ],
)
def test_a_value_is_replaced(text: str, node: str | dict[str, str], result: str) -> None:
    made = spliced(text, replace_value(read_text(text), ("a",), node))
    assert made == result


def test_nodes_are_written_in_the_layout() -> None:
    node: Node = {"a": "x", "b": {"c": 1}, "d": [{"e": "f", "g": "h"}, "i j"], "k": ["l"], "m": {}, "o": []}
    assert list(entry_lines("top", node, 1, Layout(4, 0, 4))) == [
        " top:",
        "     a: x",
        "     b:",
        "         c: 1",
        "     d:",
        "     -   e: f",
        "         g: h",
        "     -   i j",
        "     k: [l]",
        "     m: {}",
        "     o: []",
    ]
    assert flow_text(node) == "{a: x, b: {c: 1}, d: [{e: f, g: h}, i j], k: [l], m: {}, o: []}"
