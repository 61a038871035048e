"""A workbook as bytes: the same workbook gives the same bytes."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)  # the first that a zip archive can hold
_LAST_DAY = datetime(2107, 12, 31, tzinfo=UTC)


def book_bytes(book: Workbook) -> bytes:
    """Return a workbook as an .xlsx file.

    Every time in it is that of SOURCE_DATE_EPOCH, else the first day of 1980.
    """
    from openpyxl.xml.functions import tostring

    when = fixed_time()
    saved, again = BytesIO(), BytesIO()
    book.save(saved)
    book.properties.created = book.properties.modified = when.replace(tzinfo=None)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":  # saving has put today's date there
                content = tostring(book.properties.to_tree())
            entry = zipfile.ZipInfo(member.filename, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells on which system it was made
            new.writestr(entry, content)
    return again.getvalue()


def fixed_time() -> datetime:
    """Return the time that SOURCE_DATE_EPOCH gives, else the first that a zip archive can hold."""
    try:
        given = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return _FIRST_DAY
    return min(max(given, _FIRST_DAY), _LAST_DAY)
