"""Small files that ask for much more than they seem to: each is made in a second.

In everyday runs they ask for a tenth of what they do in long ones, against a tenth of the limits.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

from helpers.examples import SMALLER
from positions.budget import BYTES, COLUMNS, ROWS

_HEADER = b"actor,issue,stance\n"
_ROW = b"a,b,yes\n"

DNA_TABLES = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Date INTEGER, Author TEXT, Source TEXT,
    Section TEXT, Notes TEXT, Type TEXT);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
INSERT INTO CODERS VALUES (1, 'Ann');
INSERT INTO DOCUMENTS VALUES (1, 'Paper', 'We support the bill.', 0, '', '', '', '', '');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement');
INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1), (2, 'concept', 'short text', 1),
    (3, 'agreement', 'boolean', 1);
INSERT INTO ENTITIES VALUES (1, 1, 'A'), (2, 2, 'bill');
INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1), (2, 1, 2, 2);
INSERT INTO DATABOOLEAN VALUES (1, 1, 3, 1);
INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 20, 1);
"""
"""A database of one statement, as DNA 3 lays it out."""

_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
DNA_PROGRAMS = {
    "view": "DROP TABLE STATEMENTS; CREATE VIEW STATEMENTS AS SELECT 1 AS ID, 1 AS StatementTypeId, "
    "1 AS DocumentId, 0 AS Start, 20 AS Stop, 1 AS Coder",
    "recursive view": f"DROP TABLE CODERS; CREATE VIEW CODERS AS {_ENDLESS} SELECT x ID, '' Name FROM n",
    "unused view": f"CREATE VIEW other AS {_ENDLESS} SELECT x FROM n",
    "trigger": "CREATE TRIGGER t AFTER INSERT ON CODERS BEGIN SELECT 1; END",
    "virtual table": "CREATE VIRTUAL TABLE words USING fts5(x)",
    "computed column": "CREATE TABLE more(x INTEGER, y AS (length(hex(zeroblob(x)))))",
}


def write_repeated(path: Path, first: bytes, piece: bytes, times: int) -> None:
    """Write a gzip file that stands for `first` and so many times `piece`; the piece is compressed once."""
    path.write_bytes(gzip.compress(first, mtime=0) + gzip.compress(piece, mtime=0) * times)


