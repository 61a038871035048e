"""The cells of a sheet in an OpenDocument spreadsheet (.ods), as LibreOffice writes it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from positions.budget import BYTES, CELL, COLUMNS, ROWS
from positions.exchange.data_files import open_data
from positions.exchange.tables.delimited import broken
from positions.exchange.tables.workbooks.parts import check_parts
from positions.exchange.tables.workbooks.percents import percent_text
from positions.exchange.tables.workbooks.sheet import Cell, Sheet, choose_sheet, first_table
from positions.problems import PositionsError

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LAST_COLUMN = 16_384


def open_document_sheet(path: Path, wanted: str | None) -> Sheet:
    """Return a sheet of a spreadsheet: the one that is wanted, else the first that may be a table.

    Raises:
        UsageError: if it cannot be opened, or has no such sheet.
        DataError: if it is no spreadsheet, or larger than is read.
    """
    sheets = open_document_sheets(path)
    if not sheets:
        raise broken(path, "the workbook has no sheet with cells")
    titles = [sheet.title for sheet in sheets]
    if wanted is not None:
        return sheets[titles.index(choose_sheet(titles, wanted, str(path)))]
    seen = [sheet for sheet in sheets if sheet.title not in sheet.hidden]
    return first_table(iter(seen or sheets)) or sheets[0]


def open_document_sheets(path: Path) -> list[Sheet]:
    """Return every sheet of a spreadsheet, also those that are hidden.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if it is no spreadsheet, or larger than is read.
    """
    open_data(path).close()
    return _sheets(path.absolute(), str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _sheets(path: Path, name: str, _changed: int) -> list[Sheet]:
    try:
        check_parts(path, name)
        with zipfile.ZipFile(path) as parts:
            content = parts.read("content.xml")
        BYTES.check(len(content), name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise broken(Path(name), "this spreadsheet declares entities, which none does")
        return _sheets_of(ElementTree.fromstring(content), name)  # without a DOCTYPE nothing expands
    except (PositionsError, MemoryError):
        raise
    except Exception:  # noqa: BLE001, RUF100  # the readers of archives and XML raise many kinds; none may pass
        hint = "open it in a spreadsheet program and save it again as .ods, .xlsx or CSV"
        raise broken(Path(name), "this is not a spreadsheet, or a damaged one", hint) from None


def _sheets_of(root: Element, name: str) -> list[Sheet]:
    tables = list(root.iter(f"{_TABLE}table"))
    hidden_styles = _hidden_styles(root)
    titles = tuple(table.get(f"{_TABLE}name", "") for table in tables)
    hidden = tuple(
        title
        for title, table in zip(titles, tables, strict=True)
        if table.get(f"{_TABLE}style-name") in hidden_styles
    )
    return [_sheet(table, (titles, hidden), name) for table in tables]


def _hidden_styles(root: Element) -> set[str]:
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    }


def _sheet(table: Element, names: tuple[tuple[str, ...], tuple[str, ...]], file: str) -> Sheet:
    found = Sheet(table.get(f"{_TABLE}name", ""), *names)
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = _times(row, "rows")
        values = _values(row, number + 1, found, file)
        if values:
            for again in range(times):
                found.rows.append((number + 1 + again, list(values)))
                ROWS.check(len(found.rows), file)
            if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                found.hidden_rows.extend(range(number + 1, number + 1 + times))
        number += times
    found.hide_columns(set(_hidden_columns(table)))
    return found


def _hidden_columns(table: Element) -> Iterator[int]:
    number = 0
    for column in table.iter(f"{_TABLE}table-column"):
        times = min(_times(column, "columns"), _LAST_COLUMN)
        if column.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            yield from range(number + 1, min(number + times, _LAST_COLUMN) + 1)
        number += times


def _values(row: Element, number: int, found: Sheet, file: str) -> list[Any]:
    """Return the values of a row up to the last that holds something."""
    values: list[Any] = []
    column = 0
    for cell in row:
        times = _times(cell, "columns")
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        value = _value(cell)
        spanned = (cell.get(f"{_TABLE}number-{what}-spanned", "1") for what in ("rows", "columns"))
        if any(span != "1" for span in spanned):
            found.merged.append((number, column + 1, Cell(number, column + 1, "").coordinate))
        if value is not None:
            CELL.check(len(str(value)), file, number)
            COLUMNS.check(column + times, file, number)
            if column + times <= _LAST_COLUMN:
                values.extend([None] * (column - len(values)))
                values.extend([value] * times)
        column += times
    return values


def _times(element: Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(text)) if text.isdecimal() else 1


def _value(cell: Element) -> Any:
    """Return what a cell shows: numbers and dates as their value, all else as its paragraphs."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind is None:
        return None
    if kind in ("float", "currency", "percentage"):
        number = float(cell.get(f"{_OFFICE}value", "nan"))
        if kind == "percentage":
            return percent_text(number)
        return int(number) if number.is_integer() else number
    if kind == "date":
        text = cell.get(f"{_OFFICE}date-value", "")
        return text.removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    paragraphs = ["".join(_texts(paragraph)) for paragraph in cell if paragraph.tag == f"{_TEXT}p"]
    return "\n".join(paragraphs) or None


def _texts(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph, runs of spaces and breaks written out."""
    yield element.text or ""
    for inner in element:
        if inner.tag == f"{_TEXT}s":
            yield " " * _times_of_space(inner)
        elif inner.tag == f"{_TEXT}line-break":
            yield "\n"
        elif inner.tag == f"{_TEXT}tab":
            yield "\t"
        else:
            yield from _texts(inner)
        yield inner.tail or ""


def _times_of_space(element: Element) -> int:
    text = element.get(f"{_TEXT}c", "1")
    return min(int(text), CELL.most) if text.isdecimal() else 1
