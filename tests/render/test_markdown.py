"""Markdown: a parser of GitHub's kind finds every cell as it was meant, whatever the text."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from syrupy.assertion import SnapshotAssertion

from helpers.examples import examples
from helpers.random_reports import HOSTILE, WORDS, made_up, matrices, reports, tables
from positions.one_line import FIRST_STRONG_ISOLATE, POP_ISOLATE
from positions.render.common.heading import told_of
from positions.render.common.matrix_form import for_people
from positions.render.common.text import visible
from positions.render.common.values import in_matrix, plain
from positions.render.markdown import escaped, paragraph, pipe_table
from positions.render.registry import REGISTRY, RenderOptions
from positions.tables import (
    Column,
    DatasetInfo,
    EvidenceItem,
    Matrix,
    Ref,
    Report,
    StanceCell,
    Table,
)

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = f"{FIRST_STRONG_ISOLATE}{POP_ISOLATE}"
UNWANTED = {"html_inline", "html_block", "link_open", "image", "em_open", "s_open", "code_inline", "fence"}


def rendered(report: Report, **options: tuple[str, ...]) -> str:
    text = REGISTRY["markdown"].render(report, RenderOptions(tables=options.get("tables")))
    assert isinstance(text, str)
    return text


def report_of(*found: Table | Matrix) -> Report:
    return Report("c", DatasetInfo("T", "s"), "T", found, tuple(table.id for table in found))


def shown(token: Token) -> str:
    """The text of an inline token as a reader sees it: without the marks that keep a name in its place."""
    kinds = ("text", "text_special", "code_inline")
    found = "".join(child.content for child in token.children or () if child.type in kinds)
    return found.translate(dict.fromkeys(map(ord, MARKS)))


def parsed_tables(text: str) -> list[list[list[str]]]:
    """Tables as rows of cell texts."""
    found: list[list[list[str]]] = []
    tokens = PARSER.parse(text)
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("th_open", "td_open"):
            found[-1][-1].append(shown(tokens[number + 1]).strip())
    return found


def kinds(text: str) -> set[str]:
    tokens = PARSER.parse(text)
    return {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }


def texts(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]


@given(tables())
@settings(max_examples=examples(80), deadline=None)
def test_every_cell_of_a_table_reads_back(table: Table) -> None:
    found = parsed_tables(rendered(report_of(table)))
    beside = [index for index, column in enumerate(table.columns) if not column.below]
    if not table.rows:
        assert found == []
        return
    expected = [texts([visible(table.columns[index].label) for index in beside])]
    expected += [
        texts([plain(row[index], table.columns[index].type) for index in beside]) for row in table.rows
    ]
    assert found == [expected]


@given(matrices())
@settings(max_examples=examples(60), deadline=None)
def test_every_cell_of_a_matrix_reads_back(matrix: Matrix) -> None:
    (found,) = parsed_tables(rendered(report_of(matrix)))
    turned = for_people(matrix)
    expected = [texts(["", *(visible(column.label) for column in turned.columns)])]
    for ref, row in zip(turned.rows, turned.cells, strict=True):
        expected.append(texts([visible(ref.label), *(in_matrix(cell, matrix.type) for cell in row)]))
    assert found == expected


@given(reports())
@settings(max_examples=examples(60), deadline=None)
def test_no_text_becomes_markup(report: Report) -> None:
    assert not UNWANTED & kinds(rendered(report))


@given(WORDS | st.sampled_from(HOSTILE) | st.text("\\`*_[]<>|~$&;#!-+=.)(1a b", max_size=12))
@settings(max_examples=examples(300), deadline=None)
def test_a_paragraph_shows_the_text_as_it_stands(text: str) -> None:
    source = paragraph(text)
    if not source:
        assert not visible(text)
        return
    opening, inline, _ = PARSER.parse(source)
    assert opening.type == "paragraph_open"
    assert shown(inline) == visible(text)


def test_numbers_behind_a_name_from_right_to_left_stay_there() -> None:
    assert paragraph("أسماء: 12 actors") == "\u2068أسماء\u2069: 12 actors"
    rows = (("اب",), ("ab",))
    table = Table("t", "T", (Column("c", "C"),), rows)
    ends = {line.translate(dict.fromkeys(map(ord, MARKS))).rfind("|") for line in pipes(table)}
    assert len(ends) == 1, "the marks take no room in the columns of the source"


def pipes(table: Table) -> list[str]:
    return [line for line in rendered(report_of(table)).splitlines() if line.startswith("|")]


def test_plain_words_are_left_plain() -> None:
    text = "Growth, 52:48 (2016-06) – snake_case, AT&T & 100% of £5; it's “fine”."
    assert escaped(text) == text


def test_hostile_text_stands_in_one_line_and_does_nothing() -> None:
    table = Table("t", "T", (Column("c", "C"),), tuple((text,) for text in HOSTILE))
    text = rendered(report_of(table))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\\u202eevil" in text
    assert r"a\|b" in text


def test_quotations_stand_under_the_table_with_speaker_and_source() -> None:
    source = EvidenceItem(
        "paraphrase",
        "reported",
        title="A title",
        publisher="A paper",
        date="2017-03",
        url="https://example.org/x",
    )
    own = replace(
        source, kind="own", basis="stated", words="We *will* pay", speaker="A. Speaker", locator="p. 4"
    )
    columns = (Column("i", "Issue"), Column("s", "Stance", "stance"), Column("e", "Evidence", below=True))
    row = (
        Ref("money", "Money", "Money"),
        StanceCell("position", "support", 1.0, 1, 0.5, condition="if", grades=2),
        (own, source),
    )
    text = rendered(report_of(Table("t", "T", columns, (row,))))
    assert "**Money**\n\n- Evidence: “We \\*will\\* pay” — A. Speaker" in text
    items = [shown(token) for token in PARSER.parse(text) if token.type == "inline"]
    where = "‘A title’ (A paper, 2017-03) [1]"
    assert f"Evidence: “We *will* pay” — A. Speaker, in {where}, p. 4; stated" in items
    assert f"Evidence (as reported by A paper) — {where}; reported" in items
    assert "‘A title’ (A paper, 2017-03), https://example.org/x" in items


def test_there_are_no_empty_sections() -> None:
    empty = Table("t", "T", (Column("c", "C"),), (), empty="There is nothing.")
    assert rendered(report_of(empty)) == "# T\n\nThere is nothing.\n"


def test_what_a_comparison_looks_like(snapshot: SnapshotAssertion) -> None:
    assert rendered(made_up(4, 6)) == snapshot


def test_one_table_comes_without_the_summary() -> None:
    text = rendered(made_up(4, 6), tables=("agreement",))
    assert "A sentence in words." not in text
    assert text.count("## ") == 2


def test_a_table_of_tasks_is_a_list_to_tick_off() -> None:
    columns = (Column("who", "Who"), Column("pairs", "Pairs", "integer"), Column("since", "Since", "date"))
    table = Table("gaps", "Gaps", columns, (("A|B", 3, None), ("*C*", 0, "2017-03")), tasks=True)
    said = rendered(report_of(table))
    assert "- [ ] A\\|B, pairs 3\n- [ ] \\*C\\*, pairs 0, since 2017-03\n" in said


def test_the_headline_is_not_told_again_below() -> None:
    report = replace(report_of(), headline="LGA moved", summary=("LGA moved.", "CCN did not."))
    assert told_of(report) == ("CCN did not.",)
    assert rendered(report).count("LGA moved") == 1


def test_a_long_cell_fills_no_other_row_with_spaces() -> None:
    lines = pipe_table(["Bloc", "Actors"], [["1", "A, " * 100], ["2", "B"]], ["right", "left"]).splitlines()
    assert [len(line) for line in lines] == [71, 71, 311, 71]
    assert lines[3] == f"|    2 | B{' ' * 59} |"
