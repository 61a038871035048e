"""What a workbook consists of that people fill in: sheets with columns, lists to choose from, and a guide.

Like `tables`, this is plain data between what makes it and what draws it: no dataset, no spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from.

    Attributes:
        name: by which columns refer to it.
        values: what it offers; where it follows a sheet, only for reading.
        sheet, label, detail: the sheet and the column whose cells it offers, so that what is typed there is
            offered at once; `detail` is a second column that stands behind a colon, `unit` one that stands in
            brackets before it. None: the values alone.
        cut: how many characters of such a text are shown.
    """

    name: str
    values: tuple[str, ...]
    sheet: str | None = None
    label: str | None = None
    detail: str | None = None
    unit: str | None = None
    cut: int = 200


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: its heading, what it means, and how cells are filled.

    Attributes:
        label: the heading.
        meaning: a sentence for the guide and the note on the heading.
        width: in characters.
        choice: the name of a list.
        strict: whether nothing else than what the list has may be typed.
        folded: whether it is put away behind a plus sign.
        quiet: whether it is not for people, so that it is shown pale.
        required: whether each row needs it.
    """

    label: str
    meaning: str
    width: int = 14
    choice: str | None = None
    strict: bool = False
    folded: bool = False
    quiet: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet with a row for each thing, and empty rows ready below; `frozen` columns stay in view."""

    name: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    ready: int
    frozen: int = 1

    def column(self, label: str) -> int:
        """Return the number of a column, from 1."""
        return next(number for number, one in enumerate(self.columns, 1) if one.label == label)


@dataclass(frozen=True, slots=True)
class Form:
    """The workbook.

    Attributes:
        title: the title of the workbook.
        guide: headings and the paragraphs below each, for the first sheet.
        sheets: what is filled in.
        choices: the lists.
        toned: the column (sheet, heading) whose words have colours, with the tone of each word.
        kept: rows of a hidden sheet, which the program reads when the workbook comes back.
    """

    title: str
    guide: tuple[tuple[str, tuple[str, ...]], ...]
    sheets: tuple[FormSheet, ...]
    choices: tuple[Choice, ...]
    toned: tuple[str, str, Mapping[str, str]]
    kept: tuple[tuple[str, ...], ...]


GUIDE, KEPT, LISTS = "Read me", "_base", "_lists"
"""Names of sheets: the guide, what the program keeps, and the lists."""