def line_of_2_gb(path: Path) -> None:
    write_repeated(path, b"", b"a" * 20_000_000, 100 // SMALLER)


def hundred_million_rows(path: Path) -> None:
    write_repeated(path, _HEADER, _ROW * 1_000_000, 100 // SMALLER)


def line_of_1_gb(path: Path) -> None:
    with path.open("wb") as file:
        file.write(_HEADER + b"a,b," + b"y" * 100_000)
        file.truncate(1_000_000_000 // SMALLER)  # the rest is NUL and takes no room


def row_without_end(path: Path) -> None:
    """One row over ever more lines: each of its cells is a line break in quotation marks."""
    write_repeated(path, _HEADER, b'"a\n",' * 1_000_000, 100 // SMALLER)


def million_columns(path: Path) -> None:
    path.write_text(f"actor,{','.join(f'i{number}' for number in range(1_000_000 // SMALLER))}\n")


def three_million_issues(path: Path) -> None:
    import duckdb

    with duckdb.connect() as database:
        many = 3_000_000 // SMALLER
        rows = f"SELECT 'a' AS actor, 'i' || i AS issue, 'yes' AS stance FROM range({many}) t(i)"
        database.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")


def millions_of_equal_rows(path: Path) -> None:
    import duckdb

    with duckdb.connect() as database:
        many = 60_000_000 // SMALLER
        rows = f"SELECT 'a' AS actor, 'i' AS issue, 'yes' AS stance FROM range({many})"
        database.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE {many})")


def write_workbook(path: Path, change: Callable[[str], str] = str) -> None:
    """Write a workbook of three rows, the XML of its sheet changed."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("actor", "issue", "stance"), ("A", "one", "yes"), ("B", "one", "no")):
        sheet.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            new.writestr(part, data)


def stray_cell(path: Path) -> None:
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    write_workbook(path, lambda xml: xml.replace("</sheetData>", cell))


def stray_rows(path: Path) -> None:
    """A cell in the last column of each of 20,000 rows, or a tenth of them."""
    rows = "".join(
        f'<row r="{row}"><c r="XFD{row}" t="inlineStr"><is><t>x</t></is></c></row>'
        for row in range(4, 20_000 // SMALLER)
    )
    write_workbook(path, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"))


def one_merged_range(path: Path) -> None:
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD200000"/></mergeCells>'
    write_workbook(path, lambda xml: xml.replace("</sheetData>", merged))


def many_merged_ranges(path: Path) -> None:
    ranges = "".join(f'<mergeCell ref="A{row}:C{row}"/>' for row in range(1, 200_000 // SMALLER + 1))
    merged = f"</sheetData><mergeCells>{ranges}</mergeCells>"
    write_workbook(path, lambda xml: xml.replace("</sheetData>", merged))


def change_part(path: Path, part: str, old: str, new: str) -> None:
    """Write a workbook of three rows, in one part of which `new` stands for the first `old`."""
    write_workbook(path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)


_SHEET = "xl/worksheets/sheet1.xml"
_EMPTY = 30_000_000 // SMALLER


def empty_elements(path: Path) -> None:
    change_part(path, _SHEET, "</worksheet>", "<a/>" * _EMPTY + "</worksheet>")


def empty_cells(path: Path) -> None:
    change_part(
        path, _SHEET, "</sheetData>", f'<row r="4">{"<c/>" * (5_000_000 // SMALLER)}</row></sheetData>'
    )


def empty_formats(path: Path) -> None:
    change_part(path, "xl/styles.xml", "</cellXfs>", "<xf/>" * (5_000_000 // SMALLER) + "</cellXfs>")


def empty_relations(path: Path) -> None:
    part, end = "xl/_rels/workbook.xml.rels", "</Relationships>"
    change_part(path, part, end, "<a/>" * _EMPTY + end)


def endless_tag(path: Path) -> None:
    change_part(
        path, _SHEET, "</sheetData>", f'<row r="4" x="{"y" * (200_000_000 // SMALLER)}"/></sheetData>'
    )


def endless_comment(path: Path) -> None:
    change_part(
        path, _SHEET, "</sheetData>", f"<!--{('<' + 'y' * 99_999) * (2_000 // SMALLER)}--></sheetData>"
    )


def far_row(path: Path) -> None:
    write_workbook(path, lambda xml: re.sub(r'r="3"|r="(.)3"', r'r="\g<1>99999999999"', xml, count=2))


def write_dna(path: Path, more: str = "") -> None:
    """Write a database of Discourse Network Analyzer with one statement, and more SQL."""
    database = sqlite3.connect(path)
    database.executescript(DNA_TABLES + more)
    database.close()


TABLES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a long line in gz": (".csv.gz", line_of_2_gb),
    "a long line": (".csv", line_of_1_gb),
    "many rows": (".csv.gz", hundred_million_rows),
    "a row without end": (".csv.gz", row_without_end),
    "many columns": (".csv", million_columns),
    "many issues": (".parquet", three_million_issues),
    "many equal rows": (".parquet", millions_of_equal_rows),
    "a cell in the last row and column": (".xlsx", stray_cell),
    "many cells in the last column": (".xlsx", stray_rows),
    "one merged range": (".xlsx", one_merged_range),
    "many merged ranges": (".xlsx", many_merged_ranges),
    "a row too far": (".xlsx", far_row),
    "many empty elements": (".xlsx", empty_elements),
    "many empty cells in a row": (".xlsx", empty_cells),
    "many empty formats": (".xlsx", empty_formats),
    "many empty relations": (".xlsx", empty_relations),
    "a long tag": (".xlsx", endless_tag),
    "a long comment": (".xlsx", endless_comment),
}
"""What each is called, its suffix, and how it is made."""

LIMITS = {limit.variable: str(limit.default // SMALLER) for limit in (BYTES, ROWS, COLUMNS)}
"""The limits that they go beyond, as environment variables."""
