"""The terminal: nothing is cut, nothing in the data acts, and it stays within its width."""

import os
import re
import subprocess
import sys
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from helpers.examples import examples
from helpers.random_reports import HOSTILE, made_up, matrices, reports, tables
from helpers.studies import example
from positions.render.common.marks import marked
from positions.render.common.text import share_text, visible
from positions.render.registry import REGISTRY, RenderOptions
from positions.render.terminal.layout import wrapped
from positions.reports.blocs.report import blocs
from positions.rounding import percent
from positions.rounding import two_decimals as number
from positions.tables import (
    AnyTable,
    CellValue,
    Column,
    Count,
    DatasetInfo,
    EvidenceItem,
    Matrix,
    Ref,
    Report,
    Share,
    StanceCell,
    Table,
)

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def rendered(report: Report, width: int | None = None, *, color: bool = False, ascii: bool = False) -> str:
    text = REGISTRY["terminal"].render(report, RenderOptions(width=width, color=color, ascii=ascii))
    assert isinstance(text, str)
    return text


def report_of(*found: AnyTable, title: str = "T") -> Report:
    return Report("c", DatasetInfo("T", "s"), title, found, tuple(table.id for table in found))


def numbers(value: CellValue, kind: str) -> list[str]:
    """The ways in which a cell's number may stand, whole."""
    match value:
        case Share():
            return [share_text(value), share_text(value, compact=True)]
        case Count():
            return [f"{value.number} of {value.total}"]
        case int() | float():
            return [percent(value) if kind == "share" else number(value)]
        case StanceCell():
            return [marked(value)]
    return []


@given(matrices(), st.integers(40, 200) | st.none())
@settings(max_examples=examples(80), deadline=None)
def test_no_number_and_no_mark_of_a_matrix_is_cut(matrix: Matrix, width: int | None) -> None:
    text = rendered(report_of(matrix), width)
    for cell in (cell for row in matrix.cells for cell in row):
        forms = numbers(cell, matrix.type)
        assert not forms or any(form in text for form in forms), (forms, text)


@given(tables(), st.integers(40, 200) | st.none())
@settings(max_examples=examples(80), deadline=None)
def test_no_number_of_a_table_is_cut(table: Table, width: int | None) -> None:
    text = rendered(report_of(table), width)
    for row in table.rows:
        for cell, column in zip(row, table.columns, strict=True):
            if not isinstance(cell, StanceCell):
                forms = numbers(cell, column.type)
                # bounds may stand on a line of their own, and no other number is parted
                assert not forms or any(all(part in text for part in form.split(" [")) for form in forms), (
                    forms,
                    text,
                )


SHADES = re.compile(r"shade the darker, the larger: from [0-9%, and]+ up ?")
"""The legend of shades, which are only where colours are."""


def words_of(text: str) -> str:
    """Return a text's words, without the legend of shades and without marks of direction."""
    return SHADES.sub("", " ".join(re.sub("[\u2068\u2069]", "", text).split())).strip()


@given(reports(), st.integers(40, 200))
@settings(max_examples=examples(60), deadline=None)
def test_colour_changes_no_text(report: Report, width: int) -> None:
    plain = rendered(report, width)
    coloured = ESCAPES.sub("", rendered(report, width, color=True))
    assert words_of(coloured) == words_of(plain)
    assert "\x1b" not in plain


