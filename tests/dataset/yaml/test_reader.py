from __future__ import annotations

import gc
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import fuzz_reader
from helpers.examples import examples
from positions.dataset.yaml import build, events, reader
from positions.dataset.yaml.reader import SIZE_LIMIT, Document, Plain, Value, read_bytes, read_file, read_text
from positions.dataset.yaml.source_map import Lines
from positions.problems import UsageError


@pytest.fixture(params=["libyaml", "python", "libyaml reworded", "python reworded"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml's parser and with PyYAML's own, with their words for errors and with others."""
    parser, _, reworded = request.param.partition(" ")
    if parser == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    opener: Callable[[str], Any] = fuzz_reader.pure_parser if parser == "python" else events.open_parser
    if reworded:
        opener = fuzz_reader.reworded_parser(opener)
    monkeypatch.setattr(events, "open_parser", opener)
    monkeypatch.setattr(reader, "open_parser", opener)


def found(text: str) -> list[tuple[str, int | None, int | None]]:
    """Return code, line and column of each problem but the note on the rest."""
    return [
        (problem.code, problem.location.line, problem.location.column)
        for problem in read_text(text).problems
        if problem.location is not None and problem.code != "rest-not-checked"
    ]


class TestScalars:
    def test_words_that_yaml_1_1_changes_are_text(self) -> None:
        line = "no on yes true 2017-03-23 010 52:48 0x1F 1_000 .inf .nan 1. 1e3 -2 .5 +1 0 1.5 + . -."
        written = line.split()
        value = read_text("".join(f"- {word}\n" for word in written)).value
        assert value == written
        assert isinstance(value, list)
        plain = [item for item in value if type(item) is Plain]
        assert plain == ["1.", "1e3", "-2", ".5", "+1", "0", "1.5"]

    @pytest.mark.parametrize("number", ["0", "-2", "1.5", "+1", "1e3", ".5", "2E-7", "80"])
    def test_numbers_are_plain_only_without_quotes(self, number: str) -> None:
        document = read_text(f"a: {number}\nb: '{number}'\nc: \"{number}\"\n")
        assert isinstance(document.value, dict)
        assert [type(item) for item in document.value.values()] == [Plain, str, str]
        assert float(number) == float(str(document.value["a"]))

    def test_nothing_is_none_unless_quoted(self) -> None:
        text = "a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: Null\ng: nUll\nh: “x” y\n"
        assert read_text(text).value == dict(
            zip("abcdefgh", [None, None, None, "null", "", None, "nUll", "“x” y"], strict=True)
        )

    def test_keys_are_text_in_normal_form_and_values_stay_as_written(self) -> None:
        decomposed = unicodedata.normalize("NFD", "é")
        document = read_text(f"{decomposed}: {decomposed}\n2017: x\n")
        assert document.value == {"é": decomposed, "2017": "x"}
        assert isinstance(document.value, dict)
        assert {type(key) for key in document.value} == {str}


REFUSED = {
    "anchor": ("a: &x 1\nb: *x\n", [("anchor", 1, 4)]),
    "alias": ("a: *x\n", [("alias", 1, 4)]),
    "tag": ("a: !!str 1\nb: !x {}\n", [("tag", 1, 4), ("tag", 2, 4)]),
    "merge": ("<<: {a: 1}\n", [("merge-key", 1, 1)]),
    "documents": ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
    "end marker": ("a: 1\n...\nb: 2\n", [("several-documents", 2, 1)]),
    "directive": ("%TAG ! x\n---\na: 1\n", [("directive", 1, 1)]),
    "version": ("%YAML 2.0\n---\na: 1\n", [("directive", 1, 1)]),
    "list as key": ("? [a]\n: 1\nb: 2\n", [("key-not-text", 1, 3)]),
    "group as key": ("{a: 1}: 1\n", [("key-not-text", 1, 1)]),
    "null key": ("~: 1\n", [("null-key", 1, 1)]),
    "same key twice": ("a: 1\nb: {c: 1, c: 2}\na: 3\n", [("duplicate-key", 2, 11), ("duplicate-key", 3, 1)]),
    "same key in another form": ("é: 1\ne\u0301: 2\n", [("duplicate-key", 2, 1)]),
    "control": ('a: "\\e[1m"\n', [("control-character", 1, 4)]),
    "control key": ('"\\0": 1\n', [("control-character", 1, 1)]),
    "raw control": ("a: x\x07\n", [("control-character", 1, 5)]),
    "NUL": ("a: x\0\n", [("not-text", 1, 5)]),
    "half a pair": ("a: \ud800\n", [("control-character", 1, 4)]),
    "empty": ("", [("empty-file", 1, 1)]),
    "comments": ("# a\n\n# b\n", [("empty-file", 1, 1)]),
    "curly": ("a: “b c”\n", [("curly-quotes", 1, 4)]),
    "odd key": ("a\u200bb: 1\n", [("odd-space", 1, 2)]),
    "odd before colon": ("a\xa0: 1\n", [("odd-space", 1, 2)]),
    "odd value": ("a: b\xa0\n", [("odd-space", 1, 4)]),
    "odd indent": ("a:\n  b: 1\n\xa0\xa0c: 2\n", [("odd-space", 3, 1)]),
    "odd after colon": ("a:\n  b:\xa0x\n  c: 1\n", [("odd-space", 2, 5)]),
    "odd after dash": ("a:\n  -\xa0x\n  - y\n", [("odd-space", 2, 4)]),
    "colon": ("a: Localis: the tank\n", [("colon-in-value", 1, 11)]),
    "curly with colon": ("a: “Localis: tank”\n", [("colon-in-value", 1, 12)]),
    "tab": ("a:\n\tb: 1\n", [("tab", 2, 1)]),
    "tab after spaces": ("a:\n  b: 1\n \tc: 1\n", [("tab", 3, 2)]),
    "too deep": ("a: 1\n  b: 2\n", [("wrong-indent", 2, 3)]),
    "between": ("a:\n    b: 1\n  c: 2\n", [("wrong-indent", 3, 3)]),
    "item's keys": ("a:\n  - b: 1\n  c: 2\n", [("wrong-indent", 3, 3)]),
    "first line": ("  a: 1\nb: 2\n", [("wrong-indent", 2, 1)]),
    "open quote": ('a: "b\nc: 1\n', [("unclosed-quote", 1, 4)]),
    "quote closed by the next": ('a: "b\nc: "d"\n', [("unclosed-quote", 1, 4)]),
    "apostrophe": ("a: 'it's'\n", [("text-after-quote", 1, 8)]),
    "quotes in quotes": ('a: "say "no" now"\n', [("text-after-quote", 1, 10)]),
    "open bracket before a line": ("a: 1\n{b: 2\nc: 3\n", [("unclosed-bracket", 2, 1)]),
    "tag in brackets": ('a: {b: "1" !c!d e: 2}\n', [("missing-comma", 1, 12)]),
    "quote cut by a document": ("a: 'b\n---\nc: d'\n", [("unclosed-quote", 1, 4)]),
    "open bracket": ("a: [b, c\nd: 1\n", [("unclosed-bracket", 1, 4)]),
    "other bracket": ("a: [b, c}\nd: 1\n", [("wrong-bracket", 1, 9)]),
    "bracket and text": ("a: [The] council\n", [("text-after-bracket", 1, 10)]),
    "comma": ("a: {b: 1 c: 2}\n", [("missing-comma", 1, 11)]),
    "at": ("a: @b\n", [("reserved-character", 1, 4)]),
    "backtick": ("a: `b`\n", [("reserved-character", 1, 4)]),
    "percent": ("a: %5\n", [("reserved-character", 1, 4)]),
    "greater": ("a: >50 homes\n", [("reserved-character", 1, 4)]),
    "star": ("a: *so* it is\n", [("alias", 1, 4)]),
    "item beside key": ("a: 1\n- b\n", [("misplaced-item", 2, 1)]),
    "item on the key's line": ("a: - b\n", [("misplaced-item", 1, 4)]),
    "no space": ("a: 1\nb:2\nc: 3\n", [("missing-space", 2, 2)]),
    "no space after dash": ("a:\n  - b\n  -c\n", [("missing-space", 3, 3)]),
    "no colon": ("a: 1\nb 2\nc: 3\n", [("missing-colon", 2, 1)]),
    "wide colon": ("a: 1\nb：2\nc: 3\n", [("wide-colon", 2, 2)]),
    "escape": ('a: "C:\\path"\n', [("bad-escape", 1, 7)]),
    "escape out of range": ('a: "\\UFFFFFFFF"\n', [("bad-escape", 1, 5)]),
    "conflict": ("a: 1\n<<<<<<< HEAD\nb: 1\n", [("merge-conflict", 2, 1)]),
    "end where a document was due": ("{a}\n%b", [("reserved-character", 2, 1)]),
    "what was found before": ("a: 1\na: 2\nb: [\n", [("duplicate-key", 2, 1), ("unclosed-bracket", 3, 4)]),
}


@pytest.mark.usefixtures("either_parser")
class TestRefusals:
    @pytest.mark.parametrize("case", REFUSED)
    def test_each_has_its_code_and_place(self, case: str) -> None:
        text, expected = REFUSED[case]
        assert found(text) == expected
        for problem in read_text(text).problems:
            assert problem.code == "rest-not-checked" or problem.hint
            assert problem.location is not None
            assert problem.location.excerpt == text.split("\n")[(problem.location.line or 1) - 1]

    @pytest.mark.parametrize("end", ["\r", "\r\n"])
    def test_line_ends_of_other_systems_change_no_code(self, end: str) -> None:
        for text, expected in REFUSED.values():
            if "\r" not in text:
                assert found(text.replace("\n", end)) == expected

    def test_after_a_syntax_error_the_rest_is_said_not_to_be_checked(self) -> None:
        document = read_text("a: 1\nb: {c: 2}\nd: [\n")
        assert document.value == {"a": "1", "b": {"c": "2"}, "d": []}
        assert not document.complete
        assert [problem.severity for problem in document.problems] == ["error", "note"]

    def test_a_duplicate_names_the_first_line_and_the_first_value_stays(self) -> None:
        document = read_text("a: 1\nb:\n  c: 1\n  d: 2\n  c: {e: 3}\n")
        assert "line 3" in document.problems[0].message
        assert document.value == {"a": "1", "b": {"c": "1", "d": "2"}}

    def test_what_is_odd_is_read_as_it_was_meant(self) -> None:
        document = read_text("a:\n  b: 1\n\xa0\xa0c:\xa02\n  d\xa0: x\xa0\n")
        assert document.value == {"a": {"b": "1", "c": "2", "d": "x"}}
        assert document.complete

    @pytest.mark.parametrize(
        "inside", ['a: "x\n  \xa0b: y"\n', "a: |\n  \xa0b: y\n", "a: one\xa0two\n", "a: |\n  b:\tc\n"]
    )
    def test_odd_spaces_inside_a_text_are_fine(self, inside: str) -> None:
        document = read_text(inside)
        assert document.problems == ()
        assert document.value == yaml.load(inside, Loader=yaml.BaseLoader)

    def test_line_ends_of_yaml_1_1_are_characters_like_others(self) -> None:
        document = read_text("a: x\u2028y\x85z\u2029w\nb:\n  c: 1\nb: 2\n")
        assert document.value == {"a": "x\u2028y\x85z\u2029w", "b": {"c": "1"}}
        assert [str(problem.location) for problem in document.problems] == ["<text>:4:1"]

    def test_version_1_directives_are_read(self) -> None:
        assert read_text("# x\n%YAML 1.2\n---\na: 1\n").value == {"a": "1"}
        assert read_text("%YAML 1.2\n---\na: 1\n").problems == ()


@pytest.mark.parametrize(
    ("line", "warns"),
    [
        ("a: we want # of homes", True),
        ("a: we want #1 of homes", True),
        ("a: we want  #1", True),
        ("a: support  # see para 4", False),
        ("a: 1 # optional", False),
        ("a: 2017-03 # the month", False),
        ("a: 'we want' # of homes", False),
        ("a: 'we want # of homes'", False),
        ("a: https://example.org/#top", False),
        ("a: # of homes", True),
        ("a:  # of homes", False),
        ("# a # b", False),
    ],
)
def test_a_value_that_a_comment_may_have_cut_gets_a_warning(line: str, warns: bool) -> None:
    problems = read_text(f"k: v\n{line}\n").problems
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("cut-by-comment", "warning")
    ] * warns


class TestHostile:
    @pytest.mark.usefixtures("either_parser")
    def test_nested_brackets_do_not_crash_the_interpreter(self) -> None:
        for text in (
            "[" * 100_000,
            "{a: " * 100_000,
            "- " * 100_000,
            "? " * 100_000,
            "[" * 10_000 + "]" * 10_000,
        ):
            assert found(text)[-1][0] == "too-deep"

    def test_twenty_levels_are_read_and_no_more(self) -> None:
        assert read_text("[" * 20 + "]" * 20).problems == ()
        assert found("[" * 21 + "]" * 21) == [("too-deep", 1, 21)]

    def test_billion_laughs_are_one_problem(self) -> None:
        lines = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
        assert found("\n".join(lines)) == [("anchor", 1, 5)]

    def test_reading_stops_at_a_thousand_problems(self) -> None:
        document = read_text("a: 1\n" * 5000)
        assert len(document.problems) <= build.PROBLEM_LIMIT + 2
        assert not document.complete

    def test_too_many_values_stop_the_reading(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(build, "NODE_LIMIT", 50)
        assert [code for code, _, _ in found("[" + "a," * 100 + "]")] == ["too-many-values"]

    @pytest.mark.parametrize(
        ("data", "code", "place"),
        [
            (b"a: b\nc: \xe9t\xe9\n", "not-utf-8", "f:2:4"),
            ("é: 😀 ".encode() + b"\xff\n", "not-utf-8", "f:1:6"),
            ("a: b\n".encode("utf-16"), "not-utf-8", "f"),
            ("format: 1\n".encode("utf-16-le"), "not-utf-8", "f"),
            ("a: b\n".encode("utf-32"), "not-utf-8", "f"),
            (b"a: \0\n", "not-text", "f:1:4"),
            (b"PK\x03\x04" + bytes(range(256)), "not-text", "f"),
            (bytes(range(256)), "not-text", "f"),
            (b"x" * (SIZE_LIMIT + 1), "too-large", "f"),
        ],
    )
    def test_what_is_no_utf_8_text_is_one_problem(self, data: bytes, code: str, place: str) -> None:
        document = read_bytes(data, "f")
        assert [(problem.code, str(problem.location)) for problem in document.problems] == [(code, place)]
        assert document.value is None
        assert not document.complete

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("between", [0, 1, 5])
    def test_a_quotation_mark_closed_by_a_later_one_names_its_line(self, end: str, between: int) -> None:
        text = end.join(["x: 1", 'a: "b', *["  c"] * between, 'd: "e"', ""])
        (problem,) = [one for one in read_text(text).problems if one.code == "unclosed-quote"]
        assert problem.message.endswith(f"closed only in line {3 + between}")

    @pytest.mark.parametrize(("controls", "code"), [(205, "not-text"), (204, "not-utf-8")])
    def test_one_control_character_in_twenty_is_no_text(self, controls: int, code: str) -> None:
        data = b"\xe9" + b"\x01" * controls + b"x" * (4096 - 1 - controls)
        assert [problem.code for problem in read_bytes(data, "f").problems] == [code]

    def test_latin_1_is_told_to_be_saved_as_utf_8(self) -> None:
        (problem,) = read_bytes(b"a: \xe9t\xe9\n", "f").problems
        assert "'é'" in problem.message
        assert "UTF-8" in (problem.hint or "")

    @pytest.mark.parametrize("pure", [False, True])
    def test_fuzzed_a_little(self, pure: bool) -> None:
        seen = fuzz_reader.run(300, 20170323, pure=pure)
        assert len(seen) > 10


class TestFiles:
    def test_a_file_is_called_what_it_is_asked_to_be(self, tmp_path: Path) -> None:
        path = tmp_path / "d.yaml"
        path.write_bytes(b"\xef\xbb\xbfa: 1\r\na: 2\r\n")
        document = read_file(path, "d.yaml")
        assert document.text == "a: 1\r\na: 2\r\n"
        assert [str(problem.location) for problem in document.problems] == ["d.yaml:2:1"]
        assert read_file(path).name == str(path)

    def test_what_cannot_be_opened_is_a_usage_error(self, tmp_path: Path) -> None:
        for path, words in (
            (tmp_path / "none.yaml", "no such file"),
            (tmp_path, "folder"),
            (Path("a\0b"), "null"),
        ):
            with pytest.raises(UsageError, match=words):
                read_file(path)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this system")
    def test_an_endless_file_is_read_to_the_limit_only(self) -> None:
        assert [problem.code for problem in read_file(Path("/dev/zero")).problems] == ["too-large"]


class TestPlaces:
    TEXT = 'é: "😀"\r\nlist:  # c\r\n  - x\r\n  - {b: [1], c: }\r\nlast: |\r\n  one\r\n  two'

    def test_spans_are_offsets_into_the_text(self) -> None:
        document = read_text("\ufeff" + self.TEXT)
        expected: dict[tuple[str | int, ...], str] = {
            ("é",): '"😀"',
            ("list",): "- x\r\n  - {b: [1], c: }",
            ("list", 0): "x",
            ("list", 1): "{b: [1], c: }",
            ("list", 1, "b"): "[1]",
            ("list", 1, "c"): "",
            ("last",): "|\r\n  one\r\n  two",
        }
        for path, slice_ in expected.items():
            span = document.span(path)
            assert span is not None
            assert document.text[span.start : span.end] == slice_
        styles = ["double", "block", "plain", "flow", "flow", "plain", "literal"]
        assert [document.style(path) for path in expected] == styles

    def test_a_path_may_be_longer_than_the_file(self) -> None:
        document = read_text(
            "stakeholders:\n  lga:\n    positions:\n      x: support\n      y: {stance: no}\n"
        )
        cell = ("stakeholders", "lga", "positions", "x")
        assert document.locate((*cell, 0, "stance")) == document.locate(cell)
        assert document.locate((*cell, "function-before[f(), str]", 0)) == document.locate(cell)
        assert document.locate((*cell[:3], "y", 0, "stance")).column == 19
        assert document.locate(("stakeholders", "nobody", "name")).line == 2
        assert document.locate((*cell, 0, "stance"), key=True).column == 7
        assert document.locate(("issues",)).line == 1
        assert document.style((*cell, 0)) is None

    def test_places_of_an_empty_file(self) -> None:
        document = read_text("")
        assert document.span(("a",)) is None
        assert document.style(()) is None
        assert str(document.locate(("a",))) == "<text>:1:1"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_lines_are_an_editors(self, end: str) -> None:
        document = read_text(end.join(["a: “x\u2028y”", "b:", "  c: 1", "  d: 2"]))
        place = document.locate(("b", "d"), key=True)
        assert (place.line, place.column, place.excerpt) == (4, 3, "  d: 2")
        assert document.locate(("a",)).excerpt == "a: “x\u2028y”"
        lines = Lines(document.text, "lines.yaml")
        assert lines.text_of(0) == lines.text_of(5) == ""


_words = st.text(st.sampled_from("ab zé😀:#-'\"“,[]{}\n\t\\!&*?|>%@~01.\u2028\xa0"), max_size=12)
_keys = st.text(st.sampled_from("abcé01-_."), min_size=1, max_size=4)
_values: st.SearchStrategy[Any] = st.recursive(
    _words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=12,
)
_dumps = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, '"', "'", "|", ">"]),
        "width": st.sampled_from([10, 80, 1000]),
        "indent": st.integers(2, 5),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


def _same(ours: Value, theirs: Any) -> bool:
    """Compare as `yaml.BaseLoader` reads: all text, nothing and NFC apart."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = [unicodedata.normalize("NFC", key) for key in theirs]
        return list(ours) == keys and all(
            _same(ours[k], t) for k, t in zip(keys, theirs.values(), strict=True)
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(_same(o, t) for o, t in zip(ours, theirs, strict=True))
    if ours is None:
        return theirs in ("", "~", "null", "Null", "NULL")
    return bool(ours == theirs)


def _no_odd_edges(text: str) -> bool:
    return not any(problem.code == "odd-space" for problem in read_text(text).problems)


@pytest.mark.usefixtures("either_parser")
class TestProperties:
    @settings(max_examples=examples(150), deadline=None)
    @given(value=st.dictionaries(_keys, _values, min_size=1, max_size=4), options=_dumps)
    @example(value={"a": ["x", {"b": "1"}]}, options={})
    @example(value={"0": ["-\xa0"]}, options={"default_flow_style": True, "width": 10, "allow_unicode": True})
    def test_values_are_base_loaders_and_spans_read_the_same_again(
        self, value: Any, options: dict[str, Any]
    ) -> None:
        text = yaml.dump(value, Dumper=yaml.SafeDumper, sort_keys=False, **options)
        document = read_text(text)
        if "\u2028" not in text and _no_odd_edges(text) and not any(p.is_error for p in document.problems):
            assert _same(document.value, yaml.load(text, Loader=yaml.BaseLoader))
        if document.complete:
            for path in fuzz_reader.paths(document.value):
                _rereads(document, path)

    @settings(max_examples=examples(100), deadline=None)
    @given(st.text(st.sampled_from("a:\n\r\u2028😀 -"), max_size=60), st.integers(0, 60))
    def test_places_agree_with_counting(self, text: str, offset: int) -> None:
        document = read_text(text)
        for problem in document.problems:
            where = problem.location
            assert where is not None
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert where.line is not None
            assert where.excerpt == lines[where.line - 1]


def _rereads(document: Document, path: tuple[str | int, ...]) -> None:
    span = document.span(path)
    assert span is not None
    value: Any = document.value
    for part in path:
        value = value[part]
    # A block's first line stands where it stood, so that its other lines fit under it.
    text = " " * (span.column - 1) + document.text[span.start : span.end]
    header = text.split("\n")[0]
    if document.style(path) in ("literal", "folded"):
        if any(character.isdigit() for character in header):
            return  # its indent is counted from its parent's, which is not in the span
        text = "k: " + text.lstrip(" ")
        assert read_text(text).value == {"k": value}
    elif any(document.style(path[:depth]) == "flow" for depth in range(len(path))):
        if text.strip(" ") or value is not None:
            assert read_text(f"[{text}]").value == [value]
    elif text.strip(" ") or value is not None:
        assert read_text(text).value == value
    for part in path[-1:]:
        key = document.span(path, key=True)
        if isinstance(part, str) and key is not None:
            assert read_text(f"{document.text[key.start : key.end]}: x").value == {part: "x"}


@pytest.mark.parametrize("statement", ["import positions.dataset.yaml.reader"])
def test_importing_the_reader_loads_no_yaml(statement: str) -> None:
    code = f"import sys; {statement}; sys.exit('yaml' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    read_text("a: 1")
    assert gc.isenabled()
    gc.disable()
    try:
        read_text("a: 1")
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a:\n  quote: #NightBuses now\n  b: c\n", ("warning", 2, 10)),
        ("a:\n  - #NightBuses\n  - c\n", ("warning", 2, 5)),
        ("a:\n  quote: We want\n    #NightBuses\n  b: c\n", ("warning", 3, 5)),
        ("a:\n  quote:\n    We want\n    #NightBuses\n  b: c\n", ("warning", 4, 5)),
        ("a:\n  quote: #NightBuses\n    must come now\n", ("warning", 2, 10)),
        ("a:\n  quote: >- #NightBuses\n    must come now\n", ("warning", 2, 13)),
        ("a: {b: #NightBuses\n  }\n", ("warning", 1, 8)),
        ("a:\n  quote: We want\n    #NightBuses\n    and more\n", ("error", 3, 5)),
        ("a:\n  quote: We want #NightBuses\n    and more\n", ("error", 2, 18)),
        ("a: {b: #NightBuses}\nc: d\n", ("error", 1, 8)),
        ("a: [b, we want #1]\n", ("error", 1, 16)),
        ("a:\n  b: c\n  #quote: d\n", None),
        ("a:\n  b: c\n    #quote: d\n", None),
        ("a:\n  b: c\n  #commented out\n  d: e\n", None),
        ("a: #comment-like\n  b: c\n", None),
        ("a:\n  - b\n  #- c\n", None),
        ("a: |\n  #NightBuses\n", None),
        ("a: >\n  We want\n  #NightBuses\n", None),
        ("a: 'We want\n  #NightBuses'\n", None),
        ("a: [1, 2]  # three\n", None),
    ],
)
@pytest.mark.usefixtures("either_parser")
def test_a_comment_that_ate_a_value_is_said_once(text: str, problem: tuple[str, int, int] | None) -> None:
    problems = [it for it in read_text(text).problems if it.code != "rest-not-checked"]
    assert [
        (it.severity, it.location.line, it.location.column)
        for it in problems
        if it.location is not None and it.code == "cut-by-comment"
    ] == ([] if problem is None else [problem])
    assert all("`#` begins a comment" in it.message for it in problems)


@settings(deadline=None)
@given(st.from_regex(r"[a-zA-Z]{1,8}( [a-zA-Z]{1,8}){0,2}", fullmatch=True), st.integers(0, 3), st.booleans())
def test_a_hash_before_a_word_of_a_value_is_never_silent(text: str, place: int, folded: bool) -> None:
    words = text.split()
    place = min(place, len(words) - 1)
    words[place] = f"#{words[place]}"
    written = ("\n      " if folded else " ").join(words)
    document = read_text(f"a:\n  b:\n    quote: {written}\n    c: d\n")
    assert "cut-by-comment" in [problem.code for problem in document.problems]


@pytest.mark.parametrize(
    "conflict",
    [
        "a:\n  <<<<<<< HEAD\n  b: c\n  =======\n  b: d\n  >>>>>>> theirs\n",
        "a:\n  note: some text\n    <<<<<<< HEAD\n    more\n    =======\n    other\n    >>>>>>> theirs\n",
        'a: "some text\n  <<<<<<< HEAD\n  more\n  =======\n  other\n  >>>>>>> theirs"\n',
        "- a\n    <<<<<<< HEAD\n- b\n    =======\n- c\n    >>>>>>> theirs\n",
    ],
)
@pytest.mark.usefixtures("either_parser")
def test_a_merge_conflict_is_named_wherever_it_stands(conflict: str) -> None:
    marks = [(code, line) for code, line, _ in found(conflict) if code in ("merge-conflict", "missing-colon")]
    first = next(number for number, line in enumerate(conflict.splitlines(), 1) if "<<<<<<<" in line)
    assert marks == [("merge-conflict", first)]


class TestSurrogatePairs:
    @pytest.mark.usefixtures("either_parser")
    def test_a_pair_of_escapes_in_double_quotes_is_one_character(self) -> None:
        text = '{"k\\ud83d\\ude8c": "\\uD83D\\uDE8C bus", "plain": "a"}'
        document = read_text(text)
        assert document.problems == ()
        assert document.value == {"k\U0001f68c": "\U0001f68c bus", "plain": "a"}
        span = document.span(("plain",))
        assert span is not None
        assert text[span.start : span.end] == '"a"'

    @pytest.mark.usefixtures("either_parser")
    def test_elsewhere_and_after_an_escaped_backslash_they_are_text(self) -> None:
        text = "a: '\\ud83d\\ude8c'\nb: x \\ud83d\\ude8c\nc: \"\\\\ud83d\\\\ude8c\"\nd: |\n  \\ud83d\\ude8c\n"
        written = "\\ud83d\\ude8c"
        assert read_text(text).value == {"a": written, "b": f"x {written}", "c": written, "d": f"{written}\n"}

    def test_half_a_pair_is_an_error(self) -> None:
        for half in ("\\ud83d", "\\ude8c", "\\ude8c\\ud83d"):
            document = read_text(f'a: "{half}"\n')
            assert any(problem.is_error for problem in document.problems)

    @given(st.text(st.characters(codec="utf-8"), max_size=20))
    def test_what_json_writes_is_read(self, text: str) -> None:
        document = read_text(json.dumps({"a": text, "b": ["x", text]}))
        if not any(ord(sign) in (0, 0x7F) or ord(sign) < 32 or 0x80 <= ord(sign) < 0xA0 for sign in text):
            assert document.value == {"a": text, "b": ["x", text]}
