"""How much XML the parts of a workbook hold, seen before any of it is parsed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from positions.budget import BYTES, CELL, exceeded
from positions.exchange.tables.delimited import broken
from positions.problems import Location

_EXPANSION = 8
"""A byte of a workbook's XML takes so many times the memory and the time of a byte of CSV."""

_ELEMENT = 400
"""Bytes of CSV that an element, be it empty, takes the memory and the time of."""

_FRAME_ELEMENT = 13_000
"""The same of the parts that say what there is: 65,490 formats, the most of all, are 200,000 elements."""

_CHARACTER = 8
"""Bytes of XML for a character of a cell's text: from one `<` to the next are no more. Longer tags take
quadratic time."""

_LONGEST_REMARKED = 10_000_000
"""Bytes of a part that may have comments and declarations, which no spreadsheet program writes."""

_PIECE = 1 << 20


def check_parts(path: Path, name: str) -> None:
    """Add up what the parts of a workbook say they hold, then count their elements.

    Args:
        path: the file.
        name: what errors call it.

    Raises:
        DataError: if it is more than is read.
        zipfile.BadZipFile: if it is not a workbook; OSError and others where a part is damaged.
    """
    most = BYTES.most // _EXPANSION
    with zipfile.ZipFile(path) as parts:
        size = sum(part.file_size for part in parts.infolist())
        if size > most:
            what = f"the workbook holds more than {most:,} bytes of XML"
            raise exceeded(BYTES, what, BYTES.most, Location(name))
        left = BYTES.most // _ELEMENT
        for part in parts.infolist():
            if not part.filename.lower().endswith((".xml", ".rels")):
                continue
            bound = min(left, BYTES.most // _FRAME_ELEMENT) if _is_frame(part.filename) else left
            left -= _count_elements(parts, part, bound, name)


def _is_frame(part: str) -> bool:
    """Return whether a part says what is in the workbook and how it looks, and is read as a whole."""
    return part.endswith((".rels", "workbook.xml", "styles.xml")) or part.startswith(
        ("[Content_Types]", "docProps/", "xl/theme/")
    )


def _count_elements(parts: zipfile.ZipFile, part: zipfile.ZipInfo, most: int, name: str) -> int:
    """Return how many elements a part holds, comments counted.

    Raises:
        DataError: if there are more than `most`, or it holds a tag without an end.
    """
    elements = since = 0
    longest = _CHARACTER * CELL.most
    before = b""
    with parts.open(part) as stream:
        while piece := stream.read(_PIECE):
            piece = piece.replace(b"\0", b"")  # the zero bytes of UTF-16
            elements += piece.count(b"<") - piece.count(b"</")
            if elements > most:
                what = f"more than {most:,} elements in the workbook's {part.filename}"
                raise exceeded(BYTES, what, BYTES.most, Location(name))
            last = piece.rfind(b"<")
            first = piece.find(b"<")
            since += len(piece) if first < 0 else first
            if since > longest:
                message = f"the workbook's {part.filename} has a tag or a text of over {longest:,} bytes"
                raise broken(Path(name), message)
            if last >= 0:
                since = len(piece) - last
            if part.file_size > _LONGEST_REMARKED and _remarks(before + piece):
                message = f"the workbook's {part.filename} is large and has comments or declarations in it"
                raise broken(Path(name), message, "save it again with a spreadsheet program")
            before = piece[-8:]
    return elements


def _remarks(piece: bytes) -> bool:
    return b"<!--" in piece or b"<!DOCTYPE" in piece
