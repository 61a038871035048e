"""A stray quotation mark never makes one cell of several rows in silence; a cell of several lines is read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.spellings import write_rows
from positions.cli import main
from positions.exchange.duckdb import table as bulk_table
from positions.exchange.duckdb.grid import load_bulk
from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.settings import TableSettings, parse_scale
from positions.exchange.tables.table_dataset import load_table
from positions.exchange.tables.table_file import TableFile
from positions.problems import DataError

FIVE = TableSettings(scale=parse_scale("five-point"))
HEADER = "actor,issue,stance,quote"
STANCES = ("support", "oppose", "neutral")
CELLS = [
    [f"Actor {actor}", f"Issue {issue}", STANCES[(actor + issue) % 3], f"words {actor} of {issue}"]
    for actor, issue in product(range(6), range(4))
]


def lines_of(header: str = HEADER) -> list[str]:
    """Return the lines of a table without quotation marks."""
    width = header.count(",") + 1
    return [header, *(",".join(row[:width]) for row in CELLS)]


def marked(lines: list[str], opening: tuple[int, int], closing: tuple[int, int]) -> str:
    """Return a table with a mark before a cell, and another behind a cell of a later line."""
    cells = [line.split(",") for line in lines]
    cells[opening[0]][opening[1]] = '"' + cells[opening[0]][opening[1]]
    cells[closing[0]][closing[1]] += '"'
    return "\n".join(",".join(line) for line in cells) + "\n"


@given(st.data(), st.sampled_from((HEADER, "actor,issue,stance")))
@settings(max_examples=examples(40), deadline=None)
def test_rows_that_a_stray_mark_has_joined_are_refused_where_it_opens(
    data: st.DataObject, header: str
) -> None:
    lines, width = lines_of(header), header.count(",") + 1
    opens = data.draw(st.integers(1, len(lines) - 6))
    closes = data.draw(st.integers(opens + 1, len(lines) - 5))  # what is left has each actor or issue once
    places = [data.draw(st.integers(0, width - 1)) for _ in range(2)]
    text = marked(lines, (opens, places[0]), (closes, places[1]))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_table, "WORTH_IT", 0)
        path = Path(folder) / "t.csv"
        path.write_text(text, encoding="utf-8")
        readings: list[Callable[[], object]] = [
            lambda: load_table(path, FIVE),
            lambda: load_bulk(path, FIVE),
            lambda: import_file(ImportRequest(path, FIVE, "long")),
        ]
        for read in readings:
            with pytest.raises(DataError) as caught:
                read()
            (problem,) = caught.value.problems
            assert problem.code == "unreadable-table"
            assert problem.location is not None
            assert problem.location.line == opens + 1
            assert "quotation mark" in problem.message


WORDS = st.lists(st.sampled_from(("we", "like, it", "night", "buses,", "and trains", "")), max_size=5)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6).map("\n".join)


@given(st.lists(TEXTS, min_size=len(CELLS), max_size=len(CELLS)), st.sampled_from((0, 1, 3)))
@settings(max_examples=examples(25), deadline=None)
def test_cells_of_several_lines_are_read(texts: list[str], place: int) -> None:
    order = [HEADER.split(",")[index] for index in range(3)]
    order.insert(place, "quote")
    rows = [[*row[:3]] for row in CELLS]
    # no two respondents say the same: a line that stands in its column elsewhere is taken for a row
    texts = [re.sub(r"\w+", rf"\g<0>{number}", text) for number, text in enumerate(texts)]
    for row, text in zip(rows, texts, strict=True):
        row.insert(place, text)
    with tempfile.TemporaryDirectory() as folder:
        path = write_rows(Path(folder) / "t.csv", ",".join(order), rows)
        assert [row for _, row in TableFile(path).numbered()] == rows
        dataset = load_table(path, FIVE).require()
    found = [
        entry.evidence[0].quote or "" if entry.evidence else ""
        for actor in dataset.stakeholders.values()
        for (entry,) in actor.positions.values()
    ]
    assert found == [text.strip() for text in texts]


def test_lines_that_have_the_form_of_rows_and_nothing_of_the_table_are_remarked(tmp_path: Path) -> None:
    rows = [*CELLS, ["Actor 9", "Issue 1", "support", "one\ntwo, three, four, five"]]
    path = write_rows(tmp_path / "t.csv", HEADER, rows)
    loaded = load_table(path, FIVE)
    assert len(loaded.require().stakeholders) == 7
    assert any("may be rows" in remark and "line 26" in remark for remark in loaded.remarks)


def test_the_line_is_that_of_the_mark_and_not_of_its_row(tmp_path: Path) -> None:
    lines = lines_of()
    lines[5] = 'Actor 1,"Issue\n0",support,"words'
    lines[9] += '"'
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_table(tmp_path / "t.csv", FIVE)
    assert caught.value.problems[0].location is not None
    assert caught.value.problems[0].location.line == 7


def test_two_hundred_rows_never_become_132(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [HEADER, *(f"R{row},Buses,{STANCES[row % 3]},words of {row}" for row in range(200))]
    path = tmp_path / "t.csv"
    path.write_text(marked(lines, (50, 3), (118, 3)), encoding="utf-8")
    for command in (["import", str(path), "-o", "-"], ["compare", "-d", str(path)]):
        assert main([*command, "--scale", "five-point"]) == 1
        shown = capsys.readouterr()
        assert "t.csv:51: error[unreadable-table]" in shown.err + shown.out
        assert "the 68 lines after it" in shown.err + shown.out
