"""What is known and decided while a coding sheet is brought home: sides, names, changes, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from positions.dataset.audience.public_view import public_view
from positions.dataset.editing.cells import cell_label
from positions.dataset.editing.plans.parts import WHAT
from positions.dataset.editing.rewrite import NewEntry, Part
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Evidence, Issue, Stakeholder
from positions.exchange.coding_sheet.layout import SHEETS, section_of
from positions.exchange.coding_sheet.merging.three_way import Texts
from positions.exchange.coding_sheet.names import Names
from positions.exchange.coding_sheet.reading import Returned, Row
from positions.exchange.coding_sheet.records import Columns, parse_key, part_texts, row_hash
from positions.problems import Problem
from positions.suggest import first_of
from positions.vocabulary import Section

_LISTED = 5
Skipped = frozenset[tuple[str, int]]
"""Rows that are left out, by the name of their sheet and their number."""


@dataclass(slots=True)
class Slot:
    """An entry of a cell as it is to be, and the row that it is from; None where no row has changed it."""

    new: NewEntry
    row: Row | None = None


@dataclass
class MergeState:
    """The work on one sheet.

    Attributes:
        loaded, returned: the dataset and the sheet.
        skipped: rows that are left out.
        new_parts: the ids of parts that are new in the sheet, by section and row.
        cells: the entries of each cell that is looked at.
        parts: parts that are new, changed or removed (None).
        rows: which row a part is from.
        changes: a line for each row that changes something.
        problems: what is wrong, with the row.
        remarks: what people should know.
        repeated, waiting: rows of positions that the dataset has already, and those without a stance yet.
        quoted: evidence whose words are to be looked for in their source, with the row.
    """

    loaded: Loaded
    returned: Returned
    skipped: Skipped = frozenset()
    new_parts: dict[tuple[Section, int], str] = field(default_factory=dict)
    cells: dict[tuple[str, str], list[Slot]] = field(default_factory=dict)
    parts: dict[tuple[Section, str], Part | None] = field(default_factory=dict)
    rows: dict[tuple[Section, str], Row] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    problems: list[tuple[str, int, Problem]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    quoted: list[tuple[Row, Evidence]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the sides: the whole dataset, and what of it the readers of the sheet saw."""
        base = self.returned.base
        self.full: Dataset = self.loaded.require()
        self.public: Dataset = public_view(self.full).dataset
        self.seen = self.full if base is not None and base.audience == "team" else self.public
        self.names = Names(self.loaded, base)

    def is_skipped(self, sheet: str, row: Row) -> bool:
        """Return whether a row is left out."""
        return (sheet, row.number) in self.skipped

    def base_rows(self, sheet: str) -> Mapping[str, Mapping[str, str]]:
        """Return the rows of a sheet as they were, by their key; none where the file does not say."""
        return {} if self.returned.base is None else self.returned.base.rows.get(sheet, {})

    def base_texts(self, sheet: str, key: str, columns: Columns) -> Texts | None:
        """Return what a part was at export: as the file keeps it, else as the dataset has it unchanged."""
        row = self.base_rows(sheet).get(key)
        if row is not None:
            return {column.id: self.names.canonical(column, row.get(column.id, "")) for column in columns.all}
        found = parse_key(key, 1)
        section = section_of(sheet)
        for dataset in (self.full, self.public):
            part = getattr(dataset, section).get(self.names.today(section, found.path[0])) if found else None
            if part is not None and found and row_hash(part_texts(section, part)) == found.hash:
                return {**columns.texts(part)}
        return None

    def cell(self, actor: str, issue: str) -> list[Slot]:
        """Return the entries of a cell as they are to be, at first as they are."""
        if (actor, issue) not in self.cells:
            stakeholder = self.full.stakeholders.get(actor)
            entries = stakeholder.positions.get(issue, ()) if stakeholder is not None else ()
            self.cells[actor, issue] = [
                Slot(NewEntry(entry, at, tuple(range(len(entry.evidence)))))
                for at, entry in enumerate(entries)
            ]
        return self.cells[actor, issue]

    def label(self, actor: str, issue: str) -> str:
        """Return what a cell is called."""
        if actor in self.full.stakeholders and issue in self.full.issues:
            return cell_label(self.full, actor, issue)
        who = self.parts.get(("stakeholders", actor))
        what = self.parts.get(("issues", issue)) or self.full.issues.get(issue)
        known = self.full.stakeholders.get(actor)
        name = who.label if isinstance(who, Stakeholder) else known.label if known is not None else actor
        return f"{name} on {what.title if isinstance(what, Issue) else issue}"

    def say(self, sheet: str, row: Row, what: str) -> None:
        """Keep what a row changes."""
        self.changes.append(f"{sheet} row {row.number}: {what}")

    def say_idle(self, sheet: str, row: Row, cells: Sequence[str]) -> None:
        """Keep that a row has cells that were changed, and change nothing."""
        if cells:
            listed = first_of(list(cells), _LISTED)
            self.remarks.append(f"{sheet} row {row.number}: nothing is changed by {listed}.")

    def set_part(self, section: Section, name: str, part: Part | None, row: Row, what: str) -> None:
        """Keep what becomes of a part."""
        self.parts[section, name] = part
        self.rows[section, name] = row
        self.say(SHEETS[section], row, f"{WHAT[section]} {name}: {what}")

    def wrong_row(self, sheet: str, row: Row, code: str, message: str, hint: str | None = None) -> None:
        """Keep what is wrong with a row."""
        where = "" if sheet == "Positions" else f"{sheet}: "
        problem = self.returned.problem(code, row.number, f"{where}{message}", hint)
        self.problems.append((sheet, row.number, problem))

    def conflict(self, sheet: str, row: Row, what: str, why: str) -> None:
        """Keep that a row and the dataset have changed the same."""
        hint = "make it in a new sheet, or leave the row out with --partial"
        self.wrong_row(sheet, row, "sheet-conflict", f"{what}: {why}", hint)

    def missing(self, sheet: str, names: list[str]) -> None:
        """Say that rows are missing, which deletes nothing."""
        many = "1 row is" if len(names) == 1 else f"{len(names)} rows are"
        listed = first_of(names, _LISTED)
        self.remarks.append(
            f"{many} missing in the sheet {sheet}, and kept (an x in Delete takes one out): {listed}."
        )