@given(st.integers(60, 200), st.integers(1, 12), st.integers(1, 12), st.booleans())
@settings(max_examples=examples(40), deadline=None)
def test_a_comparison_stays_within_the_terminal(width: int, actors: int, issues: int, ascii: bool) -> None:
    text = rendered(made_up(actors, issues), width, ascii=ascii)
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [80, 200])
def test_thirty_actors_stay_within_the_terminal(width: int) -> None:
    report = made_up(30, 12)
    text = rendered(report, width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert all(f"Actor {n}" in text for n in range(1, 31))
    assert all(f"Issue number {n}" in text for n in range(1, 13))


def test_every_pair_is_shown_once_at_least_where_panels_leave_rows_out() -> None:
    actors = tuple(Ref(f"a{n}", f"Actor {n}", f"Actor {n}") for n in range(20))
    cells = tuple(
        tuple(None if a == b else Share(min(a, b) / 20, 100 + max(a, b) * 20 + min(a, b)) for b in range(20))
        for a in range(20)
    )
    text = rendered(report_of(Matrix("agreement", "Agreement", "share", actors, actors, cells)), 80)
    assert "left out" in text
    for row in cells:
        for cell in row:
            assert cell is None or re.search(rf"[·f ]{cell.shared}\b", text)


def test_piped_nothing_is_wrapped_or_shortened() -> None:
    long = "A title of many words " * 20
    ref = Ref("a", long.strip(), "A")
    matrix = Matrix("m", "M", "integer", (ref,), (ref,), ((1,),))
    table = Table("t", "T", (Column("c", "C"), Column("d", "D", below=True)), ((long, long),))
    lines = rendered(report_of(matrix, table, title=long)).splitlines()
    assert lines[0] == long.strip()
    # the title, the column, the row and its name, the cell, the text below it
    assert sum(long.strip() in line for line in lines) == 6


@given(reports())
@settings(max_examples=examples(60), deadline=None)
def test_the_programs_own_signs_are_ascii_where_they_must(report: Report) -> None:
    text = rendered(report, 100, ascii=True)
    data = visible(str(asdict(report))) + "".join(map(visible, HOSTILE))
    joiners = {"\u200c", "\u200d"}  # of the data, where repr spells them out
    own = {sign for sign in text if not sign.isascii()} - set(data) - joiners
    assert not own, own


def test_what_looks_like_markup_is_shown_and_what_would_act_is_spelled_out() -> None:
    table = Table("t", "[bold]T[/bold]", (Column("c", "[red]C"),), tuple((text,) for text in HOSTILE))
    for color in (False, True):
        text = ESCAPES.sub("", rendered(report_of(table), color=color))
        assert "[red]markup[/red] [bold]" in text
        assert "[red]C" in text
        assert r"\x1b[31mred\x1b[0m\x07" in text
        assert r"\u202eevil\u202c" in text
        assert ":smile:" in text
        assert "\x1b" not in text


def test_a_share_of_two_is_pale_and_in_parentheses_and_has_no_colour_behind_it() -> None:
    actors = tuple(Ref(name, name, name) for name in ("a", "b", "c"))
    solid, thin, none = Share(1.0, 3), Share(1.0, 2), Share(None, 0)
    cells = ((None, solid, thin), (solid, None, none), (thin, none, None))
    text = rendered(report_of(Matrix("m", "M", "share", actors, actors, cells)), 80, color=True)
    assert re.search(r"\x1b\[[0-9;]*48;5;[0-9;]*m *100% of 3", text)
    assert re.search(r"\x1b\[2m *\(100% of 2\)", text)
    assert re.search(r"\x1b\[2m *– of 0", text)
    assert "thin: fewer than 3 shared issues" in text
    assert "too few shared issues for a share" in text


def test_matrices_of_shares_stand_side_by_side_where_they_fit() -> None:
    def beside(width: int | None) -> bool:
        lines = rendered(made_up(4, 4), width).splitlines()
        return any("Agreement" in line and "Disagreement" in line for line in lines)

    assert beside(200)
    assert not beside(80)
    assert not beside(None)


def test_matrices_under_each_other_are_aligned() -> None:
    text = rendered(made_up(4, 4), 70)
    heads = [line for line in text.splitlines() if line.startswith(("Agreement", "Disagreement"))]
    assert len(heads) == 2
    assert len({line.index("Actor 1") for line in heads}) == 1
    assert len({len(line) for line in heads}) == 1


def test_matrices_of_one_kind_write_shares_alike() -> None:
    refs = tuple(Ref(f"a{index}", f"Actor {index}", f"Actor {index}") for index in range(4))
    cells = [tuple((Share(value, 12),) * 4 for _ in refs) for value in (1.0, 0.5)]
    report = report_of(
        *(Matrix(name, name, "share", refs, refs, found) for name, found in zip("mn", cells, strict=True))
    )
    compact = set()
    for width in range(40, 60):
        text = rendered(report, width)
        assert ("100%·12" in text) == ("50%·12" in text)
        compact.add("50%·12" in text)
    assert compact == {True, False}


def test_quotations_stand_under_their_row_each_with_its_source() -> None:
    source = EvidenceItem(
        "own", "stated", speaker="A. Speaker", title="A title", publisher="A paper", date="2017-03"
    )
    quotes = tuple(replace(source, words=f"Words number {n} " * 12) for n in (1, 2))
    columns = (Column("i", "Issue"), Column("e", "LGA", below=True))
    text = rendered(report_of(Table("t", "T", columns, (("Money", quotes),))), 60)
    lines = text.splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    assert lines[lines.index("Money") + 1].startswith("    LGA: “Words number 1 Words")
    assert " ".join(text.split()).count("— A. Speaker, in ‘A title’ (A paper, 2017-03); stated") == 2


def test_wide_tables_are_divided_between_columns_and_each_part_has_the_first() -> None:
    columns = (
        Column("i", "Issue"),
        *(Column(f"n{n}", f"Heading {n}", "integer") for n in range(12)),
    )
    row: tuple[CellValue, ...] = ("Money", *(10**7 + n for n in range(12)))
    lines = rendered(report_of(Table("t", "T", columns, (row,))), 60).splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    assert sum(line.startswith("Money") for line in lines) > 1
    assert all(f"{10**7 + n:,}" in "\n".join(lines) for n in range(12))


def test_columns_for_machines_are_left_out() -> None:
    columns = (Column("a", "Seen"), Column("b", "Unseen", detail=True))
    text = rendered(report_of(Table("t", "T", columns, (("x", "y"),))))
    assert "Seen" in text
    assert "Unseen" not in text
    assert "y" not in text


def test_what_is_empty_says_so() -> None:
    nothing = Matrix("m", "M", "share", (), (), ())
    empty = Table("t", "T", (Column("c", "C"),), (), empty="There is nobody.")
    text = rendered(report_of(nothing, empty), 80)
    assert "Nothing to show." in text
    assert "There is nobody." in text


@given(st.text(" ab日é", max_size=60), st.integers(2, 20))
def test_wrapping_keeps_every_word_in_its_order(text: str, width: int) -> None:
    text = visible(text)
    lines = wrapped(text, width)
    assert all(line.cell_len <= width for line in lines)
    assert "".join(line.plain for line in lines).replace(" ", "") == text.replace(" ", "")


def test_the_environment_of_a_ci_system_changes_nothing() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from positions.render.registry import REGISTRY, RenderOptions\n"
        "from helpers.random_reports import made_up\n"
        "text = REGISTRY['terminal'].render(made_up(3, 3), RenderOptions(width=80, color=True))\n"
        "sys.stdout.buffer.write(text.encode())"
    )
    busy = {"GITHUB_ACTIONS": "1", "NO_COLOR": "1", "COLUMNS": "20", "TERM": "dumb", "FORCE_COLOR": "0"}

    def run(more: dict[str, str]) -> bytes:
        environment = {**os.environ, **more}
        return subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, env=environment
        ).stdout

    assert run(busy) == run({})


@pytest.mark.parametrize(("actors", "issues", "width"), [(4, 6, 80), (4, 6, 160), (12, 5, 80), (4, 6, None)])
def test_what_a_comparison_looks_like(
    snapshot: SnapshotAssertion, actors: int, issues: int, width: int | None
) -> None:
    assert rendered(made_up(actors, issues), width) == snapshot


def test_what_a_comparison_looks_like_in_ascii(snapshot: SnapshotAssertion) -> None:
    assert rendered(made_up(4, 6), 80, ascii=True) == snapshot


@pytest.mark.parametrize("ascii", [False, True])
def test_a_tree_fits_a_terminal_of_60_columns(ascii: bool) -> None:
    report = blocs(example())
    for width in (60, 76, 80):
        lines = rendered(report, width, ascii=ascii).splitlines()
        assert max(map(cell_len, lines)) <= width
    narrow = report.drawings[0].narrow
    assert narrow is not None
    wide = rendered(report, 80, ascii=ascii)
    assert (narrow.ascii_lines if ascii else narrow.lines)[-1] not in wide.splitlines()
