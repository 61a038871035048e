"""Workbooks: numbers are numbers, text is text, always the same bytes; LibreOffice opens them."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.random_reports import HOSTILE, made_up, reports
from positions.dataset.load import load
from positions.exchange.exports.workbook import workbook
from positions.problems import MissingExtraError, UsageError
from positions.render.common.delimited_text import restored
from positions.render.office.xlsx import sheet_names
from positions.render.registry import REGISTRY
from positions.reports.common.study import Study, study_of
from positions.reports.compare.report import compare
from positions.tables import Column, DatasetInfo, Matrix, Ref, Report, Share, Table

openpyxl = pytest.importorskip("openpyxl")
UNWRITABLE = {*map(chr, [*range(9), *range(11, 32), *range(0xD800, 0xE000)]), "\ufffe", "\uffff"}
OFFICE = shutil.which("libreoffice") or shutil.which("soffice")


def rendered(report: Report) -> bytes:
    content = REGISTRY["xlsx"].render(report)
    assert isinstance(content, bytes)
    return content


def opened(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered(report)))


def one(table: Table | Matrix) -> Report:
    return Report("made", DatasetInfo("T", "0" * 64), "T & Co", (table,), (table.id,), notes=("As said.",))


@pytest.fixture(scope="module")
def example(repository: Path) -> Study:
    return study_of(load(repository / "data" / "stakeholders.yaml"))


def test_the_workbook_has_a_sheet_a_table_and_one_that_says_how(example: Study) -> None:
    book = opened(workbook(example))
    assert book.sheetnames == [
        "Stances", "Agreement", "Disagreement", "Shared issues", "Pairs", "What unites", "What divides",
        "Evidence", "About",
    ]  # fmt: skip
    said = [cell.value for row in book["About"].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("Agreement (side): the share of shared issues") for text in said)
    assert example.info.sha256 in said
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.merged_cells.ranges
        assert sheet.title == "About" or (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")


def test_shares_are_numbers_that_show_what_they_rest_on(example: Study) -> None:
    sheet = opened(workbook(example))["Agreement"]
    matrix = next(table for table in compare(example).tables if table.id == "agreement")
    assert matrix.kind == "matrix"
    for row, cells in enumerate(matrix.cells, start=2):
        for column, share in enumerate(cells, start=2):
            cell = sheet.cell(row, column)
            assert isinstance(share, Share) == (cell.value is not None)
            if isinstance(share, Share):
                assert cell.value == pytest.approx(share.value, rel=1e-15)
                assert f"of {share.shared}" in cell.number_format
    assert sheet["C2"].number_format == '0%" of 6 *1"'


def test_colours_follow_the_numbers_and_leave_out_thin_shares(example: Study) -> None:
    sheet = opened(workbook(example))["Agreement"]
    areas = [bounds for area in sheet.conditional_formatting for bounds in area.cells.ranges]
    shaded = {sheet.cell(*place).coordinate for bounds in areas for place in bounds.cells}
    assert "C2" in shaded
    assert "E2" not in shaded  # 100% of 2


def test_undefined_is_a_dash_with_its_number_and_almost_all_never_reads_as_all() -> None:
    refs = (Ref("a", "A", "A"), Ref("b", "B", "B"))
    cells = ((None, Share(0.999, 1000)), (Share(None, 2), Share(0.001, 900)))
    sheet = opened(one(Matrix("m", "M", "share", refs, refs, cells)))["M"]
    assert sheet["B2"].value is None
    assert sheet["B3"].value == "– of 2"
    assert (sheet["C2"].value, sheet["C2"].number_format) == (0.999, '">99%"" of 1,000"')
    assert sheet["C3"].number_format == '"<1%"" of 900"'


@given(
    text=st.sampled_from([*HOSTILE, "=1+1", "+1", "-1", "@x", "#REF!", "'=1", "\t=1", "\r=1"])
    | st.text(max_size=9)
)
@settings(max_examples=examples(60), deadline=None)
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    table = Table("t", "T", (Column("c", "=head"),), ((text,),))
    sheet = opened(one(table))["T"]
    assert sheet["A1"].value == "=head"
    assert sheet["A1"].data_type == "s"
    cell = sheet["A2"]
    if not text:
        assert cell.value is None
        return
    assert cell.data_type == "s"
    if not UNWRITABLE & set(text):
        assert (restored(cell.value) if text.startswith("'") else cell.value) == text
    if text[0] in "=+-@":
        assert cell.quotePrefix


@given(reports())
@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_is_a_workbook_and_always_the_same_bytes(report: Report) -> None:
    content = rendered(report)
    assert rendered(report) == content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == len(report.tables) + 1
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type in "fe"]


def test_times_are_fixed_or_as_asked(example: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def members() -> tuple[set[tuple[int, ...]], str]:
        with zipfile.ZipFile(io.BytesIO(rendered(compare(example)))) as archive:
            return {info.date_time for info in archive.infolist()}, archive.read("docProps/core.xml").decode()

    times, core = members()
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert core.count("1980-01-01T00:00:00Z") == 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1488326400")
    times, core = members()
    assert times == {(2017, 3, 1, 0, 0, 0)}
    assert core.count("2017-03-01T00:00:00Z") == 2


def test_names_of_sheets_are_short_distinct_and_allowed() -> None:
    names = sheet_names(["A" * 40, "A" * 41, "a/b:c?[d]*\\", "", "About", "'quoted'", "History"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names)
    assert "about" not in {name.casefold() for name in names}


def test_what_no_sheet_holds_is_refused() -> None:
    table = Table("t", "T", (Column("c", "C"),), ((1,),) * 1_048_576)
    with pytest.raises(UsageError, match="1,048,577 rows"):
        rendered(one(table))


def test_a_text_that_is_too_long_says_that_it_is_cut() -> None:
    sheet = opened(one(Table("t", "T", (Column("c", "C"),), (("x" * 40_000,),))))["T"]
    text = sheet["A2"].value
    assert len(text) <= 32_767
    cut = re.search(r" \[([\d,]+) characters cut here: a cell holds no more\]$", text)
    assert cut
    assert text.count("x") - cut[0].count("x") + int(cut[1].replace(",", "")) == 40_000


def test_without_openpyxl_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch, example: Study) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"writing \.xlsx") as error:
        rendered(compare(example))
    assert error.value.hint == "pip install 'positions[xlsx]'"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_reads_the_same(example: Study, tmp_path: Path) -> None:
    assert OFFICE is not None
    report = workbook(example)
    (tmp_path / "book.xlsx").write_bytes(rendered(report))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    for target in (every_sheet, "pdf"):
        subprocess.run(
            [
                *(OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
                *("--convert-to", target, "--outdir", str(tmp_path), str(tmp_path / "book.xlsx")),
            ],
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
    evidence = report.tables[-1]
    assert evidence.kind == "table"
    rows = list(csv.reader((tmp_path / "book-Evidence.csv").read_text("utf-8").splitlines()))
    assert rows[0] == [column.label for column in evidence.columns]
    assert rows[1:] == [["" if value is None else str(value) for value in row] for row in evidence.rows]
    agreement = list(csv.reader((tmp_path / "book-Agreement.csv").read_text("utf-8").splitlines()))
    assert float(agreement[1][2].rstrip("%")) / 100 == pytest.approx(4 / 6)


def test_a_wide_matrix_is_printed_on_several_pages_with_its_headings() -> None:
    book = opened(made_up(40, 40))
    wide = next(sheet for sheet in book if sheet.max_column == 41)
    widths = [wide.column_dimensions[letter].width for letter in wide.column_dimensions]
    across = wide.page_setup.fitToWidth
    assert across == -(-sum(widths[1:]) // (240 - widths[0]))
    assert across > 1
    assert (wide.print_title_rows, wide.print_title_cols) == ("$1:$1", "$A:$A")
