"""Spreadsheets of OpenDocument that are damaged, or read where openpyxl is not installed."""

import sys
import zipfile
from pathlib import Path

import pytest

from positions.exchange.tables.table_file import TableFile
from positions.problems import DataError

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
HEADER = f"<table:table-row>{TEXT.format('actor')}{TEXT.format('n')}</table:table-row>"


def spreadsheet(path: Path, cell: str, columns: str = "") -> TableFile:
    row = f"<table:table-row>{TEXT.format('A')}{cell}</table:table-row>"
    sheet = f'<table:table table:name="Votes">{columns}{HEADER}{row}</table:table>'
    content = f"<office:document-content {NAMES}><office:body>{sheet}</office:body></office:document-content>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("content.xml", content)
    return TableFile(path)


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell office:value-type="float" office:value="two"/>',
        f'<table:table-cell table:number-columns-repeated="{"9" * 5000}"/>',
        TEXT.format(f"{'<text:span>' * 3000}x{'</text:span>' * 3000}"),
    ],
    ids=["no-number", "endless-number", "nested"],
)
def test_what_no_program_writes_is_a_damaged_spreadsheet(tmp_path: Path, cell: str) -> None:
    with pytest.raises(DataError, match="not a spreadsheet, or a damaged one"):
        _ = spreadsheet(tmp_path / "a.ods", cell).header


def test_damaged_compression_is_a_damaged_spreadsheet(tmp_path: Path) -> None:
    file = spreadsheet(tmp_path / "a.ods", TEXT.format("x"))
    content = bytearray(file.path.read_bytes())
    content[41] ^= 0xFF  # the first byte behind the name of the part
    file.path.write_bytes(content)
    with pytest.raises(DataError, match="not a spreadsheet, or a damaged one"):
        _ = file.header


def test_merged_cells_are_named_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "openpyxl.utils", raising=False)
    cell = TEXT.format("x").replace("cell ", 'cell table:number-rows-spanned="2" ', 1)
    with pytest.raises(DataError, match="cells B2 are merged"):
        _ = spreadsheet(tmp_path / "a.ods", cell).header


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ('<table:table-column/><table:table-column table:visibility="collapse"/>', "Column B ('n')"),
        (
            '<table:table-column-group><table:table-column table:visibility="filter" '
            'table:number-columns-repeated="16384"/></table:table-column-group>',
            "Columns A ('actor'), B ('n')",
        ),
        ('<table:table-column table:number-columns-repeated="2"/>', None),
    ],
)
def test_hidden_columns_are_named(columns: str, said: str | None, tmp_path: Path) -> None:
    file = spreadsheet(tmp_path / "a.ods", TEXT.format("x"), columns)
    many = "are" if said and said.startswith("Columns") else "is"
    remark = f"{said} of {file.path} {many} hidden, and {many} read all the same."
    assert file.remarks == ((remark,) if said else ())
