"""Problems as people and programs read them."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from positions.cli.problem_lines import (
    EXCERPT_WIDTH,
    count_line,
    excerpt,
    problem_github,
    problem_json,
    problem_text,
    usage_text,
    visible,
)
from positions.problems import Location, Problem, Severity

pytestmark = pytest.mark.usefixtures("few_shuffles")

ANSI = re.compile(r"\x1b\[[0-9;]*m")

PROBLEMS = [
    Problem(
        "unknown-issue",
        "there is no issue 'new-structure'",
        Location("data.yaml", 12, 7, "      new-structure: oppose"),
        "did you mean 'new-structures'?",
    ),
    Problem("tab", "a tab in the indentation", Location("data.yaml", 14, 2, "\t\tname: Bären & Söhne")),
    Problem("no-source", "a position without evidence", Location("data.yaml", 20), severity="warning"),
    Problem("format", "something about the whole", severity="note"),
]

characters = st.characters(codec="utf-8") | st.sampled_from("漢字e\u0301\t\x1b\x00\u202e\u200b\ufeff\x7f")
lines = st.text(characters, max_size=400)
problems = st.builds(
    Problem,
    code=st.sampled_from(["a", "b-c"]),
    message=lines,
    location=st.none()
    | st.builds(
        Location,
        file=st.text(min_size=1, max_size=20),
        line=st.none() | st.integers(1, 99),
        column=st.none() | st.integers(1, 500),
        excerpt=st.none() | lines,
    ),
    hint=st.none() | lines,
    severity=st.sampled_from(["error", "warning", "note"]),
)


def test_problems_as_lines() -> None:
    assert problem_text(PROBLEMS).splitlines() == [
        "data.yaml:12:7: error[unknown-issue]: there is no issue 'new-structure'",
        "          new-structure: oppose",
        "          ^",
        "  hint: did you mean 'new-structures'?",
        "",
        "data.yaml:14:2: error[tab]: a tab in the indentation",
        "            name: Bären & Söhne",
        "        ^",
        "",
        "data.yaml:20: warning[no-source]: a position without evidence",
        "",
        "note[format]: something about the whole",
        "",
        "2 errors, 1 warning, 1 note in data.yaml",
    ]


def test_nothing_wrong_is_no_line() -> None:
    assert problem_text([]) == ""


def test_colour_changes_no_word() -> None:
    colored = problem_text(PROBLEMS, color=True)
    assert colored != problem_text(PROBLEMS)
    assert ANSI.sub("", colored) == problem_text(PROBLEMS)


@given(st.lists(problems, max_size=4))
def test_nothing_in_a_file_reaches_the_terminal_as_a_command(found: list[Problem]) -> None:
    text = problem_text(found)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text)
    assert text.count("\n") <= 5 * len(found) + 1


@given(lines, st.integers(-3, 500))
def test_the_caret_stands_under_the_column(line: str, column: int) -> None:
    shown = excerpt(Location("f", 1, column, line))
    assert shown is not None
    source, caret = shown
    assert caret.strip() == "^"
    at = min(max(column - 1, 0), len(line))
    before = caret[:-1]
    if len(line) <= EXCERPT_WIDTH:
        prefix = "".join("    " if letter == "\t" else visible(letter) for letter in line[:at])
        assert len(before) == cell_len(prefix)
        assert source == "".join("    " if letter == "\t" else visible(letter) for letter in line).rstrip()


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = "a" * 5000 + "X" + "b" * 5000
    shown = excerpt(Location("f", 1, 5001, line))
    assert shown is not None
    source, caret = shown
    assert source[caret.index("^")] == "X"
    assert source.startswith("…")
    assert source.endswith("…")
    assert len(source) == EXCERPT_WIDTH + 2


@pytest.mark.parametrize("column", [1, 2, 99, 100, 101, 199, 200, 201])
def test_the_caret_meets_its_letter_wherever_a_line_is_cut(column: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(200))
    shown = excerpt(Location("f", 1, column, line), ascii=True)
    assert shown is not None
    source, caret = shown
    assert source.ljust(300)[caret.index("^")] == (line + ".")[min(column - 1, 200)].replace(".", " ")


def test_wide_letters_take_two_cells() -> None:
    assert excerpt(Location("f", 1, 3, "漢字: x")) == ("漢字: x", "    ^")


def test_without_a_column_there_is_no_excerpt() -> None:
    assert excerpt(Location("f", 1, None, "text")) is None
    assert excerpt(Location("f", 1, 2)) is None


@pytest.mark.parametrize(
    ("text", "shown", "plain"),
    [
        ("a\x1b[31mb", "a␛[31mb", "a\\x1b[31mb"),
        ("a\nb", "a␊b", "a\\x0ab"),
        ("a\x7f", "a␡", "a\\x7f"),
        ("a\u202eb", "a\\u202eb", "a\\u202eb"),
        ("Bären 漢", "Bären 漢", "Bären 漢"),
        ("\U000e0001", "\\U000e0001", "\\U000e0001"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(text: str, shown: str, plain: str) -> None:
    assert visible(text) == shown
    assert visible(text, ascii=True) == plain


def test_wrong_use_is_one_line() -> None:
    assert usage_text("no\nsuch file", "see\tthere") == "error: no␊such file (see␉there)\n"


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        (["error"], "1 error in f"),
        (["error", "error", "note"], "2 errors, 1 note in f"),
        (["warning", "warning"], "2 warnings in f"),
    ],
)
def test_the_count(severities: list[Severity], said: str) -> None:
    assert (
        count_line([Problem("c", "m", Location("f"), severity=severity) for severity in severities]) == said
    )


def test_the_count_over_several_files_and_none() -> None:
    assert (
        count_line([Problem("c", "m", Location("f")), Problem("c", "m", Location("g"))])
        == "2 errors in 2 files"
    )
    assert count_line([Problem("c", "m")]) == "1 error"


@given(st.lists(problems, max_size=4))
def test_json_says_everything(found: list[Problem]) -> None:
    rows = json.loads(problem_json(found))
    assert [list(row) for row in rows] == [
        ["file", "line", "column", "severity", "code", "message", "hint"] for _ in found
    ]
    for row, problem in zip(rows, found, strict=True):
        where = problem.location
        assert (row["message"], row["hint"], row["code"]) == (problem.message, problem.hint, problem.code)
        assert (row["line"], row["column"]) == ((where.line, where.column) if where else (None, None))


@given(st.lists(problems, max_size=4))
def test_a_workflow_command_is_one_line_that_cannot_be_broken_out_of(found: list[Problem]) -> None:
    text = problem_github(found)
    commands = text.split("\n")[:-1]
    assert len(commands) == len(found)
    for command, problem in zip(commands, found, strict=True):
        assert "\r" not in command
        matched = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", command, re.DOTALL)
        assert matched is not None
        properties = dict(part.split("=", 1) for part in matched.group(2).split(","))
        if problem.location:
            assert unquote(properties["file"]) == shown(problem.location.file)
        hint = f"\n{problem.hint}" if problem.hint else ""
        assert unquote(matched.group(3)) == shown(problem.message + hint)
        assert not re.search("[\x00-\x1f\x7f-\x9f]", command)


def shown(text: str) -> str:
    """Return a text with all control characters but line ends shown and not obeyed."""
    return "".join(letter if letter in "\r\n" else visible(letter) for letter in text)
