"""Files that a coding sheet may come home in: another encoding or delimiter, an OpenDocument spreadsheet."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

import positions
from positions.library.coding_sheet import ImportedSheet
from positions.problems import DataError, UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.RemarkWarning")

DATA = """\
format: 1
title: A street
issues:
  trees: {title: Bäume}
stakeholders:
  a: {name: Ash, positions: {trees: {stance: support, note: schön}}}
"""
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)

_ROWS = 20
"""All that hold something are above."""


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    file = tmp_path / "data.yaml"
    file.write_text(DATA, encoding="utf-8")
    return file


def home(sheet: Path, dataset: Path, **options: Any) -> tuple[str, ...]:
    done = positions.import_(sheet, into=dataset, **options)
    assert isinstance(done, ImportedSheet)
    return done.changes


def test_a_csv_of_another_program(dataset: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    positions.export(dataset, sheet, type="coding-sheet")
    text = sheet.read_text("utf-8-sig").replace("schön", "groß").replace(",", "~")
    sheet.write_bytes(text.encode("windows-1252"))
    with pytest.raises(DataError) as error:
        home(sheet, dataset, delimiter="~")
    assert "--encoding windows-1252" in str(error.value.problems[0].hint)
    said = home(sheet, dataset, encoding="windows-1252", delimiter="~")
    assert said == ("Positions row 2: Ash on Bäume: Note 'schön' -> 'groß'",)


def test_options_of_tables_are_refused_with_a_workbook_and_others_with_any_sheet(
    dataset: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="--encoding is for CSV and other text"):
        home(tmp_path / "sheet.xlsx", dataset, encoding="latin-1")
    with pytest.raises(UsageError, match="--header-row is for making a dataset"):
        home(tmp_path / "sheet.csv", dataset, header_row=2)


def test_an_open_document_spreadsheet(dataset: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = tmp_path / "sheet.xlsx"
    positions.export(dataset, sheet, type="coding-sheet")
    book = openpyxl.load_workbook(sheet)
    copy = tmp_path / "sheet.ods"
    as_open_document(book, copy)
    assert home(copy, dataset) == ()
    assert dataset.read_text("utf-8") == DATA
    book["Positions"]["C2"] = "oppose"
    as_open_document(book, copy)
    assert home(copy, dataset) == ("Positions row 2: Ash on Bäume: Stance 'support' -> 'oppose'",)


def as_open_document(book: Any, path: Path) -> None:
    """Write a workbook's texts as LibreOffice does; lists without their formulas."""
    tables = []
    filled = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    for page in book:
        rows = [
            "".join(
                filled.format(escape(str(cell))) if cell is not None else "<table:table-cell/>"
                for cell in row
            )
            for row in page.iter_rows(max_row=_ROWS, values_only=True)
        ]
        lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        tables.append(f'<table:table table:name="{page.title}">{lines}</table:table>')
    body = f"<office:body>{''.join(tables)}</office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>")


def test_a_workbook_of_old_excel_says_what_to_do(dataset: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xls"
    sheet.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    with pytest.raises(DataError) as error:
        home(sheet, dataset)
    assert "save it as .xlsx" in str(error.value.problems[0].hint)
